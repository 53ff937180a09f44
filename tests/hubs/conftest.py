"""The hubs of the tests: one of each kind of door, with the cast around them."""

from collections.abc import Callable
from dataclasses import dataclass

import pytest
from sqlalchemy import select

from northforum.access.actor import SYSTEM, Actor
from northforum.core.db import db, transaction
from northforum.hubs import operations
from northforum.hubs.models import Hub, HubMember, HubVisibility, Joining
from tests import factories
from tests.cast import Cast, Person

Act = Callable[..., object]


@dataclass(frozen=True)
class Hubs:
    """Slugs of hubs; ``cast.host`` hosts each, ``cast.member`` is in each but the one on request."""

    public: str
    on_request: str
    members_only: str
    secret: str

    def all(self) -> tuple[str, ...]:
        return (self.public, self.on_request, self.members_only, self.secret)


@pytest.fixture
def hubs(cast: Cast) -> Hubs:
    with transaction(cast.app):
        inner = factories.a_hub(
            "Pulley House",
            hosts=[cast.host.member_id],
            visibility=HubVisibility.MEMBERS,
            joining=Joining.INVITATION,
            place="Bury",
        )
        world = cast.world
        found = Hubs(world.hub, world.request_hub, inner.slug, world.secret_hub)
        for slug in (found.public, found.members_only, found.secret):
            operations.admit_member(SYSTEM, hub_at(slug), cast.member.member_id)
    return found


@pytest.fixture
def act(cast: Cast) -> Act:
    """Carry out an operation on a hub as somebody: ``act(operations.join_hub, person, slug, answer="")``."""

    def run(
        operation: Callable[..., object], person: Person | None, slug: str, *args: object, **values: object
    ) -> object:
        actor: Actor = cast.actor(person)
        with transaction(cast.app):
            return operation(actor, hub_at(slug), *args, **values)

    return run


def hub_at(slug: str) -> Hub:
    """Return the row of a hub, whoever may see it."""
    hub = db.session.scalar(select(Hub).where(Hub.slug == slug))
    assert hub is not None
    return hub


def place_of(cast: Cast, person: Person, slug: str) -> HubMember | None:
    """Return the row of somebody in a hub."""
    with cast.app.app_context():
        return db.session.get(HubMember, (hub_at(slug).id, person.member_id))


def count_of(cast: Cast, slug: str) -> int:
    """Return the hub's stored count of members."""
    with cast.app.app_context():
        return hub_at(slug).member_count
