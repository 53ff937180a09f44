"""Authors: the page that readers get of one, and as the desk keeps them."""

from collections.abc import Sequence
from typing import Any, NamedTuple

from sqlalchemy import Row, func, literal, select, tuple_

from northforum.access.actor import Actor
from northforum.articles import policy
from northforum.articles.models import Article, Author, AuthorPortrait, Byline
from northforum.articles.queries.places import place_at_desk, placed_at
from northforum.articles.queries.rows import PICTURE_COLUMNS, HeroFiles, portrait
from northforum.core import pagination, templating, text
from northforum.core.db import db
from northforum.core.errors import NotFound
from northforum.core.pagination import Page
from northforum.media.models import Picture
from northforum.members.models import Member

PAGE = 50


class AuthorCard(NamedTuple):
    """Who somebody is, for the head of their page; ``handle`` is empty for somebody without an account."""

    slug: str
    name: str
    bio: str
    role: str
    organisation: str
    links: Sequence[str]
    portrait: HeroFiles | None
    handle: str
    member_id: int | None


def author_card(author: Author) -> AuthorCard:
    """Return what an author's page says of them."""
    row = _beside(author.id)
    return AuthorCard(
        slug=author.slug,
        name=author.name,
        bio=templating.stored_html([author.bio_html]),
        role=author.role,
        organisation=author.organisation,
        links=author.links,
        portrait=portrait(row),
        handle=row.handle or "",
        member_id=author.member_id,
    )


def portrait_id_of(author_id: int) -> int | None:
    """Return the picture that is an author's portrait, if there is one."""
    return db.session.scalar(select(AuthorPortrait.picture_id).where(AuthorPortrait.author_id == author_id))


def author_at_desk(actor: Actor, slug: str) -> Author:
    """Return the author at ``slug``; ``NotFound`` for those who may not describe them."""
    author: Author = place_at_desk(Author, slug)
    if not policy.may_describe_author(actor, author):
        raise NotFound
    return author


def author_named(words: str) -> Author | None:
    """Return the author with this address or slug, or whose name alone this is."""
    slug = words.rstrip("/").rpartition("/")[2]
    if found := placed_at(Author, slug if text.slugify(slug, fallback="") == slug else ""):
        return found
    named = db.session.scalars(select(Author).where(Author.name == words).limit(2)).all()
    return named[0] if len(named) == 1 else None


def authors_at_desk(words: str = "", after: str | None = None) -> Page[Row[Any]]:
    """Return a page of the authors by name, or of those in whose names each of ``words`` stands."""
    newest = select(func.max(Byline.listed_at)).where(Byline.author_id == Author.id).scalar_subquery()
    columns: tuple[Any, ...] = (
        Author.id,
        Author.slug,
        Author.name,
        Author.role,
        Author.organisation,
        Member.handle,
        newest.label("newest_at"),
    )
    query = select(*columns).outerjoin(Member, Member.id == Author.member_id)
    for word in words.split():
        query = query.where(Author.name.icontains(word, autoescape=True))
    if after:
        last = [literal(value) for value in pagination.decode(after, str, int)]
        query = query.where(tuple_(Author.name, Author.id) > tuple_(*last))
    rows = db.session.execute(query.order_by(Author.name, Author.id).limit(PAGE + 1)).all()
    return pagination.page_of(rows, PAGE, lambda row: (row.name, row.id))


def has_other_author(member_id: int, author_id: int | None) -> bool:
    """Return whether a member writes under another name than this author's."""
    found = db.session.scalar(select(Author.id).where(Author.member_id == member_id))
    return found is not None and found != author_id


def articles_naming(author_id: int) -> Sequence[Article]:
    """Return the articles that carry an author's name and have a discussion."""
    query = select(Article).join(Byline, Byline.article_id == Article.id)
    return db.session.scalars(query.where(Byline.author_id == author_id, Article.thread_id.is_not(None))).all()


def _beside(author_id: int) -> Row[Any]:
    columns: tuple[Any, ...] = (Member.handle, AuthorPortrait.alt, *PICTURE_COLUMNS)
    query = select(*columns).select_from(Author).outerjoin(Member, Member.id == Author.member_id)
    query = query.outerjoin(AuthorPortrait, AuthorPortrait.author_id == Author.id)
    query = query.outerjoin(Picture, Picture.id == AuthorPortrait.picture_id)
    return db.session.execute(query.where(Author.id == author_id)).one()
