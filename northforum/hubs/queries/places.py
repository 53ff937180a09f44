"""Hubs and their members."""

import functools
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import UTC, datetime
from itertools import groupby
from typing import Any

from sqlalchemy import ColumnElement, Row, Select, and_, bindparam, func, or_, select, true

from northforum.access.actor import Actor
from northforum.access.roles import HubRole
from northforum.core import direct, text
from northforum.core.db import db
from northforum.core.errors import NotFound
from northforum.core.pagination import Page, decode, page_of
from northforum.hubs.models import Hub, HubArticle, HubKind, HubMember, HubVisibility, MembershipState
from northforum.members.models import Member, MemberState

MEMBERS_A_PAGE = 60
MOST_HUBS = 1000

_CARD: tuple[Any, ...] = (
    Hub.slug,
    Hub.name,
    Hub.kind,
    Hub.place,
    Hub.district,
    Hub.summary,
    Hub.visibility,
    Hub.joining,
    Hub.member_count,
)
_PERSON: tuple[Any, ...] = (Member.id, Member.handle, Member.name, Member.tone, Member.headline)
_INSIDE: tuple[Any, ...] = (*_PERSON, HubMember.role, HubMember.joined_at)
_ASKING: tuple[Any, ...] = (*_PERSON, HubMember.answer, HubMember.joined_at)
_ACTIVE = HubMember.state == MembershipState.ACTIVE
_LISTED = Hub.visibility != HubVisibility.SECRET
# Asked on each request of a member, so it is made once, of plain columns.
_PLACES = HubMember.__table__.c
_ROLES = select(_PLACES.hub_id, _PLACES.role).where(
    _PLACES.member_id == bindparam("member_id"), _PLACES.state == MembershipState.ACTIVE
)


def listed(actor: Actor) -> ColumnElement[bool]:
    """Return the condition under which a hub exists for the actor, as ``policy.may_see`` says it."""
    return _shown(actor.is_moderator, sorted(actor.hub_roles), _LISTED)


def open_inside(actor: Actor) -> ColumnElement[bool]:
    """Return the condition under which the actor sees a hub's members, as ``policy.may_look_inside`` says it."""
    return _shown(actor.is_moderator, sorted(actor.hub_roles), Hub.visibility == HubVisibility.PUBLIC)


def visible_hub(actor: Actor, slug: str) -> Hub:
    """Return the hub at ``slug``; ``NotFound`` when there is none that the actor may know of."""
    hub = db.session.scalar(select(Hub).where(Hub.slug == slug, listed(actor))) if _is_slug(slug) else None
    if hub is None:
        raise NotFound("There is no hub at this address, or it is not open to you.")
    return hub


def hub_list(actor: Actor, kind: HubKind | None = None) -> list[tuple[str, list[Row[Any]]]]:
    """Return the cards of the hubs under each place, both by name."""
    cards = _cards(actor).order_by(Hub.place, Hub.name, Hub.id).limit(MOST_HUBS)
    if kind is not None:
        cards = cards.where(Hub.kind == kind)
    rows = db.session.execute(cards).all()
    return [(place, list(hubs)) for place, hubs in groupby(rows, key=lambda hub: hub.place)]


def largest_hubs(actor: Actor, limit: int) -> Sequence[Row[Any]]:
    """Return the cards of the hubs with most members."""
    return db.session.execute(_cards(actor).order_by(Hub.member_count.desc(), Hub.name).limit(limit)).all()


def hubs_of_article(actor: Actor, article_id: int) -> Sequence[Row[Any]]:
    """Return the cards of the hubs that an article names."""
    named = _named(actor.is_moderator, tuple(sorted(actor.hub_roles)))
    return db.session.execute(named, {"article_id": article_id}).all()


def names_hidden_hub(article_id: int) -> bool:
    """Return whether the article names a hub that not everybody may know of."""
    hidden = select(Hub.id).join(HubArticle, HubArticle.hub_id == Hub.id)
    hidden = hidden.where(HubArticle.article_id == article_id, Hub.visibility == HubVisibility.SECRET)
    return db.session.execute(hidden.limit(1)).first() is not None


def hubs_of_member(actor: Actor, member_id: int) -> Sequence[Row[Any]]:
    """Return the cards, with ``role``, of the hubs where the actor may know that the member is in."""
    places = (
        _cards(actor)
        .add_columns(HubMember.role)
        .join(HubMember, HubMember.hub_id == Hub.id)
        .where(HubMember.member_id == member_id, _ACTIVE, or_(open_inside(actor), _is_self(actor, member_id)))
    )
    return db.session.execute(places.order_by(Hub.name)).all()


def hubs_for_choice(actor: Actor) -> list[tuple[str, str]]:
    """Return ``(slug, label)`` of each hub that the actor may name, for a form."""
    rows = db.session.execute(select(Hub.slug, Hub.name, Hub.place).where(listed(actor)).order_by(Hub.name))
    return [(hub.slug, f"{hub.name}, {hub.place}") for hub in rows]


def named_slugs(actor: Actor, article_id: int) -> list[str]:
    """Return the slugs of the hubs that an article names and the actor may know of."""
    return [hub.slug for hub in hubs_of_article(actor, article_id)]


def named_ids(actor: Actor, article_id: int) -> Sequence[int]:
    """Return the ids of the same hubs."""
    named = select(Hub.id).join(HubArticle, HubArticle.hub_id == Hub.id)
    return db.session.scalars(named.where(HubArticle.article_id == article_id, listed(actor))).all()


def told_of(slugs: Iterable[str]) -> Sequence[Row[Any]]:
    """Return the cards of the hubs that a text names, secret ones as well: whoever shows the text looks at that."""
    asked = sorted(set(slugs))
    return db.session.execute(select(*_CARD).where(Hub.slug.in_(asked))).all() if asked else ()


def ids_by_slug(actor: Actor, slugs: Iterable[str]) -> dict[str, int]:
    """Return the id of each of ``slugs`` that the actor may know of."""
    asked = sorted({slug for slug in slugs if _is_slug(slug)})
    rows = db.session.execute(select(Hub.slug, Hub.id).where(Hub.slug.in_(asked), listed(actor)))
    return {hub.slug: hub.id for hub in rows}


def hosts_of(actor: Actor, hub: Hub) -> Sequence[Row[Any]]:
    """Return the hosts of a hub, first come first; nobody where the actor may not look inside."""
    hosts = _people(actor, hub).where(HubMember.role == HubRole.HOST)
    return db.session.execute(hosts.order_by(HubMember.joined_at, Member.id)).all()


def newest_members(actor: Actor, hub: Hub, limit: int) -> Sequence[Row[Any]]:
    """Return who joined the hub last, hosts apart; nobody where the actor may not look inside."""
    guests = _people(actor, hub).where(HubMember.role != HubRole.HOST)
    return db.session.execute(_newest_first(guests).limit(limit)).all()


def members_of(actor: Actor, hub: Hub, after: str | None = None) -> Page[Row[Any]]:
    """Return a page of a hub's members, newest first; an empty one where the actor may not look inside."""
    people = _newest_first(_people(actor, hub)).limit(MEMBERS_A_PAGE + 1)
    if after:
        people = people.where(_joined_before(after))
    rows = db.session.execute(people).all()
    return page_of(rows, MEMBERS_A_PAGE, lambda person: (person.joined_at.isoformat(), person.id))


def _joined_before(cursor: str) -> ColumnElement[bool]:
    written, member_id = decode(cursor, str, int)
    try:
        joined_at = datetime.fromisoformat(str(written)).astimezone(UTC)
    except (ValueError, OverflowError) as problem:
        raise NotFound from problem
    same_moment = and_(HubMember.joined_at == joined_at, HubMember.member_id < member_id)
    return or_(HubMember.joined_at < joined_at, same_moment)


def requests_of(hub: Hub) -> Sequence[Row[Any]]:
    """Return who asks to be let into the hub, with their answers, in the order of asking."""
    waiting = (
        select(*_ASKING)
        .join(HubMember, HubMember.member_id == Member.id)
        .where(HubMember.hub_id == hub.id, HubMember.state == MembershipState.REQUESTED)
    )
    return db.session.execute(waiting.order_by(HubMember.joined_at, Member.id)).all()


def request_count(hub: Hub) -> int:
    """Return how many ask to be let into the hub."""
    waiting = select(func.count()).select_from(HubMember)
    waiting = waiting.where(HubMember.hub_id == hub.id, HubMember.state == MembershipState.REQUESTED)
    return db.session.scalar(waiting) or 0


def membership(hub_id: int, member_id: int) -> HubMember | None:
    """Return somebody's membership or request, read afresh."""
    return db.session.get(HubMember, (hub_id, member_id), populate_existing=True)


def membership_of(actor: Actor, hub: Hub) -> HubMember | None:
    """Return the actor's own membership or request."""
    return membership(hub.id, actor.member_id) if actor.member_id is not None else None


def hub_and_member(hub_id: int, member_id: int) -> tuple[Hub, Member]:
    """Return a hub and a member whom an event names; ``NotFound`` when one is no longer there."""
    hub, member = db.session.get(Hub, hub_id), db.session.get(Member, member_id)
    if hub is None or member is None:
        raise NotFound
    return hub, member


def hosts_to_tell(hub_id: int) -> Sequence[Member]:
    """Return the hosts of a hub who may act, for mail."""
    hosts = select(Member).join(HubMember, HubMember.member_id == Member.id)
    in_office = hosts.where(HubMember.hub_id == hub_id, _ACTIVE, HubMember.role == HubRole.HOST)
    return db.session.scalars(in_office.where(Member.state == MemberState.ACTIVE).order_by(Member.id)).all()


def host_count(hub_id: int) -> int:
    """Return how many hosts the hub has."""
    hosts = select(func.count()).select_from(HubMember)
    return db.session.scalar(hosts.where(HubMember.hub_id == hub_id, _ACTIVE, HubMember.role == HubRole.HOST)) or 0


def roles_of(member_id: int) -> Mapping[int, HubRole]:
    """Return the member's role in each of their hubs."""
    return direct.pairs(_ROLES, member_id=member_id)


def roles_by_member(member_ids: Collection[int]) -> Mapping[int, Mapping[int, HubRole]]:
    """Return the role in each of their hubs of those among the members who are in one."""
    places = select(HubMember.member_id, HubMember.hub_id, HubMember.role).where(_ACTIVE)
    found: dict[int, dict[int, HubRole]] = {}
    for row in db.session.execute(places.where(HubMember.member_id.in_(member_ids))):
        found.setdefault(row.member_id, {})[row.hub_id] = row.role
    return found


def count_disagreements() -> list[str]:
    """Return a sentence for each hub whose count of members differs from its rows."""
    counted = (
        select(func.count())
        .select_from(HubMember)
        .where(HubMember.hub_id == Hub.id, _ACTIVE)
        .correlate(Hub)
        .scalar_subquery()
    )
    rows = db.session.execute(select(Hub.slug, Hub.member_count, counted).where(Hub.member_count != counted))
    return [f"The hub {slug} counts {kept} members and has {found}." for slug, kept, found in rows]


@functools.lru_cache(maxsize=256)
def _named(sees_all: bool, own: tuple[int, ...]) -> Select[Any]:
    """Return the statement of ``hubs_of_article``, kept because every page of an article runs it."""
    cards = select(*_CARD).where(_shown(sees_all, own, _LISTED)).order_by(Hub.name)
    return cards.join(HubArticle, HubArticle.hub_id == Hub.id).where(HubArticle.article_id == bindparam("article_id"))


def _shown(sees_all: bool, own: Collection[int], to_everybody: ColumnElement[bool]) -> ColumnElement[bool]:
    if sees_all:
        return true()
    return or_(to_everybody, Hub.id.in_(own)) if own else to_everybody


def _is_slug(slug: str) -> bool:
    """Return whether ``slug`` could be one: what is none (a NUL, half a character) never reaches the database."""
    return text.slugify(slug, fallback="") == slug


def _is_self(actor: Actor, member_id: int) -> ColumnElement[bool]:
    return true() if actor.member_id == member_id else ~true()


def _cards(actor: Actor) -> Select[Any]:
    cards = select(*_CARD)
    return cards.where(listed(actor))


def _people(actor: Actor, hub: Hub) -> Select[Any]:
    people = select(*_INSIDE)
    return (
        people.join(HubMember, HubMember.member_id == Member.id)
        .join(Hub, Hub.id == HubMember.hub_id)
        .where(HubMember.hub_id == hub.id, _ACTIVE, open_inside(actor))
    )


def _newest_first(people: Select[Any]) -> Select[Any]:
    return people.order_by(HubMember.joined_at.desc(), HubMember.member_id.desc())
