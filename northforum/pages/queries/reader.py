"""Who reads an article, in one question together with the versions of what they read."""

import functools
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import Select, String, bindparam, cast, func, select, type_coerce

from northforum.access.actor import Actor
from northforum.access.roles import HubRole, Role
from northforum.discussion.models import ReadingPreference, Sort
from northforum.hubs.models import HubMember, MembershipState
from northforum.members.models import Member, MemberRole, MemberSession, MemberState
from northforum.members.models.sign_in import TOUCHED_EVERY
from northforum.pages.queries.article import Version, open_version_statement

READERS = 1024


class ArticleReader(NamedTuple):
    """A sign-in that holds, at which version everything stands that the article's page shows, and in which order."""

    version: Version
    actor: Actor
    sort: Sort


@functools.cache
def article_reader_statement() -> Select[Any]:
    """Return the query of a reader, to be filled with ``slug`` and ``token_hash``.

    It finds nothing where the page is not the same for everybody, or there is no such sign-in.
    """
    session, member = MemberSession.__table__.c, Member.__table__.c
    place = HubMember.__table__.c
    role = MemberRole.__table__.c
    roles = select(func.aggregate_strings(type_coerce(role.role, String), " ")).where(role.member_id == member.id)
    hub_role = cast(place.hub_id, String) + " " + type_coerce(place.role, String)
    hub_roles = select(func.aggregate_strings(hub_role, " ")).where(
        place.member_id == member.id, place.state == MembershipState.ACTIVE
    )
    preference = ReadingPreference.__table__.c
    preferred = select(preference.sort).where(preference.member_id == member.id)
    return (
        open_version_statement()
        .add_columns(member.id, member.handle, member.name, member.tone, member.state)
        .add_columns(
            roles.correlate(Member.__table__).scalar_subquery(), hub_roles.correlate(Member.__table__).scalar_subquery()
        )
        .add_columns(preferred.correlate(Member.__table__).scalar_subquery())
        .add_columns(session.expires_at, session.last_seen_at)
        .where(session.token_hash == bindparam("token_hash"), session.member_id == member.id)
    )


def article_reader(row: tuple[Any, ...], now: datetime) -> ArticleReader | None:
    """Return what a row of that query says; ``None`` where the sign-in has ended, or its use has to be noted."""
    *facts, expires_at, last_seen_at = row
    if expires_at <= now or last_seen_at <= now - TOUCHED_EVERY:
        return None
    *version, member_id, handle, name, tone, state, roles, hub_roles, sort = facts
    actor = _actor(member_id, handle, name, tone, state, roles, hub_roles)
    return ArticleReader(tuple(version), actor, sort or Sort.NEWEST)


# A pure function of its values; the same reader comes back with the same ones.
@functools.lru_cache(maxsize=READERS)
def _actor(  # noqa: PLR0913, PLR0917 - the columns of the query
    member_id: int, handle: str, name: str, tone: int, state: MemberState, roles: str | None, hub_roles: str | None
) -> Actor:
    places = iter((hub_roles or "").split())
    return Actor(
        member_id=member_id,
        handle=handle,
        name=name,
        tone=tone,
        roles=frozenset(map(Role, (roles or "").split())),
        hub_roles={int(hub_id): HubRole(role) for hub_id, role in zip(places, places, strict=True)},
        is_suspended=state is MemberState.SUSPENDED,
    )
