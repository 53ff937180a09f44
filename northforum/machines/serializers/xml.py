"""XML for machines: elements that are sure to be XML, whatever somebody typed."""

import re
from email.utils import format_datetime
from xml.etree import ElementTree as Xml

from northforum.core import templating

ATOM, CONTENT, DC = (
    "http://www.w3.org/2005/Atom",
    "http://purl.org/rss/1.0/modules/content/",
    "http://purl.org/dc/elements/1.1/",
)
MEDIA, WFW = "http://search.yahoo.com/mrss/", "http://wellformedweb.org/CommentAPI/"
SITEMAP, IMAGE, NEWS = (
    "http://www.sitemaps.org/schemas/sitemap/0.9",
    "http://www.google.com/schemas/sitemap-image/1.1",
    "http://www.google.com/schemas/sitemap-news/0.9",
)
# What XML 1.0 cannot hold, however it is written.
_ILLEGAL = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
for _prefix, _name in {
    "atom": ATOM,
    "content": CONTENT,
    "dc": DC,
    "media": MEDIA,
    "wfw": WFW,
    "image": IMAGE,
    "news": NEWS,
}.items():
    Xml.register_namespace(_prefix, _name)

# The date of RSS, and that of everything younger.
rss_date = format_datetime
iso_date = templating.iso


def put(parent: Xml.Element, name: str, text: str, **attributes: str) -> Xml.Element:
    """Add an element with ``text`` to ``parent``, without what XML cannot hold, and return it."""
    element = Xml.SubElement(parent, name, {key: clean(value) for key, value in attributes.items()})
    element.text = clean(text) or None
    return element


def clean(text: str) -> str:
    """Return ``text`` without what XML cannot hold."""
    return _ILLEGAL.sub("", text)


def document(root: Xml.Element, namespace: str | None = None) -> bytes:
    """Return the whole file; the elements of ``namespace`` are written without a prefix."""
    return bytes(Xml.tostring(root, encoding="utf-8", xml_declaration=True, default_namespace=namespace))
