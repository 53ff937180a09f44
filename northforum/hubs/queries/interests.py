"""Writers who speak for a hub that their piece names: what readers have to be told, and whose comments are marked."""

import re
from collections.abc import Collection, Sequence
from typing import Any

from sqlalchemy import ColumnElement, Select, or_, select

from northforum.articles.models import Article, Byline
from northforum.core.db import db
from northforum.hubs.models import Hub, HubArticle, HubMember, HubVisibility, MembershipState

# A piece names a hub by saying that it concerns it, or by a link to its page.
_LINKED = re.compile(r'href="(?:https?://[^"/]+)?/hubs/([a-z0-9-]{1,80})["/?#]')
MOST_LINKED = 50


def writers_hubs(article_id: int) -> dict[int, int]:
    """Return the hubs named in the article that are the organisation of a byline: place of the byline by hub."""
    organisations = _organisations(article_id)
    return {hub_id: organisations[name] for hub_id, name in _named(article_id, organisations)}


def declared_hubs(article_id: int) -> set[int]:
    """Return those of ``writers_hubs`` whose members' comments may carry a mark: not the secret ones."""
    hub_ids = list(writers_hubs(article_id))
    known = select(Hub.id).where(Hub.id.in_(hub_ids), Hub.visibility != HubVisibility.SECRET)
    return set(db.session.scalars(known)) if hub_ids else set()


def member_of(member_id: int) -> set[int]:
    """Return the hubs that a member belongs to."""
    active = HubMember.state == MembershipState.ACTIVE
    return set(db.session.scalars(select(HubMember.hub_id).where(HubMember.member_id == member_id, active)))


def members_of_hubs(hub_ids: Collection[int]) -> Select[Any]:
    """Return the query of the ids of those who belong to one of the hubs."""
    active = HubMember.state == MembershipState.ACTIVE
    return select(HubMember.member_id).where(HubMember.hub_id.in_(sorted(hub_ids)), active)


def articles_naming(hub_id: int) -> Sequence[int]:
    """Return the articles that name the hub."""
    naming = select(HubArticle.article_id).where(HubArticle.hub_id == hub_id)
    return db.session.scalars(naming.order_by(HubArticle.article_id)).all()


def undeclared(article_id: int) -> Sequence[int]:
    """Return the places of the bylines whose organisation is a hub named in the article, and that state no interest."""
    places = sorted(set(writers_hubs(article_id).values()))
    silent = select(Byline.position).where(Byline.article_id == article_id, Byline.interest == "")
    return db.session.scalars(silent.where(Byline.position.in_(places)).order_by(Byline.position)).all()


def _organisations(article_id: int) -> dict[str, int]:
    lines = select(Byline.organisation, Byline.position).where(Byline.article_id == article_id)
    rows = db.session.execute(lines.where(Byline.organisation != "").order_by(Byline.position.desc()))
    return {_plain(name): position for name, position in rows}


def _named(article_id: int, organisations: dict[str, int]) -> list[tuple[int, str]]:
    if not organisations:
        return []
    rows = db.session.execute(select(Hub.id, Hub.name).where(_is_named(article_id)))
    return [(hub_id, _plain(name)) for hub_id, name in rows if _plain(name) in organisations]


def _is_named(article_id: int) -> ColumnElement[bool]:
    body = db.session.scalar(select(Article.body_html).where(Article.id == article_id)) or ""
    slugs = sorted(set(_LINKED.findall(body)))[:MOST_LINKED]
    concerned = select(HubArticle.hub_id).where(HubArticle.article_id == article_id)
    return or_(Hub.id.in_(concerned), Hub.slug.in_(slugs))


def _plain(name: str) -> str:
    """Return a name as two spellings of it are compared."""
    return " ".join(name.casefold().split())
