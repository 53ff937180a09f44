"""Steps of a piece between its writer and the editors."""

from northforum.access.actor import Actor
from northforum.access.verdict import authorize
from northforum.articles import policy, queries
from northforum.articles.events import ArticleMoved
from northforum.articles.models import LEADS_TO, PLAIN_STEPS, Article, Step
from northforum.articles.operations.publish import check_step
from northforum.core import clock
from northforum.core.db import db
from northforum.core.errors import Conflict
from northforum.core.events import emit


def move_article(actor: Actor, article: Article, step: Step) -> Article:
    """Let ``article`` take ``step``; one that it has taken already is taken once.

    Raises
    ------
    Conflict
        When it has moved on meanwhile, or the step asks for more than a word.
    """
    article = queries.locked(article)
    if step not in PLAIN_STEPS:
        raise Conflict("This step has a form of its own.")
    if _was_taken(article, step):
        authorize(policy.may_ever(actor, step, article))
        return article
    check_step(actor, article, step)
    article.move_to(LEADS_TO[step], clock.now())
    db.session.flush()
    emit(ArticleMoved(article.id, step, actor.member_id))
    return article


def _was_taken(article: Article, step: Step) -> bool:
    """Return whether a second press of the same button is all that this is."""
    return article.state is LEADS_TO[step] and step in {Step.SUBMIT, Step.APPROVE, Step.ASK_CHANGES, Step.ARCHIVE}
