"""Lists of published articles, newest first; each shows a reader what its audience rule admits.

Each is read in the order of an index, so it costs the same however many articles there are.
"""

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import ColumnElement, literal, select, tuple_
from sqlalchemy.orm import InstrumentedAttribute

from northforum.access import audience
from northforum.access.actor import Actor
from northforum.articles.models import Article, ArticleState, ArticleTopic, Author, Byline
from northforum.articles.queries.rows import CARD_COLUMNS, Card, Query, bylines, card, with_parts
from northforum.core import pagination
from northforum.core.db import UtcDateTime, db
from northforum.core.errors import Invalid
from northforum.core.pagination import Page
from northforum.discussion.models import Thread

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


def cards(actor: Actor, article_ids: Sequence[int]) -> Sequence[Card]:
    """Return those of the articles that the actor may read, newest first; for lists that another feature keeps."""
    query = _published(actor).where(Article.id.in_(article_ids))
    return _cards(with_parts(query).order_by(Article.published_at.desc(), Article.id.desc()))


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
    busiest = query.where(Thread.comment_count > 0).order_by(Thread.comment_count.desc(), Article.id.desc())
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


def _cards(query: Query) -> list[Card]:
    rows = db.session.execute(query).all()
    named = bylines(row.id for row in rows) if rows else {}
    return [card(row, named) for row in rows]
