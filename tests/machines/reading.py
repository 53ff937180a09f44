"""Feeds and pages as programs read them."""

import json
from typing import Any
from urllib.parse import urlsplit

import feedparser

from tests import browser
from tests.cast import Cast

FORMATS = ("feed.xml", "atom.xml", "feed.json")
# Attributes that hold an address in what a feed carries.
ADDRESSES = ("href", "src", "cite", "poster")


def site(cast: Cast) -> str:
    """Return the site's own address."""
    return str(cast.app.config["SITE_URL"])


def parsed(cast: Cast, path: str) -> Any:
    """Return the feed at ``path`` as a feed reader reads it, which must not complain."""
    answer = cast.client().get(path)
    assert answer.status_code == 200, path
    found = feedparser.parse(answer.data, response_headers={"content-type": answer.headers["Content-Type"]})
    assert not found.bozo, (path, found.get("bozo_exception"))
    return found


def json_feed(cast: Cast, path: str) -> dict[str, Any]:
    """Return the JSON feed at ``path``."""
    answer = cast.client().get(path)
    assert (answer.status_code, answer.mimetype) == (200, "application/feed+json")
    data: dict[str, Any] = json.loads(answer.data)
    return data


def loose_addresses(html: str) -> list[str]:
    """Return the addresses in ``html`` that lead nowhere from another site."""
    found = [
        element.attributes[name] or ""
        for element in browser.parse(f"<main>{html}</main>").all()
        for name in ADDRESSES
        if name in element.attributes
    ]
    for element in browser.parse(f"<main>{html}</main>").all():
        found += [part.split()[0] for part in (element.attributes.get("srcset") or "").split(",") if part.strip()]
    return [address for address in found if urlsplit(address).scheme not in {"http", "https", "mailto"}]
