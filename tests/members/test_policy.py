"""Who may do what to accounts: actor × row → verdict."""

import pytest

from northforum.access.actor import STRANGER, SYSTEM, Actor
from northforum.access.roles import Role
from northforum.members import policy
from northforum.members.models import Member, MemberState


def actor(*roles: Role, member_id: int = 1, is_suspended: bool = False) -> Actor:
    return Actor(member_id=member_id, roles=frozenset(roles), is_suspended=is_suspended)


MEMBER = Member(id=1, state=MemberState.ACTIVE)
OTHER = Member(id=2, state=MemberState.ACTIVE)
SUSPENDED = Member(id=3, state=MemberState.SUSPENDED)
CAST = {
    "stranger": STRANGER,
    "system": SYSTEM,
    "member": actor(),
    "contributor": actor(Role.CONTRIBUTOR),
    "editor": actor(Role.EDITOR),
    "moderator": actor(Role.MODERATOR),
    "administrator": actor(Role.ADMINISTRATOR),
    "suspended": actor(is_suspended=True),
    "suspended administrator": actor(Role.ADMINISTRATOR, is_suspended=True),
}
EVERY_MEMBER = {"member", "contributor", "editor", "moderator", "administrator"}


@pytest.mark.parametrize("name", CAST)
def test_who_may(name: str) -> None:
    asking = CAST[name]
    answers = {
        "take part": policy.may_take_part(asking),
        "edit own profile": policy.may_edit_profile(asking, MEMBER),
        "edit another's profile": policy.may_edit_profile(asking, OTHER),
        "add a member": policy.may_add_member(asking),
        "change roles": policy.may_change_roles(asking),
        "suspend another": policy.may_suspend(asking, OTHER),
        "suspend oneself": policy.may_suspend(asking, MEMBER),
    }
    allowed = {
        "take part": EVERY_MEMBER | {"system"},
        "edit own profile": EVERY_MEMBER | {"system"},
        "edit another's profile": {"system"},
        "add a member": {"system"},
        "change roles": {"administrator", "system"},
        "suspend another": {"administrator", "system"},
        "suspend oneself": {"system"},
    }
    assert {verb: bool(verdict) for verb, verdict in answers.items()} == {
        verb: name in who for verb, who in allowed.items()
    }
    assert all(verdict or verdict.reason for verdict in answers.values())


@pytest.mark.parametrize(("member", "is_let_in"), [(MEMBER, True), (OTHER, True), (SUSPENDED, False)])
def test_who_is_let_in(member: Member, is_let_in: bool) -> None:
    assert bool(policy.may_sign_in(member)) is is_let_in


def test_a_stranger_is_asked_to_sign_in_rather_than_told_off() -> None:
    assert policy.may_take_part(STRANGER).needs_sign_in
    assert policy.may_edit_profile(STRANGER, MEMBER).needs_sign_in
    assert not policy.may_take_part(actor(is_suspended=True)).needs_sign_in
