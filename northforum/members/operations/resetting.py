"""A new password: by a mailed link, or with the present one."""

from sqlalchemy import delete, update

from northforum.access.actor import Actor
from northforum.access.verdict import authorize
from northforum.core import clock, tokens
from northforum.core.db import db
from northforum.core.errors import Conflict, Invalid
from northforum.core.events import emit
from northforum.members import policy, queries
from northforum.members.events import PasswordChanged, ResetAsked
from northforum.members.models import RESET_LIFETIME, Member, ResetToken
from northforum.members.operations.signing_in import NewSignIn, end_all_sign_ins, open_sign_in
from northforum.members.queries import Credentials


def ask_reset(*, email: str) -> ResetToken:
    """Note that somebody wants a new password; the same is done whether or not the address has an account."""
    reset = _pending(email)
    emit(ResetAsked(reset.id))
    return reset


def renew_reset_token(reset: ResetToken, member: Member) -> str:
    """Return a new token for the mail to ``member``; one made before is worth nothing any more."""
    token = tokens.new_token()
    reset.member_id, reset.token_hash = member.id, token.hash
    db.session.flush()
    return token.raw


def issue_reset_token(actor: Actor, member: Member) -> str:
    """Return a token for a link that an operator hands over; works for an hour, once."""
    authorize(policy.may_add_member(actor))
    return renew_reset_token(_pending(member.email), member)


def reset_password(reset_id: int, token_hash: str, device: str, *, password_hash: str) -> NewSignIn:
    """Give the member of a reset token a new password, end all their sign-ins and begin a fresh one.

    Raises
    ------
    Conflict
        When the link was used in the meantime.
    Forbidden
        When the member is suspended.
    """
    taken = delete(ResetToken).where(ResetToken.id == reset_id, ResetToken.token_hash == token_hash)
    member_id = db.session.execute(taken.returning(ResetToken.member_id)).scalar()
    member = queries.locked_member(member_id) if member_id else None
    if member is None:
        raise Conflict("This link has been used already. Ask for another one, or log in.")
    authorize(policy.may_sign_in(member))
    return _change(member, password_hash, device, remembered=False)


def change_password(
    actor: Actor, session_id: int | None, device: str, *, credentials: Credentials, password_hash: str
) -> NewSignIn:
    """Give the actor a new password and end every sign-in but this one, which gets a new key."""
    authorize(policy.may_take_part(actor))
    member = queries.locked_member(credentials.member_id)
    if member is None or member.id != actor.member_id or member.password_hash != credentials.password_hash:
        raise Invalid(present=queries.WRONG_PASSWORD)
    remembered = any(sign_in.remembered for sign_in in queries.sign_ins_of(member.id) if sign_in.id == session_id)
    return _change(member, password_hash, device, remembered=remembered)


def _change(member: Member, password_hash: str, device: str, *, remembered: bool) -> NewSignIn:
    db.session.execute(update(Member).where(Member.id == member.id).values(password_hash=password_hash))
    db.session.execute(delete(ResetToken).where(ResetToken.member_id == member.id))
    end_all_sign_ins(member.id)
    sign_in = open_sign_in(member.id, device, remembered=remembered)
    emit(PasswordChanged(member.id))
    return sign_in


def _pending(email: str) -> ResetToken:
    now = clock.now()
    reset = ResetToken(email=email, created_at=now, expires_at=now + RESET_LIFETIME)
    db.session.add(reset)
    db.session.flush()
    return reset
