"""Sections, topics and authors by their present and former addresses, and as the desk keeps them."""

from collections.abc import Collection, Mapping, Sequence
from typing import Any, TypeAlias, TypeVar

from sqlalchemy import ColumnElement, Exists, Row, exists, func, select

from northforum.access.actor import Actor
from northforum.articles.models import Article, ArticleTopic, Author, Byline, PlaceKind, PlaceRedirect, Section, Topic
from northforum.core import pagination, text
from northforum.core.db import db
from northforum.core.errors import NotFound
from northforum.core.pagination import Page
from northforum.members.models import Member

Place: TypeAlias = Section | Topic | Author
Kept = TypeVar("Kept", Section, Topic, Author)
PAGE = 50
MODELS: Mapping[PlaceKind, type[Section] | type[Topic] | type[Author]] = {
    PlaceKind.SECTION: Section,
    PlaceKind.TOPIC: Topic,
    PlaceKind.AUTHOR: Author,
}


def kind_of(place: Place | type[Place]) -> PlaceKind:
    """Return which kind of place it is."""
    model = place if isinstance(place, type) else type(place)
    return next(kind for kind, one in MODELS.items() if one is model)


def placed_at(model: type[Kept], slug: str, *known: ColumnElement[bool]) -> Kept | None:
    """Return what stands at ``slug``, or what had this address before, if there is anything that is ``known``."""
    if not slug or text.slugify(slug, fallback="") != slug:
        return None
    found = db.session.scalar(select(model).where(model.slug == slug, *known))
    return found or _formerly_at(model, slug, known)


def place_at_desk(model: type[Kept], slug: str) -> Kept:
    """Return what stands at ``slug`` or had it before, whether readers know of it or not; else ``NotFound``."""
    found = placed_at(model, slug)
    if found is None:
        raise NotFound
    return found


def has_address(kind: PlaceKind, slug: str, own_id: int | None = None) -> bool:
    """Return whether another place of the kind than ``own_id`` has or had this address."""
    model = MODELS[kind]
    now = exists().where(model.slug == slug, model.id != (own_id or 0))
    before = exists().where(
        PlaceRedirect.kind == kind, PlaceRedirect.slug == slug, PlaceRedirect.place_id != (own_id or 0)
    )
    return bool(db.session.scalar(select(now | before)))


def topics_for(names: Mapping[str, str]) -> dict[str, Topic]:
    """Return the topic of each of ``names``, by the slug that the name would make, as far as there is one.

    It is the one that is called so; else the one that stands at the slug, or had it before.
    """
    slugs = set(names)
    called = {topic.name: topic for topic in db.session.scalars(select(Topic).where(Topic.name.in_(names.values())))}
    found = {topic.slug: topic for topic in db.session.scalars(select(Topic).where(Topic.slug.in_(slugs)))}
    found |= {slug: called[name] for slug, name in names.items() if name in called}
    if missing := slugs - set(found):
        former = select(PlaceRedirect.slug.label("former"), Topic).join(Topic, Topic.id == PlaceRedirect.place_id)
        former = former.where(PlaceRedirect.kind == PlaceKind.TOPIC, PlaceRedirect.slug.in_(missing))
        found |= {row.former: row.Topic for row in db.session.execute(former)}
    return found


def place_of_form(actor: Actor, model: type[Kept], form_key: str) -> Kept | None:
    """Return what this form has made already.

    The member's row is locked first: the same form, sent twice at once, is looked at one after the other.
    """
    db.session.execute(select(Member.id).where(Member.id == actor.member_id).with_for_update())
    return db.session.scalar(select(model).where(model.form_key == form_key))


def sections_in_order() -> Sequence[Section]:
    """Return every section as the navigation has them, held against others who order them."""
    return db.session.scalars(select(Section).order_by(Section.position, Section.id).with_for_update()).all()


def sections_at_desk() -> Sequence[Row[Any]]:
    """Return every section with when it had its last piece and whether it is empty."""
    newest = select(func.max(Article.published_at)).where(
        Article.section_id == Section.id, Article.state == "published"
    )
    columns: tuple[Any, ...] = (
        Section.slug,
        Section.name,
        Section.description,
        newest.scalar_subquery().label("newest_at"),
        (~_uses(Section)).label("is_empty"),
    )
    return db.session.execute(select(*columns).order_by(Section.position, Section.id)).all()


def topics_at_desk(words: str = "", after: str | None = None) -> Page[Row[Any]]:
    """Return a page of the topics by their addresses, or of those in whose names each of ``words`` stands."""
    newest = select(func.max(ArticleTopic.listed_at)).where(ArticleTopic.topic_id == Topic.id)
    columns: tuple[Any, ...] = (
        Topic.slug,
        Topic.name,
        Topic.description,
        newest.scalar_subquery().label("newest_at"),
        (~_uses(Topic)).label("is_empty"),
    )
    query = select(*columns).order_by(Topic.slug).limit(PAGE + 1)
    for word in words.split():
        query = query.where(Topic.name.icontains(word, autoescape=True))
    if after:
        query = query.where(Topic.slug > pagination.decode(after, str)[0])
    return pagination.page_of(db.session.execute(query).all(), PAGE, lambda row: (row.slug,))


def has_name(model: type[Section] | type[Topic], name: str, own_id: int | None = None) -> bool:
    """Return whether another one than ``own_id`` is called so."""
    return bool(db.session.scalar(select(exists().where(model.name == name, model.id != (own_id or 0)))))


def topic_named(name: str) -> Topic | None:
    """Return the topic with this name, or with this address, present or former."""
    called = db.session.scalar(select(Topic).where(Topic.name == name.strip()).order_by(Topic.id).limit(1))
    return called or placed_at(Topic, text.slugify(name, fallback=""))


def is_in_use(place: Place) -> bool:
    """Return whether an article in whatever state stands in it, is about it or carries the name."""
    model: Any = type(place)
    return bool(db.session.scalar(select(_uses(model)).select_from(model).where(model.id == place.id)))


def published_under(kind: PlaceKind, place_id: int, after: int, limit: int) -> Sequence[int]:
    """Return the published articles about a topic, or with an author's name, in the order of their numbers."""
    rows: Any = Byline if kind is PlaceKind.AUTHOR else ArticleTopic
    named = rows.author_id if kind is PlaceKind.AUTHOR else rows.topic_id
    query = select(rows.article_id).where(named == place_id, rows.listed_at.is_not(None), rows.article_id > after)
    return db.session.scalars(query.distinct().order_by(rows.article_id).limit(limit)).all()


def _uses(model: type[Place]) -> Exists:
    """Return the condition that a row of ``model`` is named by an article, in whatever state."""
    if model is Section:
        return exists().where(Article.section_id == Section.id)
    if model is Topic:
        return exists().where(ArticleTopic.topic_id == Topic.id)
    return exists().where(Byline.author_id == Author.id)


def _formerly_at(model: type[Kept], slug: str, known: Collection[ColumnElement[bool]]) -> Kept | None:
    query = select(model).join(PlaceRedirect, PlaceRedirect.place_id == model.id)
    return db.session.scalar(query.where(PlaceRedirect.kind == kind_of(model), PlaceRedirect.slug == slug, *known))
