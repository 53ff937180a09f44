"""Which feeds an article is in, for those who are told that they have changed."""

from collections.abc import Sequence

from sqlalchemy import select

from northforum.access.actor import STRANGER
from northforum.articles import queries as articles
from northforum.articles.models import Article, ArticleState, ArticleTopic, Author, Byline, Section, Topic
from northforum.core.db import db
from northforum.hubs import queries as hubs


def is_in_feeds(article_id: int, *, or_was: bool) -> bool:
    """Return whether an article stands in feeds, or did until it was taken down."""
    states = [ArticleState.PUBLISHED, *([ArticleState.UNPUBLISHED] if or_was else [])]
    known = (Article.published_at.is_not(None), Article.state.in_(states), articles.knowable(STRANGER))
    return db.session.scalar(select(Article.id).where(Article.id == article_id, *known)) is not None


def feeds_of(article_id: int) -> Sequence[str]:
    """Return the paths of the places whose feeds an article is in, the whole site's first; none for no article."""
    section = select(Section.slug).join(Article, Article.section_id == Section.id).where(Article.id == article_id)
    topics = select(Topic.slug).join(ArticleTopic, ArticleTopic.topic_id == Topic.id)
    topics = topics.where(ArticleTopic.article_id == article_id, articles.known_topic(STRANGER))
    authors = select(Author.slug).join(Byline, Byline.author_id == Author.id)
    authors = authors.where(Byline.article_id == article_id, articles.known_author(STRANGER))
    found: dict[str, Sequence[str]] = {
        "sections": db.session.scalars(section).all(),
        "topics": db.session.scalars(topics).all(),
        "authors": db.session.scalars(authors).all(),
        "hubs": [hub.slug for hub in hubs.hubs_of_article(STRANGER, article_id)],
    }
    return ["", *(f"/{place}/{slug}" for place, slugs in found.items() for slug in sorted(set(slugs)))]
