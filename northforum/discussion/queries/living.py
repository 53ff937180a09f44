"""What has changed in a thread since a reader loaded it; the same for every reader.

Statements are made once: they are asked again and again by every open page.
"""

import functools
from collections.abc import Sequence
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, FromClause, Row, ScalarSelect, Select, and_, bindparam, select

from northforum.access.actor import STRANGER, Actor
from northforum.core import db as core_db
from northforum.core.db import db
from northforum.core.errors import NotFound
from northforum.discussion.models import Comment, Thread
from northforum.discussion.queries.threads import readable

CHANGES = 100

_thread = Thread.__table__.c
_comment = Comment.__table__.c


class Changes(NamedTuple):
    """Some changes of a thread, the oldest first, as rows with their elements and places.

    ``version`` is what a page stands at that has them, ``has_more`` whether others follow. ``is_stale`` where the page
    cannot be brought up to date by changes: it is of a version that never was, or too much changed at once.
    """

    rows: Sequence[Row[Any]]
    version: int
    has_more: bool = False
    is_stale: bool = False


def open_pulse(public_id: str) -> Row[Any] | None:
    """Return number, version, comment count and newest comment of a thread that is open to everybody, or ``None``."""
    core_db.expect_public_id(public_id)
    return db.session.execute(open_pulse_statement(), {"public_id": public_id}).first()


def pulse(actor: Actor, public_id: str) -> Row[Any]:
    """Return the same of a thread that is open to ``actor``; ``NotFound`` for another."""
    core_db.expect_public_id(public_id)
    found = db.session.execute(_pulse(readable(actor)), {"public_id": public_id}).first()
    if found is None:
        raise NotFound
    return found


def changes(thread: Row[Any], since: int) -> Changes:
    """Return what changed in a thread, a row of ``pulse``, after its version ``since``: at most 100 comments."""
    if since > thread.version:
        return Changes((), thread.version, is_stale=True)
    rows = db.session.execute(_changed(), {"thread_id": thread.id, "since": since, "most": CHANGES + 1}).all()
    if len(rows) <= CHANGES:
        return Changes(rows, thread.version)
    # A version is given whole or not at all: whoever asks next begins after it.
    whole = [row for row in rows if row.thread_version < rows[-1].thread_version]
    if not whole:
        return Changes((), thread.version, is_stale=True)
    return Changes(whole, whole[-1].thread_version, has_more=True)


@functools.cache
def open_pulse_statement() -> Select[Any]:
    """Return the query of ``open_pulse``, to be filled with the thread's ``public_id``."""
    return _pulse(readable(STRANGER))


def _pulse(condition: ColumnElement[bool]) -> Select[Any]:
    newest = select(_comment.public_id).where(_comment.id == _thread.last_comment_id).scalar_subquery()
    columns = _thread.id, _thread.version, _thread.comment_count, newest.label("newest")
    return select(*columns).where(_thread.public_id == bindparam("public_id"), condition)


@functools.cache
def _changed() -> Select[Any]:
    """Return the query of changes: each comment with where it stands.

    ``after`` is the comment before it in its conversation; ``newer`` and ``older`` are the first comments of the
    conversations beside its own, for one that began a conversation.
    """
    columns: tuple[ColumnElement[Any], ...] = (
        _comment.id,
        _comment.public_id,
        _comment.element,
        _comment.element_version,
        _comment.thread_version,
        _comment.state,
        _above().label("parent"),
        _before().label("after"),
        _beside(is_newer=True).label("newer"),
        _beside(is_newer=False).label("older"),
    )
    return (
        select(*columns)
        .where(_comment.thread_id == bindparam("thread_id"), _comment.thread_version > bindparam("since"))
        .where(_comment.published_at.is_not(None))
        .order_by(_comment.thread_version, _comment.id)
        .limit(bindparam("most"))
    )


def _above() -> ScalarSelect[Any]:
    above = _other("above")
    return select(above.c.public_id).where(above.c.id == _comment.parent_id).scalar_subquery()


def _before() -> ScalarSelect[Any]:
    before = _other("before")
    same = before.c.thread_id == _comment.thread_id, before.c.root_id == _comment.root_id
    placed = select(before.c.public_id).where(*same, before.c.path < _comment.path, before.c.published_at.is_not(None))
    return placed.order_by(before.c.path.desc()).limit(1).scalar_subquery()


def _beside(*, is_newer: bool) -> ScalarSelect[Any]:
    beside = _other("newer" if is_newer else "older")
    placed = and_(beside.c.parent_id.is_(None), beside.c.published_at.is_not(None))
    roots = select(beside.c.public_id).where(beside.c.thread_id == _comment.thread_id, placed)
    roots = roots.where(_comment.parent_id.is_(None)).limit(1)
    if is_newer:
        return roots.where(beside.c.id > _comment.id).order_by(beside.c.id).scalar_subquery()
    return roots.where(beside.c.id < _comment.id).order_by(beside.c.id.desc()).scalar_subquery()


def _other(name: str) -> FromClause:
    return Comment.__table__.alias(name)
