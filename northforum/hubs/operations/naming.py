"""Articles that name hubs, their threads, and the marks of hosts in them."""

from collections.abc import Sequence
from typing import Protocol

from sqlalchemy import delete, insert

from northforum.access.actor import Actor
from northforum.access.verdict import authorize
from northforum.articles import queries as articles_queries
from northforum.articles.models import Article
from northforum.core.db import db
from northforum.core.errors import Invalid
from northforum.core.events import emit
from northforum.discussion import operations as discussion, queries as discussion_queries
from northforum.hubs import policy, queries
from northforum.hubs.events import HubsNamed
from northforum.hubs.models import HubArticle

MOST_NAMED = 12


class OfArticle(Protocol):
    """An event about an article."""

    @property
    def article_id(self) -> int:
        """Return its number."""
        ...


def name_hubs(actor: Actor, article: Article, slugs: Sequence[str]) -> list[int]:
    """Say which hubs the article concerns; return their ids.

    Hubs that the actor cannot know of stay named.

    Raises
    ------
    Invalid
        Under ``hubs``, for a hub that the actor cannot know of, or too many of them.
    """
    authorize(policy.may_name_hubs(actor, article))
    wanted = queries.ids_by_slug(actor, slugs)
    if len(wanted) != len(set(slugs)):
        raise Invalid(hubs="One of these hubs is not known. Choose from the list.")
    if len(wanted) > MOST_NAMED:
        raise Invalid(hubs=f"Name {MOST_NAMED} hubs at most: those that the piece is about.")
    chosen = set(wanted.values())
    named = set(queries.named_ids(actor, article.id))
    rows = HubArticle.article_id == article.id
    db.session.execute(delete(HubArticle).where(rows, HubArticle.hub_id.in_(named - chosen)))
    for hub_id in sorted(chosen - named):
        db.session.execute(insert(HubArticle).values(hub_id=hub_id, article_id=article.id))
    if chosen != named:
        emit(HubsNamed(article.id))
    return sorted(chosen)


def follow_article(event: OfArticle) -> None:
    """Let the article's thread concern the hubs that the article names, if it has a thread."""
    if thread_id := articles_queries.thread_id_of(event.article_id):
        thread = discussion_queries.owned_thread(thread_id)
        discussion.set_hubs(thread, queries.marking(event.article_id))
        if discussion.set_interests(thread, queries.declared_hubs(event.article_id)):
            emit(HubsNamed(event.article_id))


def follow_name(hub_id: int) -> None:
    """Let the threads of the articles that name the hub mark the interests that its present name makes."""
    for article_id in queries.articles_naming(hub_id):
        follow_article(HubsNamed(article_id))


def remark_thread(article_id: int) -> None:
    """Mark what the hosts of its hubs have said under an article, and unmark what the hosts of others have."""
    if thread_id := articles_queries.thread_id_of(article_id):
        _remark_hosts(thread_id)


def remark_authors(thread_id: int) -> None:
    """Mark what the present authors of a thread's subject have said in it; former ones have the mark that is left."""
    discussion.remark_comments(thread_id)
    _remark_hosts(thread_id)


def remark_host(member_id: int) -> None:
    """Mark what a member has said where hubs that they host are concerned, or a writer speaks for a hub of theirs."""
    discussion.remark_host(member_id, queries.hosted_by(member_id))
    discussion.remark_interest(member_id, queries.member_of(member_id))


def _remark_hosts(thread_id: int) -> None:
    discussion.remark_hosts(thread_id, queries.host_ids(discussion_queries.marked_hubs(thread_id)))
    discussion.remark_interests(thread_id, queries.members_of_hubs(discussion_queries.interests(thread_id)))
