"""Mail about what members were told: set aside in one transaction, sent by a job; and whether they want it."""

from datetime import datetime

from sqlalchemy import delete, select, update

from northforum.access.actor import Actor
from northforum.access.verdict import SIGN_IN_FIRST, authorize
from northforum.core import clock
from northforum.core.db import db, insert_into
from northforum.core.events import emit
from northforum.notifications import queries
from northforum.notifications.events import MailPrepared, MailWaits
from northforum.notifications.models import Notification, NotificationPreference
from northforum.notifications.operations.telling import READ_IS_KEPT

CHUNK = 5000


def prepare_mail() -> None:
    """Set aside what waits for a mail, a member at a time; the job of each mail exists exactly when its rows say so."""
    now = clock.now()
    waiting = queries.members_to_mail(now)
    for member_id in waiting[: queries.A_TURN]:
        _prepare(member_id, now)
    if len(waiting) > queries.A_TURN:
        emit(MailWaits())


def choose_mail(actor: Actor, *, by_mail: bool) -> Actor:
    """Note whether the actor wants to be told by mail as well."""
    if actor.member_id is None:
        authorize(SIGN_IN_FIRST)
    _choose(actor.member_id or 0, by_mail)
    return actor


def stop_mail(member_id: int) -> int:
    """Tell a member by mail no longer; for whoever holds the signed address that stands in each mail."""
    _choose(member_id, False)
    return member_id


def forget_read() -> None:
    """Forget what was read ninety days ago; some thousands at a time."""
    old = clock.now() - READ_IS_KEPT
    some = select(Notification.id).where(Notification.read_at < old).order_by(Notification.read_at).limit(CHUNK)
    db.session.execute(delete(Notification).where(Notification.id.in_(some)))


def _prepare(member_id: int, now: datetime) -> None:
    waits = Notification.member_id == member_id, Notification.mailed_at.is_(None), Notification.read_at.is_(None)
    set_aside = update(Notification).where(*waits).values(mailed_at=now).returning(Notification.id)
    # Another worker may have been quicker.
    if db.session.execute(set_aside).first() is None:
        return
    mailed = insert_into(NotificationPreference).values(member_id=member_id, by_mail=True, mailed_at=now)
    changes = {"mailed_at": mailed.excluded.mailed_at}
    db.session.execute(mailed.on_conflict_do_update(index_elements=["member_id"], set_=changes))
    emit(MailPrepared(member_id, now.isoformat()))


def _choose(member_id: int, by_mail: bool) -> None:
    # What came before is not mailed when the wish changes again. It is first, as in ``_prepare``, against a deadlock.
    waits = Notification.member_id == member_id, Notification.mailed_at.is_(None)
    db.session.execute(update(Notification).where(*waits).values(mailed_at=clock.now()))
    wish = insert_into(NotificationPreference).values(member_id=member_id, by_mail=by_mail)
    changes = {"by_mail": wish.excluded.by_mail}
    db.session.execute(wish.on_conflict_do_update(index_elements=["member_id"], set_=changes))
