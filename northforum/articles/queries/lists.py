"""Lists of published articles, newest first; each shows a reader what its audience rule admits.

Each is read in the order of an index, so it costs the same however many articles there are.
"""

from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import ColumnElement, Row, func, literal, select, tuple_
from sqlalchemy.orm import InstrumentedAttribute

from northforum.access import audience
from northforum.access.actor import Actor
from northforum.articles.models import Article, ArticleState, ArticleTopic, Author, Byline, Section
from northforum.articles.queries.rows import CARD_COLUMNS, Card, Query, bylines, card, knowable, with_parts
from northforum.core import local_time, pagination
from northforum.core.db import UtcDateTime, db, written
from northforum.core.errors import Invalid
from northforum.core.pagination import Page
from northforum.discussion.models import Thread, ThreadState, is_unanswered
from northforum.media.models import Picture

PAGE = 20
DISCUSSED = 5
# “Most discussed” looks among the newest so many: what people talk about now, at a cost that does not grow.
RECENT = 200


def latest(actor: Actor, after: str | None = None, *, limit: int = PAGE) -> Page[Card]:
    """Return a page of all articles."""
    return _page(_published(actor), Article.published_at, Article.id, after, limit)


def in_section(actor: Actor, section_id: int, after: str | None = None, *, limit: int = PAGE) -> Page[Card]:
    """Return a page of the section's articles."""
    query = _published(actor).where(Article.section_id == section_id)
    return _page(query, Article.published_at, Article.id, after, limit)


def on_topic(actor: Actor, topic_id: int, after: str | None = None, *, limit: int = PAGE) -> Page[Card]:
    """Return a page of the articles on the topic."""
    query = _published(actor).join(ArticleTopic, ArticleTopic.article_id == Article.id)
    query = query.where(ArticleTopic.topic_id == topic_id, ArticleTopic.listed_at.is_not(None))
    return _page(query, ArticleTopic.listed_at, ArticleTopic.article_id, after, limit)


def by_author(actor: Actor, author_id: int, after: str | None = None, *, limit: int = PAGE) -> Page[Card]:
    """Return a page of what the author wrote, alone or with others."""
    query = _published(actor).join(Byline, Byline.article_id == Article.id)
    query = query.where(Byline.author_id == author_id, Byline.listed_at.is_not(None))
    return _page(query, Byline.listed_at, Byline.article_id, after, limit)


def authored_by(actor: Actor, member_id: int, *, limit: int = PAGE) -> Sequence[Card]:
    """Return the newest articles that carry the member's name."""
    author_id = db.session.scalar(select(Author.id).where(Author.member_id == member_id))
    return by_author(actor, author_id, limit=limit).items if author_id is not None else ()


def in_month(actor: Actor, month: int, after: str | None = None) -> Page[Card]:
    """Return a page of the articles that were published in a month, which is written 202611."""
    begins, ends = local_time.bounds_of_month(month)
    query = _published(actor).where(Article.published_at >= begins, Article.published_at < ends)
    return _page(query, Article.published_at, Article.id, after, PAGE)


def discussed(actor: Actor, after: str | None = None) -> Page[Card]:
    """Return a page of the articles by the time of their last comment, the latest first."""
    query = _talked_of(actor).where(Thread.last_comment_at.is_not(None))
    if after:
        query = query.where(after_moment(after, Thread.last_comment_at, Thread.id))
    return _by_thread(query, Thread.last_comment_at, lambda row: (row.last_comment_at.isoformat(), row.thread_id), PAGE)


def discussed_most(actor: Actor, after: str | None = None) -> Page[Card]:
    """Return a page of the articles by the number of their comments, the most first."""
    query = _talked_of(actor).where(Thread.comment_count > written(0))
    if after:
        last = [literal(value) for value in pagination.decode(after, int, int)]
        query = query.where(tuple_(Thread.comment_count, Thread.id) < tuple_(*last))
    return _by_thread(query, Thread.comment_count, lambda row: (row.comment_count, row.thread_id), PAGE)


def unanswered(actor: Actor, after: str | None = None, *, limit: int = PAGE) -> Page[Card]:
    """Return a page of the articles with an open discussion in which nobody has said anything, the newest first."""
    query = _talked_of(actor).where(is_unanswered, Thread.state == ThreadState.OPEN)
    if after:
        query = query.where(Thread.id < pagination.decode(after, int)[0])
    return _by_thread(query, Thread.id, lambda row: (row.thread_id,), limit)


def cards(actor: Actor, article_ids: Sequence[int]) -> Sequence[Card]:
    """Return those of the articles that the actor may read, newest first; for lists that another feature keeps."""
    query = _published(actor).where(Article.id.in_(article_ids))
    return _cards(with_parts(query).order_by(Article.published_at.desc(), Article.id.desc()))


def known_cards(actor: Actor, article_ids: Sequence[int]) -> Sequence[Card]:
    """Return those of the articles that the actor may know of, such as pieces for members that editors have placed."""
    if not article_ids:
        return ()
    query = select(*CARD_COLUMNS).select_from(Article).where(Article.id.in_(article_ids))
    return _cards(with_parts(query.where(Article.state == ArticleState.PUBLISHED, knowable(actor))))


def most_discussed(actor: Actor, *, limit: int = DISCUSSED) -> Sequence[Card]:
    """Return those of the newest articles that have the most comments, most first."""
    recent = (
        select(Article.id)
        .where(Article.state == ArticleState.PUBLISHED, audience.clause(Article, actor))
        .order_by(Article.published_at.desc(), Article.id.desc())
        .limit(RECENT)
        .subquery()
    )
    query = with_parts(select(*CARD_COLUMNS).select_from(Article).join(recent, recent.c.id == Article.id))
    busiest = query.where(Thread.comment_count > written(0)).order_by(Thread.comment_count.desc(), Article.id.desc())
    return _cards(busiest.limit(limit))


def after_moment(cursor: str, moment: Any, row_id: Any) -> ColumnElement[bool]:
    """Return the condition for rows that come after ``cursor`` in a list ordered by ``moment`` and ``row_id``."""
    written, last_id = pagination.decode(cursor, str, int)
    try:
        at = datetime.fromisoformat(str(written))
        if at.tzinfo is None:
            raise ValueError("no zone")
        # In UTC here: a moment at the edge of the calendar has none, and would fail only in the database's hands.
        ends_at = literal(at.astimezone(UTC), UtcDateTime)
    except (ValueError, OverflowError) as problem:
        sentence = "This address of a further page is not complete. Go back to the first page."
        raise Invalid(sentence, after=sentence) from problem
    return tuple_(moment, row_id) < tuple_(ends_at, literal(last_id))


def _published(actor: Actor) -> Query:
    query = select(*CARD_COLUMNS).select_from(Article)
    return query.where(Article.state == ArticleState.PUBLISHED, audience.clause(Article, actor))


def _page(
    query: Query,
    moment: InstrumentedAttribute[Any],
    row_id: InstrumentedAttribute[int],
    after: str | None,
    limit: int,
) -> Page[Card]:
    if after:
        query = query.where(after_moment(after, moment, row_id))
    found = _cards(with_parts(query).order_by(moment.desc(), row_id.desc()).limit(limit + 1))
    return pagination.page_of(found, limit, lambda last: (last.published_at.isoformat(), last.id))


def _talked_of(actor: Actor) -> Query:
    """Return the articles with their threads, of which an index gives the order."""
    return (
        select(*CARD_COLUMNS, Thread.id.label("thread_id"), Thread.last_comment_at)
        .select_from(Thread)
        .join(Article, Article.thread_id == Thread.id)
        .outerjoin(Section, Section.id == Article.section_id)
        .outerjoin(Picture, Picture.id == Article.picture_id)
        # Not as a plain column: SQLite would walk the articles by their state and sort all of them.
        .where(func.coalesce(Article.state, Article.state) == ArticleState.PUBLISHED, audience.clause(Article, actor))
        .where(Thread.state != ThreadState.HIDDEN, audience.clause(Thread, actor))
    )


def _by_thread(query: Query, order: Any, cursor: Callable[[Row[Any]], tuple[int | str, ...]], limit: int) -> Page[Card]:
    rows = db.session.execute(query.order_by(order.desc(), Thread.id.desc()).limit(limit + 1)).all()
    page = pagination.page_of(rows, limit, cursor)
    return Page(_as_cards(page.items), page.next_cursor)


def _cards(query: Query) -> list[Card]:
    return _as_cards(db.session.execute(query).all())


def _as_cards(rows: Sequence[Row[Any]]) -> list[Card]:
    named = bylines(row.id for row in rows) if rows else {}
    return [card(row, named) for row in rows]
