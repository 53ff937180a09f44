"""Addresses of the pages of hubs."""

from typing import Protocol

from flask import url_for


class HasSlug(Protocol):
    """Anything that knows a hub's slug: the hub or a row of a list."""

    @property
    def slug(self) -> str:
        """The hub's part of its address."""


def hub_url(hub: HasSlug, *, external: bool = False) -> str:
    """Return the address of a hub's page; ``external`` with the site's own address, for mail."""
    return url_for("pages.hub", slug=hub.slug, _external=external)


def directory_url(*, external: bool = False) -> str:
    """Return the address of the directory of hubs; ``external`` as above."""
    return url_for("hubs.directory", _external=external)


def members_url(hub: HasSlug, after: str | None = None) -> str:
    """Return the address of a hub's list of members, or of a further page of it."""
    return url_for("hubs.members", slug=hub.slug, after=after)


def discussions_url(hub: HasSlug, after: str | None = None) -> str:
    """Return the address of the discussions that concern a hub, or of a further page of them."""
    return url_for("hubs.discussions", slug=hub.slug, after=after)


def badge_url(hub: HasSlug) -> str:
    """Return where a member puts on a hub's badge, or takes it off."""
    return url_for("hubs.wear_badge", slug=hub.slug)


def join_url(hub: HasSlug) -> str:
    """Return where one joins a hub."""
    return url_for("hubs.join", slug=hub.slug)


def leave_url(hub: HasSlug) -> str:
    """Return where one leaves a hub."""
    return url_for("hubs.leave", slug=hub.slug)


def requests_url(hub: HasSlug, *, external: bool = False) -> str:
    """Return the address of the hosts' list of those who ask to join."""
    return url_for("hubs.requests", slug=hub.slug, _external=external)


def describe_url(hub: HasSlug) -> str:
    """Return where the hosts edit the hub's page."""
    return url_for("hubs.describe", slug=hub.slug)
