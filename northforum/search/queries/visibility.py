"""The one rule of what a search may show, made of the features' own rules and asked in the query."""

from dataclasses import dataclass

from sqlalchemy import ColumnElement, Exists, case, exists, false, true

from northforum.access import audience
from northforum.access.actor import Actor
from northforum.articles.models import Article
from northforum.core.db import written
from northforum.discussion import queries as discussion
from northforum.discussion.models import Comment, CommentState, Thread
from northforum.hubs import queries as hubs
from northforum.hubs.models import Hub
from northforum.members.models import Member, MemberMute, MemberState
from northforum.search.models import Entry, Kind
from northforum.search.queries.sources import HAS_WORDS


@dataclass(frozen=True)
class Place:
    """Where something has to stand: in a section, or anywhere."""

    section_id: int | None = None


ANYWHERE = Place()


def shown_to(actor: Actor, place: Place) -> ColumnElement[bool]:
    """Return the condition under which an entry may be shown to ``actor``.

    What it says has to be what the thing says now: the words of a former version may be gone for a reason.
    """
    rules: dict[Kind, ColumnElement[bool]] = {
        Kind.ARTICLE: _article(actor, place),
        Kind.COMMENT: _comment(actor, place),
    }
    if place.section_id is None:
        rules |= {Kind.MEMBER: _member(actor), Kind.HUB: _hub(actor)}
    # Not an alternative of conditions: SQLite would look for each by the index of kinds, and pass all entries.
    return case(*((Entry.kind == kind, rule) for kind, rule in rules.items()), else_=false())


def _article(actor: Actor, place: Place) -> Exists:
    present = Article.id == Entry.subject_id, Article.version == Entry.version, HAS_WORDS[Kind.ARTICLE]
    return exists().where(*present, audience.clause(Article, actor), _stands_in(place))


def _comment(actor: Actor, place: Place) -> Exists:
    present = (
        Comment.id == Entry.subject_id,
        Comment.version == Entry.version,
        Comment.state == written(CommentState.PUBLISHED),
        Thread.id == Comment.thread_id,
    )
    shown = exists().where(*present, discussion.readable(actor))
    if actor.is_member:
        mute = MemberMute.member_id == actor.member_id, MemberMute.muted_id == Comment.author_id
        shown = shown.where(~exists().where(*mute))
    if place.section_id is not None:
        above = exists().where(Article.thread_id == Comment.thread_id, _stands_in(place))
        shown = shown.where(above)
    return shown


def _member(actor: Actor) -> Exists:
    takes_part = true() if actor.is_moderator else Member.state == MemberState.ACTIVE
    return exists().where(Member.id == Entry.subject_id, Member.version == Entry.version, takes_part)


def _hub(actor: Actor) -> Exists:
    return exists().where(Hub.id == Entry.subject_id, Hub.version == Entry.version, hubs.listed(actor))


def _stands_in(place: Place) -> ColumnElement[bool]:
    return true() if place.section_id is None else Article.section_id == place.section_id
