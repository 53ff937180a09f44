"""What the desk shows: pieces in every state."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Row, select

from northforum.access.actor import Actor
from northforum.articles import policy
from northforum.articles.models import Article, ArticleState, Section
from northforum.articles.queries.lists import after_moment
from northforum.articles.queries.rows import Credit, Query, bylines
from northforum.core import pagination
from northforum.core.db import PUBLIC_ALPHABET, PUBLIC_LENGTH, db
from northforum.core.errors import NotFound
from northforum.core.pagination import Page
from northforum.discussion.models import Thread
from northforum.members.models import Member

PAGE = 50


@dataclass(frozen=True, slots=True)
class DeskPiece:
    """A line of the desk's board."""

    public_id: str
    slug: str
    headline: str
    state: ArticleState
    section_name: str
    bylines: Sequence[Credit]
    created_by: int | None
    updated_at: datetime
    updated_by_name: str
    published_at: datetime | None
    word_count: int
    comment_count: int


def article_at_desk(actor: Actor, public_id: str) -> Article:
    """Return the article whatever its state; ``NotFound`` for those who may not see it at the desk."""
    fits = len(public_id) == PUBLIC_LENGTH and set(public_id) <= set(PUBLIC_ALPHABET)
    article = db.session.scalar(select(Article).where(Article.public_id == public_id)) if fits else None
    if article is None or not policy.may_see_draft(actor, article):
        raise NotFound
    return article


def desk_pieces(
    actor: Actor, *, state: ArticleState | None = None, own: bool = False, after: str | None = None
) -> Page[DeskPiece]:
    """Return a page of the board, last changed first: every piece for an editor, their own for a contributor."""
    query = _pieces()
    if state is not None:
        query = query.where(Article.state == state)
    if own or not actor.is_editor:
        query = query.where(Article.created_by == actor.member_id)
    if after:
        query = query.where(after_moment(after, Article.updated_at, Article.id))
    rows = db.session.execute(query.order_by(Article.updated_at.desc(), Article.id.desc()).limit(PAGE + 1)).all()
    page = pagination.page_of(rows, PAGE, lambda last: (last.updated_at.isoformat(), last.id))
    named = bylines(row.id for row in page.items) if page.items else {}
    return Page([_piece(row, named.get(row.id, ())) for row in page.items], page.next_cursor)


def editor_of(article: Article) -> str:
    """Return the name of whoever saved the article last."""
    return db.session.scalar(select(Member.name).where(Member.id == article.updated_by)) or "The site"


def _pieces() -> Query:
    return (
        select(
            Article.id,
            Article.public_id,
            Article.slug,
            Article.headline,
            Article.state,
            Article.created_by,
            Article.updated_at,
            Article.published_at,
            Article.word_count,
            Section.name.label("section_name"),
            Member.name.label("updated_by_name"),
            Thread.comment_count,
        )
        .select_from(Article)
        .outerjoin(Section, Section.id == Article.section_id)
        .outerjoin(Member, Member.id == Article.updated_by)
        .outerjoin(Thread, Thread.id == Article.thread_id)
    )


def _piece(row: Row[Any], people: Sequence[Credit]) -> DeskPiece:
    parts = row._asdict()
    del parts["id"]
    parts["comment_count"] = row.comment_count or 0
    parts["section_name"] = row.section_name or ""
    parts["updated_by_name"] = row.updated_by_name or ""
    return DeskPiece(**parts, bylines=people)
