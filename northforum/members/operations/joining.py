"""Joining: a wish, a mail, a confirmed address, a member who is signed in."""

from dataclasses import dataclass

from sqlalchemy import delete

from northforum.core import clock, tokens
from northforum.core.db import db
from northforum.core.errors import Conflict
from northforum.core.events import emit
from northforum.members import queries
from northforum.members.events import JoinAsked, MemberJoined
from northforum.members.models import JOIN_LIFETIME, JoinRequest
from northforum.members.operations.adding import new_member
from northforum.members.operations.signing_in import NewSignIn, open_sign_in


@dataclass(frozen=True)
class Joined:
    """A new member's first sign-in, and where they came from."""

    sign_in: NewSignIn
    next_path: str


def ask_to_join(browser_hash: str, *, name: str, email: str, password_hash: str, next_path: str) -> JoinRequest:
    """Note that somebody wants to join; the same is done whether or not the address has an account."""
    now = clock.now()
    asked = JoinRequest(
        name=name,
        email=email,
        password_hash=password_hash,
        next_path=next_path,
        browser_hash=browser_hash,
        created_at=now,
        expires_at=now + JOIN_LIFETIME,
    )
    db.session.add(asked)
    db.session.flush()
    emit(JoinAsked(asked.id))
    return asked


def renew_join_token(asked: JoinRequest) -> str:
    """Return a new token for the mail that confirms the address; one made before is worth nothing any more."""
    token = tokens.new_token()
    asked.token_hash = token.hash
    db.session.flush()
    return token.raw


def drop_join_request(asked_id: int) -> None:
    """Forget a wish to join."""
    db.session.execute(delete(JoinRequest).where(JoinRequest.id == asked_id))


def confirm_join(asked_id: int, token_hash: str, device: str) -> Joined:
    """Make the member whose address is confirmed, and sign them in.

    Raises
    ------
    Conflict
        When the link was used, or the address got an account in another way, in the meantime.
    """
    # The row is taken away first: of two clicks at once only one finds it.
    taken = delete(JoinRequest).where(JoinRequest.id == asked_id, JoinRequest.token_hash == token_hash)
    asked = db.session.execute(
        taken.returning(JoinRequest.name, JoinRequest.email, JoinRequest.password_hash, JoinRequest.next_path)
    ).first()
    if asked is None:
        raise Conflict("This link has been used already. Log in with your e-mail address and password.")
    if queries.member_by_email(asked.email):
        raise Conflict("This address has an account by now. Log in with it.")
    member = new_member(name=asked.name, email=asked.email, password_hash=asked.password_hash)
    db.session.execute(delete(JoinRequest).where(JoinRequest.email == asked.email))
    sign_in = open_sign_in(member.id, device, remembered=False)
    emit(MemberJoined(member.id))
    return Joined(sign_in, asked.next_path)
