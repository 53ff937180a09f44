"""Drafts: words kept while they are written, until they are posted or forgotten."""

import functools
from datetime import datetime, timedelta

from sqlalchemy import Delete, bindparam, delete, select, text

from northforum.access.actor import Actor
from northforum.access.verdict import Verdict, authorize
from northforum.core import clock, direct
from northforum.core.db import UtcDateTime, db, table_of
from northforum.core.errors import Invalid
from northforum.discussion import policy, queries
from northforum.discussion.models import Draft, Thread

KEPT = timedelta(days=30)
# Of one member; whoever begins more loses the oldest.
MOST = 200
ABSENT = "The comment you are answering is not in this discussion."

# One statement, so that two windows of one member never collide; both databases understand it alike.
_SAVE = text(
    """
    INSERT INTO draft (member_id, thread_id, parent_id, body, updated_at)
    VALUES (:member_id, :thread_id, :parent_id, :body, :at)
    ON CONFLICT (member_id, thread_id, parent_id) DO UPDATE SET body = excluded.body, updated_at = excluded.updated_at
    """
).bindparams(bindparam("at", type_=UtcDateTime()))


def save_draft(actor: Actor, thread: Thread, *, body: str, parent: str = "") -> datetime:
    """Keep what ``actor`` is writing in ``thread``, below the comment ``parent`` if there is one; return when.

    What is empty is forgotten. The last window to save decides what is kept.

    Raises
    ------
    Invalid
        Under ``parent``, when that comment is not in the thread.
    """
    authorize(_may_keep(actor, thread, parent))
    above = queries.comment_in(thread, parent) if parent else None
    if parent and above is None:
        raise Invalid(parent=ABSENT)
    parent_id, at = above.id if above else 0, clock.now()
    if not body.strip():
        forget_draft(actor, thread, parent_id)
        return at
    values = {"member_id": actor.member_id, "thread_id": thread.id, "parent_id": parent_id, "body": body, "at": at}
    db.session.execute(_SAVE, values)
    _forget_oldest(actor)
    return at


def forget_draft(actor: Actor, thread: Thread, parent_id: int = 0) -> None:
    """Forget what ``actor`` had not sent yet in ``thread``, below the comment with this number if there is one."""
    direct.run(_forget(), {"member_id": actor.member_id, "thread_id": thread.id, "parent_id": parent_id})


@functools.cache
def _forget() -> Delete:
    draft = table_of(Draft)
    own = (draft.c[name] == bindparam(name) for name in ("member_id", "thread_id", "parent_id"))
    return delete(draft).where(*own)


def forget_old_drafts() -> None:
    """Forget what nobody has gone on with for thirty days; for the schedule."""
    db.session.execute(delete(Draft).where(Draft.updated_at < clock.now() - KEPT))


def _may_keep(actor: Actor, thread: Thread, parent: str) -> Verdict:
    if not parent:
        return policy.may_comment(actor, thread)
    is_author = thread.takes_questions and queries.is_author(actor, thread)
    return policy.may_answer(actor, thread, is_author=is_author)


def _forget_oldest(actor: Actor) -> None:
    own = Draft.member_id == actor.member_id
    last = select(Draft.updated_at).where(own).order_by(Draft.updated_at.desc()).limit(1).offset(MOST - 1)
    if (oldest := db.session.scalar(last)) is not None:
        db.session.execute(delete(Draft).where(own, Draft.updated_at < oldest))
