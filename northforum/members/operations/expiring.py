"""What ends by the clock."""

from sqlalchemy import delete

from northforum.core import clock
from northforum.core.db import db
from northforum.members.models import JoinRequest, MemberSession, ResetToken


def forget_expired() -> None:
    """Remove sign-ins, wishes to join and reset tokens whose time is over."""
    now = clock.now()
    for model in (JoinRequest, MemberSession, ResetToken):
        db.session.execute(delete(model).where(model.expires_at <= now))
