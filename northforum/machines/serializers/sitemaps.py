"""Sitemaps as the protocol has them (sitemaps.org 0.9), with Google's extensions for pictures and news."""

from collections.abc import Iterable
from xml.etree import ElementTree as Xml

from northforum.core.settings import Settings
from northforum.machines.queries import Line, News
from northforum.machines.serializers import xml

_S, _I, _N = f"{{{xml.SITEMAP}}}", f"{{{xml.IMAGE}}}", f"{{{xml.NEWS}}}"
LANGUAGE = "en"


def sitemap_index(files: Iterable[tuple[str, int]], settings: Settings) -> bytes:
    """Return the list of the files, the news first."""
    root = Xml.Element(f"{_S}sitemapindex")
    for name in ("news", *(f"{kind}-{number}" for kind, number in files)):
        xml.put(Xml.SubElement(root, f"{_S}sitemap"), f"{_S}loc", f"{settings.site_url}/sitemaps/{name}.xml")
    return xml.document(root, xml.SITEMAP)


def sitemap(lines: Iterable[Line], settings: Settings) -> bytes:
    """Return a file of addresses."""
    root = Xml.Element(f"{_S}urlset")
    for line in lines:
        element = Xml.SubElement(root, f"{_S}url")
        xml.put(element, f"{_S}loc", f"{settings.site_url}{line.path}")
        if line.changed_at:
            xml.put(element, f"{_S}lastmod", xml.iso_date(line.changed_at))
        if line.picture:
            xml.put(Xml.SubElement(element, f"{_I}image"), f"{_I}loc", f"{settings.site_url}{line.picture}")
    return xml.document(root, xml.SITEMAP)


def news_sitemap(pieces: Iterable[News], settings: Settings) -> bytes:
    """Return what is new, for news search."""
    root = Xml.Element(f"{_S}urlset")
    for piece in pieces:
        element = Xml.SubElement(root, f"{_S}url")
        xml.put(element, f"{_S}loc", f"{settings.site_url}{piece.path}")
        news = Xml.SubElement(element, f"{_N}news")
        publication = Xml.SubElement(news, f"{_N}publication")
        xml.put(publication, f"{_N}name", settings.site_name)
        xml.put(publication, f"{_N}language", LANGUAGE)
        xml.put(news, f"{_N}publication_date", xml.iso_date(piece.published_at))
        xml.put(news, f"{_N}title", piece.headline)
    return xml.document(root, xml.SITEMAP)
