"""Articles by their discussions: the latest word, the most words, none at all."""

from collections.abc import Callable
from typing import Any

import pytest

from northforum.access.actor import STRANGER
from northforum.access.audience import Audience
from northforum.articles import queries
from northforum.articles.queries import Card
from northforum.core.db import db, transaction
from northforum.core.errors import Invalid
from northforum.core.pagination import Page
from northforum.discussion import operations as discussion
from tests import browser, factories
from tests.cast import Cast
from tests.conftest import Clock
from tests.pages.conftest import article_at
from tests.pages.counting import statements

LISTS: dict[str, Callable[..., Page[Card]]] = {
    "discussions": queries.discussed,
    "discussions/most": queries.discussed_most,
    "discussions/unanswered": queries.unanswered,
}


@pytest.fixture
def talked(cast: Cast, clock: Clock) -> Cast:
    """Publish pieces with different numbers of comments; the one with most was talked about first."""
    actor = cast.actor(cast.other)
    with transaction(cast.app):
        for headline, comments in (("Most said", 5), ("Said once", 1), ("Nothing said", 0), ("Said nothing", 0)):
            article = factories.an_article(headline=headline)
            for number in range(comments):
                clock.advance(minutes=1)
                factories.a_comment(actor, factories.thread_of(article), f"Word {number}.")
    return cast


def headlines(page: Page[Card]) -> list[str]:
    """Return the headlines of a page."""
    return [card.headline for card in page.items]


def test_each_list_has_its_order(talked: Cast) -> None:
    with talked.app.app_context():
        assert headlines(queries.discussed(STRANGER)) == ["Said once", "Most said", "Rent by the month"]
        assert headlines(queries.discussed_most(STRANGER)) == ["Most said", "Rent by the month", "Said once"]
        assert headlines(queries.unanswered(STRANGER)) == ["Said nothing", "Nothing said"]
        assert headlines(queries.unanswered(talked.actor(talked.member)))[-1] == "What we charge"


def test_a_piece_moves_with_what_is_said(talked: Cast) -> None:
    with transaction(talked.app):
        thread = factories.thread_of(article_at("/articles/nothing-said"))
        factories.a_comment(talked.actor(talked.member), thread, "A first word.")
    with talked.app.app_context():
        assert headlines(queries.discussed(STRANGER))[0] == "Nothing said"
        assert headlines(queries.unanswered(STRANGER)) == ["Said nothing"]


def test_what_takes_no_comments_waits_for_none(talked: Cast) -> None:
    with transaction(talked.app):
        discussion.lock_thread(factories.thread_of(article_at("/articles/nothing-said")))
        discussion.hide_thread(factories.thread_of(article_at("/articles/most-said")))
    with talked.app.app_context():
        assert headlines(queries.unanswered(STRANGER)) == ["Said nothing"]
        assert "Most said" not in headlines(queries.discussed(STRANGER)) + headlines(queries.discussed_most(STRANGER))


def test_nobody_finds_what_is_not_for_them(talked: Cast) -> None:
    with transaction(talked.app):
        hidden = factories.an_article(headline="For a hub", audience=Audience.HUB, audience_ref=1)
        factories.a_comment(talked.actor(talked.moderator), factories.thread_of(hidden), "Among ourselves.")
    for asked in LISTS.values():
        with talked.app.app_context():
            assert "For a hub" not in headlines(asked(talked.actor(talked.member)))


@pytest.mark.parametrize("path", LISTS)
def test_each_list_is_read_by_pages(cast: Cast, clock: Clock, path: str) -> None:
    actor = cast.actor(cast.other)
    with transaction(cast.app):
        for number in range(23):
            article = factories.an_article(headline=f"Piece {number:02}")
            clock.advance(minutes=1)
            if "unanswered" not in path:
                factories.a_comment(actor, factories.thread_of(article), f"Word {number}.")
    first = browser.visit(cast.client(), f"/{path}")
    further = first.follow("Further pieces")
    found = [node.text for page in (first, further) for node in page.root.all("h2") if "Piece" in node.text]
    assert sorted(found) == [f"Piece {number:02}" for number in range(23)]
    assert further.follow("Back to the first").url == f"/{path}"


@pytest.mark.parametrize("path", LISTS)
@pytest.mark.parametrize("after", ["zebra", "WzFd", "WyJ4IiwxXQ", "W251bGwsMV0"])
def test_a_page_that_does_not_exist_is_refused(cast: Cast, path: str, after: str) -> None:
    if path.endswith("unanswered") and after == "WzFd":
        return
    with cast.app.app_context(), pytest.raises(Invalid):
        LISTS[path](STRANGER, after)


@pytest.mark.parametrize("path", LISTS)
def test_sqlite_reads_each_list_in_the_order_of_an_index(talked: Cast, path: str) -> None:
    with talked.app.app_context():
        if db.engine.dialect.name != "sqlite":
            return
        with statements(talked.app) as seen:
            LISTS[path](STRANGER)
        query = next(statement for statement in seen if "LIMIT" in statement)
        values: Any = tuple([None] * query.count("?"))
        plan = [step[3] for step in db.session.connection().exec_driver_sql(f"EXPLAIN QUERY PLAN {query}", values)]
        assert "USING INDEX ix_thread_" in plan[0], plan
        assert not [step for step in plan if "TEMP B-TREE" in step], plan
