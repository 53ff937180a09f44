"""What stands out in a thread: the editors' picks, newest first, and the comment that stands first."""

from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Row, select, tuple_

from northforum.core import pagination
from northforum.core.db import db, written
from northforum.core.pagination import Page
from northforum.discussion.models import Comment, CommentState, Thread
from northforum.discussion.queries.conversations import CONVERSATIONS, ELEMENT

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)
_comment = Comment.__table__.c


def picks_page(thread_id: int, after: str | None = None) -> Page[Row[Any]]:
    """Return the picks of a thread with their elements, the last picked first; ``Invalid`` for another's cursor."""
    order = _comment.picked_at, _comment.id
    columns: tuple[ColumnElement[Any], ...] = (*ELEMENT, _comment.picked_at)
    picks = select(*columns).where(_comment.thread_id == thread_id, _comment.picked_at.is_not(None))
    if after:
        microseconds, comment_id = pagination.decode(after, int, int)
        picks = picks.where(tuple_(*order) < tuple_(_moment(int(microseconds)), comment_id))
    rows = db.session.execute(picks.order_by(*(column.desc() for column in order)).limit(CONVERSATIONS + 1)).all()
    return pagination.page_of(rows, CONVERSATIONS, lambda row: ((row.picked_at - _EPOCH) // _MICROSECOND, row.id))


def pinned_comment(thread: Thread) -> Row[Any] | None:
    """Return public id, HTML and writer's id of the comment that stands first, if there is one."""
    if thread.pinned_id is None:
        return None
    columns: tuple[ColumnElement[Any], ...] = (_comment.public_id, _comment.html, _comment.author_id)
    pinned = select(*columns).where(_comment.id == thread.pinned_id, _comment.state == written(CommentState.PUBLISHED))
    return db.session.execute(pinned).first()


def _moment(microseconds: int) -> datetime:
    try:
        return _EPOCH + microseconds * _MICROSECOND
    except OverflowError:
        # No comment was picked then.
        return _EPOCH
