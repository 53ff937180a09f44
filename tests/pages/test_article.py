"""An article's page: the piece, its hubs, its discussion, and what machines read of it."""

import json
from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import select, update

from northforum.access.actor import SYSTEM
from northforum.access.audience import Audience
from northforum.articles import operations as articles
from northforum.articles.models import Article
from northforum.core.db import db, transaction
from northforum.discussion.models import Thread, ThreadState
from tests import factories
from tests.browser import Page, visit
from tests.cast import Cast
from tests.hubs.conftest import hub_at
from tests.pages.conftest import article_at

NameHubs = Callable[..., None]


def structured(page: Page) -> dict[str, Any]:
    """Return the page's JSON-LD."""
    script = page.root.first("script", type="application/ld+json")
    return dict(json.loads(script.raw))


def test_a_reader_gets_the_piece_and_its_discussion(cast: Cast) -> None:
    page = visit(cast.client(), cast.world.article)
    assert page.headings[0] == "Rent by the month"
    assert page.root.first("h2", id="s-what-it-costs")
    assert "Nobody outside it believes the figure." in page.text
    assert "Join the discussion" in page.headings
    places = [page.html.index(f'id="comment-{public_id}"') for public_id in cast.world.comments]
    assert places == sorted(places)
    assert page.root.first("span", data_comment_count="").text == "3"


def test_a_stranger_must_log_in_to_comment_and_comes_back_to_the_spot(cast: Cast) -> None:
    page = visit(cast.client(), cast.world.article)
    gate = page.root.first("div", class_="gate")
    assert "You must be logged in to post a comment." in gate.text
    ways = [link.attributes["href"] for link in gate.all("a")]
    assert ways == [f"/{way}?next={cast.world.article}%23discussion" for way in ("login", "join")]
    assert "<textarea" not in page.html
    assert "Set-Cookie" not in page.answer.headers


def test_a_member_finds_the_composer_and_no_gate(cast: Cast) -> None:
    page = visit(cast.client(cast.member), cast.world.article)
    form = page.form("/threads/.+/comments")
    assert {"body", "csrf_token", "form_key"} <= form.names
    assert form.action.endswith(f"/threads/{cast.world.thread_id}/comments")
    assert "You must be logged in" not in page.text
    assert page.handle == cast.member.handle


def test_the_suspended_read_why_they_cannot_write(cast: Cast) -> None:
    page = visit(cast.client(cast.suspended), cast.world.article)
    assert "suspended" in page.root.first("section", id="discussion").text


@pytest.mark.parametrize(("name", "edits"), [("editor", True), ("administrator", True), ("member", False)])
def test_editors_find_the_way_to_the_desk(cast: Cast, name: str, edits: bool) -> None:
    page = visit(cast.client(getattr(cast, name)), cast.world.article)
    links = [node.attributes.get("href", "") for node in page.root.all("a")]
    assert any(link.startswith("/desk/articles/") for link in links) is edits


def test_hubs_stand_in_the_rail_and_a_secret_one_for_its_own_people(cast: Cast, name_hubs: NameHubs) -> None:
    name_hubs(cast.world.hub, cast.world.secret_hub)
    seen = {
        person.handle if person else "": [
            hub for hub in ("Weir Yard", "The Back Room") if hub in visit(cast.client(person), cast.world.article).text
        ]
        for person in (None, cast.other, cast.host)
    }
    both = ["Weir Yard", "The Back Room"]
    assert seen == {"": both[:1], cast.other.handle: both[:1], cast.host.handle: both}


def test_a_piece_for_members_shows_strangers_its_head_and_the_way_in(cast: Cast) -> None:
    page = visit(cast.client(), cast.world.members_article)
    assert page.status == 200
    assert page.headings[0] == "What we charge"
    assert "Read on as a member" in page.headings
    assert f"/join?next={cast.world.members_article}" in page.html
    assert "believes the figure" not in page.html
    assert "comment-" not in page.html
    assert 'id="discussion"' not in page.html


def test_machines_hear_no_more_of_a_piece_for_members_than_strangers(cast: Cast) -> None:
    told = structured(visit(cast.client(), cast.world.members_article))
    assert told["isAccessibleForFree"] is False
    assert not {"commentCount", "discussionUrl"} & set(told)


def test_members_read_the_piece_for_members(cast: Cast) -> None:
    page = visit(cast.client(cast.member), cast.world.members_article)
    assert "believes the figure" in page.text
    assert "Read on as a member" not in page.text
    assert 'id="discussion"' in page.html


def test_a_hubs_own_piece_is_not_there_for_others(cast: Cast) -> None:
    with transaction(cast.app):
        hub_id = hub_at(cast.world.secret_hub).id
        path = factories.an_article(headline="Among us", audience=Audience.HUB, audience_ref=hub_id).path
    answers = {
        name: cast.client(person).get(path).status_code
        for name, person in {"stranger": None, "other": cast.other, "host": cast.host}.items()
    }
    assert answers == {"stranger": 404, "other": 404, "host": 200}
    assert cast.client(cast.other).get(f"{path}/comments").status_code == 404


@pytest.mark.parametrize("name", ["member", "contributor", "editor", "administrator"])
def test_a_draft_has_no_page_for_anybody(cast: Cast, name: str) -> None:
    assert cast.client(getattr(cast, name)).get(cast.world.draft).status_code == 404
    assert cast.client(getattr(cast, name)).get(f"{cast.world.draft}/comments").status_code == 404


def test_a_piece_that_was_taken_down_is_gone(cast: Cast) -> None:
    with transaction(cast.app):
        articles.unpublish_article(SYSTEM, article_at(cast.world.article))
    assert cast.client().get(cast.world.article).status_code == 410


def test_a_hidden_thread_leaves_its_article(cast: Cast) -> None:
    with transaction(cast.app):
        db.session.execute(update(Thread).values(state=ThreadState.HIDDEN))
    page = visit(cast.client(cast.member), cast.world.article)
    assert page.status == 200
    assert 'id="discussion"' not in page.html
    assert cast.client().get(f"{cast.world.article}/comments").location == cast.world.article


def test_an_old_address_leads_to_the_present_one(cast: Cast) -> None:
    with transaction(cast.app):
        article = article_at(cast.world.article)
        piece = factories.a_piece(slug="rent-by-the-week")
        articles.edit_article(SYSTEM, article, piece, version=article.version)
    answer = cast.client().get(cast.world.article)
    assert (answer.status_code, answer.location) == (301, "/articles/rent-by-the-week")


@pytest.mark.parametrize("slug", ["no-such-piece", "Rent-By-The-Month", "%00", "a" * 3000])
def test_an_address_of_nothing_is_not_found(cast: Cast, slug: str) -> None:
    assert cast.client().get(f"/articles/{slug}").status_code == 404


def test_machines_read_who_wrote_what_and_when(cast: Cast) -> None:
    page = visit(cast.client(), cast.world.article)
    data = structured(page)
    with cast.app.app_context():
        site = cast.app.config["SITE_URL"]
    assert data["@type"] == "NewsArticle"
    assert data["headline"] == "Rent by the month"
    assert data["mainEntityOfPage"] == f"{site}{cast.world.article}"
    assert data["author"][0]["name"] == "Ruth Calder"
    assert data["author"][0]["worksFor"]["name"] == "Calder Press"
    assert data["commentCount"] == 3
    assert page.root.first("link", rel="canonical").attributes["href"] == f"{site}{cast.world.article}"
    properties = {
        node.attributes["property"]: node.attributes["content"]
        for node in page.root.all("meta")
        if "property" in node.attributes
    }
    assert properties["og:title"] == "Rent by the month"
    assert properties["og:url"] == f"{site}{cast.world.article}"


def test_no_host_header_moves_the_canonical_address(cast: Cast) -> None:
    page = cast.client().get(cast.world.article, headers={"Host": "localhost"})
    assert "http://localhost/" not in page.text


def test_a_headline_cannot_leave_its_script(cast: Cast) -> None:
    with transaction(cast.app):
        path = factories.an_article(headline="</script><script>alert(1)</script> & <b>").path
    page = visit(cast.client(), path)
    assert "<script>alert" not in page.html
    assert structured(page)["headline"] == "</script><script>alert(1)</script> & <b>"


def test_of_the_body_of_a_members_piece_only_the_teaser_is_in_a_strangers_page(cast: Cast) -> None:
    page = visit(cast.client(), cast.world.members_article)
    with cast.app.app_context():
        body = db.session.scalars(select(Article.body_html).where(Article.headline == "What we charge")).one()
    assert all(sentence in body for sentence in ("let by the month", "What it costs", "believes the figure"))
    assert "let by the month" in page.html
    assert all(sentence not in page.html for sentence in ("What it costs", "believes the figure"))


def test_a_warm_page_follows_its_hubs_and_its_thread(cast: Cast, name_hubs: NameHubs) -> None:
    name_hubs(cast.world.hub)
    client, other = cast.client(), cast.client(cast.other)
    for reader in (client, other):
        assert "Weir Yard" in visit(reader, cast.world.article).text
    visit(cast.client(cast.host), f"/hubs/{cast.world.hub}/edit").form("/edit$").submit(visibility="secret")
    for reader in (client, other):
        assert "Weir Yard" not in visit(reader, cast.world.article).text
    visit(other, cast.world.article).form("/threads/.+/comments").submit(body="A new voice in the yard.")
    assert "A new voice in the yard." in visit(client, cast.world.article).text


def test_a_warm_page_counts_the_members_of_its_hubs(cast: Cast, name_hubs: NameHubs) -> None:
    name_hubs(cast.world.hub)
    client = cast.client()
    assert "Salford · 1 member" in visit(client, cast.world.article).text
    visit(cast.client(cast.other), f"/hubs/{cast.world.hub}").form("/join$").submit()
    assert "Salford · 2 members" in visit(client, cast.world.article).text
