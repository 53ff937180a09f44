"""The actor: roles as questions."""

import pytest

from northforum.access.actor import STRANGER, SYSTEM, Actor
from northforum.access.roles import HubRole, Role


def with_role(*roles: Role) -> Actor:
    return Actor(member_id=1, roles=frozenset(roles))


@pytest.mark.parametrize(
    ("actor", "editor", "moderator", "desk", "member"),
    [
        (STRANGER, False, False, False, False),
        (with_role(), False, False, False, True),
        (with_role(Role.CONTRIBUTOR), False, False, True, True),
        (with_role(Role.EDITOR), True, False, True, True),
        (with_role(Role.MODERATOR), False, True, False, True),
        (with_role(Role.ADMINISTRATOR), True, True, True, True),
        (SYSTEM, True, True, True, False),
    ],
)
def test_what_each_role_amounts_to(actor: Actor, editor: bool, moderator: bool, desk: bool, member: bool) -> None:
    found = (actor.is_editor, actor.is_moderator, actor.writes_at_the_desk, actor.is_member)
    assert found == (editor, moderator, desk, member)


def test_roles_in_hubs_are_per_hub() -> None:
    actor = Actor(member_id=1, hub_roles={4: HubRole.HOST, 5: HubRole.MEMBER})
    assert actor.hosts(4)
    assert not actor.hosts(5)
    assert actor.in_hub(5)
    assert not actor.in_hub(6)
    assert not STRANGER.in_hub(None)
