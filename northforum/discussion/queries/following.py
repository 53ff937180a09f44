"""What a member follows and mutes: for the buttons beside each thing, and as lists.

The statements of the buttons are made once, for they are asked with each page; the columns stand in the order in which
the serializers take them.
"""

import functools
from typing import Any

from sqlalchemy import ColumnElement, Exists, Row, Select, bindparam, exists, select
from sqlalchemy.orm import InstrumentedAttribute

from northforum.access.actor import Actor
from northforum.core import pagination
from northforum.core.db import db, written
from northforum.core.pagination import Page
from northforum.discussion.models import Comment, CommentState, Follow, FollowKind, Thread, ThreadMute
from northforum.discussion.queries.threads import readable
from northforum.members.models import Member, MemberMute

A_PAGE = 50
_FOLLOW, _THREAD_MUTE, _MEMBER_MUTE = Follow.__table__.c, ThreadMute.__table__.c, MemberMute.__table__.c
_ME = bindparam("member_id", type_=_FOLLOW.member_id.type)


@functools.cache
def thread_wishes() -> Select[Any]:
    """Return the query of one row: a thread's public id, whether ``member_id`` follows it, and whether they mute it."""
    thread = Thread.__table__.c
    mutes = exists().where(_THREAD_MUTE.member_id == _ME, _THREAD_MUTE.thread_id == thread.id)
    columns = thread.public_id, follows(FollowKind.THREAD, thread.id), mutes
    return select(*columns).where(thread.id == bindparam("subject_id"))


@functools.cache
def branch_wishes() -> Select[Any]:
    """Return the query of one row: a comment's public id, whether its replies are followed, and its writer as below."""
    comment, member = Comment.__table__, Member.__table__.c
    columns = comment.c.public_id, follows(FollowKind.BRANCH, comment.c.id), *_of_member()
    joined = comment.join(Member.__table__, member.id == comment.c.author_id)
    return select(*columns).select_from(joined).where(comment.c.id == bindparam("subject_id"))


@functools.cache
def member_wishes() -> Select[Any]:
    """Return the query of one row: a member's handle, name, whether ``member_id`` follows them, mutes them, is them."""
    return select(*_of_member()).where(Member.__table__.c.id == bindparam("subject_id"))


def follows(kind: FollowKind, subject_id: ColumnElement[int]) -> Exists:
    """Return the condition that ``member_id``, a value of the query, follows the subject."""
    return exists().where(_FOLLOW.member_id == _ME, _FOLLOW.kind == kind, _FOLLOW.subject_id == subject_id)


def followed_threads(actor: Actor, after: str | None = None) -> Page[Row[Any]]:
    """Return the threads that the actor follows: id, public id, title, path."""
    rows = select(*_THREAD).join(Follow, Follow.subject_id == Thread.id)
    return page(rows.where(followed_by(actor, FollowKind.THREAD), readable(actor)), Follow.subject_id, after)


def followed_branches(actor: Actor, after: str | None = None) -> Page[Row[Any]]:
    """Return the comments below which the actor follows replies: id, public id, writer's name, title of the thread."""
    columns: tuple[Any, ...] = (Comment.id, Comment.public_id, Member.name, Thread.title)
    rows = (
        select(*columns)
        .join(Follow, Follow.subject_id == Comment.id)
        .join(Thread, Thread.id == Comment.thread_id)
        .join(Member, Member.id == Comment.author_id)
        .where(followed_by(actor, FollowKind.BRANCH), Comment.state == written(CommentState.PUBLISHED), readable(actor))
    )
    return page(rows, Follow.subject_id, after)


def followed_members(actor: Actor, after: str | None = None) -> Page[Row[Any]]:
    """Return the members whom the actor follows: id, handle, name, tone, headline."""
    rows = select(*_PERSON).join(Follow, Follow.subject_id == Member.id)
    return page(rows.where(followed_by(actor, FollowKind.MEMBER)), Follow.subject_id, after)


def muted_members(actor: Actor, after: str | None = None) -> Page[Row[Any]]:
    """Return the members whom the actor has muted: id, handle, name, tone, headline."""
    rows = select(*_PERSON).join(MemberMute, MemberMute.muted_id == Member.id)
    return page(rows.where(MemberMute.member_id == actor.member_id), MemberMute.muted_id, after)


def muted_threads(actor: Actor, after: str | None = None) -> Page[Row[Any]]:
    """Return the threads that the actor has muted: id, public id, title, path."""
    rows = select(*_THREAD).join(ThreadMute, ThreadMute.thread_id == Thread.id)
    return page(rows.where(ThreadMute.member_id == actor.member_id, readable(actor)), ThreadMute.thread_id, after)


def followed_by(actor: Actor, kind: FollowKind) -> ColumnElement[bool]:
    """Return the condition that a row of ``follow`` is a wish of the actor's, of this kind."""
    return (Follow.member_id == actor.member_id) & (Follow.kind == kind)


def page(rows: Select[Any], key: InstrumentedAttribute[int], after: str | None) -> Page[Row[Any]]:
    """Return a page of ``rows``, which have a column ``id``, by ``key``, the newest subject first."""
    rows = rows.order_by(key.desc()).limit(A_PAGE + 1)
    if after:
        rows = rows.where(key < pagination.decode(after, int)[0])
    return pagination.page_of(db.session.execute(rows).all(), A_PAGE, lambda row: (row.id,))


def _of_member() -> tuple[ColumnElement[Any], ...]:
    member = Member.__table__.c
    mutes = exists().where(_MEMBER_MUTE.member_id == _ME, _MEMBER_MUTE.muted_id == member.id)
    return member.handle, member.name, follows(FollowKind.MEMBER, member.id), mutes, member.id == _ME


_PERSON: tuple[Any, ...] = (Member.id, Member.handle, Member.name, Member.tone, Member.headline)
_THREAD: tuple[Any, ...] = (Thread.id, Thread.public_id, Thread.title, Thread.path)
