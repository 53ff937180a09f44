"""One article for its page."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Row, case, literal, select

from northforum.access import audience
from northforum.access.actor import Actor
from northforum.access.audience import Audience
from northforum.articles import policy
from northforum.articles.models import Article, ArticleState, SlugRedirect
from northforum.articles.queries.history import corrections_of
from northforum.articles.queries.rows import (
    CARD_COLUMNS,
    PICTURE_COLUMNS,
    Credit,
    HeroFiles,
    SectionName,
    bylines,
    hero,
    topics_of,
    with_parts,
)
from northforum.core import templating, text
from northforum.core.db import db
from northforum.core.errors import Gone, NotFound

LONGEST_SLUG = 100


@dataclass(frozen=True, slots=True)
class FullArticle:
    """An article as its page shows it.

    ``slug`` differs from the one asked for where that is an old address. ``admitted`` says whether the reader
    belongs to the audience; ``body`` is empty where not, and ``teaser`` where so. ``version`` grows with every change.
    """

    id: int
    public_id: str
    slug: str
    version: int
    state: ArticleState
    created_by: int | None
    headline: str
    standfirst: str
    section: SectionName
    bylines: Sequence[Credit]
    topics: Sequence[Row[str, str]]
    published_at: datetime
    updated_at: datetime
    audience: Audience
    word_count: int
    comment_count: int
    thread_id: int | None
    hero: HeroFiles | None
    hero_alt: str
    hero_caption: str
    hero_credit: str
    canonical_url: str
    social_title: str
    social_description: str
    share_card: str
    revised_at: datetime | None
    correction_count: int
    admitted: bool
    body: str
    teaser: str
    corrections: Sequence[Row[Any]] = ()

    @property
    def reading_minutes(self) -> int:
        """Return how long it takes to read."""
        return text.reading_minutes(self.word_count)


def visible_article(actor: Actor, slug: str) -> FullArticle:
    """Return the published article at ``slug``, present or former.

    Raises
    ------
    NotFound
        When there is none, or none that the actor may know of.
    Gone
        When it was taken down.
    """
    row = _row(actor, slug)
    if row is None or row.published_at is None:
        raise NotFound
    if not policy.may_know_of(actor, row.audience, admitted=bool(row.admitted)):
        raise NotFound
    if row.state is not ArticleState.PUBLISHED:
        raise Gone
    return _full(row)


_COLUMNS = (
    *CARD_COLUMNS,
    Article.public_id,
    Article.version,
    Article.state,
    Article.created_by,
    Article.thread_id,
    Article.hero_alt,
    Article.hero_caption,
    Article.hero_credit,
    Article.canonical_url,
    Article.social_title,
    Article.social_description,
    Article.share_card,
    Article.revised_at,
    Article.correction_count,
)


def _row(actor: Actor, slug: str) -> Row[Any] | None:
    if text.slugify(slug, fallback="") != slug or len(slug) > LONGEST_SLUG:
        return None
    admitted = case((audience.clause(Article, actor), literal(value=True)), else_=literal(value=False))
    body = case((audience.clause(Article, actor), Article.body_html), else_="")
    teaser = case((audience.clause(Article, actor), ""), else_=Article.teaser_html)
    parts = admitted.label("admitted"), body.label("body"), teaser.label("teaser")
    query = with_parts(select(*_COLUMNS, *parts).select_from(Article))
    row = db.session.execute(query.where(Article.slug == slug)).first()
    if row is None:
        former = select(SlugRedirect.article_id).where(SlugRedirect.slug == slug).scalar_subquery()
        row = db.session.execute(query.where(Article.id == former)).first()
    return row


def _full(row: Row[Any]) -> FullArticle:
    parts = row._asdict()
    for name in ("section_slug", "section_name", *(column.key for column in PICTURE_COLUMNS)):
        del parts[name]
    parts["comment_count"] = row.comment_count or 0
    parts["admitted"] = bool(row.admitted)
    parts["body"] = templating.stored_html([row.body])
    parts["teaser"] = templating.stored_html([row.teaser])
    files = hero(row)
    words = {"alt": row.hero_alt, "caption": row.hero_caption, "credit": row.hero_credit}
    return FullArticle(
        **parts,
        section=SectionName(row.section_slug, row.section_name),
        bylines=bylines([row.id], with_bio=True).get(row.id, []),
        topics=topics_of(row.id),
        corrections=corrections_of(row.id) if row.correction_count and row.admitted else (),
        hero=files._replace(**words) if files else None,
    )
