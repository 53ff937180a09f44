"""Making a member: by confirming an address, or by an operator."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from northforum.access.actor import Actor
from northforum.access.roles import Role
from northforum.access.verdict import authorize
from northforum.core import clock, drawing, richtext
from northforum.core.db import db
from northforum.core.errors import Invalid
from northforum.core.events import emit
from northforum.members import policy, queries
from northforum.members.events import MemberJoined
from northforum.members.models import Member, MemberRole, naming


@dataclass(frozen=True)
class MemberDetails:
    """What a member can be made of; the password comes hashed, so that many members need not take many hashes."""

    name: str
    email: str
    password_hash: str
    headline: str = ""
    bio: str = ""
    place: str = ""
    organisation: str = ""
    links: Sequence[str] = ()


def add_member(actor: Actor, details: MemberDetails, *, roles: Iterable[Role] = ()) -> Member:
    """Make a member whose address needs no confirmation.

    Raises
    ------
    Invalid
        When a detail cannot be accepted or the address has an account already.
    """
    authorize(policy.may_add_member(actor))
    name, email = naming.clean_name(details.name), naming.clean_email(details.email)
    links = naming.clean_links(details.links)
    bio = richtext.profile(details.bio)
    if queries.member_by_email(email):
        raise Invalid(email="There is already an account with this address.")
    member = new_member(name=name, email=email, password_hash=details.password_hash)
    member.describe(headline=details.headline, place=details.place, organisation=details.organisation, links=links)
    member.tell(bio)
    db.session.flush()
    db.session.add_all(MemberRole(member_id=member.id, role=role) for role in dict.fromkeys(roles))
    db.session.flush()
    emit(MemberJoined(member.id))
    return member


def new_member(*, name: str, email: str, password_hash: str) -> Member:
    """Return a new row for a member, with a handle that nobody has."""
    handle = naming.free_handle(name, queries.handles_like(naming.handle_stem(name)))
    member = Member(
        handle=handle,
        name=name,
        email=email,
        password_hash=password_hash,
        tone=drawing.avatar_tone(handle),
        created_at=clock.now(),
    )
    db.session.add(member)
    db.session.flush()
    return member
