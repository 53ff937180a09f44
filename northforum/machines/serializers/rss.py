"""A feed as RSS 2.0, as the RSS Advisory Board's profile has it, with full text and pictures (Media RSS)."""

from html import escape
from xml.etree import ElementTree as Xml

from northforum.core.settings import Settings
from northforum.machines.queries import Feed
from northforum.machines.serializers import pieces, xml
from northforum.machines.serializers.xml import put


def rss(feed: Feed, settings: Settings) -> bytes:
    """Return ``feed`` as RSS."""
    root = Xml.Element("rss", version="2.0")
    channel = Xml.SubElement(root, "channel")
    about = pieces.about(feed, settings, "feed.xml")
    put(channel, "title", about.title)
    put(channel, "link", about.page)
    put(channel, "description", about.description)
    put(channel, "language", "en-GB")
    if feed.updated_at:
        put(channel, "lastBuildDate", xml.rss_date(feed.updated_at))
    put(channel, f"{{{xml.ATOM}}}link", "", href=about.address, rel="self", type="application/rss+xml")
    for hub in about.websub:
        put(channel, f"{{{xml.ATOM}}}link", "", href=hub, rel="hub")
    for piece in feed.pieces:
        _item(channel, pieces.entry(piece, settings))
    return xml.document(root)


def _item(channel: Xml.Element, entry: pieces.Entry) -> None:
    item = Xml.SubElement(channel, "item")
    put(item, "title", entry.piece.headline)
    put(item, "link", entry.url)
    put(item, "guid", entry.key, isPermaLink="false")
    put(item, "pubDate", xml.rss_date(entry.piece.published_at))
    for person in entry.people:
        put(item, f"{{{xml.DC}}}creator", person.name)
    for tag in entry.tags:
        put(item, "category", tag)
    if entry.talk:
        put(item, "comments", f"{entry.url}#discussion")
        put(item, f"{{{xml.WFW}}}commentRss", entry.talk)
    # A description is HTML by the profile; ours are plain words.
    put(item, "description", escape(entry.words, quote=False))
    put(item, f"{{{xml.CONTENT}}}encoded", entry.html)
    if hero := entry.piece.hero:
        size = {"width": str(hero.width), "height": str(hero.height)}
        media = put(item, f"{{{xml.MEDIA}}}content", "", url=entry.picture, medium="image", type="image/jpeg", **size)
        for name, words in (("description", hero.alt), ("credit", hero.credit)):
            if words:
                put(media, f"{{{xml.MEDIA}}}{name}", words)
