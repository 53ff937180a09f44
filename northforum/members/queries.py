"""What is known of members, their sign-ins and their pending wishes."""

import functools
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from types import MappingProxyType
from typing import Any, NamedTuple

from sqlalchemy import Row, Select, bindparam, func, select

from northforum.access.actor import Actor
from northforum.access.roles import HubRole, Role
from northforum.core import clock, direct, passwords, text, tokens
from northforum.core.db import db
from northforum.core.errors import Invalid, NotFound
from northforum.members.models import (
    AuthorCard,
    JoinRequest,
    Member,
    MemberMute,
    MemberRole,
    MemberSession,
    MemberState,
    ResetToken,
)
from northforum.members.models.naming import same_email

WRONG_CREDENTIALS = "That e-mail address and password do not belong together. Check both, or ask for a new password."
WRONG_PASSWORD = "This is not your present password."  # noqa: S105 - a sentence, no password


@dataclass(frozen=True)
class Credentials:
    """What a right password proves: whose it is, the hash it was compared with, a fresher hash where one is due."""

    member_id: int
    password_hash: str
    fresher_hash: str | None


class LiveSignIn(NamedTuple):
    """A sign-in that holds, with what an actor needs."""

    session_id: int
    remembered: bool
    last_seen_at: datetime
    member_id: int
    handle: str
    name: str
    tone: int
    state: MemberState
    roles: frozenset[Role]

    def actor(self, hub_roles: Mapping[int, HubRole] = MappingProxyType({})) -> Actor:
        """Return the member as the one who is asking."""
        return Actor(
            member_id=self.member_id,
            handle=self.handle,
            name=self.name,
            tone=self.tone,
            roles=self.roles,
            hub_roles=hub_roles,
            is_suspended=self.state is MemberState.SUSPENDED,
        )


_CARD: tuple[Any, ...] = (
    Member.id,
    Member.handle,
    Member.name,
    Member.tone,
    Member.headline,
    Member.organisation,
    Member.badge_name,
    Member.badge_slug,
)


@functools.cache
def _cards() -> Select[Any]:
    return select(*_CARD).where(Member.id.in_(bindparam("member_ids", expanding=True)))


@functools.cache
def _card() -> Select[Any]:
    return select(*_CARD).where(Member.id == bindparam("member_id"))


def credentials(email: str, password: str) -> Credentials:
    """Return what the right password proves; slow on purpose, and as slow for an address that nobody has.

    Raises
    ------
    Invalid
        With one sentence for every kind of mismatch.
    """
    columns = select(Member.id, Member.password_hash)
    row = db.session.execute(columns.where(Member.email == same_email(email))).first()
    right = passwords.verify(row.password_hash if row else None, password)
    if row is None or not right:
        raise Invalid(WRONG_CREDENTIALS)
    fresher = passwords.hash_password(password) if passwords.needs_rehash(row.password_hash) else None
    return Credentials(row.id, row.password_hash, fresher)


def own_credentials(actor: Actor, password: str) -> Credentials:
    """Return what the right password of ``actor`` proves; ``Invalid`` under ``present`` for a wrong one."""
    stored = db.session.scalar(select(Member.password_hash).where(Member.id == actor.member_id))
    if not passwords.verify(stored, password) or actor.member_id is None or stored is None:
        raise Invalid(present=WRONG_PASSWORD)
    return Credentials(actor.member_id, stored, None)


def visible_member(_actor: Actor, handle: str) -> Member:
    """Return the member with ``handle``; profiles are open to everybody. ``NotFound`` otherwise."""
    # What is no handle (a NUL, half a character) never reaches the database.
    is_handle = text.slugify(handle, fallback="") == handle
    member = db.session.scalar(select(Member).where(Member.handle == handle)) if is_handle else None
    if member is None:
        raise NotFound
    return member


def own_member(actor: Actor) -> Member:
    """Return the row of the member who is asking."""
    member = db.session.get(Member, actor.member_id) if actor.member_id else None
    if member is None:
        raise NotFound
    return member


def known_member(handle_or_email: str) -> Member:
    """Return the member with this handle or address, for commands; ``NotFound`` with a sentence otherwise."""
    column = Member.email if "@" in handle_or_email else Member.handle
    member = db.session.scalar(select(Member).where(column == handle_or_email.strip().lower()))
    if member is None:
        raise NotFound(f"There is no member {handle_or_email}.")
    return member


def member_by_email(email: str) -> Member | None:
    """Return the member with the address ``email``, as it is stored."""
    return db.session.scalar(select(Member).where(Member.email == email))


def locked_member(member_id: int) -> Member | None:
    """Return a member as the row stands now, held against others until the transaction ends."""
    held = select(Member).where(Member.id == member_id).with_for_update()
    return db.session.scalar(held.execution_options(populate_existing=True))


def badge_of(member_id: int) -> int | None:
    """Return the hub whose badge a member wears, if any."""
    return db.session.scalar(select(Member.badge_hub_id).where(Member.id == member_id))


def wearers_of(hub_id: int) -> Sequence[int]:
    """Return the members who wear a hub's badge."""
    return db.session.scalars(select(Member.id).where(Member.badge_hub_id == hub_id).order_by(Member.id)).all()


def handles_like(stem: str) -> set[str]:
    """Return the handles that begin with ``stem``."""
    return set(db.session.scalars(select(Member.handle).where(Member.handle.startswith(stem, autoescape=True))))


def ids_by_handle(handles: Collection[str]) -> dict[str, int]:
    """Return the number of each of these handles that a member has."""
    rows = db.session.execute(select(Member.handle, Member.id).where(Member.handle.in_(sorted(handles))))
    return {row.handle: row.id for row in rows}


@functools.cache
def muted_handles() -> Select[Any]:
    """Return the query of the handles of those whom ``member_id``, a value of it, has muted; there are 200 at most."""
    member, mute = Member.__table__.c, MemberMute.__table__.c
    muted = select(member.handle).select_from(Member.__table__.join(MemberMute.__table__, mute.muted_id == member.id))
    return muted.where(mute.member_id == bindparam("member_id")).order_by(member.handle)


def roles_of(member_id: int) -> frozenset[Role]:
    """Return the roles that a member holds on the whole site."""
    return frozenset(db.session.scalars(select(MemberRole.role).where(MemberRole.member_id == member_id)))


def actor_rows(member_ids: Collection[int]) -> Sequence[Row[Any]]:
    """Return what an actor needs of each of these members but for roles: id, handle, name, tone, state."""
    columns: tuple[Any, ...] = (Member.id, Member.handle, Member.name, Member.tone, Member.state)
    return db.session.execute(select(*columns).where(Member.id.in_(member_ids))).all()


def roles_by_member(member_ids: Collection[int] | None = None) -> Mapping[int, list[Role]]:
    """Return the roles of everybody who holds one, or of those among ``member_ids``."""
    roles: dict[int, list[Role]] = {}
    held = select(MemberRole.member_id, MemberRole.role).order_by(MemberRole.role)
    for row in db.session.execute(held if member_ids is None else held.where(MemberRole.member_id.in_(member_ids))):
        roles.setdefault(row.member_id, []).append(row.role)
    return roles


def author_cards(member_ids: Iterable[int]) -> dict[int, AuthorCard]:
    """Return what stands beside the writing of each of these members, by id."""
    wanted = sorted(set(member_ids))
    if len(wanted) == 1:
        rows = direct.ask(_card(), member_id=wanted[0])
    else:
        rows = db.session.execute(_cards(), {"member_ids": wanted}).all()
    return {row[0]: AuthorCard(*row) for row in rows}


def all_members() -> Sequence[Member]:
    """Return every member, the newest last, for commands."""
    return db.session.scalars(select(Member).order_by(Member.id)).all()


def member_count() -> int:
    """Return how many members there are."""
    return db.session.scalar(select(func.count()).select_from(Member)) or 0


def comment_count_of(member_id: int) -> int:
    """Return how many comments of a member can be read."""
    return db.session.scalar(select(Member.comment_count).where(Member.id == member_id)) or 0


def comment_counts() -> dict[int, int]:
    """Return the stored number of comments of each member, to be compared with the comments."""
    rows = db.session.execute(select(Member.id, Member.comment_count))
    return {row.id: row.comment_count for row in rows}


def live_sign_in(key: str) -> LiveSignIn | None:
    """Return the sign-in that ``key`` opens, unless it has ended."""
    rows = direct.ask(_live(), token_hash=tokens.hash_token(key), now=clock.now())
    if not rows:
        return None
    roles = frozenset(row[-1] for row in rows if row[-1] is not None)
    return LiveSignIn._make((*rows[0][:-1], roles))


@functools.cache
def _live() -> Select[Any]:
    session, member = MemberSession, Member
    columns: tuple[Any, ...] = (
        session.id,
        session.remembered,
        session.last_seen_at,
        session.member_id,
        member.handle,
        member.name,
        member.tone,
        member.state,
        MemberRole.role,
    )
    return (
        select(*columns)
        .join(member, member.id == session.member_id)
        .outerjoin(MemberRole, MemberRole.member_id == member.id)
        .where(session.token_hash == bindparam("token_hash"), session.expires_at > bindparam("now"))
    )


def sign_ins_of(member_id: int) -> Sequence[MemberSession]:
    """Return the sign-ins of a member that hold, the most recently used first."""
    live = select(MemberSession).where(MemberSession.member_id == member_id, MemberSession.expires_at > clock.now())
    return db.session.scalars(live.order_by(MemberSession.last_seen_at.desc(), MemberSession.id.desc())).all()


def open_join_request(raw_token: str) -> JoinRequest | None:
    """Return the wish to join that the token of a mail stands for, unless it was used or is too old."""
    wanted = select(JoinRequest).where(JoinRequest.token_hash == tokens.hash_token(raw_token))
    return db.session.scalar(wanted.where(JoinRequest.expires_at > clock.now()))


def open_reset(raw_token: str) -> tuple[ResetToken, Member] | None:
    """Return the wish for a new password that a token stands for, with its member, unless it was used or is too old."""
    wanted = (
        select(ResetToken, Member)
        .join(Member, Member.id == ResetToken.member_id)
        .where(ResetToken.token_hash == tokens.hash_token(raw_token), ResetToken.expires_at > clock.now())
    )
    row = db.session.execute(wanted).first()
    return (row[0], row[1]) if row else None
