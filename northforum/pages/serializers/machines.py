"""Files for machines: a thread as RSS 2.0, and what another site embeds of ours (oEmbed 1.0)."""

from typing import Any
from xml.etree import ElementTree as Xml

from northforum.core import templating
from northforum.core.richtext.abroad import abroad
from northforum.core.settings import Settings
from northforum.machines.serializers import xml
from northforum.machines.serializers.xml import put
from northforum.pages.queries import Embedded, ThreadFeed

CACHE_AGE = 3600
LONGEST_TITLE = 80


def thread_feed(feed: ThreadFeed, settings: Settings) -> bytes:
    """Return the newest comments of a thread as RSS, with addresses of the site's own."""
    site = settings.site_url
    rss = Xml.Element("rss", version="2.0")
    channel = Xml.SubElement(rss, "channel")
    address = f"{site}/articles/{feed.article.slug}"
    put(channel, "title", f"Comments on “{feed.article.headline}” · {settings.site_name}")
    put(channel, "link", f"{address}#discussion")
    put(channel, "description", feed.article.standfirst or feed.article.headline)
    put(channel, "language", "en-GB")
    put(channel, f"{{{xml.ATOM}}}link", "", href=f"{address}/comments.xml", rel="self", type="application/rss+xml")
    for row in feed.comments:
        _add_item(channel, row, site)
    return xml.document(rss)


def oembed(thing: Embedded, settings: Settings) -> dict[str, Any]:
    """Return what stands at an address as oEmbed: an article as a link, a comment as a quotation."""
    site = settings.site_url
    data: dict[str, Any] = {
        "version": "1.0",
        "type": "rich" if thing.words else "link",
        "title": thing.title,
        "author_name": thing.author,
        "provider_name": settings.site_name,
        "provider_url": site,
        "cache_age": CACHE_AGE,
        "url": f"{site}{thing.path}",
    }
    if not thing.words:
        return data
    html = templating.markup(
        '<blockquote cite="{0}"><p>{1}</p><footer>{2}, <a href="{0}">{3}</a></footer></blockquote>',
        f"{site}{thing.path}",
        plain(thing.words),
        thing.author,
        thing.title,
    )
    return {**data, "html": html, "width": None, "height": None}


def plain(html: str, most: int = 500) -> str:
    """Return the words of stored HTML, or as many of them as there is room for."""
    words = templating.stored_html([html]).striptags()
    return words if len(words) <= most else f"{words[:most].rpartition(' ')[0]}…"


def _add_item(channel: Xml.Element, row: Any, site: str) -> None:
    item = Xml.SubElement(channel, "item")
    address = f"{site}/comments/{row.public_id}"
    put(item, "title", f"{row.name}: {plain(row.html, LONGEST_TITLE)}")
    put(item, "link", address)
    Xml.SubElement(item, "guid", isPermaLink="true").text = address
    put(item, f"{{{xml.DC}}}creator", row.name)
    put(item, "pubDate", xml.rss_date(row.created_at))
    put(item, f"{{{xml.CONTENT}}}encoded", abroad(row.html, address))
