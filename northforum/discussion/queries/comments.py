"""Single comments, and comments by their writer."""

import functools
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Row, Select, bindparam, exists, func, or_, select, true
from sqlalchemy.orm import contains_eager

from northforum.access.actor import Actor
from northforum.core import db as core_db, direct, pagination
from northforum.core.db import db, written
from northforum.core.errors import NotFound
from northforum.core.pagination import Page
from northforum.discussion import screening
from northforum.discussion.models import Comment, CommentState, Respect, Thread, path_ids
from northforum.discussion.queries.conversations import BEHIND_EVERY_PATH, ELEMENT
from northforum.discussion.queries.threads import readable
from northforum.members.models import MemberMute

ANCESTORS = 20
DESCENDANTS = 100
OWN_COMMENTS = 20


@dataclass(frozen=True, slots=True)
class Context:
    """A comment's surroundings, as rows with their elements; ``is_cut`` when there are more replies than shown."""

    above: Sequence[Row[Any]]
    below: Sequence[Row[Any]]
    is_cut: bool


def visible_comment(actor: Actor, public_id: str) -> Comment:
    """Return the comment with its thread, whatever became of its words.

    ``NotFound`` unless the thread is open to ``actor``; what was never published is there for its writer and for
    moderators only.
    """
    core_db.expect_public_id(public_id)
    statement = select(Comment).join(Comment.thread).options(contains_eager(Comment.thread))
    shown = Comment.public_id == public_id, readable(actor), _has_place_for(actor)
    comment = db.session.scalar(statement.where(*shown))
    if comment is None:
        raise NotFound
    return comment


def comment_in(thread: Thread, public_id: str) -> Comment | None:
    """Return the comment with this public id if it stands in ``thread``."""
    if not core_db.is_public_id(public_id):
        return None
    return db.session.scalar(select(Comment).where(Comment.thread_id == thread.id, Comment.public_id == public_id))


def comment_by_key(thread: Thread, author_id: int, form_key: str) -> Comment | None:
    """Return what the member has already posted in ``thread`` with this form."""
    found = direct.first(_by_key(), author_id=author_id, thread_id=thread.id, form_key=form_key)
    return db.session.get_one(Comment, found[0]) if found else None


def own_recent(thread: Thread, author_id: int, source: str, besides: Comment | None = None) -> list[screening.Recent]:
    """Return those of the member's last comments anywhere that screening asks about, newest first."""
    values = {"author_id": author_id, "thread_id": thread.id, "source": source, "besides": besides.id if besides else 0}
    return [screening.Recent._make(row) for row in direct.run(_own_recent(), values)]


def last_spoke(thread: Thread, author_id: int) -> datetime | None:
    """Return when the member last wrote a comment in ``thread``, whatever became of it."""
    mine = Comment.author_id == author_id, Comment.thread_id == thread.id
    return db.session.scalar(select(func.max(Comment.created_at)).where(*mine))


# Statements that every post asks: making one takes longer than asking it.
@functools.cache
def _by_key() -> Select[Any]:
    mine = (
        Comment.author_id == bindparam("author_id"),
        Comment.thread_id == bindparam("thread_id"),
        Comment.form_key == bindparam("form_key"),
    )
    return select(Comment.id).where(*mine)


@functools.cache
def _own_recent() -> Select[Any]:
    is_same = (Comment.source == bindparam("source")) & (Comment.thread_id == bindparam("thread_id"))
    mine = (Comment.author_id == bindparam("author_id"), Comment.id != bindparam("besides"))
    newest_first = Comment.id.desc()
    place = func.row_number().over(order_by=newest_first)
    last = select(place.label("place"), Comment.created_at, is_same.label("is_same")).where(*mine)
    one = last.order_by(newest_first).limit(screening.LOOK_BACK).subquery()
    # Most of them are asked for nothing but their number, and turning sixty moments into Python's takes a while.
    asked_about = one.c.place.in_([rate.count for rate in screening.RATES]) | one.c.is_same
    columns: tuple[Any, ...] = (one.c.place, one.c.created_at, one.c.is_same)
    return select(*columns).where(asked_about).order_by(one.c.place)


def respects(actor: Actor, comment: Comment) -> bool:
    """Return whether the actor respects ``comment``."""
    mine = exists().where(Respect.comment_id == comment.id, Respect.member_id == actor.member_id)
    return bool(db.session.scalar(select(mine)))


def context_of(comment: Comment) -> Context:
    """Return the nearest comments above ``comment`` and the first replies below it, in reading order."""
    ancestors = path_ids(comment.path)[:-1][-ANCESTORS:]
    above = select(*ELEMENT).where(Comment.id.in_(ancestors)).order_by(Comment.path)
    below = (
        select(*ELEMENT)
        .where(Comment.thread_id == comment.thread_id, Comment.path > comment.path)
        .where(Comment.path < comment.path + BEHIND_EVERY_PATH, Comment.published_at.is_not(None))
        .order_by(Comment.path)
        .limit(DESCENDANTS + 1)
    )
    rows = db.session.execute(below).all()
    return Context(db.session.execute(above).all() if ancestors else [], rows[:DESCENDANTS], len(rows) > DESCENDANTS)


def comments_by(actor: Actor, member_id: int, after: str | None = None, limit: int = OWN_COMMENTS) -> Page[Row[Any]]:
    """Return what a member said where ``actor`` may read it, newest first.

    Rows have public id, HTML, when it was written, and the title and path of the thread.
    """
    statement = (
        select(*_QUOTED)
        .join(Comment.thread)
        .where(Comment.author_id == member_id, Comment.state == written(CommentState.PUBLISHED), readable(actor))
        .order_by(Comment.id.desc())
        .limit(limit + 1)
    )
    if after:
        statement = statement.where(Comment.id < pagination.decode(after, int)[0])
    rows = db.session.execute(statement).all()
    return pagination.page_of(rows, limit, lambda row: (row.id,))


def latest_comments(actor: Actor, limit: int = 5) -> Sequence[Row[Any]]:
    """Return the newest comments of the site that ``actor`` may read, with the columns of ``comments_by``.

    What members say whom the actor has muted is left out.
    """
    return db.session.execute(_unmuted(actor).order_by(Comment.id.desc()).limit(limit)).all()


def quoted_comments(actor: Actor, comment_ids: Sequence[int]) -> Sequence[Row[Any]]:
    """Return those of these comments that ``actor`` may read, in the order of the ids, with the same columns."""
    rows = db.session.execute(_unmuted(actor).where(Comment.id.in_(comment_ids))).all()
    return sorted(rows, key=lambda row: comment_ids.index(row.id))


def _unmuted(actor: Actor) -> Select[Any]:
    columns = (*_QUOTED, Comment.author_id)
    can_be_read = Comment.state == written(CommentState.PUBLISHED), readable(actor)
    visible = select(*columns).join(Comment.thread).where(*can_be_read)
    if actor.is_member:
        muted = exists().where(MemberMute.member_id == actor.member_id, MemberMute.muted_id == Comment.author_id)
        visible = visible.where(~muted)
    return visible


def _has_place_for(actor: Actor) -> ColumnElement[bool]:
    if actor.is_moderator:
        return true()
    return or_(Comment.published_at.is_not(None), Comment.author_id == actor.member_id)


_QUOTED: tuple[Any, ...] = (
    Comment.id,
    Comment.public_id,
    Comment.html,
    Comment.created_at,
    Thread.title.label("thread_title"),
    Thread.path.label("thread_path"),
)
