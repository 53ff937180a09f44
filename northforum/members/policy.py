"""Who may do what to accounts and profiles."""

from northforum.access.actor import Actor
from northforum.access.roles import Role
from northforum.access.verdict import SIGN_IN_FIRST, YES, Verdict, no
from northforum.members.models import Member

SUSPENDED = (
    "Your account is suspended: you may read, but not write. Reply to any mail of ours if you think this is wrong."
)


def may_sign_in(member: Member) -> Verdict:
    """Answer whether ``member``, who knows the password, is let in."""
    if member.is_suspended:
        return no("This account is suspended. Reply to any mail of ours if you think this is wrong.")
    return YES


def may_take_part(actor: Actor) -> Verdict:
    """Answer whether ``actor`` may write anything at all; other rules begin with this one."""
    if actor.is_system:
        return YES
    if not actor.is_member:
        return SIGN_IN_FIRST
    return no(SUSPENDED) if actor.is_suspended else YES


def may_edit_profile(actor: Actor, member: Member) -> Verdict:
    """Answer whether ``actor`` may change the profile of ``member``."""
    takes_part = may_take_part(actor)
    if not takes_part or actor.is_system or actor.member_id == member.id:
        return takes_part
    return no("A profile is changed by its own member only.")


def may_mute(actor: Actor, member: Member) -> Verdict:
    """Answer whether ``actor`` may choose not to see what ``member`` says; that is for readers, the suspended too."""
    if not actor.is_member:
        return SIGN_IN_FIRST
    return no("You cannot mute yourself.") if actor.member_id == member.id else YES


def may_add_member(actor: Actor) -> Verdict:
    """Answer whether ``actor`` may make a member without a confirmed address."""
    return YES if actor.is_system else no("Members join by themselves.")


def may_change_roles(actor: Actor) -> Verdict:
    """Answer whether ``actor`` may give and take roles."""
    return _administers(actor, "Only an administrator gives and takes roles.")


def may_suspend(actor: Actor, member: Member) -> Verdict:
    """Answer whether ``actor`` may suspend ``member`` or let them write again."""
    if actor.member_id == member.id:
        return no("You cannot suspend yourself.")
    return _administers(actor, "Only an administrator suspends members.")


def _administers(actor: Actor, reason: str) -> Verdict:
    takes_part = may_take_part(actor)
    if not takes_part or actor.is_system or actor.has_role(Role.ADMINISTRATOR):
        return takes_part
    return no(reason)
