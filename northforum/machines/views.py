"""The addresses that programs ask for, and those at which they guess."""

from flask import Blueprint, Response, current_app, redirect, request
from flask.typing import ResponseReturnValue

from northforum.access.current import anyone
from northforum.core import clock, storage, templating
from northforum.core.errors import NotFound
from northforum.core.settings import Settings
from northforum.core.storage import sending
from northforum.machines import links, models, queries, rendering, serializers

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


@bp.get("/cards/<public_id>/<file>")
@anyone
def card(public_id: str, file: str) -> ResponseReturnValue:
    """Send the share card of an article; where it has another by now, lead there."""
    if not models.is_card(file):
        raise NotFound
    present = queries.present_card(public_id)
    if file != present:
        return redirect(links.card_url(public_id, present))
    try:
        key = f"{models.folder_of(public_id)}/{file}"
        return sending.sent(storage.current(), key, "image/png", sending.FOR_EVER)
    except NotFound:
        # A storage that was moved without it; the worker draws it again with the article's next edit.
        return redirect(links.site_card_url(_settings().site_name, _settings().site_tagline))


@bp.get("/cards/<file>")
@anyone
def site_card(file: str) -> ResponseReturnValue:
    """Send the card of every page that has none of its own; it is drawn once in each process."""
    site = _settings()
    address = links.site_card_url(site.site_name, site.site_tagline)
    if file != address.rsplit("/", 1)[-1]:
        if not models.is_site_card(file):
            raise NotFound
        return redirect(address)
    content = rendering.site_card(site.site_name, site.site_tagline)
    return sending.as_answer(Response(content, mimetype="image/png"), file, len(content), sending.FOR_EVER)


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
