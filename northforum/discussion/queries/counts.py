"""Whether the counters agree with the rows; for the commands that look after a site, never for a request."""

from collections.abc import Iterator
from typing import Any

from sqlalchemy import ColumnElement, Row, func, select
from sqlalchemy.orm import aliased

from northforum.core.db import db, written
from northforum.discussion.models import Comment, CommentState, Respect, Thread, path_step
from northforum.members import queries as members

PUBLISHED = Comment.state == written(CommentState.PUBLISHED)
PLACED = Comment.published_at.is_not(None)


def count_disagreements() -> list[str]:
    """Return a sentence for each counter, place or key that is not as the comments say."""
    return [*_thread_counts(), *_reply_counts(), *_scores(), *_member_counts(), *_wrong_places(), *_repeated_keys()]


def counted_threads() -> dict[int, Row[Any]]:
    """Return what the comments of each thread say: comments, conversations, time of the last."""
    columns: tuple[ColumnElement[Any], ...] = (
        func.count().filter(PUBLISHED).label("comments"),
        func.count().filter(Comment.parent_id.is_(None), PLACED).label("conversations"),
        func.count().filter(Comment.picked_at.is_not(None)).label("picks"),
        func.max(Comment.created_at).filter(PLACED).label("last_at"),
    )
    rows = db.session.execute(select(Comment.thread_id, *columns).group_by(Comment.thread_id))
    return {row.thread_id: row for row in rows}


def counted_replies() -> dict[int, int]:
    """Return for each conversation that has any how many replies can be read in it."""
    return _by_group(Comment.root_id, PUBLISHED, Comment.parent_id.is_not(None))


def counted_members() -> dict[int, int]:
    """Return for each member who said something how many of their comments can be read."""
    return _by_group(Comment.author_id, PUBLISHED)


def _thread_counts() -> Iterator[str]:
    counted = counted_threads()
    counters = (Thread.comment_count, Thread.root_count, Thread.pick_count)
    stored = select(Thread.id, Thread.path, *counters).order_by(Thread.id)
    for thread in db.session.execute(stored):
        found = counted.get(thread.id)
        comments, conversations, picks = (found.comments, found.conversations, found.picks) if found else (0, 0, 0)
        if thread.comment_count != comments:
            yield f"The thread of {thread.path} counts {thread.comment_count} comments and has {comments}."
        if thread.root_count != conversations:
            yield f"The thread of {thread.path} counts {thread.root_count} conversations and has {conversations}."
        if thread.pick_count != picks:
            yield f"The thread of {thread.path} counts {thread.pick_count} picks and has {picks}."


def _reply_counts() -> Iterator[str]:
    counted = counted_replies()
    stored = select(Comment.id, Comment.public_id, Comment.reply_count).order_by(Comment.id)
    roots = stored.where(Comment.parent_id.is_(None) | (Comment.reply_count != 0))
    for comment in db.session.execute(roots):
        if comment.reply_count != counted.get(comment.id, 0):
            found = counted.get(comment.id, 0)
            yield f"Comment {comment.public_id} counts {comment.reply_count} replies and has {found}."


def _scores() -> Iterator[str]:
    counted = select(Respect.comment_id, func.count().label("respects")).group_by(Respect.comment_id).subquery()
    found = func.coalesce(counted.c.respects, 0)
    stored = select(Comment.public_id, Comment.score, found.label("found")).order_by(Comment.id)
    wrong = stored.outerjoin(counted, counted.c.comment_id == Comment.id).where(Comment.score != found)
    for comment in db.session.execute(wrong):
        yield f"Comment {comment.public_id} counts the respect of {comment.score} and has that of {comment.found}."


def _member_counts() -> Iterator[str]:
    counted = counted_members()
    for member_id, stored in sorted(members.comment_counts().items()):
        if stored != counted.get(member_id, 0):
            yield f"Member {member_id} counts {stored} comments and has {counted.get(member_id, 0)}."


def _wrong_places() -> Iterator[str]:
    above = aliased(Comment)
    columns = (
        Comment.id,
        Comment.public_id,
        Comment.path,
        Comment.root_id,
        Comment.depth,
        Comment.thread_id,
        Comment.parent_id,
    )
    parents = (
        above.path.label("above"),
        above.root_id.label("root"),
        above.depth.label("above_depth"),
        above.thread_id.label("above_thread"),
    )
    joined = select(*columns, *parents).outerjoin(above, above.id == Comment.parent_id).order_by(Comment.id)
    for row in db.session.execute(joined.execution_options(yield_per=1000)):
        place = (row.path, row.root_id, row.depth)
        if row.parent_id is None:
            right = place == (path_step(row.id), row.id, 0)
        else:
            below = (f"{row.above}{path_step(row.id)}", row.root, (row.above_depth or 0) + 1)
            right = row.above is not None and row.above_thread == row.thread_id and place == below
        if not right:
            yield f"Comment {row.public_id} does not stand below the comment that it answers."


def _repeated_keys() -> Iterator[str]:
    key = (Comment.author_id, Comment.thread_id, Comment.form_key)
    repeated = select(*key).group_by(*key).where(Comment.form_key.is_not(None)).having(func.count() > 1)
    for row in db.session.execute(repeated):
        yield f"Member {row.author_id} has two comments made by one form, {row.form_key}."


def _by_group(group: Any, *conditions: ColumnElement[bool]) -> dict[int, int]:
    rows = db.session.execute(select(group, func.count()).where(*conditions).group_by(group))
    return dict(rows.all())
