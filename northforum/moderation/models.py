"""Reports and decisions."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import ForeignKey, Index, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from northforum.core.db import BigId, Id, Model, public_id_column


class Reason(StrEnum):
    """Why somebody reports a comment, or why a moderator decided about it."""

    ABUSE = "abuse"
    PRIVACY = "privacy"
    SPAM = "spam"
    OFF_TOPIC = "off_topic"
    ILLEGAL = "illegal"
    OTHER = "other"

    @property
    def label(self) -> str:
        """The reason in a few words, as a form offers it and a log names it."""
        return _LABELS[self]

    @property
    def sentence(self) -> str:
        """The reason as the writer of a comment reads it."""
        return _SENTENCES[self]


_LABELS = {
    Reason.ABUSE: "Abuse: it attacks or demeans somebody",
    Reason.PRIVACY: "Privacy: it gives away what is private",
    Reason.SPAM: "Advertising or spam",
    Reason.OFF_TOPIC: "Off topic: it has nothing to do with this discussion",
    Reason.ILLEGAL: "Illegal: it may break the law",
    Reason.OTHER: "Something else",
}
_SENTENCES = {
    Reason.ABUSE: "It attacks or demeans somebody.",
    Reason.PRIVACY: "It gives away something that is private.",
    Reason.SPAM: "It advertises, or says the same in many places.",
    Reason.OFF_TOPIC: "It has nothing to do with this discussion.",
    Reason.ILLEGAL: "It may break the law.",
    Reason.OTHER: "The moderator’s note says why.",
}


class Action(StrEnum):
    """What a moderator decided: keep it from readers for now, for good, or let it be read."""

    HOLD = "hold"
    REMOVE = "remove"
    RESTORE = "restore"
    KEEP = "keep"

    @property
    def label(self) -> str:
        """The decision as the record names it."""
        return _DECIDED[self][0]

    @property
    def outcome(self) -> str:
        """The decision as a reporter reads it."""
        return _DECIDED[self][1]


_DECIDED = {
    Action.HOLD: ("Held", "The comment is held back for now."),
    Action.REMOVE: ("Removed", "The comment is removed."),
    Action.RESTORE: ("Let be read", "The comment can be read."),
    Action.KEEP: ("Kept as it is", "The comment keeps to our rules, and stays."),
}


class Decision(Model):
    """What a moderator decided about one version of a comment, and why; rows are added and never changed."""

    __tablename__ = "decision"

    id: Mapped[Id]
    public_id: Mapped[str] = public_id_column()
    comment_id: Mapped[int] = mapped_column(BigId, ForeignKey("comment.id"))
    comment_version: Mapped[int]
    action: Mapped[Action]
    reason: Mapped[Reason | None]
    note: Mapped[str] = mapped_column(Text, default="")
    moderator_id: Mapped[int] = mapped_column(BigId, ForeignKey("member.id"))
    created_at: Mapped[datetime]

    __table_args__ = (Index("ix_decision_comment_id", "comment_id", "id"),)


class Report(Model):
    """A member's word that one version of a comment should be looked at; decided once a decision is named."""

    __tablename__ = "report"

    id: Mapped[Id]
    public_id: Mapped[str] = public_id_column()
    comment_id: Mapped[int] = mapped_column(BigId, ForeignKey("comment.id"))
    comment_version: Mapped[int]
    reporter_id: Mapped[int] = mapped_column(BigId, ForeignKey("member.id"))
    reason: Mapped[Reason]
    detail: Mapped[str] = mapped_column(Text, default="")
    created_at: Mapped[datetime]
    decision_id: Mapped[int | None] = mapped_column(BigId, ForeignKey("decision.id"))

    # One word of one member on one version of a comment.
    __table_args__ = (UniqueConstraint("comment_id", "reporter_id", "comment_version"),)

    @property
    def is_open(self) -> bool:
        """Whether nobody has decided yet."""
        return self.decision_id is None


_open = Report.decision_id.is_(None)
Index("ix_report_open", Report.comment_id, sqlite_where=_open, postgresql_where=_open)
Index("ix_report_reporter_id", Report.reporter_id, Report.id.desc())
