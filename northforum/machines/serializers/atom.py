"""A feed as Atom (RFC 4287), each entry with a link to its discussion's feed (RFC 4685)."""

from datetime import UTC, datetime
from xml.etree import ElementTree as Xml

from northforum.core.settings import Settings
from northforum.machines.queries import Feed
from northforum.machines.serializers import pieces, xml

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_A = f"{{{xml.ATOM}}}"


def atom(feed: Feed, settings: Settings) -> bytes:
    """Return ``feed`` as Atom."""
    root = Xml.Element(f"{_A}feed", {"{http://www.w3.org/XML/1998/namespace}lang": "en-GB"})
    about = pieces.about(feed, settings, "atom.xml")
    xml.put(root, f"{_A}id", about.address)
    xml.put(root, f"{_A}title", about.title)
    xml.put(root, f"{_A}subtitle", about.description)
    # A feed must say when; one with nothing in it has not changed since the epoch.
    xml.put(root, f"{_A}updated", xml.iso_date(feed.updated_at or _EPOCH))
    _link(root, about.page, "alternate", "text/html")
    _link(root, about.address, "self", "application/atom+xml")
    for hub in about.websub:
        _link(root, hub, "hub")
    author = Xml.SubElement(root, f"{_A}author")
    xml.put(author, f"{_A}name", settings.site_name)
    xml.put(author, f"{_A}uri", settings.site_url)
    for piece in feed.pieces:
        _entry(root, pieces.entry(piece, settings))
    return xml.document(root)


def _entry(root: Xml.Element, entry: pieces.Entry) -> None:
    element = Xml.SubElement(root, f"{_A}entry")
    xml.put(element, f"{_A}id", entry.key)
    xml.put(element, f"{_A}title", entry.piece.headline)
    xml.put(element, f"{_A}published", xml.iso_date(entry.piece.published_at))
    xml.put(element, f"{_A}updated", xml.iso_date(max(entry.piece.updated_at, entry.piece.published_at)))
    _link(element, entry.url, "alternate", "text/html")
    if entry.picture:
        _link(element, entry.picture, "enclosure", "image/jpeg")
    if entry.talk:
        _link(element, entry.talk, "replies", "application/rss+xml")
    for person in entry.people:
        author = Xml.SubElement(element, f"{_A}author")
        xml.put(author, f"{_A}name", person.name)
        xml.put(author, f"{_A}uri", person.url)
    for tag in entry.tags:
        xml.put(element, f"{_A}category", "", term=tag)
    xml.put(element, f"{_A}summary", entry.words)
    xml.put(element, f"{_A}content", entry.html, type="html")


def _link(parent: Xml.Element, href: str, rel: str, kind: str = "") -> None:
    xml.put(parent, f"{_A}link", "", href=href, rel=rel, **({"type": kind} if kind else {}))
