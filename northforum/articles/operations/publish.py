"""Opening an article to its readers, and taking it down."""

from datetime import datetime

from northforum.access.actor import Actor
from northforum.access.verdict import authorize, no
from northforum.articles import policy, queries
from northforum.articles.events import ArticlePublished, ArticleUnpublished
from northforum.articles.models import Article
from northforum.articles.operations import conversation, listing, readiness
from northforum.core import clock
from northforum.core.db import db
from northforum.core.errors import Conflict, Invalid
from northforum.core.events import emit


def publish_article(actor: Actor, article: Article, *, at: datetime | None = None) -> Article:
    """Open ``article`` and its thread to its audience; publishing it again does nothing.

    ``at`` gives the first publication another moment than now; only the system may, as when it brings a site over.

    Raises
    ------
    Invalid
        With what is missing, by field.
    """
    article = queries.locked(article)
    authorize(policy.may_publish(actor, article))
    if at is not None and not actor.is_system:
        authorize(no("Only the system dates an article otherwise than now."))
    if article.is_published:
        return article
    if lacks := readiness.missing(article):
        raise Invalid("This piece is not ready yet.", **lacks)
    article.publish(at or clock.now())
    listing.list_since(article.id, article.published_at)
    conversation.open_for(article)
    db.session.flush()
    emit(ArticlePublished(article.id))
    return article


def unpublish_article(actor: Actor, article: Article) -> Article:
    """Take ``article`` down with its thread; its address answers from now on that it is gone."""
    article = queries.locked(article)
    authorize(policy.may_unpublish(actor, article))
    if not article.was_published:
        raise Conflict("This piece has not been published, so it cannot be taken down.")
    if not article.is_published:
        return article
    article.unpublish()
    listing.list_since(article.id, None)
    conversation.hide(article)
    db.session.flush()
    emit(ArticleUnpublished(article.id))
    return article
