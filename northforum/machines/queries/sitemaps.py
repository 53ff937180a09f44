"""Every address that a stranger may read, in files of neighbouring numbers: each file is read by a key."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Row, func, literal, null, select

from northforum.access import audience
from northforum.access.actor import STRANGER
from northforum.articles import queries as articles
from northforum.articles.models import Article, ArticleState, Author, Section, Topic
from northforum.core import clock
from northforum.core.db import db
from northforum.core.errors import NotFound
from northforum.hubs import queries as hubs
from northforum.hubs.models import Hub
from northforum.media import links as media_links
from northforum.media.models import Picture
from northforum.members.models import Member

# The protocol allows 50,000 addresses a file; a fifth of that is drawn in a moment, and kept.
IN_FILE = 10_000
NEWS_HOURS, MOST_NEWS = 48, 1000
PLACES = (
    "/",
    "/archive",
    "/corrections",
    "/most-read",
    "/discussions",
    "/discussions/most",
    "/discussions/unanswered",
    "/hubs",
)


class Line(NamedTuple):
    """An address, when what stands there changed, if that is known, and a picture of it, or empty."""

    path: str
    changed_at: datetime | None = None
    picture: str = ""


class News(NamedTuple):
    """A new article."""

    path: str
    published_at: datetime
    headline: str


class _Kind(NamedTuple):
    """Pages of one table: their address, when a row is there for strangers, and when it changed."""

    path: str
    model: Any
    slug: Any
    is_open: Callable[[], ColumnElement[bool]]
    changed_at: Any = None


def _is_open_article() -> ColumnElement[bool]:
    return (Article.state == ArticleState.PUBLISHED) & audience.clause(Article, STRANGER)


KINDS: Mapping[str, _Kind] = {
    "articles": _Kind("/articles/{}", Article, Article.slug, _is_open_article, Article.updated_at),
    "topics": _Kind("/topics/{}", Topic, Topic.slug, lambda: articles.known_topic(STRANGER)),
    "authors": _Kind("/authors/{}", Author, Author.slug, lambda: articles.known_author(STRANGER)),
    "hubs": _Kind("/hubs/{}", Hub, Hub.slug, lambda: hubs.listed(STRANGER)),
    "hubtalk": _Kind("/hubs/{}/discussions", Hub, Hub.slug, lambda: hubs.listed(STRANGER)),
    "hubfolk": _Kind("/hubs/{}/members", Hub, Hub.slug, lambda: hubs.open_inside(STRANGER)),
    "members": _Kind("/members/{}", Member, Member.handle, lambda: literal(value=True)),
}


def sitemap_files() -> Iterator[tuple[str, int]]:
    """Give the kind and the number of each file that has an address in it."""
    yield "places", 1
    for name, kind in KINDS.items():
        highest = db.session.scalar(select(func.max(kind.model.id))) or 0
        for number in range(1, (highest - 1) // IN_FILE + 2):
            if db.session.scalar(select(kind.model.id).where(*_within(kind, number)).limit(1)) is not None:
                yield name, number


def sitemap(name: str, number: int) -> Sequence[Line]:
    """Return the addresses of a file; ``NotFound`` where there are none."""
    found = _places(number) if name == "places" else _rows(name, number)
    if not found:
        raise NotFound
    return found


def news() -> Sequence[News]:
    """Return what was published for everybody in the last 48 hours, newest first."""
    since = clock.now() - timedelta(hours=NEWS_HOURS)
    query = select(Article.slug, Article.published_at, Article.headline)
    query = query.where(_is_open_article(), Article.published_at >= since)
    rows = db.session.execute(query.order_by(Article.published_at.desc(), Article.id.desc()).limit(MOST_NEWS))
    return [News(f"/articles/{row.slug}", _moment(row.published_at), row.headline) for row in rows]


_PICTURE: tuple[Any, ...] = (Picture.public_id, Picture.version, Picture.width, Picture.focal_x, Picture.focal_y)


def _places(number: int) -> Sequence[Line]:
    if number != 1:
        return ()
    sections = db.session.scalars(select(Section.slug).order_by(Section.position, Section.id))
    months = [month.path for _, of_year in articles.months(STRANGER) for month in of_year]
    return [Line(path) for path in (*PLACES, *(f"/sections/{slug}" for slug in sections), *months)]


def _rows(name: str, number: int) -> Sequence[Line]:
    kind = KINDS.get(name)
    if kind is None:
        return ()
    has_pictures = kind.model is Article
    pictures = _PICTURE if has_pictures else ()
    changed_at = null() if kind.changed_at is None else kind.changed_at
    query = select(kind.slug.label("slug"), changed_at.label("changed_at"), *pictures).select_from(kind.model)
    if has_pictures:
        query = query.outerjoin(Picture, Picture.id == Article.picture_id)
    rows = db.session.execute(query.where(*_within(kind, number)).order_by(kind.model.id))
    return [Line(kind.path.format(row.slug), row.changed_at, _picture(row) if has_pictures else "") for row in rows]


def _within(kind: _Kind, number: int) -> tuple[ColumnElement[bool], ...]:
    first = (number - 1) * IN_FILE
    return kind.model.id > first, kind.model.id <= first + IN_FILE, kind.is_open()


def _picture(row: Row[Any]) -> str:
    return media_links.share_url(row) if row.public_id else ""


def _moment(at: datetime | None) -> datetime:
    assert at is not None  # noqa: S101 - the query asked for those that have one
    return at
