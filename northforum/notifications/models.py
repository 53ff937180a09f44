"""What members are told, and how they want to be told."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from northforum.core.db import BigId, Id, Model


class NotificationKind(StrEnum):
    """What happened, seen by the one who is told."""

    REPLY = "reply"
    MENTION = "mention"
    BRANCH = "branch"
    THREAD = "thread"
    MEMBER = "member"
    TOPIC = "topic"
    DECISION = "decision"
    REPORT = "report"
    PICK = "pick"
    # About a piece at the desk.
    PITCHED = "pitched"
    ACCEPTED = "accepted"
    SUBMITTED = "submitted"
    CHANGES = "changes"
    APPROVED = "approved"
    SCHEDULED = "scheduled"
    NOT_READY = "not_ready"
    PUT_AWAY = "put_away"
    LIVE = "live"
    NOTED = "noted"


# These are about the member's own affairs; opening a thread is not reading them.
ABOUT_THEMSELVES = (NotificationKind.DECISION, NotificationKind.REPORT)


class Notification(Model):
    """One thing that a member is told; what happens to the same ``subject`` before it is read adds to ``count``.

    ``comment_id`` is the first comment that is new, ``last_id`` the newest that was counted, ``actor_id`` who acted
    last. What is about a piece at the desk has an ``article_id`` and no thread.

    ``mailed_at`` is when it went out by mail, or when it was decided that it need not.
    """

    __tablename__ = "notification"

    id: Mapped[Id]
    member_id: Mapped[int] = mapped_column(BigId, ForeignKey("member.id"))
    kind: Mapped[NotificationKind]
    subject: Mapped[str] = mapped_column(String(60))
    thread_id: Mapped[int | None] = mapped_column(BigId, ForeignKey("thread.id"))
    article_id: Mapped[int | None] = mapped_column(BigId, ForeignKey("article.id", ondelete="CASCADE"))
    comment_id: Mapped[int | None] = mapped_column(BigId, ForeignKey("comment.id"))
    last_id: Mapped[int] = mapped_column(BigId, default=0)
    actor_id: Mapped[int | None] = mapped_column(BigId, ForeignKey("member.id"))
    count: Mapped[int] = mapped_column(default=1)
    created_at: Mapped[datetime]
    updated_at: Mapped[datetime]
    read_at: Mapped[datetime | None]
    mailed_at: Mapped[datetime | None]


_unread = Notification.read_at.is_(None)
Index(
    "uq_notification_unread",
    Notification.member_id,
    Notification.subject,
    unique=True,
    sqlite_where=_unread,
    postgresql_where=_unread,
)
Index("ix_notification_member_id", Notification.member_id, Notification.updated_at.desc(), Notification.id.desc())
_unmailed = Notification.mailed_at.is_(None)
Index("ix_notification_unmailed", Notification.updated_at, sqlite_where=_unmailed, postgresql_where=_unmailed)


_read = Notification.read_at.is_not(None)
Index("ix_notification_read_at", Notification.read_at, sqlite_where=_read, postgresql_where=_read)


class NotificationPreference(Model):
    """Whether a member wants to be told by mail as well, which they do without a row, and when they last were."""

    __tablename__ = "notification_preference"

    member_id: Mapped[int] = mapped_column(BigId, ForeignKey("member.id"), primary_key=True)
    by_mail: Mapped[bool] = mapped_column(default=True)
    mailed_at: Mapped[datetime | None]
