"""What stands on a share card, and which one is an article's at present."""

from collections.abc import Sequence
from typing import NamedTuple

from sqlalchemy import Row, select

from northforum.access.actor import STRANGER
from northforum.articles import queries as articles
from northforum.articles.models import Article, ArticleState, Section
from northforum.core.db import db, is_public_id
from northforum.core.errors import Gone, NotFound
from northforum.media.models import Picture


class CardFacts(NamedTuple):
    """An article as its card shows it; ``is_open`` says whether strangers may read its headline.

    ``hero`` is a row with ``public_id``, ``version``, ``master``, ``focal_x`` and ``focal_y``, or none.
    """

    id: int
    public_id: str
    version: int
    slug: str
    is_open: bool
    share_card: str
    headline: str
    section: str
    people: Sequence[str]
    hero: Row[str, int, str, int, int] | None


_IS_OPEN = (Article.state == ArticleState.PUBLISHED) & articles.knowable(STRANGER)


def card_facts(article_id: int) -> CardFacts | None:
    """Return what the card of an article shows, if there is such an article."""
    columns = (Article.public_id, Article.version, Article.slug, Article.headline, Article.social_title)
    query = select(*columns, Article.share_card, Article.picture_id, Section.name, _IS_OPEN.label("is_open"))
    query = query.outerjoin(Section, Section.id == Article.section_id).where(Article.id == article_id)
    row = db.session.execute(query).first()
    if row is None:
        return None
    people = [credit.author.name for credit in articles.bylines([article_id]).get(article_id, ())]
    words = (row.social_title or row.headline, row.name or "", people)
    named = (article_id, row.public_id, row.version, row.slug, bool(row.is_open), row.share_card)
    return CardFacts(*named, *words, _hero(row.picture_id))


def present_card(public_id: str) -> str:
    """Return the name of an article's card.

    Raises
    ------
    NotFound
        When there is no such article for strangers, or no card of it.
    Gone
        When the article was taken down.
    """
    if not is_public_id(public_id):
        raise NotFound
    columns = (Article.share_card, Article.state, Article.published_at)
    query = select(*columns).where(Article.public_id == public_id, articles.knowable(STRANGER))
    row = db.session.execute(query).first()
    if row is None or row.published_at is None:
        raise NotFound
    if row.state is not ArticleState.PUBLISHED:
        raise Gone
    if not row.share_card:
        raise NotFound
    return str(row.share_card)


def headed_by(picture_id: int) -> Sequence[int]:
    """Return the published articles at whose head a picture stands."""
    query = select(Article.id).where(Article.picture_id == picture_id, Article.state == ArticleState.PUBLISHED)
    return db.session.scalars(query.order_by(Article.id)).all()


def _hero(picture_id: int | None) -> Row[str, int, str, int, int] | None:
    if picture_id is None:
        return None
    columns = (Picture.public_id, Picture.version, Picture.master, Picture.focal_x, Picture.focal_y)
    return db.session.execute(select(*columns).where(Picture.id == picture_id)).first()
