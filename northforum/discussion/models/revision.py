"""What a comment said before it was edited."""

from datetime import datetime

from sqlalchemy import ForeignKey, Text
from sqlalchemy.orm import Mapped, mapped_column

from northforum.core.db import BigId, Model


class CommentRevision(Model):
    """The words of a comment at one of its former versions.

    ``is_public`` when readers may compare them with what came after: when they were replaced after the time of free
    editing. A decision about a comment names the version that was seen.
    """

    __tablename__ = "comment_revision"

    comment_id: Mapped[int] = mapped_column(BigId, ForeignKey("comment.id"), primary_key=True)
    version: Mapped[int] = mapped_column(primary_key=True)
    source: Mapped[str] = mapped_column(Text)
    written_at: Mapped[datetime]
    replaced_at: Mapped[datetime]
    is_public: Mapped[bool]


class CommentMention(Model):
    """A member whom a comment names with their handle."""

    __tablename__ = "comment_mention"

    comment_id: Mapped[int] = mapped_column(BigId, ForeignKey("comment.id"), primary_key=True)
    member_id: Mapped[int] = mapped_column(BigId, ForeignKey("member.id"), primary_key=True)
