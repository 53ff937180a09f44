"""Who is to get mail, and what stands in it."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any, NamedTuple

from sqlalchemy import Row, and_, or_, select

from northforum import identity
from northforum.access.actor import Actor
from northforum.core.db import db
from northforum.members.models import Member, MemberState
from northforum.notifications.models import Notification, NotificationPreference
from northforum.notifications.queries.told import told_rows

# A member gets one mail in this time at most.
PAUSE = timedelta(minutes=10)
A_TURN = 200
LINES = 20


class Letter(NamedTuple):
    """What was set aside for one mail to a member, as rows of ``told_rows``, one more than ``LINES`` for more."""

    member: Member
    rows: Sequence[Row[Any]]


def members_to_mail(at: datetime) -> Sequence[int]:
    """Return the members for whom something waits to be mailed, and one more than a turn takes where there are more."""
    wish = NotificationPreference
    is_rested = or_(wish.mailed_at.is_(None), wish.mailed_at <= at - PAUSE)
    waits = Notification.mailed_at.is_(None), Notification.read_at.is_(None)
    waiting = (
        select(Notification.member_id)
        .join(Member, Member.id == Notification.member_id)
        .outerjoin(wish, wish.member_id == Notification.member_id)
        .where(*waits, Member.state == MemberState.ACTIVE)
        .where(or_(wish.member_id.is_(None), and_(wish.by_mail, is_rested)))
    )
    return db.session.scalars(waiting.distinct().order_by(Notification.member_id).limit(A_TURN + 1)).all()


def letter(member_id: int, prepared_at: datetime) -> Letter | None:
    """Return what was set aside at ``prepared_at`` and is still unread, if the member still wants mail."""
    actor, member = identity.actors([member_id]).get(member_id), db.session.get(Member, member_id)
    if actor is None or member is None or member.is_suspended or not wants_mail(actor):
        return None
    rows = told_rows(actor).where(Notification.mailed_at == prepared_at, Notification.read_at.is_(None))
    newest = rows.order_by(Notification.updated_at.desc(), Notification.id.desc()).limit(LINES + 1)
    return Letter(member, db.session.execute(newest).all())


def wants_mail(actor: Actor) -> bool:
    """Return whether the actor wants to be told by mail as well."""
    by_mail = select(NotificationPreference.by_mail).where(NotificationPreference.member_id == actor.member_id)
    return db.session.scalar(by_mail) is not False


def is_member(member_id: int) -> bool:
    """Return whether there is a member with this id."""
    return db.session.get(Member, member_id) is not None
