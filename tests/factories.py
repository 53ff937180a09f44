"""Things of the site, made through the product's own operations. Call them inside ``transaction(app)``."""

import uuid
from collections.abc import Iterable, Mapping
from dataclasses import replace
from functools import lru_cache
from types import MappingProxyType
from typing import Any

from northforum.access.actor import SYSTEM, Actor
from northforum.access.roles import HubRole, Role
from northforum.articles import operations as articles
from northforum.articles.models import Article
from northforum.core import passwords, richtext
from northforum.core.db import db
from northforum.discussion import operations as discussion, queries as discussion_queries
from northforum.discussion.models import Comment, Thread
from northforum.hubs import operations as hubs
from northforum.hubs.models import Hub, HubKind
from northforum.members import operations as members
from northforum.members.models import Member

PASSWORD = "seven wet slates"
BODY = "The yard is let by the month.\n\n## What it costs\n\nNobody *outside* it believes the figure."
NO_HUBS: Mapping[int, HubRole] = MappingProxyType({})


@lru_cache(maxsize=1)
def password_hash() -> str:
    """Return the hash of ``PASSWORD``, made once: hashing is slow on purpose."""
    return passwords.hash_password(PASSWORD)


def a_member(name: str = "Ada Marsden", *, email: str = "", roles: Iterable[Role] = ()) -> Member:
    """Make a member whose password is ``PASSWORD``."""
    email = email or f"{name.lower().replace(' ', '.')}@test.example"
    details = members.MemberDetails(name=name, email=email, password_hash=password_hash())
    return members.add_member(SYSTEM, details, roles=roles)


def actor_of(member: Member, *, roles: Iterable[Role] = (), hub_roles: Mapping[int, HubRole] = NO_HUBS) -> Actor:
    """Return ``member`` as the one who asks."""
    return Actor(
        member_id=member.id,
        handle=member.handle,
        name=member.name,
        tone=member.tone,
        roles=frozenset(roles),
        hub_roles=hub_roles,
        is_suspended=member.is_suspended,
    )


def a_section(slug: str = "opinion", name: str = "Opinion") -> str:
    """Make a section, or leave it as it is; return its slug."""
    return articles.add_section(SYSTEM, slug=slug, name=name).slug


def a_piece(**over: Any) -> articles.Piece:
    """Return a piece that has everything it needs to be published; its ``section`` must be there."""
    complete = articles.Piece(
        headline="Rent by the month",
        standfirst="What a short lease does to a long idea.",
        body=richtext.article(BODY),
        section="opinion",
        bylines=(articles.BylineEntry(name="Ruth Calder", role="Printmaker", organisation="Calder Press"),),
    )
    return replace(complete, **over)


def an_article(*, by: Actor = SYSTEM, is_published: bool = True, **over: Any) -> Article:
    """Make an article, published unless told otherwise; ``over`` changes parts of the piece."""
    article = articles.write_article(by, a_piece(**over))
    return articles.publish_article(SYSTEM, article) if is_published else article


def thread_of(article: Article) -> Thread:
    """Return the thread under ``article``."""
    return discussion_queries.owned_thread(article.thread_id)


def thread_of_comment(comment: Comment) -> Thread:
    """Return the thread in which ``comment`` stands."""
    return discussion_queries.owned_thread(comment.thread_id)


def a_comment(actor: Actor, thread: Thread, words: str = "We pay it too.", *, parent: Comment | None = None) -> Comment:
    """Post a comment, below ``parent`` if there is one."""
    comment = discussion.post_comment(
        actor,
        thread,
        body=richtext.comment(words),
        form_key=uuid.uuid4().hex,
        parent=parent.public_id if parent else None,
    )
    db.session.flush()
    return comment


def a_hub(name: str, *, hosts: Iterable[int], **over: Any) -> Hub:
    """Make a hub whose hosts are the members with these ids."""
    details = {
        "name": name,
        "kind": HubKind.CAMPUS,
        "place": "Salford",
        "about": richtext.profile("Rooms round a yard."),
        "summary": "Rooms round a yard, let to people who make things.",
    }
    return hubs.found_hub(SYSTEM, hubs.HubDetails(**{**details, **over}), hosts=list(hosts))
