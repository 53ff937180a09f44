"""What each feed holds: always what a stranger may read, whoever asks."""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import NamedTuple

from northforum.access.actor import STRANGER
from northforum.articles import queries as articles
from northforum.core.errors import NotFound
from northforum.hubs import queries as hubs


class Feed(NamedTuple):
    """The newest articles of a place; ``path`` is the place's page, its feeds lie below it.

    ``name`` and ``description`` are empty for the feed of the whole site.
    """

    path: str
    name: str
    description: str
    pieces: Sequence[articles.FeedPiece]

    @property
    def updated_at(self) -> datetime | None:
        """Return when something in it changed last, none where nothing is in it."""
        return max((max(piece.updated_at, piece.published_at) for piece in self.pieces), default=None)


def feed(place: str, slug: str) -> Feed:
    """Return the feed of a place, of the whole site without one; ``NotFound`` where a stranger finds no such place."""
    if place not in _PLACES:
        raise NotFound
    return _PLACES[place](slug)


def _site(_slug: str) -> Feed:
    return Feed("/", "", "", articles.newest(STRANGER))


def _section(slug: str) -> Feed:
    found = articles.section(slug)
    return Feed(
        f"/sections/{found.slug}", found.name, found.description, articles.newest_in_section(STRANGER, found.id)
    )


def _topic(slug: str) -> Feed:
    found = articles.topic(STRANGER, slug)
    return Feed(f"/topics/{found.slug}", found.name, found.description, articles.newest_on_topic(STRANGER, found.id))


def _author(slug: str) -> Feed:
    found = articles.author(STRANGER, slug)
    words = f"Everything that {found.name} wrote"
    return Feed(f"/authors/{found.slug}", found.name, words, articles.newest_by_author(STRANGER, found.id))


def _hub(slug: str) -> Feed:
    found = hubs.visible_hub(STRANGER, slug)
    words = f"Articles about {found.name}, {found.place}"
    return Feed(f"/hubs/{slug}", found.name, words, hubs.feed_of_hub(STRANGER, found))


_PLACES: Mapping[str, Callable[[str], Feed]] = {
    "": _site,
    "sections": _section,
    "topics": _topic,
    "authors": _author,
    "hubs": _hub,
}
