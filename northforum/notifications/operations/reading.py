"""Marking as read what a member was told."""

from typing import Any

from sqlalchemy import ColumnElement, func, update

from northforum.access.actor import Actor
from northforum.access.verdict import SIGN_IN_FIRST, authorize
from northforum.core import clock
from northforum.core.db import db
from northforum.discussion.events import ThreadVisited
from northforum.notifications.models import ABOUT_THEMSELVES, Notification


def read_visited(event: ThreadVisited) -> None:
    """Mark as read what a member was told of a thread that they have read."""
    read_thread(event.member_id, event.thread_id, event.seen_id)


def read_thread(member_id: int, thread_id: int, up_to: int) -> None:
    """Note that a member has read a thread up to the comment ``up_to``."""
    seen = Notification.thread_id == thread_id, Notification.last_id <= up_to
    _read(member_id, *seen, Notification.kind.not_in(ABOUT_THEMSELVES))


def read_notification(actor: Actor, notification_id: int) -> None:
    """Note that the actor has read one thing; somebody else's stays as it is."""
    _read(_own_id(actor), Notification.id == notification_id)


def read_all(actor: Actor) -> None:
    """Note that the actor has read everything."""
    _read(_own_id(actor))


def _own_id(actor: Actor) -> int:
    if actor.member_id is None:
        authorize(SIGN_IN_FIRST)
    return actor.member_id or 0


def _read(member_id: int, *conditions: ColumnElement[bool]) -> None:
    unread: Any = update(Notification).where(Notification.member_id == member_id, Notification.read_at.is_(None))
    now = clock.now()
    read = unread.where(*conditions).values(read_at=now, mailed_at=func.coalesce(Notification.mailed_at, now))
    db.session.execute(read, execution_options={"synchronize_session": False})
