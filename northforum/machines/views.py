"""The addresses that programs ask for, and those at which they guess."""

from flask import Blueprint, Response, current_app, redirect
from flask.typing import ResponseReturnValue

from northforum.access.current import anyone
from northforum.core import templating
from northforum.core.settings import Settings
from northforum.machines import queries, serializers

bp = Blueprint("machines", __name__)

MOVED = 301
PLACES = ("sections", "topics", "authors", "hubs")
# Where other systems have their feeds, and where ours is.
FORMER = {
    "feed": "feed.xml",
    "feed/": "feed.xml",
    "rss": "feed.xml",
    "rss/": "feed.xml",
    "rss.xml": "feed.xml",
    "atom": "atom.xml",
    "atom/": "atom.xml",
    "feed/atom": "atom.xml",
    "feed/atom/": "atom.xml",
}


@anyone
def feed(place: str, slug: str, file: str) -> ResponseReturnValue:
    """Give the newest articles of a place, or of the site, to those who follow it by a feed."""
    kind = serializers.FEEDS[file]
    # Its tag comes from the layer before Flask, which keeps it.
    return Response(kind.write(queries.feed(place, slug), _settings()), mimetype=kind.mimetype)


@anyone
def former_feed(place: str, slug: str, old: str) -> ResponseReturnValue:
    """Lead a program that guesses at a feed to ours."""
    file = FORMER[old]
    return redirect(f"/{place}/{slug}/{file}" if place else f"/{file}", MOVED)


@bp.get("/robots.txt")
@anyone
def robots() -> ResponseReturnValue:
    """Tell crawlers what is no reading matter, and what the operator adds."""
    return Response(serializers.robots(_settings()), mimetype="text/plain")


@bp.get("/favicon.ico")
@anyone
def favicon() -> ResponseReturnValue:
    """Lead programs that guess at the icon's address to the icon."""
    return redirect(templating.static_url("img/favicon.svg"))


def _settings() -> Settings:
    settings: Settings = current_app.config["SETTINGS"]
    return settings


def _add_feeds() -> None:
    for place in ("", *PLACES):
        below, own = (f"/{place}/<slug>", {"place": place}) if place else ("", {"place": "", "slug": ""})
        for file in serializers.FEEDS:
            bp.add_url_rule(f"{below}/{file}", view_func=feed, defaults={**own, "file": file})
        for old in FORMER:
            bp.add_url_rule(f"{below}/{old}", view_func=former_feed, defaults={**own, "old": old})


_add_feeds()
