"""A member's page: who they are, where they belong, what they wrote and said."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import Row

from northforum.access.actor import Actor
from northforum.articles import queries as articles
from northforum.core import templating
from northforum.discussion import queries as discussion
from northforum.hubs import queries as hubs
from northforum.members import queries as members
from northforum.members.models import Member

ARTICLES = 6


class Said(NamedTuple):
    """A comment on its writer's page."""

    public_id: str
    created_at: datetime
    html: str
    title: str


class MemberPage(NamedTuple):
    """The parts of a member's page, as far as the reader may see them."""

    member: Member
    bio: str
    hubs: Sequence[Row[Any]]
    articles: Sequence[articles.Card]
    comments: Sequence[Said]
    next_cursor: str | None


def member_page(actor: Actor, handle: str, after: str | None) -> MemberPage:
    """Return the page of the member ``handle``, with their comments from the cursor ``after`` on."""
    member = members.visible_member(actor, handle)
    said = discussion.comments_by(actor, member.id, after)
    return MemberPage(
        member=member,
        bio=templating.stored_html([member.bio_html]),
        hubs=hubs.hubs_of_member(actor, member.id),
        articles=articles.authored_by(actor, member.id, limit=ARTICLES) if after is None else (),
        comments=[_said(row) for row in said.items],
        next_cursor=said.next_cursor,
    )


def _said(row: Row[Any]) -> Said:
    return Said(row.public_id, row.created_at, templating.stored_html([row.html]), row.thread_title)
