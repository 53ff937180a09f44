"""What members have not sent yet."""

import functools
from typing import Any

from sqlalchemy import Select, bindparam, select

from northforum.access.actor import Actor
from northforum.core.db import db
from northforum.discussion.models import Draft, Thread


@functools.cache
def draft_statement() -> Select[Any]:
    """Return the query of a member's draft in a thread, by ``member_id``, ``thread_id`` and ``parent_id``."""
    draft = Draft.__table__.c
    own = draft.member_id == bindparam("member_id"), draft.thread_id == bindparam("thread_id")
    columns: tuple[Any, ...] = (draft.body, draft.updated_at)
    return select(*columns).where(*own, draft.parent_id == bindparam("parent_id"))


def own_draft(actor: Actor, thread: Thread, parent_id: int = 0) -> tuple[str, Any]:
    """Return what ``actor`` has written and not sent in ``thread``, below a comment if one is named, and when."""
    values = {"member_id": actor.member_id, "thread_id": thread.id, "parent_id": parent_id}
    found = db.session.execute(draft_statement(), values).first()
    return (found.body, found.updated_at) if found else ("", None)
