"""What every kind of feed says of itself and of an article, before it is written in one of them."""

from collections.abc import Sequence
from typing import NamedTuple
from urllib.parse import urlsplit

from northforum.articles import queries as articles
from northforum.core import templating
from northforum.core.richtext.abroad import abroad
from northforum.core.settings import Settings
from northforum.hubs import serializers as hubs
from northforum.machines.queries import Feed


class About(NamedTuple):
    """A feed's own words and addresses; ``websub`` are the addresses of hubs that tell subscribers."""

    title: str
    description: str
    page: str
    address: str
    websub: Sequence[str]


class Person(NamedTuple):
    """Who wrote a piece, and where their page is."""

    name: str
    url: str


class Entry(NamedTuple):
    """An article as a feed has it; ``words`` say in plain text what it is about, ``html`` is all of it."""

    piece: articles.FeedPiece
    key: str
    url: str
    words: str
    html: str
    people: Sequence[Person]
    tags: Sequence[str]
    picture: str
    talk: str


def about(feed: Feed, settings: Settings, file: str) -> About:
    """Return what the feed that is called ``file`` says of itself."""
    name, site = settings.site_name, settings.site_url
    return About(
        title=f"{feed.name} · {name}" if feed.name else name,
        description=feed.description or f"{settings.site_tagline}",
        page=f"{site}{feed.path}",
        address=f"{site}{feed.path.rstrip('/')}/{file}",
        websub=settings.websub_hubs,
    )


def entry(piece: articles.FeedPiece, settings: Settings) -> Entry:
    """Return an article for a feed, every address of it whole."""
    site = settings.site_url
    url = f"{site}/articles/{piece.slug}"
    html = _picture(piece, site) + (
        abroad(hubs.drawn(piece.body), url) if piece.admitted else _teaser(piece, url, settings)
    )
    return Entry(
        piece=piece,
        key=_key(piece, site),
        url=url,
        words=piece.standfirst or piece.headline,
        html=html,
        people=[Person(credit.author.name, f"{site}/authors/{credit.author.slug}") for credit in piece.bylines],
        tags=[piece.section.name, *piece.topics],
        picture=f"{site}{piece.hero.share_url}" if piece.hero else "",
        talk=f"{url}/comments.xml" if piece.has_open_talk else "",
    )


def _key(piece: articles.FeedPiece, site: str) -> str:
    """Return the name by which readers know a piece again, whatever its address becomes (RFC 4151)."""
    return f"tag:{urlsplit(site).hostname},{piece.published_at:%Y-%m-%d}:articles/{piece.public_id}"


def _picture(piece: articles.FeedPiece, site: str) -> str:
    if piece.hero is None:
        return ""
    hero = piece.hero
    words = [words for words in (hero.caption, hero.credit) if words]
    caption = templating.markup("<figcaption>{}</figcaption>", " · ".join(words)) if words else ""
    return templating.markup(
        '<figure><img src="{}" alt="{}" width="{}" height="{}">{}</figure>',
        *(f"{site}{hero.share_url}", hero.alt, hero.width, hero.height, caption),
    )


def _teaser(piece: articles.FeedPiece, url: str, settings: Settings) -> str:
    words = "This piece is for members; joining is free. Read it on"
    standfirst = templating.markup("<p>{}</p>", piece.standfirst) if piece.standfirst else ""
    return standfirst + templating.markup('<p>{} <a href="{}">{}</a>.</p>', words, url, settings.site_name)
