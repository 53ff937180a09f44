"""Hubs themselves, and the ways in and out."""

from collections.abc import Collection
from dataclasses import dataclass

from sqlalchemy import func, select, update

from northforum.access.actor import Actor
from northforum.access.roles import HubRole
from northforum.access.verdict import authorize
from northforum.core import text
from northforum.core.clock import now
from northforum.core.db import db
from northforum.core.errors import Conflict, Invalid
from northforum.core.events import emit
from northforum.core.richtext import Rendered
from northforum.hubs import policy, queries
from northforum.hubs.events import (
    HubDescribed,
    HubJoinAsked,
    HubJoined,
    HubLeft,
    HubRequestAccepted,
    HubRequestDeclined,
    HubRoleGiven,
)
from northforum.hubs.models import (
    Hub,
    HubKind,
    HubMember,
    HubVisibility,
    Joining,
    MembershipState,
)
from northforum.members.models import naming

# Addresses below /hubs that are no hub's.
RESERVED_SLUGS = frozenset({"new"})


@dataclass(frozen=True, kw_only=True)
class HubDetails:
    """What a hub says of itself; ``offers`` and ``links_text`` hold one thing a line."""

    name: str
    kind: HubKind
    place: str
    about: Rendered
    summary: str = ""
    district: str = ""
    offers: str = ""
    links_text: str = ""
    question: str = ""
    visibility: HubVisibility = HubVisibility.PUBLIC
    joining: Joining = Joining.OPEN


def found_hub(actor: Actor, details: HubDetails, *, slug: str = "", hosts: Collection[int] = ()) -> Hub:
    """Open a hub; its hosts are the members ``hosts``, or else the actor."""
    authorize(policy.may_found(actor))
    slug = slug or text.slugify(details.name, fallback="hub")
    own = [] if actor.member_id is None else [actor.member_id]
    people = sorted(set(hosts)) or own
    if not people:
        raise Invalid("A hub needs somebody to look after it.")
    if slug in RESERVED_SLUGS or db.session.scalar(select(Hub.id).where(Hub.slug == slug)):
        raise Invalid(name="There is a hub of this name already. Add the town, or choose another name.")
    hub = Hub(slug=slug, created_at=now(), member_count=len(people), **_columns(details))
    db.session.add(hub)
    db.session.flush()
    db.session.add_all(HubMember(hub_id=hub.id, member_id=host, role=HubRole.HOST, joined_at=now()) for host in people)
    db.session.flush()
    for host in people:
        emit(HubJoined(hub.id, host))
    return hub


def describe_hub(actor: Actor, hub: Hub, details: HubDetails, *, version: int) -> Hub:
    """Change what the hub says of itself and how it takes members; its address stays.

    Raises
    ------
    Invalid
        Under ``version``, when somebody else changed it since the form was shown.
    """
    authorize(policy.may_describe(actor, hub))
    _lock(hub)
    if version != hub.version:
        raise Invalid(version="Somebody else changed this page while you were writing. Compare, then save again.")
    was_known = hub.name, hub.visibility
    for name, value in _columns(details).items():
        setattr(hub, name, value)
    hub.version += 1
    db.session.flush()
    emit(HubDescribed(hub.id, is_known_otherwise=(hub.name, hub.visibility) != was_known))
    return hub


def join_hub(actor: Actor, hub: Hub, *, answer: str = "") -> HubMember:
    """Make the actor a member, or note the wish where hosts decide; a second time changes nothing."""
    authorize(policy.may_join(actor, hub))
    assert actor.member_id is not None  # noqa: S101 - the policy refuses strangers; this tells the type checker
    _lock(hub)
    membership = queries.membership(hub.id, actor.member_id)
    waits = hub.joining is Joining.REQUEST
    if membership is not None and (membership.is_active or waits):
        return membership
    if waits and hub.question and text.is_blank(answer):
        raise Invalid(answer="The hosts ask everybody this. A sentence or two will do.")
    if membership is None:
        state = MembershipState.REQUESTED if waits else MembershipState.ACTIVE
        membership = HubMember(
            hub_id=hub.id, member_id=actor.member_id, state=state, answer=answer if waits else "", joined_at=now()
        )
        db.session.add(membership)
    else:
        membership.accept(now())
    if not waits:
        _count(hub, 1)
    db.session.flush()
    emit(HubJoinAsked(hub.id, actor.member_id) if waits else HubJoined(hub.id, actor.member_id))
    return membership


def leave_hub(actor: Actor, hub: Hub) -> Hub:
    """End the actor's membership or take back the wish for it; where there is none, nothing happens.

    Raises
    ------
    Invalid
        When the actor is the hub's last host.
    """
    authorize(policy.may_leave(actor))
    assert actor.member_id is not None  # noqa: S101 - as above
    _lock(hub)
    membership = queries.membership(hub.id, actor.member_id)
    if membership is None:
        return hub
    if membership.is_host and queries.host_count(hub.id) == 1:
        raise Invalid(f"You are the only host of {hub.name}, and a hub is never without one. Ask an editor to help.")
    if membership.is_active:
        _count(hub, -1)
    db.session.delete(membership)
    db.session.flush()
    emit(HubLeft(hub.id, actor.member_id))
    return hub


def accept_request(actor: Actor, hub: Hub, member_id: int) -> HubMember:
    """Let somebody in who asked; saying so twice is harmless."""
    authorize(policy.may_decide_requests(actor, hub))
    _lock(hub)
    membership = queries.membership(hub.id, member_id)
    if membership is None:
        raise Conflict("This request has been taken back or answered meanwhile.")
    if membership.is_active:
        return membership
    membership.accept(now())
    _count(hub, 1)
    db.session.flush()
    emit(HubRequestAccepted(hub.id, member_id))
    return membership


def decline_request(actor: Actor, hub: Hub, member_id: int) -> Hub:
    """Say no to somebody who asked; they may ask again. Saying so twice is harmless."""
    authorize(policy.may_decide_requests(actor, hub))
    _lock(hub)
    membership = queries.membership(hub.id, member_id)
    if membership is None:
        return hub
    if membership.is_active:
        raise Conflict("Another host has let this member in meanwhile.")
    db.session.delete(membership)
    db.session.flush()
    emit(HubRequestDeclined(hub.id, member_id))
    return hub


def admit_member(actor: Actor, hub: Hub, member_id: int, *, role: HubRole = HubRole.MEMBER) -> HubMember:
    """Put a member into the hub, or give one who is there another role, whatever way in the hub has."""
    authorize(policy.may_decide_requests(actor, hub))
    _lock(hub)
    membership = queries.membership(hub.id, member_id)
    if membership is not None and membership.is_active:
        membership.role = role
        db.session.flush()
        emit(HubRoleGiven(hub.id, member_id))
        return membership
    if membership is None:
        membership = HubMember(hub_id=hub.id, member_id=member_id, joined_at=now())
        db.session.add(membership)
    membership.accept(now())
    membership.role = role
    _count(hub, 1)
    db.session.flush()
    emit(HubJoined(hub.id, member_id))
    if membership.is_host:
        emit(HubRoleGiven(hub.id, member_id))
    return membership


def recount() -> int:
    """Set every hub's count of members to what the rows say; return how many hubs were wrong."""
    wrong = queries.count_disagreements()
    active = (
        select(func.count())
        .select_from(HubMember)
        .where(HubMember.hub_id == Hub.id, HubMember.state == MembershipState.ACTIVE)
    )
    db.session.execute(
        update(Hub).values(member_count=active.scalar_subquery()), execution_options={"synchronize_session": False}
    )
    return len(wrong)


def _columns(details: HubDetails) -> dict[str, object]:
    columns = dict(vars(details))
    about: Rendered = columns.pop("about")
    links = naming.clean_links(details.links_text.splitlines())
    return {**columns, "links_text": links, "about_source": about.source, "about_html": str(about.html)}


def _lock(hub: Hub) -> None:
    """Take the hub's row, so that who is in and how many are agreed on; SQLite's write unit has it anyway."""
    db.session.refresh(hub, with_for_update=True)


def _count(hub: Hub, change: int) -> None:
    db.session.execute(update(Hub).where(Hub.id == hub.id).values(member_count=Hub.member_count + change))
