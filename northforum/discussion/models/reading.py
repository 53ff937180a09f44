"""What readers do with a discussion besides speaking: respect, follow, mute, visit, and drafts not yet sent."""

from datetime import datetime, timedelta
from enum import StrEnum

from sqlalchemy import ForeignKey, Index, Text
from sqlalchemy.orm import Mapped, mapped_column

from northforum.core.db import BigId, Model
from northforum.discussion.models.thread import Sort

# Our own script may note how far somebody has read no more often.
VISITED_EVERY = timedelta(seconds=5)


class FollowKind(StrEnum):
    """What a member follows: a thread, the replies below a comment, what a member says, or a topic."""

    THREAD = "thread"
    BRANCH = "branch"
    MEMBER = "member"
    TOPIC = "topic"


class Respect(Model):
    """A member's respect for a comment; ``thread_id`` is the comment's, so that a page asks for its own only."""

    __tablename__ = "respect"

    comment_id: Mapped[int] = mapped_column(BigId, ForeignKey("comment.id"), primary_key=True)
    member_id: Mapped[int] = mapped_column(BigId, ForeignKey("member.id"), primary_key=True)
    thread_id: Mapped[int] = mapped_column(BigId, ForeignKey("thread.id"))
    created_at: Mapped[datetime]

    __table_args__ = (Index("ix_respect_member_id_thread_id", "member_id", "thread_id", "comment_id"),)


class Follow(Model):
    """A member's wish to hear of something; ``subject_id`` is the id of a thread, comment, member or topic."""

    __tablename__ = "follow"

    member_id: Mapped[int] = mapped_column(BigId, ForeignKey("member.id"), primary_key=True)
    kind: Mapped[FollowKind] = mapped_column(primary_key=True)
    subject_id: Mapped[int] = mapped_column(BigId, primary_key=True)
    created_at: Mapped[datetime]

    __table_args__ = (Index("ix_follow_kind_subject_id", "kind", "subject_id", "member_id"),)


class ThreadMute(Model):
    """A member's wish to hear nothing of a thread."""

    __tablename__ = "thread_mute"

    member_id: Mapped[int] = mapped_column(BigId, ForeignKey("member.id"), primary_key=True)
    thread_id: Mapped[int] = mapped_column(BigId, ForeignKey("thread.id"), primary_key=True)
    created_at: Mapped[datetime]


class ThreadVisit(Model):
    """How far a member has read a thread: every comment up to ``seen_id`` is old to them."""

    __tablename__ = "thread_visit"

    member_id: Mapped[int] = mapped_column(BigId, ForeignKey("member.id"), primary_key=True)
    thread_id: Mapped[int] = mapped_column(BigId, ForeignKey("thread.id"), primary_key=True)
    seen_id: Mapped[int] = mapped_column(BigId)
    seen_at: Mapped[datetime]


class Draft(Model):
    """Words that a member has not sent yet; ``parent_id`` is the comment they answer, 0 for none."""

    __tablename__ = "draft"

    member_id: Mapped[int] = mapped_column(BigId, ForeignKey("member.id"), primary_key=True)
    thread_id: Mapped[int] = mapped_column(BigId, ForeignKey("thread.id"), primary_key=True)
    parent_id: Mapped[int] = mapped_column(BigId, primary_key=True)
    body: Mapped[str] = mapped_column(Text)
    updated_at: Mapped[datetime]


class ReadingPreference(Model):
    """The order in which a member reads discussions."""

    __tablename__ = "reading_preference"

    member_id: Mapped[int] = mapped_column(BigId, ForeignKey("member.id"), primary_key=True)
    sort: Mapped[Sort]
