"""Arranging the front page: places by hand, the rest filled, times, quotations, and two editors at once."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from northforum.access.actor import STRANGER, SYSTEM
from northforum.access.audience import Audience
from northforum.articles import operations as articles
from northforum.core import outbox
from northforum.core.db import db, transaction
from northforum.core.errors import Conflict, Forbidden, Invalid
from northforum.discussion import operations as discussion
from northforum.discussion.models import Comment
from northforum.frontpage import operations, queries
from northforum.frontpage.models import GRID, PLACES
from northforum.frontpage.operations import Placing, Wanted
from northforum.pages import queries as pages
from northforum.pages.queries import FrontPage
from northforum.reactions import SCHEDULE
from tests import browser, factories
from tests.browser import Page
from tests.cast import Cast
from tests.conftest import Clock
from tests.pages.conftest import Publish, article_at, publish

__all__ = ["publish"]


@pytest.fixture
def full(cast: Cast, clock: Clock, publish: Publish) -> Cast:
    """Publish enough for every place."""
    publish(24)
    return cast


def public_id(slug: str) -> str:
    """Return the public id of the article at ``slug``."""
    return article_at(f"/articles/{slug}").public_id


def arrange(cast: Cast, version: int | None = None, quotes: tuple[str, ...] = (), **places: str | Placing) -> int:
    """Put the articles at these slugs in their places; ``grid_1`` is the first of the grid."""
    with transaction(cast.app):
        found = {
            place.replace("_", "-"): placing if isinstance(placing, Placing) else Placing(public_id(placing))
            for place, placing in places.items()
        }
        at = queries.arrangement().version if version is None else version
        return operations.arrange_front(cast.actor(cast.editor), wanted=Wanted(found, quotes), version=at)


def front(cast: Cast, who: Any = None) -> FrontPage:
    """Return the front page as somebody sees it."""
    actor = cast.actor(who) if who else STRANGER
    with cast.app.app_context():
        return pages.front_page(actor)


def headlines(page: FrontPage) -> dict[str, str]:
    """Return the headline in each place."""
    return {place: card.headline for place, card in page.places.items()}


def everywhere(page: FrontPage) -> list[str]:
    """Return every headline of the places and of the list by date."""
    return [card.headline for card in (*page.places.values(), *page.latest)]


def test_what_is_placed_stands_there_and_the_rest_fills_itself(full: Cast) -> None:
    before = headlines(front(full))
    assert before["lead"] == "Piece 24"
    arrange(full, lead="piece-03", second_2="piece-24", grid_4="piece-05")
    after = headlines(front(full))
    assert (after["lead"], after["second-2"], after["grid-4"]) == ("Piece 03", "Piece 24", "Piece 05")
    assert after["second-1"] == "Piece 23"
    assert set(after) == set(PLACES)


def test_no_piece_stands_in_two_places(full: Cast) -> None:
    arrange(full, lead="piece-20", second_1="piece-24", grid_6="piece-22")
    found = everywhere(front(full))
    assert len(found) == len(set(found))


def test_a_piece_that_is_taken_down_leaves_its_place_to_the_next(full: Cast) -> None:
    arrange(full, lead="piece-03")
    with transaction(full.app):
        articles.unpublish_article(SYSTEM, article_at("/articles/piece-03"))
    assert headlines(front(full))["lead"] == "Piece 24"
    with transaction(full.app):
        articles.publish_article(SYSTEM, article_at("/articles/piece-03"))
    assert headlines(front(full))["lead"] == "Piece 03"


def test_a_piece_for_members_that_was_placed_is_announced_to_strangers(full: Cast) -> None:
    with transaction(full.app):
        factories.an_article(headline="For members", audience=Audience.MEMBERS)
        factories.an_article(headline="For a hub", audience=Audience.HUB, audience_ref=1)
    arrange(full, lead="for-members", second_1="for-a-hub")
    for who in (None, full.member):
        found = headlines(front(full, who))
        assert found["lead"] == "For members"
        assert found["second-1"] != "For a hub"
    assert "Read on as a member" in full.client().get("/articles/for-members").text


def test_the_front_page_of_another_worker_follows_at_once(full: Cast, make_app: Callable[..., Flask]) -> None:
    other = make_app()
    first = browser.visit(other.test_client(), "/")
    arrange(full, lead="piece-02")
    second = browser.visit(other.test_client(), "/")
    leads = [
        next(node.text for node in page.root.all("article") if node.has(class_="card-lead")) for page in (first, second)
    ]
    assert ["Piece 24" in leads[0], "Piece 02" in leads[1]] == [True, True]


def test_a_place_is_taken_for_a_time_only(full: Cast, clock: Clock) -> None:
    with transaction(full.app):
        starts, ends = clock.now() + timedelta(hours=1), clock.now() + timedelta(hours=3)
        placing = Placing(public_id("piece-03"), starts, ends)
    arrange(full, lead=placing, second_1="piece-04")
    seen = []
    for _ in range(4):
        outbox.run_schedule(full.app, SCHEDULE)
        seen.append(headlines(front(full))["lead"])
        clock.advance(hours=1)
    assert seen == ["Piece 24", "Piece 03", "Piece 03", "Piece 24"]
    with full.app.app_context():
        assert set(queries.arrangement().slots) == {"second-1"}


def test_turning_nothing_changes_no_version_of_the_lists(full: Cast) -> None:
    arrange(full, lead="piece-03")
    with transaction(full.app):
        operations.turn_slots()
        assert "northforum.versions" not in db.session.info


def test_two_editors_do_not_overwrite_each_other(full: Cast) -> None:
    version = arrange(full, lead="piece-03")
    arrange(full, version, lead="piece-04")
    with pytest.raises(Conflict):
        arrange(full, version, lead="piece-05")
    assert headlines(front(full))["lead"] == "Piece 04"


@pytest.mark.parametrize(
    ("places", "refused"),
    [
        ({"lead": "piece-03", "grid_2": "piece-03"}, {"grid-2"}),
        ({"lead": Placing("0" * 12)}, {"lead"}),
        ({"lead": "not-yet"}, {"lead"}),
    ],
)
def test_what_cannot_stand_somewhere_is_refused_there(full: Cast, places: dict[str, Any], refused: set[str]) -> None:
    with pytest.raises(Invalid) as refusal:
        arrange(full, **places)
    assert set(refusal.value.fields) == refused


def test_a_time_that_has_passed_is_refused(full: Cast, clock: Clock) -> None:
    with transaction(full.app):
        over = Placing(public_id("piece-03"), None, clock.now() - timedelta(minutes=1))
        backwards = Placing(public_id("piece-04"), clock.now() + timedelta(days=2), clock.now() + timedelta(days=1))
    with pytest.raises(Invalid) as refusal:
        arrange(full, lead=over, second_1=backwards)
    assert set(refusal.value.fields) == {"lead-until", "second-1-until"}


@pytest.mark.parametrize("who", ["contributor", "member", "suspended"])
def test_only_editors_arrange(full: Cast, who: str) -> None:
    with pytest.raises(Forbidden), transaction(full.app):
        operations.arrange_front(full.actor(getattr(full, who)), wanted=Wanted(), version=0)
    assert full.client(getattr(full, who)).get("/desk/front").status_code == 403


def test_comments_are_quoted_in_their_order_and_only_while_they_can_be_read(full: Cast, clock: Clock) -> None:
    first, reply, _ = full.world.comments
    with transaction(full.app):
        thread = factories.thread_of(article_at("/articles/piece-01"))
        for number, person in enumerate((full.host, full.editor)):
            words = f"Long enough to be heard across the whole of the yard, and then once more, {number}."
            factories.a_comment(full.actor(person), thread, words)
    arrange(full, quotes=(reply, first))
    assert [voice.public_id for voice in front(full).voices][:2] == [reply, first]
    with transaction(full.app):
        comment = db.session.scalars(select(Comment).where(Comment.public_id == reply)).one()
        discussion.withdraw_comment(full.actor(full.other), comment)
    shown = [voice.public_id for voice in front(full).voices]
    assert shown[0] == first
    assert reply not in shown
    assert len(shown) == 3


def test_a_comment_is_quoted_once_and_must_be_there(full: Cast) -> None:
    first = full.world.comments[0]
    with pytest.raises(Invalid) as refusal:
        arrange(full, quotes=(first, first, "0" * 12))
    assert set(refusal.value.fields) == {"quote-2", "quote-3"}


def desk(cast: Cast, who: Any = None) -> Page:
    """Open the page on which the front page is arranged."""
    return browser.visit(cast.client(who or cast.editor), "/desk/front")


def test_an_editor_arranges_by_the_plain_form(full: Cast) -> None:
    with full.app.app_context():
        lead, second = public_id("piece-20"), public_id("piece-21")
    page = desk(full).form("/desk/front").submit(action="save", **{"lead": lead, "second-1": second})
    assert page.url == "/"
    assert headlines(front(full))["lead"] == "Piece 20"
    again = desk(full).form("/desk/front")
    assert (again.fields["lead"], again.fields["second-1"], again.fields["grid-1"]) == (lead, second, "")
    assert "by Edith Thornley" in desk(full, full.second_editor).text


def test_the_preview_shows_the_page_and_saves_nothing(full: Cast) -> None:
    with full.app.app_context():
        lead = public_id("piece-20")
    preview = desk(full).form("/desk/front").submit(action="preview", lead=lead)
    assert (preview.status, "Preview, not saved" in preview.text) == (200, True)
    card = next(node for node in preview.root.all("article") if node.has(class_="card-lead"))
    assert "Piece 20" in card.text
    assert headlines(front(full))["lead"] == "Piece 24"
    back = preview.form("/desk/front").submit(action="edit")
    assert back.form("/desk/front").fields["lead"] == lead
    preview.form("/desk/front").submit(action="save")
    assert headlines(front(full))["lead"] == "Piece 20"


def test_an_older_piece_can_be_added_to_the_choice(full: Cast, publish: Publish) -> None:
    publish(60, headline="Later")
    with full.app.app_context():
        old = public_id("piece-01")
    form = desk(full).form("/desk/front")
    assert old not in form.page.html
    found = form.submit(action="find", another="http://127.0.0.1:8000/articles/piece-01")
    assert old in found.html
    saved = found.form("/desk/front").submit(action="save", lead=old)
    assert saved.url == "/"
    assert headlines(front(full))["lead"] == "Piece 01"
    wrong = desk(full).form("/desk/front").submit(action="find", another="/articles/nothing-here")
    assert (wrong.status, "There is no piece at this address" in wrong.text) == (422, True)


def test_a_collision_shows_both_arrangements_and_then_saves(full: Cast) -> None:
    with full.app.app_context():
        mine = public_id("piece-20")
    form = desk(full).form("/desk/front")
    arrange(full, lead="piece-21")
    clash = form.submit(action="save", lead=mine)
    assert clash.status == 409
    assert "Edith Thornley arranged the page" in clash.text
    assert "Lead: Piece 21" in clash.text
    again = clash.form("/desk/front")
    assert again.fields["lead"] == mine
    again.submit(action="save")
    assert headlines(front(full))["lead"] == "Piece 20"


def test_times_are_typed_as_the_clocks_show_them(full: Cast, clock: Clock) -> None:
    clock.set(datetime(2026, 7, 1, 12, tzinfo=UTC))
    with full.app.app_context():
        lead = public_id("piece-20")
    typed = {"lead": lead, "lead-until": "2026-07-02T18:00", "action": "save"}
    assert desk(full).form("/desk/front").submit(**typed).url == "/"
    with full.app.app_context():
        assert queries.arrangement().slots["lead"].ends_at == datetime(2026, 7, 2, 17, tzinfo=UTC)
    assert desk(full).form("/desk/front").fields["lead-until"] == "2026-07-02T18:00"
    wrong = desk(full).form("/desk/front").submit(action="save", **{"grid-1-from": "soon"})
    assert wrong.status == 422


def test_few_pieces_leave_places_empty(cast: Cast) -> None:
    assert set(headlines(front(cast))) == {"lead"}
    arrange(cast, grid_3="rent-by-the-month")
    assert headlines(front(cast)) == {"grid-3": "Rent by the month"}


def test_the_grid_fills_whole_rows_around_what_is_placed(full: Cast) -> None:
    arrange(full, grid_1="piece-01", grid_2="piece-02")
    found = headlines(front(full))
    assert [found[place] for place in GRID[:2]] == ["Piece 01", "Piece 02"]
    assert len([place for place in GRID if place in found]) == 6
