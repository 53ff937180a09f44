"""The badge of a hub beside a member's name, by the member's choice."""

from northforum.access.actor import Actor
from northforum.access.verdict import authorize
from northforum.core.db import db
from northforum.discussion import operations as discussion
from northforum.hubs import policy, queries
from northforum.hubs.events import HubDescribed, HubLeft
from northforum.hubs.models import Hub
from northforum.hubs.operations.naming import remark_host
from northforum.members import operations as members, queries as members_queries


def wear_badge(actor: Actor, hub: Hub) -> Hub:
    """Let the actor wear the badge of ``hub``, in place of any other."""
    # Whoever leaves the hub at this moment, or makes it secret, waits or has been waited for.
    db.session.refresh(hub, with_for_update=True)
    authorize(policy.may_wear(actor, hub))
    assert actor.member_id is not None  # noqa: S101 - the policy refuses strangers; this tells the type checker
    membership = queries.membership(hub.id, actor.member_id)
    authorize(policy.NOT_INSIDE if membership is None or not membership.is_active else policy.may_wear(actor, hub))
    members.wear_badge(actor.member_id, hub.id, hub.name, hub.slug)
    return hub


def take_off_badge(actor: Actor, hub: Hub) -> Hub:
    """Let the actor wear no badge of ``hub`` any more; without one, nothing happens."""
    authorize(policy.may_take_off(actor))
    assert actor.member_id is not None  # noqa: S101 - as above
    _take_off(actor.member_id, hub.id)
    return hub


def drop_badge(event: HubLeft) -> None:
    """Take the badge off a member who has left the hub."""
    _take_off(event.member_id, event.hub_id)


def follow_description(event: HubDescribed) -> None:
    """Let badges and hosts' marks follow what the hub says of itself; those of a secret hub go at once."""
    hub = db.session.get(Hub, event.hub_id)
    if hub is None:
        return
    wearers, hosts = members_queries.wearers_of(hub.id), queries.host_ids({hub.id: True})
    # Threads before members, and all at once: so does everybody who posts.
    discussion.hold_threads_of({*wearers, *hosts} if hub.is_secret else hosts)
    if hub.is_secret:
        # Redrawn by a job otherwise, when somebody has read the name of the hub meanwhile.
        discussion.mark_outdated_of(*wearers)
        discussion.end_interests(hub.id)
    if discussion.mark_hub(hub.id, is_marked=not hub.is_secret):
        for host_id in sorted(hosts):
            remark_host(host_id)
    worn = (None, "", "") if hub.is_secret else (hub.id, hub.name, hub.slug)
    for member_id in wearers:
        members.wear_badge(member_id, *worn)


def _take_off(member_id: int, hub_id: int) -> None:
    if members_queries.badge_of(member_id) == hub_id:
        members.wear_badge(member_id, None, "", "")
