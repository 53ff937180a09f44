"""What members say about themselves."""

from typing import TypedDict, Unpack

from northforum.access.actor import Actor
from northforum.access.verdict import authorize
from northforum.core.db import db
from northforum.core.errors import NotFound
from northforum.core.events import emit
from northforum.core.richtext import Rendered
from northforum.members import policy, queries
from northforum.members.events import ProfileChanged
from northforum.members.models import Member, naming


class Profile(TypedDict):
    """The parts of a profile that its member writes; ``links`` one a line."""

    name: str
    headline: str
    bio: Rendered
    place: str
    organisation: str
    links: str
    tone: int


def edit_profile(actor: Actor, member: Member, *, version: int, **profile: Unpack[Profile]) -> Member:
    """Change a profile, unless it was changed since ``version`` was read.

    Raises
    ------
    Invalid
        When a part cannot be accepted; under ``version``, when the profile was changed in the meantime.
    """
    authorize(policy.may_edit_profile(actor, member))
    held = queries.locked_member(member.id)
    if held is None:
        raise NotFound
    held.expect_version(version)
    name, links = naming.clean_name(profile["name"]), naming.clean_links(profile["links"].split("\n"))
    held.colour(profile["tone"])
    held.name = name
    held.describe(
        headline=profile["headline"], place=profile["place"], organisation=profile["organisation"], links=links
    )
    held.tell(profile["bio"])
    held.version += 1
    db.session.flush()
    emit(ProfileChanged(held.id))
    return held
