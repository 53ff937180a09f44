"""The one visibility rule: who may read a thing, as a question and as a clause of a query."""

from enum import StrEnum
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, and_, or_, true
from sqlalchemy.orm import Mapped, mapped_column

from northforum.access.actor import Actor
from northforum.core.db import BigId


class Audience(StrEnum):
    """Who may read an article, a thread or a hub's page."""

    EVERYONE = "everyone"
    MEMBERS = "members"
    HUB = "hub"


class HasAudience:
    """Columns of a thing that has an audience; ``audience_ref`` is the hub's id where the audience is a hub."""

    audience: Mapped[Audience] = mapped_column(default=Audience.EVERYONE)
    audience_ref: Mapped[int | None] = mapped_column(BigId)


def admits(actor: Actor, thing: HasAudience) -> bool:
    """Return whether ``actor`` belongs to the audience of ``thing``."""
    if actor.is_system or thing.audience is Audience.EVERYONE:
        return True
    if thing.audience is Audience.MEMBERS:
        return actor.is_member
    return actor.in_hub(thing.audience_ref) or actor.is_moderator


class Standing(NamedTuple):
    """What of an actor the rule asks about; those who stand alike may read alike."""

    reads_all: bool
    is_member: bool
    hubs: tuple[int, ...]


def standing(actor: Actor) -> Standing:
    """Return how ``actor`` stands."""
    return Standing(actor.is_system or actor.is_moderator, actor.is_member, tuple(sorted(actor.hub_roles)))


def clause(model: Any, actor: Actor) -> ColumnElement[bool]:
    """Return the same rule as a condition on the columns of ``model``."""
    return clause_of(model, standing(actor))


def clause_of(model: Any, asking: Standing) -> ColumnElement[bool]:
    """Return the same condition for everybody who stands so."""
    if asking.reads_all:
        return true()
    # No list of one: such a condition has the same text each time, and can be asked before Flask.
    rule: ColumnElement[bool] = model.audience == Audience.EVERYONE
    if asking.is_member:
        rule = model.audience.in_([Audience.EVERYONE, Audience.MEMBERS])
    if asking.hubs:
        in_hubs = and_(model.audience == Audience.HUB, model.audience_ref.in_(asking.hubs))
        rule = or_(rule, in_hubs)
    return rule
