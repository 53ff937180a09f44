"""What the desk shows: pieces in every state."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Row, exists, or_, select

from northforum.access.actor import Actor
from northforum.articles import policy
from northforum.articles.models import (
    TURNS,
    Article,
    ArticleState,
    Author,
    Byline,
    Section,
    Turn,
    is_open,
    is_scheduled,
    states_of,
)
from northforum.articles.queries.lists import after_moment
from northforum.articles.queries.rows import Credit, Query, bylines
from northforum.core import pagination
from northforum.core.db import PUBLIC_ALPHABET, PUBLIC_LENGTH, db
from northforum.core.errors import NotFound
from northforum.core.pagination import Page
from northforum.discussion.models import Thread
from northforum.members.models import Member

PAGE = 50
TO_PLACE = 60
_NEWEST = (Article.published_at.desc(), Article.id.desc())


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
    scheduled_at: datetime | None
    word_count: int
    comment_count: int

    @property
    def turn(self) -> Turn:
        """Who has to do the next thing."""
        return TURNS[self.state]


@dataclass(frozen=True, kw_only=True, slots=True)
class Wanted:
    """Which pieces the board is to show; what is empty narrows nothing.

    ``writer`` are words of the name of a byline or of whoever began the piece, ``words`` some of the headline.
    """

    state: ArticleState | None = None
    section: str = ""
    turn: str = ""
    writer: str = ""
    words: str = ""
    own: bool = False


ANYTHING = Wanted()
MINE = "mine"
# Whose turn the board can be asked for.
TURN_CHOICES = (MINE, Turn.WRITER.value, Turn.EDITORS.value)


def article_at_desk(actor: Actor, public_id: str) -> Article:
    """Return the article whatever its state; ``NotFound`` for those who may not see it at the desk."""
    fits = len(public_id) == PUBLIC_LENGTH and set(public_id) <= set(PUBLIC_ALPHABET)
    article = db.session.scalar(select(Article).where(Article.public_id == public_id)) if fits else None
    if article is None or not policy.may_see_draft(actor, article):
        raise NotFound
    return article


def desk_pieces(actor: Actor, wanted: Wanted = ANYTHING, after: str | None = None) -> Page[DeskPiece]:
    """Return a page of the board, last changed first: every piece for an editor, their own for a contributor."""
    query = _pieces().where(*_conditions(actor, wanted))
    if after:
        query = query.where(after_moment(after, Article.updated_at, Article.id))
    rows = db.session.execute(query.order_by(Article.updated_at.desc(), Article.id.desc()).limit(PAGE + 1)).all()
    page = pagination.page_of(rows, PAGE, lambda last: (last.updated_at.isoformat(), last.id))
    named = bylines(row.id for row in page.items) if page.items else {}
    return Page([_piece(row, named.get(row.id, ())) for row in page.items], page.next_cursor)


def due(at: datetime, limit: int) -> Sequence[Article]:
    """Return the scheduled articles whose time has come at the moment ``at``, the longest waiting first."""
    waiting = select(Article).where(is_scheduled, Article.scheduled_at <= at)
    return db.session.scalars(waiting.order_by(Article.scheduled_at, Article.id).limit(limit)).all()


def published_ids(public_ids: Collection[str]) -> dict[str, int]:
    """Return the number of each of these articles that is published."""
    asked = select(Article.public_id, Article.id).where(Article.public_id.in_(public_ids))
    rows = db.session.execute(asked.where(Article.state == ArticleState.PUBLISHED))
    return {row.public_id: row.id for row in rows}


def public_ids(article_ids: Collection[int]) -> dict[int, str]:
    """Return the public id of each of these articles."""
    rows = db.session.execute(select(Article.id, Article.public_id).where(Article.id.in_(article_ids)))
    return {row.id: row.public_id for row in rows}


def pieces_to_place(also: Collection[str]) -> Sequence[Row[Any]]:
    """Return the newest published articles, and ``also`` those with these public ids or slugs in whatever state.

    Each with id, public id, headline, section, state and date, for an editor who arranges the front page.
    """
    columns = (Article.id, Article.public_id, Article.slug, Article.headline, Article.state, Article.published_at)
    query = select(*columns, Section.name.label("section_name")).outerjoin(Section, Section.id == Article.section_id)
    newest = query.where(Article.state == ArticleState.PUBLISHED).order_by(*_NEWEST).limit(TO_PLACE)
    rows: list[Row[Any]] = []
    rows.extend(db.session.execute(newest))
    if also := sorted(set(also) - {row.public_id for row in rows}):
        named = or_(Article.public_id.in_(also), Article.slug.in_(also))
        known = {row.id for row in rows}
        found: Any = db.session.execute(query.where(named).order_by(*_NEWEST)).all()
        rows += [row for row in found if row.id not in known]
    return rows


def editor_of(article: Article) -> str:
    """Return the name of whoever saved the article last."""
    return db.session.scalar(select(Member.name).where(Member.id == article.updated_by)) or "The site"


def _conditions(actor: Actor, wanted: Wanted) -> list[ColumnElement[bool]]:
    rules: list[ColumnElement[bool]] = []
    if wanted.own or not actor.is_editor:
        rules.append(Article.created_by == actor.member_id)
    if wanted.state is not None:
        rules.append(Article.state == wanted.state)
    if wanted.turn:
        # The first condition is that of the index of what is still being worked on.
        rules += [is_open, _has_turn(actor, wanted.turn)]
    if wanted.section:
        rules.append(Section.slug == wanted.section)
    if wanted.writer:
        rules.append(_is_by(wanted.writer))
    return rules + [_holds(Article.headline, word) for word in wanted.words.split()]


def _has_turn(actor: Actor, turn: str) -> ColumnElement[bool]:
    writers, editors = states_of(Turn.WRITER), states_of(Turn.EDITORS)
    if turn != MINE:
        return Article.state.in_(writers if turn == Turn.WRITER.value else editors)
    own = (Article.created_by == actor.member_id) & Article.state.in_(writers)
    return or_(own, Article.state.in_(editors)) if actor.is_editor else own


def _is_by(words: str) -> ColumnElement[bool]:
    named = [_holds(Author.name, word) for word in words.split()]
    credited = exists().where(Byline.article_id == Article.id, Author.id == Byline.author_id, *named)
    began = [_holds(Member.name, word) for word in words.split()]
    return or_(credited, Article.created_by.in_(select(Member.id).where(*began)))


def _holds(column: Any, word: str) -> ColumnElement[bool]:
    found: ColumnElement[bool] = column.icontains(word, autoescape=True)
    return found


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
            Article.scheduled_at,
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
