"""What programs read, as they read it."""

from collections.abc import Callable, Mapping
from typing import NamedTuple

from northforum.core.settings import Settings
from northforum.machines.queries import Feed
from northforum.machines.serializers import sharing, structured
from northforum.machines.serializers.atom import atom
from northforum.machines.serializers.json_feed import json_feed
from northforum.machines.serializers.robots import robots
from northforum.machines.serializers.rss import rss
from northforum.machines.serializers.sitemaps import news_sitemap, sitemap, sitemap_index
from northforum.machines.serializers.wellknown import security


class FeedKind(NamedTuple):
    """How a feed is written, and what it is called on the way."""

    write: Callable[[Feed, Settings], bytes]
    mimetype: str


FEEDS: Mapping[str, FeedKind] = {
    "feed.xml": FeedKind(rss, "application/rss+xml"),
    "atom.xml": FeedKind(atom, "application/atom+xml"),
    "feed.json": FeedKind(json_feed, "application/feed+json"),
}

__all__ = [
    "FEEDS",
    "FeedKind",
    "news_sitemap",
    "robots",
    "security",
    "sharing",
    "sitemap",
    "sitemap_index",
    "structured",
]
