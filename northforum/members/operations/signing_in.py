"""Signing in and out: one row for each device, which only its own member can end."""

from dataclasses import dataclass

from sqlalchemy import delete, update

from northforum.access.actor import Actor
from northforum.access.verdict import authorize
from northforum.core import clock, tokens
from northforum.core.db import db, own_write
from northforum.core.errors import Invalid, NotFound
from northforum.members import policy, queries
from northforum.members.models import MemberSession
from northforum.members.models.sign_in import REST
from northforum.members.queries import Credentials


@dataclass(frozen=True)
class NewSignIn:
    """A sign-in that has just begun; ``key`` is known to nobody but the browser."""

    member_id: int
    session_id: int
    key: str
    remembered: bool


def sign_in(device: str, replaced_id: int | None, *, credentials: Credentials, remember: bool) -> NewSignIn:
    """Begin a sign-in for somebody who has proved who they are, in place of the one this browser had.

    Raises
    ------
    Forbidden
        When the member is suspended.
    """
    member = queries.locked_member(credentials.member_id)
    if member is None or member.password_hash != credentials.password_hash:
        # Changed between the slow comparison and this transaction.
        raise Invalid(queries.WRONG_CREDENTIALS)
    authorize(policy.may_sign_in(member))
    if credentials.fresher_hash:
        member.password_hash = credentials.fresher_hash
    sign_out(replaced_id)
    return open_sign_in(member.id, device, remembered=remember)


def sign_out(session_id: int | None) -> None:
    """End the sign-in that the request came with, if any."""
    if session_id is not None:
        db.session.execute(delete(MemberSession).where(MemberSession.id == session_id))


def end_sign_in(actor: Actor, session_id: int) -> None:
    """End one of the actor's own sign-ins; ``NotFound`` for anybody else's."""
    own = delete(MemberSession).where(MemberSession.id == session_id, MemberSession.member_id == actor.member_id)
    if db.session.execute(own.returning(MemberSession.id)).first() is None:
        raise NotFound("This sign-in has ended already.")


def end_other_sign_ins(actor: Actor, present_id: int | None) -> None:
    """End every sign-in of the actor but the present one."""
    others = delete(MemberSession).where(MemberSession.member_id == actor.member_id, MemberSession.id != present_id)
    db.session.execute(others)


def end_all_sign_ins(member_id: int) -> None:
    """End every sign-in of a member."""
    db.session.execute(delete(MemberSession).where(MemberSession.member_id == member_id))


def note_seen(session_id: int, *, remembered: bool) -> None:
    """Note in a short write of its own that a sign-in is in use; one that was not to be remembered lasts on."""
    now = clock.now()
    seen = {"last_seen_at": now} if remembered else {"last_seen_at": now, "expires_at": now + REST}
    with own_write() as connection:
        connection.execute(update(MemberSession).where(MemberSession.id == session_id).values(seen))


def open_sign_in(member_id: int, device: str, *, remembered: bool) -> NewSignIn:
    """Return a new sign-in of the member; for operations that have made sure of who it is."""
    token = tokens.new_token()
    row = MemberSession.begin(member_id, token.hash, device=device, remembered=remembered, at=clock.now())
    db.session.add(row)
    db.session.flush()
    return NewSignIn(member_id, row.id, token.raw, remembered)
