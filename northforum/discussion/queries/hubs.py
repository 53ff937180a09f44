"""What discussions mean to hubs: the threads that name one, what is new in them, and what its members said there."""

import functools
from collections.abc import Sequence
from typing import Any

from sqlalchemy import Row, Select, bindparam, func, literal, select

from northforum.access.actor import Actor
from northforum.core import pagination
from northforum.core.db import db, written
from northforum.core.pagination import Page
from northforum.discussion.models import Comment, CommentState, Thread, ThreadHub, ThreadVisit
from northforum.discussion.queries.conversations import ELEMENT
from northforum.discussion.queries.threads import readable
from northforum.members.models import Member

VOICES = 50
# Nobody needs to know whether it is a hundred or a thousand.
MOST_UNREAD = 99

_comment = Comment.__table__.c
_visit = ThreadVisit.__table__.c
_THREAD: tuple[Any, ...] = (
    Thread.id,
    Thread.public_id,
    Thread.title,
    Thread.path,
    Thread.comment_count,
    Thread.last_comment_at,
)


def threads_of_hub(actor: Actor, hub_id: int, after: str | None, limit: int) -> Page[Row[Any]]:
    """Return the threads that concern a hub and that the actor may read, the newest first.

    Rows have id, public id, title, path, comment count and the last comment's time. The keys of the table are read in
    their order, so that a page costs the same in a hub of ten threads and of thousands.
    """
    named = select(*_THREAD).join(ThreadHub, ThreadHub.thread_id == Thread.id).where(ThreadHub.hub_id == hub_id)
    page = named.where(readable(actor)).order_by(ThreadHub.thread_id.desc()).limit(limit + 1)
    if after:
        page = page.where(ThreadHub.thread_id < pagination.decode(after, int)[0])
    return pagination.page_of(db.session.execute(page).all(), limit, lambda row: (row.id,))


def unread_counts(actor: Actor, thread_ids: Sequence[int]) -> dict[int, int]:
    """Return how many comments of others came since the actor's last visit, for those of the threads visited before.

    Counted up to one more than ``MOST_UNREAD``.
    """
    if not actor.is_member or not thread_ids:
        return {}
    rows = db.session.execute(_unread(), {"member_id": actor.member_id, "thread_ids": list(thread_ids)})
    return {row.thread_id: row.new for row in rows}


def said_by(thread_id: int, members: Select[Any], after: str | None = None) -> Page[Row[Any]]:
    """Return the elements of what ``members``, a query of ids, said in a thread and can be read, newest first."""
    said = select(*ELEMENT).where(_comment.thread_id == thread_id, _comment.state == written(CommentState.PUBLISHED))
    page = said.where(_comment.author_id.in_(members)).order_by(_comment.id.desc()).limit(VOICES + 1)
    if after:
        page = page.where(_comment.id < pagination.decode(after, int)[0])
    return pagination.page_of(db.session.execute(page).all(), VOICES, lambda row: (row.id,))


def newest_comments(thread_id: int, limit: int, *, only_first: bool = False) -> Sequence[Row[Any]]:
    """Return the newest comments of a thread that can be read, with their writers; ``only_first`` of conversations.

    Rows have public id, HTML, when it was written, score, and the writer's name and handle.
    """
    return db.session.execute(_shown(only_first=only_first), {"thread_id": thread_id, "most": limit}).all()


@functools.cache
def _shown(*, only_first: bool) -> Select[Any]:
    member = Member.__table__.c
    columns: tuple[Any, ...] = (_comment.public_id, _comment.html, _comment.created_at, _comment.score)
    joined = Comment.__table__.join(Member.__table__, member.id == _comment.author_id)
    shown = select(*columns, member.name, member.handle).select_from(joined)
    shown = shown.where(_comment.thread_id == bindparam("thread_id"), _comment.state == written(CommentState.PUBLISHED))
    if only_first:
        shown = shown.where(_comment.parent_id.is_(None), _comment.published_at.is_not(None))
    return shown.order_by(_comment.id.desc()).limit(bindparam("most"))


@functools.cache
def _unread() -> Select[Any]:
    member_id: Any = bindparam("member_id")
    others = _comment.state == written(CommentState.PUBLISHED), _comment.author_id != member_id
    new = select(literal(1)).where(_comment.thread_id == _visit.thread_id, _comment.id > _visit.seen_id, *others)
    some = new.limit(MOST_UNREAD + 1).correlate(ThreadVisit.__table__).subquery()
    count = select(func.count()).select_from(some).scalar_subquery()
    mine = _visit.member_id == member_id, _visit.thread_id.in_(bindparam("thread_ids", expanding=True))
    return select(_visit.thread_id, count.label("new")).where(*mine)
