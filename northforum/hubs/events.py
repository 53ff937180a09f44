"""What happens in hubs."""

from dataclasses import dataclass

from northforum.core.events import Event


@dataclass(frozen=True)
class HubJoined(Event):
    """Somebody became a member of a hub at once."""

    hub_id: int
    member_id: int


@dataclass(frozen=True)
class HubRoleGiven(Event):
    """A member of a hub has another role in it."""

    hub_id: int
    member_id: int


@dataclass(frozen=True)
class HubLeft(Event):
    """A member left a hub, or took back the wish to join it."""

    hub_id: int
    member_id: int


@dataclass(frozen=True)
class HubJoinAsked(Event):
    """Somebody asked the hosts of a hub to let them in."""

    hub_id: int
    member_id: int


@dataclass(frozen=True)
class HubRequestAccepted(Event):
    """A host let somebody in who had asked."""

    hub_id: int
    member_id: int


@dataclass(frozen=True)
class HubRequestDeclined(Event):
    """A host said no to somebody who had asked."""

    hub_id: int
    member_id: int


@dataclass(frozen=True)
class HubDescribed(Event):
    """A hub says something else of itself; ``is_known_otherwise``: its name, or who may know of it."""

    hub_id: int
    is_known_otherwise: bool = False


@dataclass(frozen=True)
class HubsNamed(Event):
    """An article concerns other hubs than before."""

    article_id: int
