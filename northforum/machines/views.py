"""The addresses that programs ask for, and those at which they guess."""

from flask import Blueprint, Response, current_app, redirect, request
from flask.typing import ResponseReturnValue

from northforum.access.current import anyone
from northforum.core import clock, templating
from northforum.core.errors import NotFound
from northforum.core.settings import Settings
from northforum.machines import queries, serializers

bp = Blueprint("machines", __name__)

MOVED = 301
# The protocol allows so many files in one index.
MOST_FILES = 50_000
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


@bp.get("/sitemap.xml")
@anyone
def sitemap_index() -> ResponseReturnValue:
    """Tell search engines in which files the addresses stand."""
    return _xml(serializers.sitemap_index(queries.sitemap_files(), _settings()))


@bp.get("/sitemap_index.xml")
@bp.get("/wp-sitemap.xml")
@anyone
def former_sitemap() -> ResponseReturnValue:
    """Lead a program that guesses at the sitemap to ours."""
    return redirect("/sitemap.xml", MOVED)


@bp.get("/sitemaps/<kind>-<int:number>.xml")
@anyone
def sitemap(kind: str, number: int) -> ResponseReturnValue:
    """Give one file of the addresses that a stranger may read."""
    if number > MOST_FILES:
        raise NotFound
    return _xml(serializers.sitemap(queries.sitemap(kind, number), _settings()))


@bp.get("/sitemaps/news.xml")
@anyone
def news_sitemap() -> ResponseReturnValue:
    """Give what was published in the last 48 hours; it changes with the clock, so its tag is made here."""
    answer = _xml(serializers.news_sitemap(queries.news(), _settings()))
    answer.add_etag()
    return answer.make_conditional(request)


@bp.get("/.well-known/security.txt")
@anyone
def security() -> ResponseReturnValue:
    """Say whom to tell about a hole in the site."""
    return Response(serializers.security(_settings(), clock.now()), mimetype="text/plain")


@bp.get("/.well-known/change-password")
@anyone
def change_password() -> ResponseReturnValue:
    """Lead password managers to where a password is changed."""
    return redirect("/account/security")


def _xml(content: bytes) -> Response:
    return Response(content, mimetype="application/xml")


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
