"""Whom comments name, and who may be meant."""

import re
from collections.abc import Sequence
from typing import Any

from sqlalchemy import ColumnElement, Row, Select, func, or_, select

from northforum.access.actor import Actor
from northforum.core.db import db, written
from northforum.discussion.models import Comment, CommentMention, CommentState, Thread
from northforum.members.models import Member, MemberState
from northforum.members.models.naming import HANDLE_LENGTH

# Of a thread's comments those that changed last; a thread of any size is asked for as many.
LATEST = 300
MOST_SUGGESTED = 8
# Fewer begin too many handles on a large site.
FEWEST_LETTERS = 2
# Of all whose handles begin alike as many are compared, in the order of the index.
MOST_COMPARED = 500
_HANDLE = re.compile(r"[a-z0-9][a-z0-9-]*")
_MEANT: tuple[Any, ...] = (Member.handle, Member.name, Member.comment_count)


def mentioned_ids(comment: Comment) -> set[int]:
    """Return the members whom ``comment`` names with their handle."""
    named = select(CommentMention.member_id).where(CommentMention.comment_id == comment.id)
    return set(db.session.scalars(named))


def suggested_members(actor: Actor, beginning: str, thread: Thread | None) -> Sequence[Row[Any]]:
    """Return handle and name of members whom ``actor``, who is typing, may mean; never themselves, nobody suspended.

    First those who took part in ``thread`` lately and one of whose names begins like this; then, from the second letter
    on, others whose handle does, which an index finds however many members there are.
    """
    beginning = beginning.lower()
    offered = Member.state == MemberState.ACTIVE, Member.id != (actor.member_id or 0)
    found: list[Row[Any]] = []
    if thread is not None:
        found += _best(select(*_MEANT).where(Member.id.in_(_voices(thread)), *offered, _begins(beginning)))
    if len(found) < MOST_SUGGESTED and len(beginning) >= FEWEST_LETTERS and _HANDLE.fullmatch(beginning):
        known = {row.handle for row in found}
        found += [row for row in _best(_by_handle(beginning).where(*offered)) if row.handle not in known]
    return found[:MOST_SUGGESTED]


def _voices(thread: Thread) -> Select[Any]:
    """Return the query of the ids of those who took part in ``thread`` lately."""
    said = Comment.thread_id == thread.id, Comment.state == written(CommentState.PUBLISHED)
    latest = select(Comment.author_id).where(*said).order_by(Comment.thread_version.desc()).limit(LATEST).subquery()
    return select(latest.c.author_id)


def _begins(beginning: str) -> ColumnElement[bool]:
    name = func.lower(Member.name)
    return or_(
        Member.handle.startswith(beginning, autoescape=True),
        name.startswith(beginning, autoescape=True),
        name.contains(f" {beginning}", autoescape=True),
    )


def _by_handle(beginning: str) -> Select[Any]:
    # A range, which an index answers in any order of letters; LIKE alone would read the whole table.
    last = beginning.ljust(HANDLE_LENGTH, "z")
    alike = Member.handle.between(beginning, last), Member.handle.startswith(beginning, autoescape=True)
    return select(*_MEANT).where(*alike).order_by(Member.handle).limit(MOST_COMPARED)


def _best(some: Select[Any]) -> Sequence[Row[Any]]:
    """Return those of ``some`` who say most."""
    members = some.subquery().c
    shown: tuple[Any, ...] = (members.handle, members.name)
    best = select(*shown).order_by(members.comment_count.desc(), members.handle)
    return db.session.execute(best.limit(MOST_SUGGESTED)).all()
