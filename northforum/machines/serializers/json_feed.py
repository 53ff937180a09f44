"""A feed as JSON Feed 1.1."""

import json
from typing import Any

from northforum.core import templating
from northforum.core.settings import Settings
from northforum.machines.queries import Feed
from northforum.machines.serializers import pieces
from northforum.machines.serializers.xml import iso_date


def json_feed(feed: Feed, settings: Settings) -> bytes:
    """Return ``feed`` as JSON Feed."""
    about = pieces.about(feed, settings, "feed.json")
    data: dict[str, Any] = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": about.title,
        "description": about.description,
        "home_page_url": about.page,
        "feed_url": about.address,
        "favicon": f"{settings.site_url}{templating.static_url('img/favicon.svg')}",
        "language": "en-GB",
        "authors": [{"name": settings.site_name, "url": settings.site_url}],
    }
    if about.websub:
        data["hubs"] = [{"type": "WebSub", "url": hub} for hub in about.websub]
    data["items"] = [_item(pieces.entry(piece, settings)) for piece in feed.pieces]
    return json.dumps(data, ensure_ascii=False).encode()


def _item(entry: pieces.Entry) -> dict[str, Any]:
    piece = entry.piece
    item = {
        "id": entry.key,
        "url": entry.url,
        "title": piece.headline,
        "summary": entry.words,
        "content_html": entry.html,
        "date_published": iso_date(piece.published_at),
        "date_modified": iso_date(max(piece.updated_at, piece.published_at)),
        "authors": [person._asdict() for person in entry.people],
        "tags": entry.tags,
    }
    return item | ({"image": entry.picture} if entry.picture else {})
