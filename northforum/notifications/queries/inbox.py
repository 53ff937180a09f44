"""What a member was told."""

from collections.abc import Mapping, Sequence

from sqlalchemy import func, select

from northforum.access.actor import Actor
from northforum.core.db import db
from northforum.notifications.models import Notification


def unread_by_thread(actor: Actor, thread_ids: Sequence[int]) -> Mapping[int, int]:
    """Return how many comments the actor was told of and has not read, in those of the threads where there are some."""
    own = Notification.member_id == actor.member_id, Notification.read_at.is_(None)
    counts = select(Notification.thread_id, func.sum(Notification.count)).where(
        *own, Notification.comment_id.is_not(None), Notification.thread_id.in_(thread_ids)
    )
    rows = db.session.execute(counts.group_by(Notification.thread_id)) if thread_ids else ()
    return {thread_id: int(count) for thread_id, count in rows}
