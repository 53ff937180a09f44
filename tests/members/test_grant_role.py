"""Roles and standing, as an administrator gives and takes them."""

import pytest
from flask import Flask

from northforum.access.actor import STRANGER, SYSTEM, Actor
from northforum.access.roles import Role
from northforum.core import events
from northforum.core.db import transaction
from northforum.core.errors import Forbidden, NeedsSignIn
from northforum.core.events import Event, Reaction
from northforum.members import operations, queries
from northforum.members.events import MemberRestored, MemberSuspended, RoleGranted, RoleRevoked
from tests.members.conftest import Person

ADMINISTRATOR = Actor(member_id=99, roles=frozenset({Role.ADMINISTRATOR}))


@pytest.fixture
def heard(app: Flask) -> list[Event]:
    seen: list[Event] = []
    kinds = (RoleGranted, RoleRevoked, MemberSuspended, MemberRestored)
    events.react({kind: Reaction(now=[seen.append]) for kind in kinds})
    return seen


@pytest.mark.parametrize("actor", [SYSTEM, ADMINISTRATOR])
def test_a_role_is_given_and_taken_once(app: Flask, ada: Person, actor: Actor, heard: list[Event]) -> None:
    with transaction(app):
        member = queries.known_member(ada.handle)
        operations.grant_role(actor, member, Role.EDITOR)
        operations.grant_role(actor, member, Role.EDITOR)
        assert queries.roles_of(ada.id) == {Role.EDITOR}
        assert queries.roles_by_member() == {ada.id: [Role.EDITOR]}
        operations.revoke_role(actor, member, Role.EDITOR)
        operations.revoke_role(actor, member, Role.EDITOR)
        assert queries.roles_of(ada.id) == frozenset()
    assert heard == [RoleGranted(ada.id, "editor"), RoleRevoked(ada.id, "editor")]


@pytest.mark.parametrize("actor", [SYSTEM, ADMINISTRATOR])
def test_a_member_is_suspended_and_restored_once(app: Flask, ada: Person, actor: Actor, heard: list[Event]) -> None:
    with transaction(app):
        member = queries.known_member(ada.handle)
        for change in (operations.suspend_member, operations.restore_member):
            change(actor, member)
            change(actor, member)
    assert heard == [MemberSuspended(ada.id), MemberRestored(ada.id)]


@pytest.mark.parametrize("role", [Role.CONTRIBUTOR, Role.EDITOR, Role.MODERATOR])
def test_other_roles_may_not(app: Flask, ada: Person, role: Role) -> None:
    actor = Actor(member_id=99, roles=frozenset({role}))
    with transaction(app):
        member = queries.known_member(ada.handle)
        for change in (operations.grant_role, operations.revoke_role):
            with pytest.raises(Forbidden):
                change(actor, member, Role.ADMINISTRATOR)
        for change_standing in (operations.suspend_member, operations.restore_member):
            with pytest.raises(Forbidden):
                change_standing(actor, member)
            with pytest.raises(NeedsSignIn):
                change_standing(STRANGER, member)


def test_nobody_suspends_themselves(app: Flask, ada: Person) -> None:
    actor = Actor(member_id=ada.id, roles=frozenset({Role.ADMINISTRATOR}))
    with pytest.raises(Forbidden), transaction(app):
        operations.suspend_member(actor, queries.known_member(ada.handle))
