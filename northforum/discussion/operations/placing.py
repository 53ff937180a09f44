"""The rows of a comment's arrival, written with statements that are made once.

Everybody who posts in a thread waits for its lock, and what happens under it is nearly all of a post's time; a unit of
work over two objects takes three times as long as these statements.
"""

import functools
from typing import Any

from sqlalchemy import bindparam, insert, update
from sqlalchemy.orm import make_transient_to_detached
from sqlalchemy.orm.attributes import set_committed_value
from sqlalchemy.sql.dml import ReturningUpdate

from northforum.core.db import db, table_of
from northforum.core.events import emit
from northforum.discussion.events import CommentPosted
from northforum.discussion.models import Comment, Thread

_threads, _comments = table_of(Thread), table_of(Comment)
_INSERT = insert(_comments)
_COLUMNS = frozenset(_comments.columns.keys())


def insert_comment(comment: Comment) -> None:
    """Write the row of a new comment that has its id; from then on the session holds it like one that it loaded."""
    db.session.execute(_INSERT, {name: value for name, value in vars(comment).items() if name in _COLUMNS})
    make_transient_to_detached(comment)
    db.session.add(comment)


def give_place(comment: Comment) -> None:
    """Count a comment that is published for the first time, and tell of it; its thread is locked."""
    thread = comment.thread
    values = {"of": thread.id, "roots": int(comment.is_root), "newest": comment.id, "at": comment.created_at}
    # One that was held meanwhile may be older than the newest.
    is_newest = comment.id > thread.last_comment_id
    counted = db.session.execute(_counted(is_newest=is_newest), values).one()
    for name, value in counted._mapping.items():
        set_committed_value(thread, name, value)
    if not comment.is_root:
        count_reply(comment, +1)
    db.session.flush()
    emit(CommentPosted(comment.id, thread.id, comment.author_id, comment.parent_id))


def count_reply(comment: Comment, difference: int) -> None:
    """Count a reply more or less on the first comment of its conversation."""
    root = update(Comment).where(Comment.id == comment.root_id)
    db.session.execute(root.values(reply_count=Comment.reply_count + difference))


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
