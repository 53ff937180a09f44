"""Numbers about articles: reads by day, the most read, and how many were published in each month."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from itertools import groupby
from typing import Any, NamedTuple

from sqlalchemy import Connection, func, select

from northforum.access import audience
from northforum.access.actor import Actor
from northforum.articles.models import ArchiveMonth, Article, ArticleReads, ArticleState, DayReads, MostRead
from northforum.articles.queries.lists import cards
from northforum.articles.queries.rows import Card
from northforum.core import local_time
from northforum.core.db import db
from northforum.core.errors import NotFound

RANKED = 50
DAYS = 30
_CHUNK = 500


class Month(NamedTuple):
    """A month of the archive with how many articles of it a reader may see."""

    year: int
    number: int
    articles: int

    @property
    def name(self) -> str:
        """The month as people write it."""
        return f"{date(self.year, self.number, 1):%B %Y}"

    @property
    def path(self) -> str:
        """The address of its page."""
        return f"/archive/{self.year}/{self.number:02}"


class MonthPlace(NamedTuple):
    """A month of the archive between those before and after it in which there is something to read."""

    here: Month
    earlier: Month | None
    later: Month | None


class DayFigure(NamedTuple):
    """How often something was read on a day."""

    day: date
    reads: int


class ReadArticle(NamedTuple):
    """An article with how often it was read, for the desk."""

    public_id: str
    slug: str
    headline: str
    reads: int


def ids_of_slugs(connection: Connection, slugs: Sequence[str]) -> dict[str, int]:
    """Return the numbers of the published articles among these slugs."""
    article, found = Article.__table__.c, {}
    for start in range(0, len(slugs), _CHUNK):
        asked = select(article.slug, article.id).where(article.slug.in_(slugs[start : start + _CHUNK]))
        rows = connection.execute(asked.where(article.state == ArticleState.PUBLISHED))
        found.update({row.slug: row.id for row in rows})
    return found


def ranking() -> list[tuple[int, int]]:
    """Return the most read of the last week as they were counted: article and reads, the most first."""
    rows = db.session.execute(select(MostRead.article_id, MostRead.reads).order_by(MostRead.position))
    return [(row.article_id, row.reads) for row in rows]


def ranked_reads(first: date, last: date) -> list[tuple[int, int]]:
    """Count the same from the reads of these days."""
    reads = func.sum(ArticleReads.reads)
    query = (
        select(ArticleReads.article_id, reads.label("reads"))
        .join(Article, Article.id == ArticleReads.article_id)
        .where(ArticleReads.day.between(first, last), Article.state == ArticleState.PUBLISHED)
        .group_by(ArticleReads.article_id)
        .order_by(reads.desc(), ArticleReads.article_id.desc())
    )
    return [(row.article_id, int(row.reads)) for row in db.session.execute(query.limit(RANKED))]


def most_read(actor: Actor, *, limit: int = RANKED) -> Sequence[Card]:
    """Return the most read articles of the last week that the actor may read, the most read first."""
    places = [article_id for article_id, _ in ranking()]
    found = {card.id: card for card in cards(actor, places)} if places else {}
    return [found[article_id] for article_id in places if article_id in found][:limit]


def read_most_of_day(day: date, limit: int) -> Sequence[ReadArticle]:
    """Return the articles that were read most on a day, for the desk."""
    query = select(*_READ, ArticleReads.reads).join(Article, Article.id == ArticleReads.article_id)
    query = query.where(ArticleReads.day == day).order_by(ArticleReads.reads.desc(), ArticleReads.article_id.desc())
    return [ReadArticle(*row) for row in db.session.execute(query.limit(limit))]


def read_most_of_week(limit: int) -> Sequence[ReadArticle]:
    """Return the articles that were read most in the last week, for the desk, as a job has counted them."""
    query = select(*_READ, MostRead.reads).join(Article, Article.id == MostRead.article_id)
    return [ReadArticle(*row) for row in db.session.execute(query.order_by(MostRead.position).limit(limit))]


def reads_by_day(last: date, article_id: int | None = None) -> Sequence[DayFigure]:
    """Return the reads of each of the thirty days up to ``last``, of one article or of all; days without any too."""
    first = last - timedelta(days=DAYS - 1)
    model: Any = DayReads if article_id is None else ArticleReads
    query = select(model.day, model.reads).where(model.day.between(first, last))
    if article_id is not None:
        query = query.where(ArticleReads.article_id == article_id)
    found = {row.day: row.reads for row in db.session.execute(query)}
    days = [first + timedelta(days=number) for number in range(DAYS)]
    return [DayFigure(day, found.get(day, 0)) for day in days]


def total_reads(article_id: int | None = None) -> int:
    """Return how often an article was read, or all of them, since counting began."""
    model: Any = DayReads if article_id is None else ArticleReads
    query = select(func.sum(model.reads))
    if article_id is not None:
        query = query.where(ArticleReads.article_id == article_id)
    return int(db.session.scalar(query) or 0)


def months(actor: Actor) -> Sequence[tuple[int, Sequence[Month]]]:
    """Return the months in which something was published that the actor may read, by year, the newest year first."""
    articles = func.sum(ArchiveMonth.articles)
    query = select(ArchiveMonth.month, articles.label("articles")).where(audience.clause(ArchiveMonth, actor))
    rows = db.session.execute(query.group_by(ArchiveMonth.month).order_by(ArchiveMonth.month))
    found = [Month(row.month // 100, row.month % 100, int(row.articles)) for row in rows]
    years = [(year, list(of_year)) for year, of_year in groupby(found, key=lambda month: month.year)]
    return years[::-1]


def month(actor: Actor, number: int) -> MonthPlace:
    """Return a month, written 202611, with its neighbours; ``NotFound`` when nothing of it is there for the actor."""
    found = [one for _, of_year in reversed(months(actor)) for one in of_year]
    place = next((place for place, one in enumerate(found) if one.year * 100 + one.number == number), None)
    if place is None:
        raise NotFound
    return MonthPlace(found[place], *[_at(found, beside) for beside in (place - 1, place + 1)])


def _at(found: Sequence[Month], place: int) -> Month | None:
    return found[place] if 0 <= place < len(found) else None


def all_months() -> Sequence[int]:
    """Return every month that has been counted, or in which an article was published."""
    published = db.session.scalars(select(Article.published_at).where(Article.published_at.is_not(None)))
    counted = db.session.scalars(select(ArchiveMonth.month).distinct())
    return sorted({local_time.month_of(moment) for moment in published if moment} | set(counted))


def counted_month(month: int) -> list[dict[str, Any]]:
    """Return what the articles say of a month, as rows of its table."""
    begins, ends = local_time.bounds_of_month(month)
    query = select(Article.audience, Article.audience_ref, func.count().label("articles"))
    query = query.where(Article.state == ArticleState.PUBLISHED)
    query = query.where(Article.published_at >= begins, Article.published_at < ends)
    rows = db.session.execute(query.group_by(Article.audience, Article.audience_ref))
    return [{"month": month, **row._asdict()} for row in rows]


def published_at(article_id: int) -> datetime | None:
    """Return when an article was published first, if it was."""
    return db.session.scalar(select(Article.published_at).where(Article.id == article_id))


def archive_disagreements() -> list[str]:
    """Return a sentence for each month whose count differs from its articles; for the command that checks."""
    return [f"The archive's {month} is not counted as its articles say." for month in all_months() if _differs(month)]


def _differs(month: int) -> bool:
    columns = (ArchiveMonth.audience, ArchiveMonth.audience_ref, ArchiveMonth.articles)
    kept = db.session.execute(select(*columns).where(ArchiveMonth.month == month))
    counted = {(row["audience"], row["audience_ref"], row["articles"]) for row in counted_month(month)}
    return {tuple(row) for row in kept} != counted


_READ = (Article.public_id, Article.slug, Article.headline)
