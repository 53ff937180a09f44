"""Reads of articles: counted by the server, added up by day, ranked by a job, shown to editors."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta

import pytest
from flask import Flask
from sqlalchemy import select

from northforum.access.actor import SYSTEM
from northforum.articles import operations, queries
from northforum.articles.models import ArticleReads, DayReads
from northforum.core.db import db, own_write, transaction
from northforum.core.tally import Tally
from tests import browser, factories
from tests.articles.newsroom import Newsroom, row
from tests.cast import Cast
from tests.conftest import Clock
from tests.pages.counting import statements

FIREFOX = {"User-Agent": "Mozilla/5.0 (X11; Linux x86_64; rv:144.0) Gecko/20100101 Firefox/144.0"}


def tally_of(app: Flask) -> Tally:
    """Return what counts the reads of ``app``."""
    found = app.extensions["tally"]
    assert isinstance(found, Tally)
    return found


def write(app: Flask, counts: dict[str, int]) -> None:
    """Add to the reads as a worker does."""
    with app.app_context(), own_write(db.engine) as connection:
        operations.write_reads(connection, counts)


def reads(app: Flask) -> dict[tuple[date, int], int]:
    """Return everything that has been counted."""
    with app.app_context():
        rows = db.session.execute(select(ArticleReads.day, ArticleReads.article_id, ArticleReads.reads))
        return {(found.day, found.article_id): found.reads for found in rows}


def test_openings_are_counted_before_and_within_flask(cast: Cast) -> None:
    for client in (cast.client(), cast.client(cast.member)):
        first = client.get(cast.world.article, headers=FIREFOX)
        known = {"If-None-Match": first.headers.get("ETag", "")}
        client.get(cast.world.article, headers=FIREFOX | known)
        client.head(cast.world.article, headers=FIREFOX)
        client.get(cast.world.article)
        client.get(f"{cast.world.article}/comments", headers=FIREFOX)
        client.get("/articles/nothing-here", headers=FIREFOX)
    tally_of(cast.app).flush()
    assert list(reads(cast.app).values()) == [4]
    with cast.app.app_context():
        assert db.session.scalars(select(DayReads.reads)).all() == [4]


def test_a_page_for_members_counts_for_those_who_find_its_gate_too(cast: Cast) -> None:
    cast.client().get(cast.world.members_article, headers=FIREFOX)
    tally_of(cast.app).flush()
    assert list(reads(cast.app).values()) == [1]


def test_counting_leaves_no_trace_of_the_reader(cast: Cast) -> None:
    assert "Set-Cookie" not in cast.client().get(cast.world.article, headers=FIREFOX).headers
    assert {column.name for column in ArticleReads.__table__.columns} == {"article_id", "day", "reads"}


def test_two_workers_add_to_the_same_day_and_the_day_is_britain_s(newsroom: Newsroom, clock: Clock) -> None:
    first, second = (newsroom.publish(headline=headline) for headline in ("First", "Second"))
    clock.set(datetime(2026, 7, 1, 22, 30, tzinfo=UTC))
    write(newsroom.app, {"first": 2, "second": 1, "never-published": 9})
    write(newsroom.app, {"second": 4})
    clock.set(datetime(2026, 7, 1, 23, 30, tzinfo=UTC))
    write(newsroom.app, {"first": 1})
    with transaction(newsroom.app):
        one, two = row(first).id, row(second).id
    early, late = date(2026, 7, 1), date(2026, 7, 2)
    assert reads(newsroom.app) == {(early, one): 2, (early, two): 5, (late, one): 1}
    with transaction(newsroom.app):
        assert [figure.reads for figure in queries.reads_by_day(late)][-2:] == [7, 1]
        assert [figure.reads for figure in queries.reads_by_day(late, one)][-2:] == [2, 1]
        assert (queries.total_reads(), queries.total_reads(two)) == (8, 5)
        assert [found.headline for found in queries.read_most_of_day(early, 5)] == ["Second", "First"]


def test_the_ranking_is_of_seven_days_and_of_what_can_be_read(newsroom: Newsroom, clock: Clock) -> None:
    pieces = {headline: newsroom.publish(headline=headline) for headline in ("Old", "Busy", "Quiet", "Down")}
    write(newsroom.app, {"old": 100})
    clock.advance(days=7)
    write(newsroom.app, {"busy": 3, "quiet": 1, "down": 50, "old": 2})
    with transaction(newsroom.app):
        operations.unpublish_article(SYSTEM, row(pieces["Down"]))
        operations.rank_reads()
    with transaction(newsroom.app):
        assert [card.headline for card in queries.most_read(newsroom.member)] == ["Busy", "Old", "Quiet"]
        assert [(found.headline, found.reads) for found in queries.read_most_of_week(2)] == [("Busy", 3), ("Old", 2)]


def test_ranking_again_without_new_reads_changes_no_page(cast: Cast, make_app: Callable[..., Flask]) -> None:
    write(cast.app, {cast.world.article.rpartition("/")[2]: 3})
    with transaction(cast.app):
        operations.rank_reads()
    other = make_app()
    before = other.test_client().get("/most-read")
    assert "Rent by the month" in before.text
    with transaction(cast.app):
        operations.rank_reads()
        assert "northforum.versions" not in db.session.info


def test_the_list_of_the_most_read_follows_on_every_worker(cast: Cast, make_app: Callable[..., Flask]) -> None:
    other = make_app()
    assert "Nothing has been counted yet" in other.test_client().get("/most-read").text
    write(cast.app, {cast.world.article.rpartition("/")[2]: 3, cast.world.members_article.rpartition("/")[2]: 9})
    with transaction(cast.app):
        operations.rank_reads()
    strangers = other.test_client().get("/most-read").text
    assert "Rent by the month" in strangers
    assert "What we charge" not in strangers
    assert "What we charge" in cast.client(cast.member).get("/most-read").text


def test_editors_see_figures_and_a_table_of_them(cast: Cast) -> None:
    write(cast.app, {cast.world.article.rpartition("/")[2]: 1234})
    page = browser.visit(cast.client(cast.editor), "/desk/figures")
    assert (page.status, page.headings[0]) == (200, "Readers")
    assert page.text.count("1,234") >= 3
    one = page.follow("Rent by the month")
    assert one.headings[0] == "Rent by the month"
    assert "1,234" in one.text


@pytest.mark.parametrize(("who", "status"), [("contributor", 200), ("member", 403), ("administrator", 200)])
def test_figures_are_for_those_who_work_at_the_desk(cast: Cast, who: str, status: int) -> None:
    assert cast.client(getattr(cast, who)).get("/desk/figures").status_code == status


def test_the_figures_cost_a_few_statements_however_much_is_read(cast: Cast, clock: Clock) -> None:
    spent = []
    for start in (0, 20):
        with transaction(cast.app):
            for number in range(start, start + 20):
                factories.an_article(headline=f"Piece {number}")
        clock.advance(days=1)
        write(cast.app, {f"piece-{number}": 5 for number in range(start + 20)})
        with transaction(cast.app):
            operations.rank_reads()
        client = cast.client(cast.editor)
        client.get("/desk")
        with statements(cast.app) as seen:
            assert client.get("/desk/figures").status_code == 200
        spent.append(len(seen))
    assert spent[0] == spent[1]


def test_a_day_without_reads_is_there_with_nothing(newsroom: Newsroom, unit: None) -> None:
    figures = queries.reads_by_day(date(2026, 3, 1))
    assert [figure.reads for figure in figures] == [0] * 30
    assert figures[0].day == date(2026, 3, 1) - timedelta(days=29)
