"""The rows beside an article that lists are read from, kept in step with it."""

from datetime import datetime

from sqlalchemy import delete, update

from northforum.articles.models import ArticleTopic, Byline, SlugRedirect
from northforum.core.db import db


def list_since(article_id: int, moment: datetime | None) -> None:
    """Let the lists of topics and authors show the article from ``moment`` on, or not at all."""
    for rows in (Byline, ArticleTopic):
        db.session.execute(update(rows).where(rows.article_id == article_id).values(listed_at=moment))


def clear(article_id: int) -> None:
    """Take the bylines and topics off the article."""
    for rows in (Byline, ArticleTopic):
        db.session.execute(delete(rows).where(rows.article_id == article_id))


def forget_redirect(slug: str) -> None:
    """Let the former address ``slug`` lead nowhere else, for an article takes it."""
    db.session.execute(delete(SlugRedirect).where(SlugRedirect.slug == slug))
