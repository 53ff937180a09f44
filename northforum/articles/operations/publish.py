"""Opening an article to its readers, at once or when its time comes, and taking it down."""

import logging
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import TypeAlias

from northforum.access.actor import SYSTEM, Actor
from northforum.access.verdict import authorize, no
from northforum.articles import policy, queries
from northforum.articles.events import ArticleMoved, ArticlePublished, ArticleUnpublished
from northforum.articles.models import Article, ArticleState, Step
from northforum.articles.operations import conversation, listing, readiness
from northforum.core import clock
from northforum.core.db import db
from northforum.core.errors import Conflict, Invalid
from northforum.core.events import emit

# Says what an article lacks for publication, by field.
LacksOf: TypeAlias = Callable[[Article], dict[str, str]]
FARTHEST = timedelta(days=2 * 365)
log = logging.getLogger("northforum.articles")


def publish_article(actor: Actor, article: Article, *, at: datetime | None = None) -> Article:
    """Open ``article`` and its thread to its audience; publishing it again does nothing.

    ``at`` gives the first publication another moment than now; only the system may, as when it brings a site over.

    Raises
    ------
    Invalid
        With what is missing, by field.
    """
    article = queries.locked(article)
    authorize(policy.may_ever(actor, Step.PUBLISH, article))
    if at is not None and not actor.is_system:
        authorize(no("Only the system dates an article otherwise than now."))
    if article.is_published:
        return article
    check_step(actor, article, Step.PUBLISH)
    if lacks := readiness.missing(article):
        raise Invalid("This piece is not ready yet.", **lacks)
    _open(article, at or clock.now())
    return article


def schedule_article(actor: Actor, article: Article, *, at: datetime | None) -> Article:
    """Let the worker publish ``article`` at the moment ``at``; doing so again gives it another moment.

    Raises
    ------
    Invalid
        Under ``publish_at`` for a moment that cannot be; with what else is missing, by field.
    """
    article = queries.locked(article)
    check_step(actor, article, Step.SCHEDULE)
    now = clock.now()
    if at is None:
        raise Invalid(publish_at="Say when: a date and a time in Britain.")
    if not now < at < now + FARTHEST:
        raise Invalid(publish_at="Choose a moment that is still to come, within two years.")
    if lacks := readiness.missing(article):
        raise Invalid("This piece is not ready yet.", **lacks)
    article.schedule(at, now)
    db.session.flush()
    emit(ArticleMoved(article.id, Step.SCHEDULE, actor.member_id))
    return article


def publish_due(article: Article, lacks_of: LacksOf = readiness.missing) -> bool:
    """Publish a scheduled article whose time has come; one that ``lacks_of`` finds not ready goes back to the editors.

    What somebody has led on meanwhile stays where it is. Returns whether readers have it now.
    """
    article = queries.locked(article)
    if article.state is not ArticleState.SCHEDULED or article.scheduled_at is None:
        return False
    if article.scheduled_at > clock.now():
        return False
    if lacks := lacks_of(article):
        _send_back(article, list(lacks))
        return False
    _open(article, clock.now())
    return True


def unpublish_article(actor: Actor, article: Article) -> Article:
    """Take ``article`` down with its thread; its address answers from now on that it is gone."""
    article = queries.locked(article)
    authorize(policy.may_ever(actor, Step.UNPUBLISH, article))
    if not article.was_published:
        raise Conflict("This piece has not been published, so it cannot be taken down.")
    if not article.is_published:
        return article
    article.unpublish(clock.now())
    listing.list_since(article.id, None)
    conversation.hide(article)
    db.session.flush()
    emit(ArticleUnpublished(article.id))
    return article


def check_step(actor: Actor, article: Article, step: Step) -> None:
    """Go on when the actor may take ``step`` with the article as it is stored now.

    Raises
    ------
    Conflict
        When nobody may, since it has moved on meanwhile.
    """
    authorize(policy.may_ever(actor, step, article))
    if not policy.is_possible(step, article):
        raise Conflict("This piece has moved on meanwhile, so that cannot be done any more. Look at it again.")
    authorize(policy.may_take(actor, step, article))


def _send_back(article: Article, lacks: list[str]) -> None:
    log.warning("article.not_published id=%s lacks=%s", article.id, ",".join(lacks))
    article.move_to(ArticleState.APPROVED, clock.now())
    db.session.flush()
    emit(ArticleMoved(article.id, Step.UNSCHEDULE, SYSTEM.member_id))


def _open(article: Article, at: datetime) -> None:
    article.publish(at)
    listing.list_since(article.id, article.published_at)
    conversation.open_for(article)
    db.session.flush()
    emit(ArticlePublished(article.id))
