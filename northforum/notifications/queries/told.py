"""What a member was told, with what may be read of it now."""

import functools
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Row,
    Select,
    and_,
    bindparam,
    exists,
    false,
    func,
    literal,
    or_,
    select,
    true,
    tuple_,
)
from sqlalchemy.orm import aliased

from northforum.access.actor import Actor
from northforum.articles.models import Article
from northforum.core import pagination
from northforum.core.db import UtcDateTime, db, written
from northforum.core.errors import BadRequest
from northforum.core.pagination import Page
from northforum.discussion import queries as discussion
from northforum.discussion.models import Comment, CommentState, Thread
from northforum.members.models import Member
from northforum.notifications.models import ABOUT_THEMSELVES, Notification

A_PAGE = 30
MOST_COUNTED = 100


@functools.cache
def unread_count() -> Select[Any]:
    """Return the query of how much ``member_id`` has not read, counted up to a hundred."""
    told = Notification.__table__.c
    unread = select(literal(1)).where(told.member_id == bindparam("member_id"), told.read_at.is_(None))
    return select(func.count()).select_from(unread.limit(MOST_COUNTED).subquery())


def inbox(actor: Actor, after: str | None = None) -> Page[Row[Any]]:
    """Return what the actor was told, newest first, as rows of ``told_rows``."""
    rows = told_rows(actor)
    if after:
        rows = rows.where(_older_than(after))
    newest = rows.order_by(Notification.updated_at.desc(), Notification.id.desc()).limit(A_PAGE + 1)
    found = db.session.execute(newest).all()
    return pagination.page_of(found, A_PAGE, lambda row: (row.updated_at.isoformat(), row.id))


def told_rows(actor: Actor) -> Select[Any]:
    """Return the query of what the actor was told, with what they may read of it now, and nothing of the rest.

    ``title`` and ``path`` of the thread are none where it is not open to them, ``public_id`` of the first comment where
    its words cannot be read; their own comment's is always there. ``name`` is none where nothing by whoever acted last
    can be read. What is about a piece has its headline and public id while the actor sees it at the desk.
    """
    own = Comment.author_id == actor.member_id
    shown = and_(Comment.id == Notification.comment_id, or_(Comment.state == written(CommentState.PUBLISHED), own))
    return (
        select(*_TOLD)
        .outerjoin(Thread, and_(Thread.id == Notification.thread_id, discussion.readable(actor)))
        .outerjoin(Comment, shown)
        .outerjoin(Article, and_(Article.id == Notification.article_id, _at_desk(actor)))
        .outerjoin(Member, and_(Member.id == Notification.actor_id, or_(_is_heard(), Article.id.is_not(None))))
        .where(Notification.member_id == actor.member_id)
    )


def is_visit_news(actor: Actor, thread: Thread, seen_id: int) -> bool:
    """Return whether a note that the actor has read ``thread`` up to ``seen_id`` changes anything."""
    if not discussion.has_seen(actor, thread, seen_id):
        return True
    here = Notification.member_id == actor.member_id, Notification.thread_id == thread.id
    unread = Notification.read_at.is_(None), Notification.kind.not_in(ABOUT_THEMSELVES)
    return bool(db.session.scalar(select(exists().where(*here, *unread, Notification.last_id <= seen_id))))


def unread_by_thread(actor: Actor, thread_ids: Sequence[int]) -> Mapping[int, int]:
    """Return how many comments the actor was told of and has not read, in those of the threads where there are some."""
    own = Notification.member_id == actor.member_id, Notification.read_at.is_(None)
    counts = select(Notification.thread_id, func.sum(Notification.count)).where(
        *own, Notification.comment_id.is_not(None), Notification.thread_id.in_(thread_ids)
    )
    rows = db.session.execute(counts.group_by(Notification.thread_id)) if thread_ids else ()
    return {thread_id: int(count) for thread_id, count in rows if thread_id is not None}


def _at_desk(actor: Actor) -> ColumnElement[bool]:
    """Return whether the actor sees a piece at the desk, as the articles' policy says it."""
    if not actor.writes_at_the_desk:
        return false()
    return true() if actor.is_editor else Article.created_by == actor.member_id


def _is_heard() -> ColumnElement[bool]:
    """Return whether a comment by who acted last can be read; what they said is the first or the newest counted."""
    said = aliased(Comment)
    ids = said.id.in_([Notification.comment_id, Notification.last_id])
    return exists().where(ids, said.author_id == Notification.actor_id, said.state == written(CommentState.PUBLISHED))


def _older_than(cursor: str) -> ColumnElement[bool]:
    written, last_id = pagination.decode(cursor, str, int)
    try:
        moment = datetime.fromisoformat(str(written)).astimezone(UTC)
    except (ValueError, OverflowError) as problem:
        raise BadRequest("This address of a further page is not complete. Go back to the first page.") from problem
    position = tuple_(Notification.updated_at, Notification.id)
    return position < tuple_(literal(moment, UtcDateTime), literal(last_id))


_TOLD: tuple[Any, ...] = (
    Notification.id,
    Notification.kind,
    Notification.count.label("times"),
    Notification.updated_at,
    Notification.read_at,
    Notification.comment_id,
    Thread.title,
    Thread.path,
    Comment.public_id,
    Member.name,
    Article.headline.label("piece_title"),
    Article.public_id.label("piece_id"),
)
