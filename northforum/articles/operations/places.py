"""Keeping sections, topics and authors: their words and addresses, their order, one in the place of two."""

from dataclasses import dataclass
from typing import TypeVar

from sqlalchemy import delete, select, update

from northforum.access.actor import Actor
from northforum.access.verdict import authorize
from northforum.articles import policy, queries
from northforum.articles.events import ArticleRelabelled, AuthorDescribed, Relabelled, SectionChanged, TopicChanged
from northforum.articles.models import ArticleTopic, Author, PlaceKind, PlaceRedirect, Section, Topic
from northforum.articles.operations.write import flush
from northforum.core import text
from northforum.core.db import db, insert_into
from northforum.core.errors import Conflict, Invalid
from northforum.core.events import emit
from northforum.discussion import operations as discussion
from northforum.discussion.models import FollowKind

SENT_BEFORE = "This form has made “{}” already. What you typed is kept here: send it again to make another one."
IN_USE = "There are pieces in it, perhaps drafts. Move them elsewhere first."
# Each is a job of its own, and nobody's write waits for thousands of them to be noted.
TOLD_AT_ONCE = 200
Kept = TypeVar("Kept", Section, Topic)


@dataclass(frozen=True)
class PlaceWords:
    """What is said of a section or a topic; an empty ``slug`` follows from the name, or stays as it is."""

    name: str
    slug: str = ""
    description: str = ""


def make_place(actor: Actor, model: type[Kept], *, words: PlaceWords, form_key: str | None = None) -> Kept:
    """Return a new section or topic, or the one that the same form made before; a section stands last.

    Raises
    ------
    Invalid
        Under ``slug``, when another one has or had this address.
    """
    authorize(policy.may_arrange(actor))
    if form_key and (twin := queries.place_of_form(actor, model, form_key)):
        if (twin.name, twin.description) != (words.name, words.description):
            raise Invalid(form_key=SENT_BEFORE.format(twin.name))
        return twin
    _check_name(model, words.name)
    kind = queries.kind_of(model)
    slug = checked_slug(kind, words.slug or text.slugify(words.name, fallback=""))
    place = model(slug=slug, name=words.name, description=words.description, form_key=form_key)
    if isinstance(place, Section):
        place.position = max((each.position for each in queries.sections_in_order()), default=-1) + 1
    db.session.add(place)
    return changed(place)


def describe_place(actor: Actor, place: Kept, *, words: PlaceWords) -> Kept:
    """Give a section or a topic other words; an address that it had leads to the present one.

    Raises
    ------
    Invalid
        Under ``slug``, when another one has or had this address.
    """
    authorize(policy.may_arrange(actor))
    _check_name(type(place), words.name, place.id)
    slug = checked_slug(queries.kind_of(place), words.slug, place.id) if words.slug else place.slug
    readdress(place, slug)
    is_renamed = place.name != words.name
    place.name, place.description = words.name, words.description
    if is_renamed and isinstance(place, Topic):
        relabel(place)
    return changed(place)


def move_section(actor: Actor, section: Section, *, to: int) -> Section:
    """Let ``section`` stand at the place ``to`` of the navigation, from 0; doing so again changes nothing."""
    authorize(policy.may_arrange(actor))
    others = [each for each in queries.sections_in_order() if each.id != section.id]
    place = min(max(to, 0), len(others))
    for position, each in enumerate([*others[:place], section, *others[place:]]):
        each.position = position
    return changed(section)


def close_place(actor: Actor, place: Section | Topic) -> str:
    """Close a section or a topic that no piece names; return its name. Its addresses lead nowhere afterwards.

    Raises
    ------
    Conflict
        When a piece in whatever state names it.
    """
    authorize(policy.may_arrange(actor))
    if queries.is_in_use(place):
        raise Conflict(IN_USE)
    name = place.name
    _tell(place)
    forget_addresses(place)
    if isinstance(place, Topic):
        discussion.forget_follows(FollowKind.TOPIC, place.id)
    db.session.delete(place)
    flush()
    queries.forget_navigation()
    return name


def merge_topics(actor: Actor, topic: Topic, *, into: Topic) -> Topic:
    """Let ``into`` have the pieces, the followers and the addresses of ``topic``, which is gone then.

    Raises
    ------
    Invalid
        Under ``into``, when both are the same.
    """
    authorize(policy.may_arrange(actor))
    if topic.id == into.id:
        raise Invalid(into="That is this very topic. Name another one.")
    has_both = select(ArticleTopic.article_id).where(ArticleTopic.topic_id == into.id)
    of_topic = ArticleTopic.topic_id == topic.id
    db.session.execute(delete(ArticleTopic).where(of_topic, ArticleTopic.article_id.in_(has_both)))
    db.session.execute(update(ArticleTopic).where(of_topic).values(topic_id=into.id))
    discussion.move_follows(FollowKind.TOPIC, topic.id, into.id)
    take_addresses(topic, into)
    db.session.delete(topic)
    relabel(into)
    return changed(into)


def checked_slug(kind: PlaceKind, slug: str, own_id: int | None = None) -> str:
    """Return ``slug`` when a place of the kind may have it; ``Invalid`` under ``slug`` when not."""
    if not slug or text.slugify(slug, fallback="") != slug:
        raise Invalid(slug="Use letters a to z, figures and hyphens.")
    if queries.has_address(kind, slug, own_id):
        raise Invalid(slug="Another one has this address, or had it before. Choose another address.")
    return slug


def _check_name(model: type[Section] | type[Topic], name: str, own_id: int | None = None) -> None:
    """Refuse a name by which pieces could not tell which one they mean; commas stand between topics there."""
    if model is Topic and "," in name:
        raise Invalid(name="Do without commas: they stand between two topics where a piece names them.")
    if queries.has_name(model, name, own_id):
        raise Invalid(name="Another one has this name. Choose another name.")


def relabel(place: Topic | Author) -> None:
    """Have the articles that name ``place`` found, and shown elsewhere, by what it is called or who it is from now."""
    emit(Relabelled(queries.kind_of(place), place.id))


def tell_articles(event: Relabelled) -> None:
    """Have so many of the articles told that name what is called otherwise, and the others after them."""
    ids = queries.published_under(PlaceKind(event.kind), event.place_id, event.after, TOLD_AT_ONCE)
    for article_id in ids:
        emit(ArticleRelabelled(article_id))
    if len(ids) == TOLD_AT_ONCE:
        emit(Relabelled(event.kind, event.place_id, after=ids[-1]))


def readdress(place: Section | Topic | Author, slug: str) -> None:
    """Let ``place`` stand at ``slug``; the address that it had leads there."""
    if slug == place.slug:
        return
    kind = queries.kind_of(place)
    db.session.execute(delete(PlaceRedirect).where(PlaceRedirect.kind == kind, PlaceRedirect.slug == slug))
    _lead(kind, place.slug, place.id)
    place.slug = slug


def take_addresses(place: Topic | Author, into: Topic | Author) -> None:
    """Let every address of ``place`` lead to ``into``."""
    kind = queries.kind_of(place)
    former = PlaceRedirect.kind == kind, PlaceRedirect.place_id == place.id
    db.session.execute(update(PlaceRedirect).where(*former).values(place_id=into.id))
    _lead(kind, place.slug, into.id)


def forget_addresses(place: Section | Topic | Author) -> None:
    """Let the addresses that ``place`` had lead nowhere."""
    former = PlaceRedirect.kind == queries.kind_of(place), PlaceRedirect.place_id == place.id
    db.session.execute(delete(PlaceRedirect).where(*former))


def _lead(kind: PlaceKind, slug: str, place_id: int) -> None:
    row = {"kind": kind, "slug": slug, "place_id": place_id}
    adding = insert_into(PlaceRedirect).values(row)
    db.session.execute(adding.on_conflict_do_update(index_elements=["kind", "slug"], set_={"place_id": place_id}))


Changed = TypeVar("Changed", Section, Topic, Author)


def changed(place: Changed) -> Changed:
    """Write what was changed of ``place``, and say so."""
    flush()
    queries.forget_navigation()
    _tell(place)
    return place


def _tell(place: Section | Topic | Author) -> None:
    if isinstance(place, Section):
        emit(SectionChanged(place.id))
    elif isinstance(place, Topic):
        emit(TopicChanged(place.id))
    else:
        emit(AuthorDescribed(place.id))
