"""A member's page for each kind of reader."""

from collections.abc import Callable

import pytest
from sqlalchemy import update

from northforum.access.audience import Audience
from northforum.articles import operations as articles
from northforum.core.db import db, transaction
from northforum.members.models import Member
from tests import factories
from tests.browser import visit
from tests.cast import Cast


def test_a_profile_says_who_where_and_what_was_said(cast: Cast) -> None:
    page = visit(cast.client(), f"/members/{cast.member.handle}")
    assert page.headings[0] == cast.member.name
    assert f"@{cast.member.handle}" in page.text
    assert "Ours went up in March." in page.text
    assert "Rent by the month" in page.root.first("article", class_="said").first("h3").text
    assert "Set-Cookie" not in page.answer.headers


def test_what_was_said_among_members_is_not_on_a_strangers_view(cast: Cast) -> None:
    with transaction(cast.app):
        thread = factories.thread_of(factories.an_article(headline="Inside", audience=Audience.MEMBERS))
        factories.a_comment(cast.actor(cast.member), thread, "Between ourselves.")
    address = f"/members/{cast.member.handle}"
    assert "Between ourselves." not in visit(cast.client(), address).text
    assert "Inside" not in visit(cast.client(), address).headings
    assert "Between ourselves." in visit(cast.client(cast.other), address).text


@pytest.mark.usefixtures("admitted")
@pytest.mark.parametrize(
    ("name", "open_hub", "quiet", "secret"),
    [
        ("", True, False, False),
        ("other", True, False, False),
        ("editor", True, False, False),
        ("member", True, True, True),
        ("host", True, True, True),
        ("moderator", True, True, True),
    ],
)
def test_hubs_are_shown_as_far_as_the_reader_may_know(
    cast: Cast, quiet_hub: str, name: str, open_hub: bool, quiet: bool, secret: bool
) -> None:
    page = visit(cast.client(getattr(cast, name) if name else None), f"/members/{cast.member.handle}")
    text = page.root.first("main").text
    assert ["Weir Yard" in text, "Pulley House" in text, "The Back Room" in text] == [open_hub, quiet, secret]


def test_what_a_member_wrote_is_listed(cast: Cast) -> None:
    with transaction(cast.app):
        byline = articles.BylineEntry(name=cast.contributor.name, handle=cast.contributor.handle)
        factories.an_article(headline="My own piece", bylines=(byline,))
    assert "My own piece" in visit(cast.client(), f"/members/{cast.contributor.handle}").headings


def test_a_quiet_member_has_an_empty_state(cast: Cast) -> None:
    assert "Nothing said yet" in visit(cast.client(), f"/members/{cast.moderator.handle}").text


def test_links_vouch_for_nothing(cast: Cast) -> None:
    with transaction(cast.app):
        db.session.execute(update(Member).values(links_text="https://press.example/work"))
    page = visit(cast.client(), f"/members/{cast.member.handle}")
    link = page.root.first("a", href="https://press.example/work")
    assert {"nofollow", "ugc"} <= set(link.attributes["rel"].split())
    assert link.text == "press.example/work"


def test_only_the_member_finds_the_way_to_edit(cast: Cast) -> None:
    address = f"/members/{cast.member.handle}"
    shown = {
        name: "Edit your profile" in visit(cast.client(getattr(cast, name)), address).text
        for name in ("member", "other", "administrator")
    }
    assert shown == {"member": True, "other": False, "administrator": False}


def test_earlier_comments_have_pages(cast: Cast, say: Callable[..., None]) -> None:
    say(25)
    first = visit(cast.client(), f"/members/{cast.other.handle}")
    second = first.follow("Earlier comments")
    assert "Said so 24" in first.text
    assert "Said so 00" not in first.text
    assert "Said so 00" in second.text
    assert cast.client().get(f"/members/{cast.other.handle}?after=nonsense").status_code == 422


@pytest.mark.parametrize("handle", ["nobody-at-all", "%00", "Maud-Eckersley"])
def test_an_address_of_nobody_is_not_found(cast: Cast, handle: str) -> None:
    assert cast.client().get(f"/members/{handle}").status_code == 404
