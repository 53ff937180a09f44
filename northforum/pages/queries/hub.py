"""A hub's page: what it says of itself, its people, and the articles that name it."""

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from sqlalchemy import Row

from northforum.access.actor import Actor
from northforum.articles import queries as articles
from northforum.core import templating
from northforum.discussion import queries as discussion
from northforum.hubs import policy, queries as hubs
from northforum.hubs.models import Hub
from northforum.members import queries as members

ARTICLES = 12
MEMBERS = 8
THREADS = 8


class HubPage(NamedTuple):
    """The parts of a hub's page.

    ``membership`` is the reader's own: none, ``requested``, ``active`` or ``host``. Where ``is_open_inside`` is false,
    ``about``, ``hosts`` and ``members`` are empty. ``unread`` says for the number of a thread what is new there to
    this reader; ``wears_badge`` whether the hub stands beside their name.
    """

    hub: Hub
    is_open_inside: bool
    about: str
    hosts: Sequence[Row[Any]]
    members: Sequence[Row[Any]]
    articles: Sequence[articles.Card]
    threads: Sequence[Row[Any]]
    has_more_threads: bool
    unread: Mapping[int, int]
    membership: str | None
    wears_badge: bool
    request_count: int


def hub_page(actor: Actor, slug: str) -> HubPage:
    """Return the page of the hub at ``slug``; ``NotFound`` unless the actor may know of it."""
    hub = hubs.visible_hub(actor, slug)
    inside = bool(policy.may_look_inside(actor, hub))
    talk = discussion.threads_of_hub(actor, hub.id, None, THREADS)
    return HubPage(
        hub=hub,
        is_open_inside=inside,
        about=templating.stored_html([hub.about_html if inside else ""]),
        hosts=hubs.hosts_of(actor, hub) if inside else (),
        members=hubs.newest_members(actor, hub, MEMBERS) if inside else (),
        articles=hubs.articles_of_hub(actor, hub, ARTICLES),
        threads=talk.items,
        has_more_threads=talk.next_cursor is not None,
        unread=discussion.unread_counts(actor, [thread.id for thread in talk.items]),
        membership=_membership(actor, hub),
        wears_badge=_wears_badge(actor, hub),
        request_count=hubs.request_count(hub) if policy.may_decide_requests(actor, hub) else 0,
    )


def _wears_badge(actor: Actor, hub: Hub) -> bool:
    return bool(policy.may_wear(actor, hub)) and members.badge_of(actor.member_id or 0) == hub.id


def _membership(actor: Actor, hub: Hub) -> str | None:
    if actor.in_hub(hub.id):
        return "host" if actor.hosts(hub.id) else "active"
    return "requested" if hubs.membership_of(actor, hub) else None
