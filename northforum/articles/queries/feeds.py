"""The newest articles for feeds: whole where the reader is admitted, else only what says that they are there."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Row, Select, case, literal, select

from northforum.access import audience
from northforum.access.actor import Actor
from northforum.access.audience import Audience
from northforum.articles.models import Article, ArticleState, ArticleTopic, Byline, Topic
from northforum.articles.queries.rows import (
    CARD_COLUMNS,
    Credit,
    HeroFiles,
    SectionName,
    bylines,
    hero,
    knowable,
    with_parts,
)
from northforum.core.db import db
from northforum.discussion.models import Thread, ThreadState

IN_FEED = 20


@dataclass(frozen=True, slots=True)
class FeedPiece:
    """An article in a feed.

    ``body`` is its clean HTML, empty where the reader is not ``admitted``; ``has_open_talk`` says whether strangers
    read its discussion. ``topics`` are names.
    """

    public_id: str
    slug: str
    headline: str
    standfirst: str
    section: SectionName
    bylines: Sequence[Credit]
    topics: Sequence[str]
    published_at: datetime
    updated_at: datetime
    hero: HeroFiles | None
    admitted: bool
    body: str
    has_open_talk: bool


def newest(actor: Actor) -> list[FeedPiece]:
    """Return the newest articles of the site that ``actor`` may know of."""
    return feed_pieces(actor, _published(actor).order_by(Article.published_at.desc(), Article.id.desc()))


def newest_in_section(actor: Actor, section_id: int) -> list[FeedPiece]:
    """Return the newest of a section."""
    query = _published(actor).where(Article.section_id == section_id)
    return feed_pieces(actor, query.order_by(Article.published_at.desc(), Article.id.desc()))


def newest_on_topic(actor: Actor, topic_id: int) -> list[FeedPiece]:
    """Return the newest on a topic."""
    query = _published(actor).join(ArticleTopic, ArticleTopic.article_id == Article.id)
    query = query.where(ArticleTopic.topic_id == topic_id, ArticleTopic.listed_at.is_not(None))
    return feed_pieces(actor, query.order_by(ArticleTopic.listed_at.desc(), ArticleTopic.article_id.desc()))


def newest_by_author(actor: Actor, author_id: int) -> list[FeedPiece]:
    """Return the newest that an author wrote, alone or with others."""
    query = _published(actor).join(Byline, Byline.article_id == Article.id)
    query = query.where(Byline.author_id == author_id, Byline.listed_at.is_not(None))
    return feed_pieces(actor, query.order_by(Byline.listed_at.desc(), Byline.article_id.desc()))


def feed_pieces(actor: Actor, ids: Select[Any]) -> list[FeedPiece]:
    """Return the first articles of the query ``ids``, newest first; it must ask only for those that may be known."""
    found = db.session.scalars(ids.limit(IN_FEED)).all()
    if not found:
        return []
    is_admitted = audience.clause(Article, actor)
    columns: tuple[Any, ...] = (
        *CARD_COLUMNS,
        Article.public_id,
        Article.hero_alt,
        Article.hero_caption,
        Article.hero_credit,
        Thread.audience.label("talk_audience"),
        Thread.state.label("talk_state"),
        case((is_admitted, literal(value=True)), else_=literal(value=False)).label("admitted"),
        case((is_admitted, Article.body_html), else_="").label("body"),
    )
    query = with_parts(select(*columns).select_from(Article)).where(Article.id.in_(found))
    rows = db.session.execute(query.order_by(Article.published_at.desc(), Article.id.desc())).all()
    named, topics = bylines(found), _topics_of(found)
    return [_piece(row, named.get(row.id, ()), topics.get(row.id, ())) for row in rows]


def _published(actor: Actor) -> Select[Any]:
    return select(Article.id).where(Article.state == ArticleState.PUBLISHED, knowable(actor))


def _topics_of(article_ids: Iterable[int]) -> dict[int, list[str]]:
    query = select(ArticleTopic.article_id, Topic.name).join(Topic, Topic.id == ArticleTopic.topic_id)
    query = query.where(ArticleTopic.article_id.in_(list(article_ids)))
    found: dict[int, list[str]] = {}
    for row in db.session.execute(query.order_by(ArticleTopic.article_id, ArticleTopic.position)):
        found.setdefault(row.article_id, []).append(row.name)
    return found


def _piece(row: Row[Any], people: Sequence[Credit], topics: Sequence[str]) -> FeedPiece:
    files = hero(row)
    words = {"alt": row.hero_alt, "caption": row.hero_caption, "credit": row.hero_credit}
    return FeedPiece(
        public_id=row.public_id,
        slug=row.slug,
        headline=row.headline,
        standfirst=row.standfirst,
        section=SectionName(row.section_slug, row.section_name),
        bylines=people,
        topics=topics,
        published_at=row.published_at,
        updated_at=row.updated_at,
        hero=files._replace(**words) if files else None,
        admitted=bool(row.admitted),
        body=row.body,
        has_open_talk=row.talk_audience is Audience.EVERYONE and row.talk_state is not ThreadState.HIDDEN,
    )
