"""A hub's page: what it says of itself, its people, and the articles that name it."""

from collections.abc import Sequence
from typing import Any, NamedTuple

from sqlalchemy import Row

from northforum.access.actor import Actor
from northforum.articles import queries as articles
from northforum.core import templating
from northforum.hubs import policy, queries as hubs
from northforum.hubs.models import Hub

ARTICLES = 12
MEMBERS = 8


class HubPage(NamedTuple):
    """The parts of a hub's page.

    ``membership`` is the reader's own: none, ``requested``, ``active`` or ``host``. Where ``is_open_inside`` is false,
    ``about``, ``hosts`` and ``members`` are empty.
    """

    hub: Hub
    is_open_inside: bool
    about: str
    hosts: Sequence[Row[Any]]
    members: Sequence[Row[Any]]
    articles: Sequence[articles.Card]
    membership: str | None
    request_count: int


def hub_page(actor: Actor, slug: str) -> HubPage:
    """Return the page of the hub at ``slug``; ``NotFound`` unless the actor may know of it."""
    hub = hubs.visible_hub(actor, slug)
    inside = bool(policy.may_look_inside(actor, hub))
    return HubPage(
        hub=hub,
        is_open_inside=inside,
        about=templating.stored_html([hub.about_html if inside else ""]),
        hosts=hubs.hosts_of(actor, hub) if inside else (),
        members=hubs.newest_members(actor, hub, MEMBERS) if inside else (),
        articles=hubs.articles_of_hub(actor, hub, ARTICLES),
        membership=_membership(actor, hub),
        request_count=hubs.request_count(hub) if policy.may_decide_requests(actor, hub) else 0,
    )


def _membership(actor: Actor, hub: Hub) -> str | None:
    if actor.in_hub(hub.id):
        return "host" if actor.hosts(hub.id) else "active"
    return "requested" if hubs.membership_of(actor, hub) else None
