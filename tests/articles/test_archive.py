"""The archive by month: its counts follow each change, and each month has its pages."""

from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from flask import Flask
from sqlalchemy import delete

from northforum.access.actor import STRANGER, SYSTEM
from northforum.access.audience import Audience
from northforum.articles import operations, queries
from northforum.articles.models import ArchiveMonth
from northforum.core.db import db, transaction
from northforum.core.errors import NotFound
from tests import browser, factories
from tests.articles.newsroom import Newsroom, a_piece, row
from tests.cast import Cast

MARCH = datetime(2026, 3, 3, 9, tzinfo=UTC)
# In Britain it is July already.
JULY = datetime(2026, 6, 30, 23, 30, tzinfo=UTC)


def counts(newsroom: Newsroom, who: str) -> dict[str, int]:
    """Return what the archive says to somebody, by month."""
    with newsroom.app.app_context():
        found = queries.months(newsroom.actor(who))
        return {month.path: month.articles for _, months in found for month in months}


def test_months_count_what_each_reader_may_read(newsroom: Newsroom) -> None:
    newsroom.publish(MARCH, headline="Open")
    newsroom.publish(MARCH, headline="For members", audience=Audience.MEMBERS)
    newsroom.publish(JULY, headline="In July")
    newsroom.write(headline="A draft")
    assert counts(newsroom, "stranger") == {"/archive/2026/07": 1, "/archive/2026/03": 1}
    assert counts(newsroom, "member") == {"/archive/2026/07": 1, "/archive/2026/03": 2}


def test_the_counts_follow_every_change(newsroom: Newsroom) -> None:
    piece = newsroom.publish(MARCH)
    with transaction(newsroom.app):
        article = row(piece)
        operations.edit_article(newsroom.editor, article, a_piece(audience=Audience.MEMBERS), article.version)
    assert (counts(newsroom, "stranger"), counts(newsroom, "member")) == ({}, {"/archive/2026/03": 1})
    with transaction(newsroom.app):
        operations.unpublish_article(newsroom.editor, row(piece))
    assert counts(newsroom, "member") == {}
    with transaction(newsroom.app):
        operations.publish_article(newsroom.editor, row(piece))
    assert counts(newsroom, "member") == {"/archive/2026/03": 1}


def test_a_change_that_is_undone_leaves_the_counts_alone(newsroom: Newsroom) -> None:
    piece = newsroom.publish(MARCH)
    with transaction(newsroom.app):
        operations.unpublish_article(newsroom.editor, row(piece))
        db.session.rollback()
    assert counts(newsroom, "stranger") == {"/archive/2026/03": 1}


def test_a_wrong_count_is_found_and_set_right(newsroom: Newsroom) -> None:
    newsroom.publish(MARCH)
    with transaction(newsroom.app):
        assert queries.archive_disagreements() == []
        db.session.execute(delete(ArchiveMonth))
        assert len(queries.archive_disagreements()) == 1
        operations.recount_archive()
        assert queries.archive_disagreements() == []


def test_a_month_is_read_by_pages_and_knows_its_neighbours(newsroom: Newsroom) -> None:
    for day in range(1, 26):
        newsroom.publish(datetime(2026, 3, day, 9, tzinfo=UTC), headline=f"Piece {day:02}")
    newsroom.publish(datetime(2025, 12, 1, 9, tzinfo=UTC), headline="Before")
    newsroom.publish(JULY, headline="After")
    with newsroom.app.app_context():
        first = queries.in_month(STRANGER, 202603)
        second = queries.in_month(STRANGER, 202603, first.next_cursor)
        found = [card.headline for page in (first, second) for card in page.items]
        place = queries.month(STRANGER, 202603)
    assert found == [f"Piece {day:02}" for day in range(25, 0, -1)]
    assert second.next_cursor is None
    assert place.earlier is not None
    assert place.later is not None
    assert (place.earlier.path, place.later.path) == ("/archive/2025/12", "/archive/2026/07")
    assert place.here.articles == 25


@pytest.mark.parametrize("number", [202604, 0, 999912])
def test_a_month_without_articles_is_not_there(newsroom: Newsroom, unit: None, number: int) -> None:
    with pytest.raises(NotFound):
        queries.month(STRANGER, number)


def test_the_archive_leads_to_each_month(cast: Cast) -> None:
    with transaction(cast.app):
        factories.an_article(headline="In spring", is_published=False)
        article = factories.an_article(headline="In March", is_published=False)
        operations.publish_article(SYSTEM, article, at=MARCH)
    page = browser.visit(cast.client(), "/archive").follow("March")
    assert (page.status, page.headings[0]) == (200, "March 2026")
    assert "In March" in page.text
    assert "Rent by the month" not in page.text


@pytest.mark.parametrize(
    "path", ["/archive/2026/3", "/archive/2026/13", "/archive/2026/00", "/archive/0026/03", "/archive/2026"]
)
def test_other_addresses_are_no_months(cast: Cast, path: str) -> None:
    assert cast.client().get(path).status_code == 404


def test_the_months_of_another_worker_follow_at_once(cast: Cast, make_app: Callable[..., Flask]) -> None:
    other = make_app()
    assert "March" not in other.test_client().get("/archive").text
    with transaction(cast.app):
        operations.publish_article(SYSTEM, factories.an_article(is_published=False, headline="In March"), at=MARCH)
    assert "March" in other.test_client().get("/archive").text
    assert other.test_client().get("/archive/2026/03").status_code == 200
