"""Articles and discussions that concern hubs, and who speaks for a hub in them."""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import Select, select

from northforum.access import audience
from northforum.access.actor import Actor
from northforum.access.roles import HubRole
from northforum.articles import queries as articles_queries
from northforum.articles.models import Article, ArticleState
from northforum.core.db import db
from northforum.discussion.models import ThreadHub
from northforum.hubs.models import Hub, HubArticle, HubMember, HubVisibility, MembershipState

_ACTIVE = HubMember.state == MembershipState.ACTIVE
_HOSTS = HubMember.role == HubRole.HOST


def articles_of_hub(actor: Actor, hub: Hub, limit: int) -> Sequence[articles_queries.Card]:
    """Return the newest articles that name the hub, of those that the actor may read.

    The keys of threads are read in their order, newest first, and no more of them than are needed.
    """
    ids = db.session.scalars(_naming(hub, limit).where(audience.clause(Article, actor))).all()
    return articles_queries.cards(actor, ids) if ids else ()


def feed_of_hub(actor: Actor, hub: Hub) -> list[articles_queries.FeedPiece]:
    """Return the newest articles that name the hub, whole where the actor may read them, for a feed."""
    naming = _naming(hub, articles_queries.IN_FEED).where(articles_queries.knowable(actor))
    return articles_queries.feed_pieces(actor, naming)


def _naming(hub: Hub, limit: int) -> Select[Any]:
    return (
        select(Article.id)
        .join(ThreadHub, ThreadHub.thread_id == Article.thread_id)
        .where(ThreadHub.hub_id == hub.id, Article.state == ArticleState.PUBLISHED)
        .order_by(ThreadHub.thread_id.desc())
        .limit(limit)
    )


def marking(article_id: int) -> dict[int, bool]:
    """Return the hubs that an article names, each with whether its hosts carry a mark: not those of a secret one."""
    named = select(Hub.id, Hub.visibility).join(HubArticle, HubArticle.hub_id == Hub.id)
    rows = db.session.execute(named.where(HubArticle.article_id == article_id))
    return {hub_id: visibility is not HubVisibility.SECRET for hub_id, visibility in rows}


def host_ids(hubs: Mapping[int, bool]) -> set[int]:
    """Return the hosts of those of ``hubs`` that are true."""
    marked = sorted(hub_id for hub_id, is_marked in hubs.items() if is_marked)
    hosts = select(HubMember.member_id).where(HubMember.hub_id.in_(marked), _ACTIVE, _HOSTS)
    return set(db.session.scalars(hosts)) if marked else set()


def hosted_by(member_id: int) -> set[int]:
    """Return the hubs that a member hosts."""
    return set(db.session.scalars(select(HubMember.hub_id).where(HubMember.member_id == member_id, _ACTIVE, _HOSTS)))


def member_ids(hub: Hub) -> Select[Any]:
    """Return the query of the ids of a hub's members."""
    return select(HubMember.member_id).where(HubMember.hub_id == hub.id, _ACTIVE)
