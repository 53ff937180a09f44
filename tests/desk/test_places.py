"""Sections and topics, kept at the desk."""

from collections.abc import Callable

import pytest

from northforum.access.actor import SYSTEM
from northforum.articles import operations as articles, queries
from northforum.articles.models import Section, Topic
from northforum.articles.operations import places as place_operations
from northforum.core.db import db, transaction
from northforum.discussion.models import Follow
from tests import factories
from tests.browser import Page, visit
from tests.cast import Cast
from tests.desk.editor import editor_of


def make(cast: Cast, kind: str, **typed: str) -> Page:
    form = next(f for f in visit(cast.client(cast.editor), f"/desk/{kind}").forms() if "description" in f.names)
    return form.submit(**typed)


def describe(cast: Cast, kind: str, at: str, **typed: str) -> Page:
    page = visit(cast.client(cast.editor), f"/desk/{kind}/{at}")
    return next(form for form in page.forms() if "description" in form.names).submit(**typed)


def names(cast: Cast) -> list[str]:
    with cast.app.app_context():
        return [section.slug for section in queries.navigation()]


def test_an_editor_makes_a_section_and_readers_find_it_in_the_navigation(cast: Cast) -> None:
    make(cast, "sections", name="Long reads", description="Take your time.")
    page = visit(cast.client(), "/sections/long-reads")
    assert page.status == 200
    assert "Take your time." in page.text
    assert names(cast)[-1] == "long-reads"


@pytest.mark.parametrize("kind", ["sections", "topics"])
def test_a_form_sent_twice_makes_one(cast: Cast, kind: str) -> None:
    client = cast.client(cast.editor)
    form = next(f for f in visit(client, f"/desk/{kind}").forms() if "description" in f.names)
    typed = {**form.fields.to_dict(), "name": "Twice"}
    for _ in range(2):
        assert client.post(f"/desk/{kind}", data=typed).status_code == 303
    again = client.post(f"/desk/{kind}", data={**typed, "name": "Other words"})
    assert again.status_code == 422
    assert "Other words" in again.get_data(as_text=True)


@pytest.mark.parametrize(("kind", "model"), [("sections", Section), ("topics", Topic)])
def test_an_address_that_changes_leads_to_the_new_one_for_good(cast: Cast, kind: str, model: type[Topic]) -> None:
    make(cast, kind, name="Rooms", description="Where it is done.")
    describe(cast, kind, "rooms", slug="studios")
    describe(cast, kind, "studios", slug="workshops", name="Workshops")
    client = cast.client()
    for former in ("rooms", "studios"):
        for _ in range(2):
            answer = client.get(f"/{kind}/{former}")
            assert (answer.status_code, answer.headers["Location"]) == (301, f"/{kind}/workshops")
        assert f"/{kind}/workshops" in client.get(f"/{kind}/{former}/feed.xml").get_data(as_text=True)
    assert "Workshops" in client.get(f"/{kind}/workshops").get_data(as_text=True)
    page = make(cast, kind, name="Rooms")
    assert page.status == 422
    describe(cast, kind, "workshops", slug="rooms")
    assert client.get(f"/{kind}/rooms").status_code == 200
    assert client.get(f"/{kind}/workshops").status_code == 301


def test_sections_are_ordered_and_the_same_press_twice_moves_once(cast: Cast) -> None:
    make(cast, "sections", name="Last")
    before = names(cast)
    client = cast.client(cast.editor)
    page = visit(client, "/desk/sections")
    up = next(form for form in page.forms() if form.action.endswith("/sections/last/move"))
    for _ in range(2):
        up.submit()
    assert names(cast) == [*before[:-2], "last", before[-2]]
    answer = client.post("/desk/sections/last/move", data={**up.fields.to_dict(), "to": "zebra"})
    assert answer.status_code == 422


def test_a_topic_that_is_merged_gives_its_pieces_followers_and_address(cast: Cast) -> None:
    with transaction(cast.app):
        stays = articles.add_topic(SYSTEM, slug="rents", name="Rents", description="What rooms cost.")
        goes = articles.add_topic(SYSTEM, slug="prices", name="Prices", description="The same.")
        for topics in (("Rents", "Prices"), ("Prices",)):
            factories.an_article(topics=topics)
        articles.follow_topic(cast.actor(cast.member), goes)
        articles.follow_topic(cast.actor(cast.other), goes)
        articles.follow_topic(cast.actor(cast.other), stays)
        kept, gone = stays.id, goes.id
    page = visit(cast.client(cast.editor), "/desk/topics/prices")
    merge = next(form for form in page.forms() if "into" in form.names)
    assert merge.submit(into="Nothing like it").status == 422
    assert merge.submit(into="Prices").status == 422
    assert merge.submit(into="Rents").status == 200
    with cast.app.app_context():
        assert len(queries.on_topic(cast.actor(None), kept).items) == 2
        assert not queries.on_topic(cast.actor(None), gone).items
        followers = db.session.scalars(db.select(Follow.member_id).where(Follow.subject_id == kept))
        assert sorted(followers) == sorted([cast.member.member_id, cast.other.member_id])
    assert cast.client().get("/topics/prices").headers["Location"] == "/topics/rents"
    with transaction(cast.app):
        article = factories.an_article(topics=("Prices",))
        assert [topic.slug for topic in queries.topics_of(article.id)] == ["rents"]


def test_only_what_is_empty_is_closed(cast: Cast) -> None:
    client = cast.client(cast.editor)
    page = visit(client, "/desk/sections")
    token = page.forms()[-1].fields["csrf_token"]
    used = (
        cast.client().get(cast.world.article).get_data(as_text=True).partition('href="/sections/')[2].partition('"')[0]
    )
    assert client.post(f"/desk/sections/{used}/close", data={"csrf_token": token}).status_code == 409
    for kind in ("sections", "topics"):
        make(cast, kind, name="Brief", description="Words.")
        describe(cast, kind, "brief", slug="short")
        page = visit(client, f"/desk/{kind}/short")
        next(form for form in page.forms() if form.action.endswith("/close")).submit()
        assert cast.client().get(f"/{kind}/short").status_code == 404
        assert cast.client().get(f"/{kind}/brief").status_code == 404


@pytest.mark.parametrize("path", ["/desk/sections", "/desk/topics", "/desk/sections/opinion"])
def test_only_editors_keep_sections_and_topics(cast: Cast, path: str) -> None:
    for person in (cast.contributor, cast.member, cast.moderator):
        assert cast.client(person).get(path).status_code == 403
    assert cast.client(cast.editor).get(path).status_code in {200, 404}


def test_the_desk_lists_topics_page_by_page_and_finds_them(cast: Cast) -> None:
    with transaction(cast.app):
        for number in range(60):
            articles.add_topic(SYSTEM, slug=f"t-{number:02}", name=f"Subject {number}")
    client = cast.client(cast.editor)
    first = visit(client, "/desk/topics")
    assert "Subject 0<" in first.text.replace("</a>", "<") or "Subject 0" in first.text
    assert "Subject 59" not in first.text
    found = visit(client, "/desk/topics?q=subject+59")
    assert "Subject 59" in found.text
    assert "Subject 1" not in found.text


def test_a_form_that_was_opened_before_a_merge_changes_nothing_of_the_one_that_stays(cast: Cast) -> None:
    with transaction(cast.app):
        for name in ("Rents", "Prices", "Costs"):
            articles.add_topic(SYSTEM, slug=name.lower(), name=name, description="")
            factories.an_article(topics=(name,))
    page = visit(cast.client(cast.editor), "/desk/topics/prices")
    describe = next(form for form in page.forms() if "description" in form.names)
    merge = next(form for form in page.forms() if "into" in form.names)
    assert merge.submit(into="Rents").status == 200
    assert describe.submit(name="Other words").status == 409
    assert merge.submit(into="Costs").status == 409
    assert cast.client(cast.editor).get("/desk/topics/prices").status_code == 200
    assert visit(cast.client(), "/topics/rents").root.first("h1").text == "Rents"


def test_a_topic_with_another_name_keeps_its_pieces_when_they_are_saved(cast: Cast) -> None:
    with transaction(cast.app):
        piece = factories.an_article(topics=("Housing",)).public_id
    client = cast.client(cast.editor)
    form = next(form for form in visit(client, "/desk/topics/housing").forms() if "description" in form.names)
    assert form.submit(name="Homes and rents").status == 200
    saved = editor_of(visit(client, f"/desk/articles/{piece}"))
    assert saved.fields["topics"] == "Homes and rents"
    assert saved.submit(action="save").status == 200
    assert cast.client().get("/topics/homes-and-rents").status_code == 404
    assert "Homes and rents" in visit(cast.client(), "/topics/housing").text


@pytest.mark.parametrize("name", ["Rooms", "Rooms, and more"])
def test_a_topic_has_a_name_that_tells_it_from_others(cast: Cast, name: str) -> None:
    with transaction(cast.app):
        articles.add_topic(SYSTEM, slug="rooms-of-old", name="Rooms", description="")
    page = visit(cast.client(cast.editor), "/desk/topics")
    making = next(form for form in page.forms() if "description" in form.names)
    answer = making.submit(name=name, slug="others")
    assert answer.status == 422
    assert "name" in answer.text


def test_a_revision_from_before_a_section_had_its_address_is_brought_back(cast: Cast) -> None:
    with transaction(cast.app):
        assert queries.section_id("opinion") is not None
        section = db.session.get_one(Section, queries.section_id("opinion"))
        articles.describe_place(SYSTEM, section, words=articles.PlaceWords("Opinion", slug="arguments"))
        assert queries.section_id("opinion") == queries.section_id("arguments") == section.id


def test_a_merge_that_is_refused_leaves_the_words_beside_it(cast: Cast) -> None:
    with transaction(cast.app):
        articles.add_topic(SYSTEM, slug="rents", name="Rents", description="What rooms cost.")
    page = visit(cast.client(cast.editor), "/desk/topics/rents")
    refused = next(form for form in page.forms() if "into" in form.names).submit(into="Nothing like it")
    assert refused.status == 422
    kept = next(form for form in refused.forms() if "description" in form.names).fields
    assert (kept["name"], kept["slug"], kept["description"]) == ("Rents", "rents", "What rooms cost.")


@pytest.mark.parametrize("at_once", [1, 200])
def test_articles_are_found_by_the_new_name_of_a_topic(
    cast: Cast, worker: Callable[[], int], monkeypatch: pytest.MonkeyPatch, at_once: int
) -> None:
    monkeypatch.setattr(place_operations, "TOLD_AT_ONCE", at_once)
    with transaction(cast.app):
        for number in range(3):
            factories.an_article(headline=f"A piece {number}", topics=("Housing",))
    worker()
    form = next(
        form for form in visit(cast.client(cast.editor), "/desk/topics/housing").forms() if "description" in form.names
    )
    form.submit(name="Lodgings", slug="housing")
    worker()
    found = visit(cast.client(), "/search?q=lodgings").text
    assert all(f"A piece {number}" in found for number in range(3))
    assert "A piece" not in visit(cast.client(), "/search?q=housing&kind=article").root.first("main").text
