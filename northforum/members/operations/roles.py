"""What an administrator changes about a member: roles and standing."""

from sqlalchemy import delete

from northforum.access.actor import Actor
from northforum.access.roles import Role
from northforum.access.verdict import authorize
from northforum.core.db import db
from northforum.core.events import emit
from northforum.members import policy
from northforum.members.events import MemberRestored, MemberSuspended, RoleGranted, RoleRevoked
from northforum.members.models import Member, MemberRole, MemberState


def grant_role(actor: Actor, member: Member, role: Role) -> None:
    """Give ``member`` a role; one that is held already changes nothing."""
    authorize(policy.may_change_roles(actor))
    if db.session.get(MemberRole, (member.id, role)):
        return
    db.session.add(MemberRole(member_id=member.id, role=role))
    db.session.flush()
    emit(RoleGranted(member.id, role))


def revoke_role(actor: Actor, member: Member, role: Role) -> None:
    """Take a role from ``member``; one that is not held changes nothing."""
    authorize(policy.may_change_roles(actor))
    held = delete(MemberRole).where(MemberRole.member_id == member.id, MemberRole.role == role)
    if db.session.execute(held.returning(MemberRole.role)).first():
        emit(RoleRevoked(member.id, role))


def suspend_member(actor: Actor, member: Member) -> None:
    """Let ``member`` read but not write, and not sign in anew."""
    authorize(policy.may_suspend(actor, member))
    if not member.is_suspended:
        member.state = MemberState.SUSPENDED
        db.session.flush()
        emit(MemberSuspended(member.id))


def restore_member(actor: Actor, member: Member) -> None:
    """Let a suspended member write again."""
    authorize(policy.may_suspend(actor, member))
    if member.is_suspended:
        member.state = MemberState.ACTIVE
        db.session.flush()
        emit(MemberRestored(member.id))
