"""Tables of the front page: its places that editors have filled, the words they quote, and its version."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from northforum.core.db import BigId, Model

LEAD = "lead"
SECONDS = ("second-1", "second-2")
GRID = ("grid-1", "grid-2", "grid-3", "grid-4", "grid-5", "grid-6")
# Every place for an article, from the top.
PLACES = (LEAD, *SECONDS, *GRID)
QUOTES = 4


class FrontPage(Model):
    """The one front page: ``version`` grows with each arrangement, so that two editors do not overwrite each other."""

    __tablename__ = "front_page"

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    version: Mapped[int] = mapped_column(default=0)
    arranged_at: Mapped[datetime | None]
    arranged_by: Mapped[int | None] = mapped_column(BigId, ForeignKey("member.id", ondelete="SET NULL"))


class FrontSlot(Model):
    """An article that editors have put in a place, perhaps for a time; places without a row fill themselves.

    ``is_showing`` says whether its time has come and not passed: a job turns it, since no page depends on the clock.
    """

    __tablename__ = "front_slot"

    place: Mapped[str] = mapped_column(primary_key=True)
    article_id: Mapped[int] = mapped_column(BigId, ForeignKey("article.id", ondelete="CASCADE"), unique=True)
    starts_at: Mapped[datetime | None]
    ends_at: Mapped[datetime | None]
    is_showing: Mapped[bool] = mapped_column(default=True)

    def is_due(self, at: datetime) -> bool:
        """Whether the article stands in its place at the moment ``at``."""
        return (self.starts_at is None or self.starts_at <= at) and not self.is_over(at)

    def is_over(self, at: datetime) -> bool:
        """Whether its time has passed."""
        return self.ends_at is not None and self.ends_at <= at


class FrontQuote(Model):
    """A comment whose words editors quote on the front page, in the order of ``position``."""

    __tablename__ = "front_quote"
    __table_args__ = (Index("ix_front_quote_comment_id", "comment_id"),)

    position: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    comment_id: Mapped[int] = mapped_column(BigId, ForeignKey("comment.id", ondelete="CASCADE"))
