"""Keeping the numbers about articles: reads in batches, the most read by a job, months with each change."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any, Protocol

from sqlalchemy import Connection, delete, insert

from northforum.articles import queries
from northforum.articles.models import ArchiveMonth, ArticleReads, DayReads, MostRead
from northforum.core import clock, local_time, site_mark, versions
from northforum.core.db import db, insert_into, table_of

# The days, today included, of which the most read are counted.
WEEK = timedelta(days=6)
# So many of the list stand beside articles.
BESIDE = 5


class OfArticle(Protocol):
    """An event that names an article."""

    @property
    def article_id(self) -> int:
        """Its number."""


def write_reads(connection: Connection, counts: Mapping[str, int]) -> None:
    """Add to today's reads how often the articles at these slugs were opened; for the batch that a worker hands on."""
    today = local_time.day_of(clock.now())
    ids = queries.ids_of_slugs(connection, list(counts))
    # In the order of numbers, as every worker does, so that none waits for another in a circle.
    found = sorted((ids[slug], counts[slug]) for slug in ids)
    if found:
        _add(connection, ArticleReads, [{"article_id": one, "day": today, "reads": reads} for one, reads in found])
        _add(connection, DayReads, [{"day": today, "reads": sum(reads for _, reads in found)}])


def rank_reads() -> None:
    """Count afresh which articles were read most in the last week; what has not changed is left alone."""
    today = local_time.day_of(clock.now())
    before, ranked = queries.ranking(), queries.ranked_reads(today - WEEK, today)
    if ranked == before:
        return
    db.session.execute(delete(MostRead))
    if ranked:
        rows = [{"position": place, "article_id": one, "reads": reads} for place, (one, reads) in enumerate(ranked, 1)]
        db.session.execute(insert(MostRead), rows)
    orders = [[one for one, _ in found] for found in (before, ranked)]
    if orders[0][:BESIDE] != orders[1][:BESIDE]:
        versions.bump_site()
    elif orders[0] != orders[1]:
        versions.bump_lists()


def recount_month_of(event: OfArticle) -> None:
    """Count the month in which an article was published, because something of the article has changed."""
    if (published_at := queries.published_at(event.article_id)) is not None:
        recount_month(local_time.month_of(published_at))


def recount_month(month: int) -> None:
    """Count the articles of a month afresh."""
    # Whoever changes the same month at the same moment waits here, and then counts this change as well.
    site_mark.mark(f"archive {month}", "counted")
    counted = queries.counted_month(month)
    db.session.execute(delete(ArchiveMonth).where(ArchiveMonth.month == month))
    if counted:
        db.session.execute(insert(ArchiveMonth), counted)


def recount_archive() -> None:
    """Count every month afresh."""
    for month in queries.all_months():
        recount_month(month)


def _add(connection: Connection, model: Any, rows: list[dict[str, Any]]) -> None:
    adding = insert_into(model)
    reads = table_of(model).c.reads + adding.excluded.reads
    keys = [column.name for column in table_of(model).primary_key]
    connection.execute(adding.on_conflict_do_update(index_elements=keys, set_={"reads": reads}), rows)
