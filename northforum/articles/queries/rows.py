"""What readers get of an article, put together from plain rows: cards for lists, and the parts that a page adds."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple, TypeAlias

from sqlalchemy import ColumnElement, Row, Select, or_, select

from northforum.access import audience
from northforum.access.actor import Actor
from northforum.access.audience import Audience
from northforum.articles.models import Article, ArticleTopic, Author, AuthorPortrait, Byline, Section, Topic
from northforum.core import templating
from northforum.core.db import db
from northforum.discussion.models import Thread
from northforum.media import links as media_links
from northforum.media.models import Picture
from northforum.members.models import Member

Query: TypeAlias = Select[*tuple[Any, ...]]


class SectionName(NamedTuple):
    """A section, as a kicker names it."""

    slug: str
    name: str


class AuthorName(NamedTuple):
    """Whom a byline names; ``bio`` is HTML for a template, ``handle`` is empty for somebody without an account."""

    slug: str
    name: str
    bio: str = ""
    handle: str = ""
    portrait: "HeroFiles | None" = None


class Credit(NamedTuple):
    """One line of a byline."""

    author: AuthorName
    role: str
    organisation: str
    interest: str


class HeroFiles(NamedTuple):
    """A hero picture, as its element and its addresses need it; its words only on the article's own page."""

    public_id: str
    version: int
    width: int
    height: int
    focal_x: int
    focal_y: int
    alt: str = ""
    caption: str = ""
    credit: str = ""

    @property
    def url(self) -> str:
        """Return the address that every program can show."""
        return media_links.picture_url(self)

    @property
    def share_url(self) -> str:
        """Return the address of what other sites show of the page."""
        return media_links.share_url(self)


@dataclass(frozen=True, slots=True)
class Card:
    """An article in a list."""

    id: int
    slug: str
    headline: str
    standfirst: str
    section: SectionName
    bylines: Sequence[Credit]
    published_at: datetime
    updated_at: datetime
    audience: Audience
    word_count: int
    comment_count: int
    hero: HeroFiles | None


PICTURE_COLUMNS = (
    Picture.public_id.label("picture_name"),
    Picture.version.label("picture_version"),
    Picture.width,
    Picture.height,
    Picture.focal_x,
    Picture.focal_y,
)
CARD_COLUMNS = (
    Article.id,
    Article.slug,
    Article.headline,
    Article.standfirst,
    Article.published_at,
    Article.updated_at,
    Article.audience,
    Article.word_count,
    Section.slug.label("section_slug"),
    Section.name.label("section_name"),
    Thread.comment_count,
    *PICTURE_COLUMNS,
)


def knowable(actor: Actor) -> ColumnElement[bool]:
    """Return the condition that ``actor`` may know of a published article, as ``policy.may_know_of`` says it."""
    return or_(audience.clause(Article, actor), Article.audience == Audience.MEMBERS)


def with_parts(query: Query) -> Query:
    """Return ``query`` on articles joined with what ``CARD_COLUMNS`` needs.

    Outer joins keep the article first in SQLite's plan, so that a list is read in the order of its index.
    """
    return (
        query.outerjoin(Section, Section.id == Article.section_id)
        .outerjoin(Thread, Thread.id == Article.thread_id)
        .outerjoin(Picture, Picture.id == Article.picture_id)
    )


def card(row: Row[Any], named: Mapping[int, Sequence[Credit]]) -> Card:
    """Return the card of a row of ``CARD_COLUMNS``."""
    return Card(
        id=row.id,
        slug=row.slug,
        headline=row.headline,
        standfirst=row.standfirst,
        section=SectionName(row.section_slug, row.section_name),
        bylines=named.get(row.id, ()),
        published_at=row.published_at,
        updated_at=row.updated_at,
        audience=row.audience,
        word_count=row.word_count,
        comment_count=row.comment_count or 0,
        hero=hero(row),
    )


def hero_files(picture_id: int | None) -> HeroFiles | None:
    """Return a picture, for where an article is edited."""
    if picture_id is None:
        return None
    return hero(db.session.execute(select(*PICTURE_COLUMNS).where(Picture.id == picture_id)).one())


def hero(row: Any) -> HeroFiles | None:
    """Return the row's picture, or None where the drawn cover stands."""
    if row.picture_name is None:
        return None
    return HeroFiles(row.picture_name, row.picture_version, row.width, row.height, row.focal_x, row.focal_y)


def bylines(article_ids: Iterable[int], *, with_bio: bool = False) -> dict[int, list[Credit]]:
    """Return the bylines of each article in their order, in one query."""
    bio = Author.bio_html if with_bio else Author.slug
    query: Query = (
        select(
            Byline.article_id,
            Byline.role,
            Byline.organisation,
            Byline.interest,
            Author.slug,
            Author.name,
            bio.label("bio"),
            Member.handle,
        )
        .join(Author, Author.id == Byline.author_id)
        .outerjoin(Member, Member.id == Author.member_id)
        .where(Byline.article_id.in_(list(article_ids)))
        .order_by(Byline.article_id, Byline.position)
    )
    if with_bio:
        query = query.add_columns(*PICTURE_COLUMNS, AuthorPortrait.alt)
        query = query.outerjoin(AuthorPortrait, AuthorPortrait.author_id == Author.id)
        query = query.outerjoin(Picture, Picture.id == AuthorPortrait.picture_id)
    found: dict[int, list[Credit]] = {}
    for row in db.session.execute(query):
        author = AuthorName(row.slug, row.name, handle=row.handle or "")
        if with_bio:
            author = author._replace(bio=templating.stored_html([row.bio]), portrait=portrait(row))
        found.setdefault(row.article_id, []).append(Credit(author, row.role, row.organisation, row.interest))
    return found


def portrait(row: Any) -> HeroFiles | None:
    """Return the row's picture as a portrait, or None where initials stand."""
    files = hero(row)
    return files._replace(alt=row.alt) if files else None


def topics_of(article_id: int) -> Sequence[Row[str, str]]:
    """Return slug and name of the article's topics, in their order."""
    query = (
        select(Topic.slug, Topic.name)
        .join(ArticleTopic, ArticleTopic.topic_id == Topic.id)
        .where(ArticleTopic.article_id == article_id)
        .order_by(ArticleTopic.position)
    )
    return db.session.execute(query).all()
