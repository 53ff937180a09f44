"""Who may do what with a hub: actor × hub → verdict."""

from types import SimpleNamespace
from typing import Any

import pytest

from northforum.access.actor import STRANGER, SYSTEM, Actor
from northforum.access.roles import HubRole, Role
from northforum.hubs import policy
from northforum.hubs.models import HubVisibility, Joining

HUB, WRITER = 7, 3
ACTORS = {
    "stranger": STRANGER,
    "member": Actor(member_id=1),
    "in hub": Actor(member_id=2, hub_roles={HUB: HubRole.MEMBER}),
    "host": Actor(member_id=4, hub_roles={HUB: HubRole.HOST}),
    "host elsewhere": Actor(member_id=5, hub_roles={99: HubRole.HOST}),
    "contributor": Actor(member_id=WRITER, roles=frozenset({Role.CONTRIBUTOR})),
    "editor": Actor(member_id=6, roles=frozenset({Role.EDITOR})),
    "moderator": Actor(member_id=8, roles=frozenset({Role.MODERATOR})),
    "administrator": Actor(member_id=9, roles=frozenset({Role.ADMINISTRATOR})),
    "suspended host": Actor(member_id=10, hub_roles={HUB: HubRole.HOST}, is_suspended=True),
    "system": SYSTEM,
}
EVERYONE = set(ACTORS)
INSIDERS = {"in hub", "host", "suspended host"}
KEEPERS = {"moderator", "administrator", "system"}


def a_hub(visibility: HubVisibility = HubVisibility.PUBLIC, joining: Joining = Joining.OPEN) -> Any:
    return SimpleNamespace(id=HUB, visibility=visibility, joining=joining)


def allowed(rule: Any, *args: Any) -> set[str]:
    return {name for name, actor in ACTORS.items() if rule(actor, *args)}


@pytest.mark.parametrize(
    ("visibility", "who"),
    [
        (HubVisibility.PUBLIC, EVERYONE),
        (HubVisibility.MEMBERS, EVERYONE),
        (HubVisibility.SECRET, INSIDERS | KEEPERS),
    ],
)
def test_who_may_know_of_a_hub(visibility: HubVisibility, who: set[str]) -> None:
    assert allowed(policy.may_see, a_hub(visibility)) == who


@pytest.mark.parametrize(
    ("visibility", "who"),
    [
        (HubVisibility.PUBLIC, EVERYONE),
        (HubVisibility.MEMBERS, INSIDERS | KEEPERS),
        (HubVisibility.SECRET, INSIDERS | KEEPERS),
    ],
)
def test_who_may_look_inside(visibility: HubVisibility, who: set[str]) -> None:
    assert allowed(policy.may_look_inside, a_hub(visibility)) == who


def test_who_may_open_a_hub() -> None:
    assert allowed(policy.may_found) == {"editor", "administrator", "system"}


@pytest.mark.parametrize(
    ("visibility", "who"),
    [
        (HubVisibility.PUBLIC, {"host", "editor", "administrator", "system"}),
        (HubVisibility.SECRET, {"host", "administrator", "system"}),
    ],
)
def test_who_may_change_what_a_hub_says(visibility: HubVisibility, who: set[str]) -> None:
    assert allowed(policy.may_describe, a_hub(visibility)) == who


@pytest.mark.parametrize("joining", [Joining.OPEN, Joining.REQUEST])
def test_every_member_who_takes_part_may_join_or_ask(joining: Joining) -> None:
    who = EVERYONE - {"stranger", "suspended host", "system"}
    assert allowed(policy.may_join, a_hub(joining=joining)) == who


def test_nobody_joins_a_hub_that_invites_but_who_is_in_it() -> None:
    hub = a_hub(joining=Joining.INVITATION)
    assert allowed(policy.may_join, hub) == {"in hub", "host"}
    assert "invitation" in policy.may_join(ACTORS["member"], hub).reason


def test_strangers_are_asked_to_sign_in() -> None:
    assert policy.may_join(STRANGER, a_hub()).needs_sign_in
    assert policy.may_decide_requests(STRANGER, a_hub()).needs_sign_in
    assert policy.may_leave(STRANGER).needs_sign_in


def test_everybody_with_an_account_may_leave() -> None:
    assert allowed(policy.may_leave) == EVERYONE - {"stranger", "system"}


def test_only_hosts_decide_who_is_let_in() -> None:
    assert allowed(policy.may_decide_requests, a_hub()) == {"host", "system"}


def test_editors_and_the_writer_name_hubs() -> None:
    article: Any = SimpleNamespace(created_by=WRITER)
    assert allowed(policy.may_name_hubs, article) == {"contributor", "editor", "administrator", "system"}


def test_a_writer_who_lost_the_desk_names_no_hubs() -> None:
    article: Any = SimpleNamespace(created_by=1)
    assert not policy.may_name_hubs(ACTORS["member"], article)
