"""How often the pieces of one writer are read: those that they began, and those that carry their name."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from sqlalchemy import ColumnElement, func, or_, select

from northforum.access.actor import Actor
from northforum.articles.models import Article, ArticleReads, Author, Byline
from northforum.articles.queries.figures import DAYS, DayFigure, ReadArticle
from northforum.core.db import db, expect_public_id
from northforum.core.errors import NotFound


def article_with_figures(actor: Actor, public_id: str) -> Article:
    """Return an article whose figures ``actor`` may see: editors each one, a writer their own; else ``NotFound``."""
    expect_public_id(public_id)
    query = select(Article).where(Article.public_id == public_id)
    article = db.session.scalar(query if actor.is_editor else query.where(_is_own(actor)))
    if article is None:
        raise NotFound
    return article


def own_reads_by_day(actor: Actor, last: date) -> Sequence[DayFigure]:
    """Return the reads of the actor's pieces on each of the thirty days up to ``last``; days without any too."""
    first = last - timedelta(days=DAYS - 1)
    reads = func.sum(ArticleReads.reads)
    query = select(ArticleReads.day, reads.label("reads")).where(ArticleReads.day.between(first, last), _of(actor))
    found = {row.day: int(row.reads) for row in db.session.execute(query.group_by(ArticleReads.day))}
    days = [first + timedelta(days=number) for number in range(DAYS)]
    return [DayFigure(day, found.get(day, 0)) for day in days]


def total_own_reads(actor: Actor) -> int:
    """Return how often the actor's pieces were read since counting began."""
    return int(db.session.scalar(select(func.sum(ArticleReads.reads)).where(_of(actor))) or 0)


def own_pieces_read(actor: Actor, last: date, limit: int) -> Sequence[ReadArticle]:
    """Return the actor's pieces that were read most in the thirty days up to ``last``, the most read first."""
    reads = func.sum(ArticleReads.reads)
    columns: tuple[Any, ...] = (Article.public_id, Article.slug, Article.headline, reads)
    query = select(*columns).join(Article, Article.id == ArticleReads.article_id)
    query = query.where(ArticleReads.day.between(last - timedelta(days=DAYS - 1), last), _is_own(actor))
    query = query.group_by(Article.id).order_by(reads.desc(), Article.id.desc()).limit(limit)
    return [ReadArticle(row[0], row[1], row[2], int(row[3])) for row in db.session.execute(query)]


def _of(actor: Actor) -> ColumnElement[bool]:
    return ArticleReads.article_id.in_(select(Article.id).where(_is_own(actor)))


def _is_own(actor: Actor) -> ColumnElement[bool]:
    named = select(Byline.article_id).join(Author, Author.id == Byline.author_id)
    return or_(Article.created_by == actor.member_id, Article.id.in_(named.where(Author.member_id == actor.member_id)))
