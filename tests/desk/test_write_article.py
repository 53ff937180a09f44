"""Putting a new piece in."""

import threading

import pytest

from northforum.articles import queries
from northforum.articles.models import ArticleState
from northforum.hubs import queries as hubs_queries
from tests.browser import visit
from tests.cast import Cast
from tests.desk import editor
from tests.desk.editor import NEW, WHOLE


def test_a_draft_is_saved_and_opened_again(cast: Cast) -> None:
    page = editor.write(cast.client(cast.editor))
    assert page.status == 200
    assert "Saved. 13 words, 1 minute to read." in page.text
    fields = editor.editor_of(page).fields
    assert {name: fields[name] for name in WHOLE} == WHOLE
    with cast.app.app_context():
        assert editor.newest().state is ArticleState.DRAFT
        assert page.url.split("?")[0] == f"/desk/articles/{editor.newest().public_id}"


def test_an_opinion_piece_is_put_in_and_published_in_one_go(cast: Cast) -> None:
    paragraphs = "\n\n".join(f"## Part {part}\n\n{'Every hub needs a door that is open. ' * 28}" for part in range(4))
    page = editor.write(
        cast.client(cast.editor),
        "publish",
        body=paragraphs,
        **{"byline-0-interest": "The writer rents a room there.", "topics": "Doors, Hubs"},
    )
    assert page.url == "/articles/the-stairs-at-the-mill"
    assert page.headings[0] == WHOLE["headline"]
    assert [f"Part {part} #" for part in range(4)] == [said for said in page.headings if said.startswith("Part")]
    for said in ("Nora Vance", "Stair Press", "The writer rents a room there.", "4 min read"):
        assert said in page.text
    assert page.root.first("div", class_="prose").text.count("Every hub") == 112


@pytest.mark.parametrize(
    ("who", "status"),
    [("editor", 200), ("contributor", 200), ("administrator", 200), ("member", 403), ("host", 403), ("moderator", 403)],
)
def test_who_gets_the_page(cast: Cast, who: str, status: int) -> None:
    client = cast.client(getattr(cast, who))
    assert client.get(NEW).status_code == status
    token = visit(client, "/").root
    assert token
    if status != 200:
        assert client.post(NEW, data=WHOLE).status_code in {400, 403}
        with cast.app.app_context():
            assert editor.newest().headline != WHOLE["headline"]


def test_a_stranger_is_asked_to_log_in_and_comes_back(cast: Cast) -> None:
    page = visit(cast.client(), NEW)
    assert "log" in page.text.lower()
    assert page.root.first("input", name="next").attributes["value"] == NEW


def test_a_contributor_s_own_name_stands_in_the_byline(cast: Cast) -> None:
    fields = editor.editor_of(visit(cast.client(cast.contributor), NEW)).fields
    assert fields["byline-0-name"] == cast.contributor.name
    assert fields["byline-0-handle"] == cast.contributor.handle
    assert not editor.editor_of(visit(cast.client(cast.editor), NEW)).fields["byline-0-name"]


def test_a_contributor_is_not_offered_to_publish_and_may_not(cast: Cast) -> None:
    client = cast.client(cast.contributor)
    page = visit(client, NEW)
    buttons = {button.attributes.get("value") for button in page.root.all("button")}
    assert "publish" not in buttons
    assert "save" in buttons
    with cast.app.app_context():
        before = editor.count()
    assert editor.write(client, "publish").status == 403
    with cast.app.app_context():
        assert editor.count() == before


def test_what_is_missing_for_publication_is_said_at_each_field_and_all_is_kept(cast: Cast) -> None:
    blank = {f"byline-0-{part}": "" for part in ("name", "role", "organisation")}
    page = editor.write(cast.client(cast.editor), "publish", standfirst="", section="", **blank)
    assert page.status == 422
    for sentence in ("Add a standfirst", "Choose the section", "Say who wrote it"):
        assert sentence in page.text
    fields = editor.editor_of(page).fields
    assert (fields["headline"], fields["body"]) == (WHOLE["headline"], WHOLE["body"])
    with cast.app.app_context():
        assert editor.newest().headline != WHOLE["headline"]


def test_a_headline_is_all_that_a_draft_needs(cast: Cast) -> None:
    client = cast.client(cast.editor)
    assert editor.editor_of(visit(client, NEW)).submit(headline="Only this", action="save").status == 200
    page = editor.editor_of(visit(client, NEW)).submit(body="Words without a name.", action="save")
    assert page.status == 422
    assert "Enter a headline." in page.text
    assert editor.editor_of(page).fields["body"] == "Words without a name."


def test_one_form_sent_twice_makes_one_piece(cast: Cast) -> None:
    client = cast.client(cast.editor)
    fields = {**editor.editor_of(visit(client, NEW)).fields.to_dict(), **WHOLE}
    with cast.app.app_context():
        before = editor.count()
    first, second = (client.post(NEW, data=fields) for _ in range(2))
    assert first.location == second.location
    clients = [cast.client(cast.editor) for _ in range(2)]
    threads = [threading.Thread(target=other.post, args=[NEW], kwargs={"data": fields}) for other in clients]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    with cast.app.app_context():
        assert editor.count() == before + 1


def test_a_piece_names_its_hubs(cast: Cast) -> None:
    page = editor.write(cast.client(cast.editor), hubs=cast.world.hub)
    with cast.app.app_context():
        assert hubs_queries.named_slugs(cast.actor(None), editor.newest().id) == [cast.world.hub]
    assert editor.editor_of(page).fields.getlist("hubs") == [cast.world.hub]


def test_several_writers_get_a_line_each_and_there_is_always_a_spare_one(cast: Cast) -> None:
    client = cast.client(cast.editor)
    page = editor.write(client, **{"byline-1-name": "Abe Cole", "byline-1-handle": f"@{cast.member.handle}"})
    with cast.app.app_context():
        first, second = queries.bylines([editor.newest().id])[editor.newest().id]
        assert (first.author.name, first.author.handle) == ("Nora Vance", "")
        assert (second.author.name, second.author.handle) == ("Abe Cole", cast.member.handle)
    names = editor.editor_of(page).names
    assert "byline-2-name" in names
    assert "byline-3-name" not in names


def test_a_suspended_contributor_is_told_why_not(cast: Cast) -> None:
    # The roles of somebody who is suspended stay theirs; what they may do does not.
    page = visit(cast.client(cast.suspended), NEW)
    assert page.status == 403
