"""What a member's page of a thread marks (respect, what is new, what is kept back), and in which order they read."""

import functools
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, bindparam, exists, func, literal, select, union_all

from northforum.access.actor import Actor
from northforum.core import db as core_db, direct
from northforum.core.db import db, written
from northforum.core.errors import BadRequest
from northforum.discussion.models import (
    VISITED_EVERY,
    Comment,
    CommentState,
    ReadingPreference,
    Respect,
    Sort,
    Thread,
    ThreadVisit,
    is_kept_back,
)

RESPECTED, NEW, VISITED, KEPT_BACK = "respected", "new", "visited", "kept back"
# The newest of each; more would make the page of a busy thread slow, and nobody looks for more.
MOST_RESPECTED = 300
MOST_NEW = 100
MOST_KEPT_BACK = 5

_comment = Comment.__table__.c
_respect = Respect.__table__.c
_visit = ThreadVisit.__table__.c
_member_id = bindparam("member_id", type_=Respect.member_id.type)
_thread_id = bindparam("thread_id", type_=Respect.thread_id.type)


@functools.cache
def marks_statement() -> Select[Any]:
    """Return the query of a member's marks in a thread, to be filled with ``member_id`` and ``thread_id``.

    Rows have a kind, a number that orders them within it, and a comment's public id: what the member respects; what
    others said since their last visit, one more than is marked where there is more; whether there was a visit; what
    they said that moderators keep back, with the reasons for which it is held behind its public id.
    """
    kinds = (_respected(), _new(), _visited(), _kept_back())
    everything = union_all(*(kind.subquery().select() for kind in kinds)).subquery()
    return select(everything.c.kind, everything.c.id, everything.c.public_id)


def seen_id(thread: Thread, newest: str | None) -> int:
    """Return the number of the comment with the public id ``newest``, of the thread's last where there is no id.

    ``BadRequest`` when the comment is not in the thread.
    """
    if newest is None:
        return thread.last_comment_id
    known = core_db.is_public_id(newest)
    inside = select(Comment.id).where(Comment.thread_id == thread.id, Comment.public_id == newest)
    found = db.session.scalar(inside.where(Comment.published_at.is_not(None))) if known else None
    if found is None:
        raise BadRequest("The comment up to which you have read is not in this discussion.")
    return found


def preferred_sort(actor: Actor) -> Sort:
    """Return the order in which ``actor`` reads discussions."""
    if not actor.is_member:
        return Sort.NEWEST
    found = direct.first(_preferred(), member_id=actor.member_id)
    return (found and found[0]) or Sort.NEWEST


@functools.cache
def _preferred() -> Select[Any]:
    return select(ReadingPreference.sort).where(ReadingPreference.member_id == bindparam("member_id"))


def has_seen(actor: Actor, thread: Thread, seen: int) -> bool:
    """Return whether it is noted that ``actor`` has read ``thread`` up to the comment ``seen``."""
    return bool(db.session.scalar(select(exists().where(*_own_visit(actor, thread), ThreadVisit.seen_id >= seen))))


def is_visit_early(actor: Actor, thread: Thread, at: datetime) -> bool:
    """Return whether the last note of how far ``actor`` has read ``thread`` is so young that another has to wait."""
    lately = ThreadVisit.seen_at > at - VISITED_EVERY
    return bool(db.session.scalar(select(exists().where(*_own_visit(actor, thread), lately))))


def _own_visit(actor: Actor, thread: Thread) -> tuple[ColumnElement[bool], ...]:
    return ThreadVisit.member_id == actor.member_id, ThreadVisit.thread_id == thread.id


def _respected() -> Select[Any]:
    mine = _respect.member_id == _member_id, _respect.thread_id == _thread_id
    joined = Respect.__table__.join(Comment.__table__, _comment.id == _respect.comment_id)
    rows = select(*_row(RESPECTED, _respect.comment_id, _comment.public_id)).select_from(joined).where(*mine)
    return rows.order_by(_respect.comment_id.desc()).limit(MOST_RESPECTED)


def _new() -> Select[Any]:
    seen = select(_visit.seen_id).where(*_is_visit()).scalar_subquery()
    others = _comment.state == written(CommentState.PUBLISHED), _comment.author_id != _member_id
    rows = select(*_row(NEW, _comment.id, _comment.public_id)).where(_comment.thread_id == _thread_id, *others)
    return rows.where(_comment.id > seen).order_by(_comment.id.desc()).limit(MOST_NEW + 1)


def _visited() -> Select[Any]:
    return select(*_row(VISITED, _visit.seen_id, func.coalesce(literal(""), ""))).where(*_is_visit())


def _kept_back() -> Select[Any]:
    mine = _comment.author_id == _member_id, _comment.thread_id == _thread_id, is_kept_back
    rows = select(*_row(KEPT_BACK, _comment.id, _comment.public_id + " " + _comment.hold_reasons)).where(*mine)
    return rows.order_by(_comment.id.desc()).limit(MOST_KEPT_BACK)


def _is_visit() -> tuple[ColumnElement[bool], ...]:
    return _visit.member_id == _member_id, _visit.thread_id == _thread_id


def _row(kind: str, number: Any, public_id: Any) -> tuple[Any, ...]:
    return literal(kind).label("kind"), number.label("id"), public_id.label("public_id")
