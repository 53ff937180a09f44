"""Muting a member: whoever does sees no longer what the other says, and is told of none of it."""

from sqlalchemy import delete, func, select

from northforum.access.actor import Actor
from northforum.access.verdict import authorize
from northforum.core import clock
from northforum.core.db import db, insert_into
from northforum.core.errors import Conflict
from northforum.members import policy
from northforum.members.models import Member, MemberMute

# Each page with comments carries a rule that names them all.
MOST_MUTED = 200
TOO_MANY = "You have muted 200 members, and there is no room for more. Hear somebody again first."


def mute_member(actor: Actor, member: Member) -> Member:
    """Keep what ``member`` says from the actor; a second time changes nothing.

    Raises
    ------
    Conflict
        When the actor has muted as many as there is room for.
    """
    authorize(policy.may_mute(actor, member))
    own = select(func.count()).where(MemberMute.member_id == actor.member_id, MemberMute.muted_id != member.id)
    if (db.session.scalar(own) or 0) >= MOST_MUTED:
        raise Conflict(TOO_MANY)
    mute = {"member_id": actor.member_id, "muted_id": member.id, "created_at": clock.now()}
    db.session.execute(insert_into(MemberMute).values(mute).on_conflict_do_nothing())
    return member


def unmute_member(actor: Actor, member: Member) -> Member:
    """Show the actor again what ``member`` says; where nothing is muted, nothing changes."""
    authorize(policy.may_mute(actor, member))
    mine = MemberMute.member_id == actor.member_id, MemberMute.muted_id == member.id
    db.session.execute(delete(MemberMute).where(*mine))
    return member
