"""What waits for somebody to follow a link in a mail."""

from datetime import datetime, timedelta

from sqlalchemy import ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from northforum.core.db import BigId, Id, Model
from northforum.members.models import naming

JOIN_LIFETIME = timedelta(hours=24)
RESET_LIFETIME = timedelta(hours=1)


class JoinRequest(Model):
    """A wish to join; the member is made when the address is confirmed, so nobody can park one on another's address.

    ``browser_hash`` is of a random value in the session of the browser that asked; ``token_hash`` is empty until the
    mail is written.
    """

    __tablename__ = "join_request"

    id: Mapped[Id]
    email: Mapped[str] = mapped_column(String(254), index=True)
    name: Mapped[str] = mapped_column(String(naming.NAME_LENGTH))
    password_hash: Mapped[str] = mapped_column(String(200))
    next_path: Mapped[str] = mapped_column(Text)
    browser_hash: Mapped[str] = mapped_column(String(64))
    token_hash: Mapped[str | None] = mapped_column(String(64), unique=True)
    created_at: Mapped[datetime]
    expires_at: Mapped[datetime] = mapped_column(index=True)


class ResetToken(Model):
    """A wish for a new password; known and unknown addresses get a row alike, the mail's writer tells them apart."""

    __tablename__ = "reset_token"

    id: Mapped[Id]
    email: Mapped[str] = mapped_column(String(254))
    member_id: Mapped[int | None] = mapped_column(BigId, ForeignKey("member.id", ondelete="CASCADE"), index=True)
    token_hash: Mapped[str | None] = mapped_column(String(64), unique=True)
    created_at: Mapped[datetime]
    expires_at: Mapped[datetime] = mapped_column(index=True)
