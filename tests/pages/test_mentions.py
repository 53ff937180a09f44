"""Hubs and members that an article names: what readers see is what they are called now, and a secret hub nowhere."""

import dataclasses
from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import delete

from northforum.access.actor import SYSTEM
from northforum.articles import operations as articles
from northforum.core import richtext, versions
from northforum.core.db import db, transaction
from northforum.core.tokens import new_token
from northforum.hubs import operations as hubs, serializers
from northforum.hubs.models import Hub, HubKind, HubMember, HubVisibility, Joining
from northforum.members.models import Member
from tests import factories
from tests.browser import visit
from tests.cast import Cast
from tests.desk import editor
from tests.hubs.conftest import hub_at

HEADLINE = "Where the yard is"
PATH = "/articles/where-the-yard-is"


def write(cast: Cast, body: str, **over: Any) -> str:
    with transaction(cast.app):
        article = factories.an_article(headline=HEADLINE, body=articles.rendered_body(body), **over)
        return article.public_id


def prose(cast: Cast, who: str | None = None, path: str = PATH) -> Any:
    page = visit(cast.client(getattr(cast, who) if who else None), path)
    assert page.status == 200
    return page.root.first("div", class_="prose")


def describe(cast: Cast, slug: str, **over: Any) -> None:
    with transaction(cast.app):
        hub = hub_at(slug)
        known = {
            field.name: getattr(hub, field.name)
            for field in dataclasses.fields(hubs.HubDetails)
            if field.name != "about"
        }
        details = hubs.HubDetails(**{**known, "about": richtext.profile("Rooms."), **over})
        hubs.describe_hub(SYSTEM, hub, details, version=hub.version)


def test_a_hub_in_a_sentence_is_a_link_with_its_name_and_one_alone_a_card(cast: Cast) -> None:
    slug = cast.world.hub
    describe(cast, slug, kind=HubKind.VENUE, place="Hull", joining=Joining.REQUEST)
    write(cast, f"We met at @hubs/{slug}, twice.\n\n@hubs/{slug}\n\nAnd @hubs/{slug}'s café.")
    shown = prose(cast)
    assert [link.text for link in shown.all("a") if link.attributes.get("class") == "mention"] == [
        "Weir Yard",
        "Weir Yard",
    ]
    card = shown.first("figure", class_="of-a-hub").first("a")
    assert card.attributes.get("href") == f"/hubs/{slug}"
    with cast.app.app_context():
        count = hub_at(slug).member_count
    for words in ("Venue in Hull", "Weir Yard", f"{count} member", "On request"):
        assert words in card.text
    assert "We met at Weir Yard, twice." in shown.text


def test_a_member_in_a_sentence_is_a_link_with_their_name_and_one_alone_a_card(cast: Cast) -> None:
    write(cast, f"As @{cast.member.handle} says.\n\n@{cast.member.handle}\n\n@nobody-at-all")
    shown = prose(cast)
    assert f"As {cast.member.name} says." in shown.text
    assert (
        shown.first("figure", class_="mention-card").first("a").attributes.get("href")
        == f"/members/{cast.member.handle}"
    )
    assert "@nobody-at-all" in shown.text


@pytest.mark.parametrize("who", [None, "member", "host", "moderator"])
def test_a_hub_s_new_name_stands_in_the_article_at_the_next_request(cast: Cast, who: str | None) -> None:
    slug = cast.world.hub
    write(cast, f"At @hubs/{slug}.\n\n@hubs/{slug}")
    assert "Weir Yard" in prose(cast, who).text
    describe(cast, slug, name="Lock House", place="Goole")
    assert "Weir Yard" not in prose(cast, who).text
    assert "At Lock House." in prose(cast, who).text
    assert "Campus in Goole" in prose(cast, who).text


def test_who_joins_is_counted_on_the_card_at_the_next_request(cast: Cast) -> None:
    slug = cast.world.hub
    write(cast, f"@hubs/{slug}")
    with cast.app.app_context():
        count = hub_at(slug).member_count
    assert f"{count} member" in prose(cast).text
    with transaction(cast.app):
        hubs.admit_member(SYSTEM, hub_at(slug), cast.other.member_id)
    assert f"{count + 1} members" in prose(cast).text


ROADS: dict[str, Callable[[Cast, str], str]] = {
    "page": lambda cast, _: visit(cast.client(), PATH).html,
    "page of its host": lambda cast, _: visit(cast.client(cast.host), PATH).root.first("div", class_="prose").text,
    "rss": lambda cast, _: cast.client().get("/feed.xml").text,
    "atom": lambda cast, _: cast.client().get("/atom.xml").text,
    "json": lambda cast, _: cast.client().get("/feed.json").text,
    "search": lambda cast, _: cast.client().get("/search?q=lamplight").text,
    "front": lambda cast, _: cast.client().get("/").text,
    "embedded": lambda cast, _: cast.client().get(f"/oembed?url={cast.app.config['SITE_URL']}{PATH}").text,
    "desk": lambda cast, piece: visit(cast.client(cast.editor), f"/desk/articles/{piece}/read").html,
}


@pytest.mark.parametrize("road", ROADS)
def test_a_hub_that_became_secret_is_named_on_no_road(cast: Cast, worker: Callable[[], int], road: str) -> None:
    slug = cast.world.hub
    site = cast.app.config["SITE_URL"]
    body = (
        f"By lamplight at @hubs/{slug}.\n\n@hubs/{slug}\n\nIn [the *Weir Yard*’s own rooms](/hubs/{slug}/members), "
        f"at the [*Weir* - Yard]({site}/hubs/{slug}).\n\n## In @hubs/{slug}"
    )
    piece = write(cast, body)
    worker()
    describe(cast, slug, visibility=HubVisibility.SECRET)
    found = ROADS[road](cast, piece)
    assert "Weir" not in found
    assert slug not in found
    # The search says again what was asked for: that it found the piece is told by the headline.
    assert (HEADLINE if road in {"search", "front", "embedded"} else "lamplight") in found


def test_of_a_secret_hub_and_of_one_that_is_gone_the_sentence_is_left_and_no_card(cast: Cast) -> None:
    slug = cast.world.hub
    write(cast, f"At @hubs/{slug}, at @hubs/{cast.world.secret_hub}.\n\n@hubs/{slug}\n\n[There](/hubs/{slug}) it is.")
    describe(cast, slug, visibility=HubVisibility.SECRET)
    assert " ".join(prose(cast).text.split()) == "At a hub, at a hub. a hub it is."
    with transaction(cast.app):
        hub_id = hub_at(slug).id
        db.session.execute(delete(HubMember).where(HubMember.hub_id == hub_id))
        db.session.execute(delete(Hub).where(Hub.id == hub_id))
        versions.bump_site()
    assert " ".join(prose(cast).text.split()) == "At a hub, at a hub. a hub it is."


def test_a_preview_link_shows_what_readers_will_see(cast: Cast) -> None:
    with transaction(cast.app):
        body = articles.rendered_body(f"At @hubs/{cast.world.hub} and @hubs/{cast.world.secret_hub}.")
        article = factories.an_article(headline=HEADLINE, body=body, is_published=False)
        token = new_token()
        articles.make_preview_link(cast.actor(cast.editor), article, token, days=7, label="Ruth")
    assert "At Weir Yard and a hub." in visit(cast.client(), f"/preview/{token.raw}").text


def test_the_desk_refuses_a_hub_that_its_writer_cannot_know_of_and_keeps_one_that_was_there(cast: Cast) -> None:
    client, slug = cast.client(cast.editor), cast.world.hub
    page = editor.write(client, body=f"At @hubs/{cast.world.secret_hub}.")
    assert page.status == 422
    assert "There is no hub" in page.text
    assert editor.write(client, body=f"At @hubs/{slug}.").status == 200
    with cast.app.app_context():
        piece = editor.newest().public_id
    describe(cast, slug, visibility=HubVisibility.SECRET)
    assert editor.edit(client, piece, body=f"Later, at @hubs/{slug}.").status == 200


def test_a_text_that_names_nobody_asks_nothing(cast: Cast) -> None:
    with cast.app.app_context():
        db.session.close()
        assert serializers.drawn("<p>Words &amp; more</p>") == "<p>Words &amp; more</p>"
        assert not db.session().in_transaction()


def test_a_member_who_renames_themselves_is_renamed_in_articles(cast: Cast) -> None:
    write(cast, f"As @{cast.member.handle} says.")
    assert cast.member.name in prose(cast).text
    with transaction(cast.app):
        member = db.session.get(Member, cast.member.member_id)
        assert member is not None
        member.name = "Maud Eckersley-Shaw"
        versions.bump_site()
    assert "As Maud Eckersley-Shaw says." in prose(cast).text
