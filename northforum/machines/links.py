"""Addresses of share cards: each holds a mark of what is drawn, so that it may be kept for ever."""

import functools

from northforum.machines import rendering
from northforum.machines.models import digest


def card_url(public_id: str, name: str) -> str:
    """Return the address of an article's card."""
    return f"/cards/{public_id}/{name}"


@functools.lru_cache(maxsize=4)
def site_card_url(site_name: str, tagline: str) -> str:
    """Return the address of the card of every page that has none of its own."""
    return f"/cards/site-{digest(repr((rendering.DESIGN, site_name, tagline)))}.png"
