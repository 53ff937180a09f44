"""What programs are given: always what a stranger may read, whoever asks."""

from northforum.machines.queries.announcing import feeds_of, is_in_feeds
from northforum.machines.queries.cards import CardFacts, card_facts, headed_by, present_card
from northforum.machines.queries.feeds import Feed, feed
from northforum.machines.queries.sitemaps import Line, News, news, sitemap, sitemap_files

__all__ = [
    "CardFacts",
    "Feed",
    "Line",
    "News",
    "card_facts",
    "feed",
    "feeds_of",
    "headed_by",
    "is_in_feeds",
    "news",
    "present_card",
    "sitemap",
    "sitemap_files",
]
