"""Threads as a reader may see them."""

import functools
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, bindparam, case, func, inspect, literal, select
from sqlalchemy.orm.attributes import set_committed_value

from northforum.access import audience
from northforum.access.actor import Actor
from northforum.core import db as core_db, direct
from northforum.core.db import db, table_of
from northforum.core.errors import NotFound
from northforum.discussion import policy
from northforum.discussion.models import (
    Comment,
    Mark,
    QuestionStage,
    Thread,
    ThreadAuthor,
    ThreadHub,
    ThreadInterest,
    ThreadState,
    asks_questions,
    is_answer,
)
from northforum.members.models import Member

# Statements are made once for each standing, of which there are as many as sets of hubs that somebody is in.
STANDINGS = 256


def readable(actor: Actor) -> ColumnElement[bool]:
    """Return the condition under which ``actor`` may know of a thread and of everything in it."""
    return _readable(audience.standing(actor))


def _readable(standing: audience.Standing) -> ColumnElement[bool]:
    return and_(Thread.state != ThreadState.HIDDEN, audience.clause_of(Thread, standing))


@functools.lru_cache(maxsize=STANDINGS)
def _open_to(standing: audience.Standing) -> Select[Any]:
    return select(table_of(Thread)).where(Thread.public_id == bindparam("public_id"), _readable(standing))


def visible_thread(actor: Actor, public_id: str) -> Thread:
    """Return the thread with this public id; ``NotFound`` unless it is open to ``actor``."""
    core_db.expect_public_id(public_id)
    thread = direct.load(Thread, _open_to(audience.standing(actor)), public_id=public_id)
    if thread is None:
        raise NotFound
    return thread


def steered_thread(actor: Actor, public_id: str) -> Thread:
    """Return the thread for its settings: a hidden one is there for those who may show it again."""
    core_db.expect_public_id(public_id)
    shown = audience.clause(Thread, actor) if policy.may_hide(actor) else readable(actor)
    return _visible(select(Thread).where(Thread.public_id == public_id, shown))


def hidden_thread(actor: Actor, thread_id: int) -> Thread | None:
    """Return the thread if it is hidden and the actor may show it again."""
    if not policy.may_hide(actor):
        return None
    hidden = Thread.state == ThreadState.HIDDEN, audience.clause(Thread, actor)
    return db.session.scalar(select(Thread).where(Thread.id == thread_id, *hidden))


def overdue_threads(at: datetime, limit: int) -> Sequence[Thread]:
    """Return threads whose time of closing has passed, held against other writers."""
    overdue = select(Thread).where(Thread.closes_at <= at).order_by(Thread.id).limit(limit)
    return db.session.scalars(overdue.with_for_update().execution_options(populate_existing=True)).all()


def threads_that_turn(at: datetime) -> Sequence[Thread]:
    """Return the threads whose questions have opened or closed by now, held against other writers; no others are."""
    turning = select(Thread).where(asks_questions, Thread.question_stage != _stage_at(at)).order_by(Thread.id)
    return db.session.scalars(turning.with_for_update().execution_options(populate_existing=True)).all()


def answered_count(thread_id: int) -> int:
    """Return how many questions have an answer by an author."""
    answered = select(func.count(Comment.root_id.distinct())).where(Comment.thread_id == thread_id, is_answer)
    return db.session.scalar(answered) or 0


def owned_thread(thread_id: int | None) -> Thread:
    """Return a thread for its owner's operations, hidden or not; ``NotFound`` when the owner has none."""
    thread = direct.load(Thread, _owned(), thread_id=thread_id)
    if thread is None:
        raise NotFound
    return thread


def lock(thread: Thread) -> None:
    """Read ``thread`` as it is now and keep other writers out of it until the transaction ends."""
    # Not the session's own way: whoever posts waits for whoever is here, and it takes ten times as long.
    # The state that is held knows the number even where the row's values are to be read again.
    (thread_id,) = inspect(thread).identity or (None,)
    direct.refresh(thread, _locked(), thread_id=thread_id)


def lock_with_thread(comment: Comment) -> None:
    """Read ``comment`` and its thread as they are now and keep other writers out of the thread."""
    thread = owned_thread(comment.thread_id)
    lock(thread)
    db.session.refresh(comment)
    set_committed_value(comment, "thread", thread)


def author_ids(thread_id: int) -> set[int]:
    """Return the members who wrote what the thread is about."""
    return set(db.session.scalars(select(ThreadAuthor.member_id).where(ThreadAuthor.thread_id == thread_id)))


def author_handles(thread_id: int) -> Sequence[str]:
    """Return the handles of the same members."""
    return db.session.scalars(_author_handles(), {"thread_id": thread_id}).all()


def is_author(actor: Actor, thread: Thread) -> bool:
    """Return whether the actor wrote what the thread is about."""
    return bool(direct.ask(_wrote_it(), thread_id=thread.id, member_id=actor.member_id))


def mark_of(actor: Actor, thread: Thread) -> Mark | None:
    """Return what the comments of ``actor`` in ``thread`` are marked with."""
    if is_author(actor, thread):
        return Mark.AUTHOR
    by_role = mark_of_roles(actor)
    return by_role or (Mark.HOST if _hosts_one_of(actor, thread) else _mark_of_interest(actor, thread))


def mark_of_roles(actor: Actor) -> Mark | None:
    """Return what the comments of ``actor`` are marked with wherever nothing else marks them."""
    if actor.is_editor:
        return Mark.EDITOR
    return Mark.MODERATOR if actor.is_moderator else None


@functools.cache
def _owned() -> Select[Any]:
    return select(table_of(Thread)).where(Thread.id == bindparam("thread_id"))


@functools.cache
def _author_handles() -> Select[Any]:
    member, author = Member.__table__.c, ThreadAuthor.__table__.c
    joined = Member.__table__.join(ThreadAuthor.__table__, author.member_id == member.id)
    theirs = select(member.handle).select_from(joined).where(author.thread_id == bindparam("thread_id"))
    return theirs.order_by(member.id)


@functools.cache
def _locked() -> Select[Any]:
    threads = table_of(Thread)
    return select(threads).where(threads.c.id == bindparam("thread_id")).with_for_update()


@functools.cache
def _marked_hubs() -> Select[Any]:
    hubs = table_of(ThreadHub).c
    columns: tuple[Any, ...] = (hubs.hub_id, hubs.is_marked)
    return select(*columns).where(ThreadHub.thread_id == bindparam("thread_id"))


@functools.cache
def _wrote_it() -> Select[Any]:
    theirs = ThreadAuthor.thread_id == bindparam("thread_id"), ThreadAuthor.member_id == bindparam("member_id")
    return select(ThreadAuthor.member_id).where(*theirs)


def hub_ids(thread_id: int) -> set[int]:
    """Return the hubs that a thread concerns."""
    return set(db.session.scalars(select(ThreadHub.hub_id).where(ThreadHub.thread_id == thread_id)))


def marked_hubs(thread_id: int) -> dict[int, bool]:
    """Return the same hubs, each with whether its hosts carry a mark in the thread."""
    return direct.pairs(_marked_hubs(), thread_id=thread_id)


def _hosts_one_of(actor: Actor, thread: Thread) -> bool:
    if not actor.hub_roles:
        return False
    return any(is_marked and actor.hosts(hub_id) for hub_id, is_marked in marked_hubs(thread.id).items())


def interests(thread_id: int) -> set[int]:
    """Return the hubs for which writers of the thread's subject speak."""
    return {hub_id for (hub_id,) in direct.ask(_interests(), thread_id=thread_id)}


@functools.cache
def _interests() -> Select[int]:
    return select(ThreadInterest.hub_id).where(ThreadInterest.thread_id == bindparam("thread_id"))


def _mark_of_interest(actor: Actor, thread: Thread) -> Mark | None:
    """Return the mark of somebody whose hub a writer of the thread's subject speaks for."""
    if not actor.hub_roles:
        return None
    return Mark.INTEREST if any(map(actor.in_hub, interests(thread.id))) else None


def _stage_at(at: datetime) -> ColumnElement[QuestionStage]:
    """Return what ``Thread.stage_at`` says; no time is later or earlier than any."""
    soon, open_, over = (literal(stage, Thread.question_stage.type) for stage in QuestionStage)
    return case((Thread.questions_close_at <= at, over), (Thread.questions_open_at > at, soon), else_=open_)


def _visible(statement: Select[Thread]) -> Thread:
    thread = db.session.scalar(statement)
    if thread is None:
        raise NotFound
    return thread
