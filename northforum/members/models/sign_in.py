"""One sign-in of a member on one device; removing the row ends it."""

from datetime import datetime, timedelta
from typing import Self

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from northforum.core.db import BigId, Id, Model

REMEMBERED_FOR = timedelta(days=30)
# How long a sign-in that was not to be remembered may rest before it ends.
REST = timedelta(hours=12)
TOUCHED_EVERY = timedelta(minutes=5)


class MemberSession(Model):
    """A sign-in: the hash of its key, the device, and how long it lasts."""

    __tablename__ = "member_session"

    id: Mapped[Id]
    member_id: Mapped[int] = mapped_column(BigId, ForeignKey("member.id", ondelete="CASCADE"), index=True)
    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    device: Mapped[str] = mapped_column(String(80))
    created_at: Mapped[datetime]
    last_seen_at: Mapped[datetime]
    expires_at: Mapped[datetime] = mapped_column(index=True)
    remembered: Mapped[bool]
    reauthenticated_at: Mapped[datetime]

    @classmethod
    def begin(cls, member_id: int, token_hash: str, *, device: str, remembered: bool, at: datetime) -> Self:
        """Return the row of a sign-in that begins at ``at``."""
        return cls(
            member_id=member_id,
            token_hash=token_hash,
            device=device,
            remembered=remembered,
            created_at=at,
            last_seen_at=at,
            reauthenticated_at=at,
            expires_at=at + (REMEMBERED_FOR if remembered else REST),
        )
