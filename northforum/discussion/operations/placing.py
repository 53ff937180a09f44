"""The rows of a comment's arrival, written with statements that are made once.

Everybody who posts in a thread waits for its lock, and what happens under it is nearly all of a post's time; a unit of
work over two objects takes three times as long as these statements.
"""

import functools
from typing import Any

from sqlalchemy import Insert, Update, bindparam, insert, update
from sqlalchemy.orm import make_transient_to_detached
from sqlalchemy.orm.attributes import set_committed_value
from sqlalchemy.orm.util import identity_key
from sqlalchemy.sql.dml import ReturningUpdate

from northforum.core import direct
from northforum.core.db import db, table_of
from northforum.core.events import emit
from northforum.discussion.events import CommentPosted
from northforum.discussion.models import Comment, Thread

_threads, _comments = table_of(Thread), table_of(Comment)
_COUNTED = ("comment_count", "root_count", "version")
_HEARD = ("last_comment_id", "last_comment_at")


def insert_comment(comment: Comment) -> None:
    """Write the row of a new comment that has its id; from then on the session holds it like one that it loaded."""
    said = vars(comment)
    values = {name: said.get(name, default) for name, default in _defaults().items()}
    direct.run(_insert(), values)
    for name, value in values.items():
        if name not in said:
            set_committed_value(comment, name, value)
    make_transient_to_detached(comment)
    db.session.add(comment)


def give_place(comment: Comment) -> None:
    """Count a comment that is published for the first time, and tell of it; its thread is locked."""
    thread = comment.thread
    values = {"of": thread.id, "roots": int(comment.is_root), "newest": comment.id, "at": comment.created_at}
    # One that was held meanwhile may be older than the newest.
    is_newest = comment.id > thread.last_comment_id
    counted = direct.run(_counted(is_newest=is_newest), values)[0]
    for name, value in zip(_COUNTED + _HEARD, counted, strict=False):
        set_committed_value(thread, name, value)
    if not comment.is_root:
        count_reply(comment, +1)
    emit(CommentPosted(comment.id, thread.id, comment.author_id, comment.parent_id))


def count_reply(comment: Comment, difference: int) -> None:
    """Count a reply more or less on the first comment of its conversation."""
    direct.run(_replied(), {"of": comment.root_id, "difference": difference})
    root = db.session.identity_map.get(identity_key(Comment, comment.root_id))
    if root is not None:
        db.session.expire(root, ["reply_count"])


@functools.cache
def _counted(*, is_newest: bool) -> ReturningUpdate[Any]:
    thread = _threads.columns
    changed: dict[str, Any] = {
        "comment_count": thread.comment_count + 1,
        "root_count": thread.root_count + bindparam("roots"),
        "version": thread.version + 1,
    }
    if is_newest:
        changed |= {"last_comment_id": bindparam("newest"), "last_comment_at": bindparam("at")}
    statement = update(_threads).where(thread.id == bindparam("of")).values(changed)
    return statement.returning(*(thread[name] for name in changed))


@functools.cache
def _replied() -> Update:
    comment = _comments.columns
    replied = update(_comments).where(comment.id == bindparam("of"))
    return replied.values(reply_count=comment.reply_count + bindparam("difference"))


@functools.cache
def _insert() -> Insert:
    return insert(_comments).values({name: bindparam(name) for name in _defaults()})


@functools.cache
def _defaults() -> dict[str, Any]:
    """Return what each column of a comment holds that is not said."""
    defaults: dict[str, Any] = {column.key: column.default for column in _comments.columns}
    return {key: default.arg if default and default.is_scalar else None for key, default in defaults.items()}
