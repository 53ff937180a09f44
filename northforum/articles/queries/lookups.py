"""Single rows, and the free names for new ones."""

from collections.abc import Collection, Sequence
from typing import TypeVar

from sqlalchemy import ColumnElement, Exists, exists, or_, select

from northforum.access.actor import Actor
from northforum.articles.models import (
    Article,
    ArticleState,
    ArticleTopic,
    Author,
    Byline,
    PlaceKind,
    PlaceRedirect,
    Section,
    SlugRedirect,
    Topic,
)
from northforum.articles.queries import places
from northforum.articles.queries.rows import knowable
from northforum.core import text
from northforum.core.db import db, public_id
from northforum.core.errors import NotFound
from northforum.members.models import Member

# So many numbered names are tried before a random end is taken.
NUMBERED = 50

Found = TypeVar("Found")


def section(slug: str) -> Section:
    """Return the section at ``slug``, which may have had it before; ``NotFound`` when there is none."""
    return _found(places.placed_at(Section, slug))


def topic(actor: Actor, slug: str) -> Topic:
    """Return the topic at ``slug``, which may have had it before.

    ``NotFound`` when there is none, or only drafts have named it so far.
    """
    return _found(places.placed_at(Topic, slug, known_topic(actor)))


def known_topic(actor: Actor) -> ColumnElement[bool]:
    """Return the condition that a topic is there for ``actor``: more than drafts have named it."""
    listed = _known(actor, ArticleTopic).where(ArticleTopic.topic_id == Topic.id)
    return or_(Topic.description != "", listed)


def author(actor: Actor, slug: str) -> Author:
    """Return the author at ``slug``, who may have had it before.

    ``NotFound`` when there is none, or nothing by them that ``actor`` may know of.
    """
    return _found(places.placed_at(Author, slug, known_author(actor)))


def known_author(actor: Actor) -> ColumnElement[bool]:
    """Return the condition that there is something by an author that ``actor`` may know of."""
    return _known(actor, Byline).where(Byline.author_id == Author.id)


def section_row(slug: str) -> Section | None:
    """Return the section at ``slug``, if there is one."""
    return db.session.scalar(select(Section).where(Section.slug == _asked(slug)))


def section_id(slug: str) -> int | None:
    """Return the id of the section that stands at ``slug`` or had it before, if there is one."""
    found = places.placed_at(Section, _asked(slug))
    return found.id if found else None


def topics_by_slug(slugs: Collection[str]) -> Sequence[Topic]:
    """Return those topics that exist."""
    return db.session.scalars(select(Topic).where(Topic.slug.in_(slugs))).all()


def members_by_handle(handles: Collection[str]) -> Sequence[Member]:
    """Return the members with these handles."""
    asked = {_asked(handle) for handle in handles} - {""}
    return db.session.scalars(select(Member).where(Member.handle.in_(asked))).all() if asked else []


def authors_named(names: Collection[str], member_ids: Collection[int]) -> list[Author]:
    """Return the authors with one of these names, or who are one of these members; members first."""
    query = select(Author).where(or_(Author.name.in_(names), Author.member_id.in_(member_ids)))
    return list(db.session.scalars(query.order_by(Author.member_id.is_(None), Author.id)))


def author_member_ids(article_id: int) -> Sequence[int]:
    """Return the members among those whom the article's bylines name."""
    query = select(Author.member_id).join(Byline, Byline.author_id == Author.id)
    found = db.session.scalars(query.where(Byline.article_id == article_id, Author.member_id.is_not(None)))
    return [member_id for member_id in found if member_id is not None]


def thread_id_of(article_id: int) -> int | None:
    """Return the thread of an article, if it has one."""
    return db.session.scalar(select(Article.thread_id).where(Article.id == article_id))


def article_of_form(actor: Actor, form_key: str) -> Article | None:
    """Return the article that this form of the actor has made already.

    The member's row is locked first: the same form, sent twice at once, is looked at one after the other.
    """
    db.session.execute(select(Member.id).where(Member.id == actor.member_id).with_for_update())
    query = select(Article).where(Article.created_by == actor.member_id, Article.form_key == form_key)
    return db.session.scalar(query)


def locked(article: Article) -> Article:
    """Return the article as it stands now, held against other writers until the transaction ends."""
    db.session.refresh(article, with_for_update=True)
    return article


def free_article_slug(base: str, own_id: int | None) -> str:
    """Return ``base``, with a number where another article has it or had it; ``own_id``'s own slugs are free to it."""
    names = _candidates(base)
    now = select(Article.slug).where(Article.slug.in_(names), Article.id != (own_id or 0))
    before = select(SlugRedirect.slug).where(SlugRedirect.slug.in_(names), SlugRedirect.article_id != (own_id or 0))
    return _free(names, {*db.session.scalars(now), *db.session.scalars(before)})


def free_author_slug(base: str, taken: Collection[str]) -> str:
    """Return ``base``, with a number where another author has it or had it, or it is among ``taken``."""
    names = _candidates(base)
    now = select(Author.slug).where(Author.slug.in_(names))
    former = PlaceRedirect.kind == PlaceKind.AUTHOR, PlaceRedirect.slug.in_(names)
    before = select(PlaceRedirect.slug).where(*former)
    return _free(names, {*db.session.scalars(now), *db.session.scalars(before), *taken})


def _known(actor: Actor, rows: type[ArticleTopic] | type[Byline]) -> Exists:
    """Return the condition that one of ``rows`` is of an article that ``actor`` may know of, as ``policy`` says it."""
    return exists().where(rows.article_id == Article.id, Article.state == ArticleState.PUBLISHED, knowable(actor))


def _candidates(base: str) -> list[str]:
    ends = [f"-{number}" for number in range(2, NUMBERED)] + [f"-{public_id()}"]
    return [base, *(f"{base[: text.SLUG_LENGTH - len(end)].rstrip('-')}{end}" for end in ends)]


def _free(candidates: Sequence[str], taken: Collection[str]) -> str:
    return next(candidate for candidate in candidates if candidate not in taken)


def _asked(slug: str) -> str:
    """Return ``slug`` if it could be one: what is no slug (a NUL, half a character) never reaches the database."""
    return slug if text.slugify(slug, fallback="") == slug else ""


def _found(row: Found | None) -> Found:
    if row is None:
        raise NotFound
    return row
