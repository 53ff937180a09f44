"""Files for machines: a thread as RSS 2.0, and what another site embeds of ours (oEmbed 1.0)."""

import re
from datetime import datetime
from email.utils import format_datetime
from typing import Any
from xml.etree import ElementTree as Xml

from northforum.core import templating
from northforum.core.settings import Settings
from northforum.pages.queries import Embedded, ThreadFeed

ATOM, CONTENT, DC = (
    "http://www.w3.org/2005/Atom",
    "http://purl.org/rss/1.0/modules/content/",
    "http://purl.org/dc/elements/1.1/",
)
CACHE_AGE = 3600
LONGEST_TITLE = 80
# What XML 1.0 cannot hold, however it is written.
_ILLEGAL = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def thread_feed(feed: ThreadFeed, settings: Settings) -> bytes:
    """Return the newest comments of a thread as RSS, with addresses of the site's own."""
    for prefix, name in (("atom", ATOM), ("content", CONTENT), ("dc", DC)):
        Xml.register_namespace(prefix, name)
    site = settings.site_url
    rss = Xml.Element("rss", version="2.0")
    channel = Xml.SubElement(rss, "channel")
    address = f"{site}/articles/{feed.article.slug}"
    _put(channel, "title", f"Comments on “{feed.article.headline}” · {settings.site_name}")
    _put(channel, "link", f"{address}#discussion")
    _put(channel, "description", feed.article.standfirst or feed.article.headline)
    _put(channel, "language", "en-GB")
    own = {"href": f"{address}/comments.xml", "rel": "self", "type": "application/rss+xml"}
    Xml.SubElement(channel, f"{{{ATOM}}}link", own)
    for row in feed.comments:
        _add_item(channel, row, site)
    return bytes(Xml.tostring(rss, encoding="utf-8", xml_declaration=True))


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
    _put(item, "title", f"{row.name}: {plain(row.html, LONGEST_TITLE)}")
    _put(item, "link", address)
    Xml.SubElement(item, "guid", isPermaLink="true").text = address
    _put(item, f"{{{DC}}}creator", row.name)
    _put(item, "pubDate", _moment(row.created_at))
    _put(item, f"{{{CONTENT}}}encoded", row.html.replace('href="/', f'href="{site}/'))


def _put(parent: Xml.Element, name: str, text: str) -> None:
    Xml.SubElement(parent, name).text = _ILLEGAL.sub("", text)


def _moment(moment: datetime) -> str:
    return format_datetime(moment)
