"""The steps of a piece as the desk takes them: what has to be there before readers get it, and when they do."""

import logging
from collections.abc import Callable, Mapping
from datetime import datetime
from typing import NamedTuple

from northforum.access.actor import Actor
from northforum.access.verdict import authorize
from northforum.articles import operations as articles, policy, queries as articles_queries
from northforum.articles.models import Article, Step
from northforum.core import clock
from northforum.core.db import db
from northforum.core.errors import Invalid
from northforum.hubs import queries as hubs_queries

# So many are published in one turn of the worker; a minute later come the next.
A_TURN = 50
NOT_READY = "This piece is not ready yet."
SAY_INTEREST = "Say what readers should know: the organisation is a hub that this piece names."

log = logging.getLogger("northforum.desk")


class Check(NamedTuple):
    """One thing that a piece needs before readers get it; ``problem`` is empty when it is there."""

    name: str
    problem: str


# What the list says of each field of the form; an interest belongs to each line of the byline.
_CHECKS: Mapping[str, str] = {
    "standfirst": "A standfirst",
    "body": "The piece itself",
    "section": "A section",
    "byline-0-name": "A byline",
    "hero_alt": "The picture is described",
    "hero_credit": "The picture is credited",
}
_INTEREST = "Interests are stated"


def take_step(actor: Actor, article: Article, *, step: Step, publish_at: datetime | None = None) -> Article:
    """Let the piece take ``step``; ``publish_at`` counts where that is to schedule it."""
    if step is Step.SCHEDULE:
        return _schedule_piece(actor, article, publish_at)
    others: Mapping[Step, Callable[[Actor, Article], Article]] = {
        Step.PUBLISH: publish_piece,
        Step.UNPUBLISH: unpublish_piece,
    }
    if step in others:
        return others[step](actor, article)
    return articles.move_article(actor, article, step)


def publish_piece(actor: Actor, article: Article) -> Article:
    """Open the piece to its readers.

    Raises
    ------
    Invalid
        With what is missing, by field of the desk's form.
    """
    article = articles_queries.locked(article)
    authorize(policy.may_ever(actor, Step.PUBLISH, article))
    check_ready(article)
    return articles.publish_article(actor, article)


def unpublish_piece(actor: Actor, article: Article) -> Article:
    """Take the piece down."""
    return articles.unpublish_article(actor, article)


def publish_due() -> None:
    """Publish what was scheduled for a moment that has come; the schedule calls this once a minute.

    One that fails, for whatever reason, keeps nobody else's waiting.
    """
    for article in articles_queries.due(clock.now(), A_TURN):
        try:
            with db.session.begin_nested():
                _publish_due(article)
        except Exception:
            log.exception("article.not_published id=%s", article.id)


def check_ready(article: Article) -> None:
    """Go on when nothing is missing for publication; ``Invalid`` by field otherwise."""
    if lacks := lacking(article):
        raise Invalid(NOT_READY, **lacks)


def check_interests(article: Article) -> None:
    """Go on when every writer who speaks for a hub named in the piece says so; ``Invalid`` by line otherwise."""
    if lacks := _silent(article):
        raise Invalid(**lacks)


def lacking(article: Article) -> dict[str, str]:
    """Return what the piece lacks for publication: a sentence by the field of the desk's form, empty when ready."""
    return {**articles.missing(article), **_silent(article)}


def checklist(article: Article) -> list[Check]:
    """Return everything that a piece needs before readers get it, with what is missing."""
    lacks = lacking(article)
    needs_picture = article.picture_id is not None
    checks = [
        Check(name, lacks.get(field, ""))
        for field, name in _CHECKS.items()
        if needs_picture or not field.startswith("hero_")
    ]
    interest = next((sentence for field, sentence in lacks.items() if field.endswith("-interest")), "")
    return [*checks, Check(_INTEREST, interest)]


def _schedule_piece(actor: Actor, article: Article, at: datetime | None) -> Article:
    article = articles_queries.locked(article)
    authorize(policy.may_ever(actor, Step.SCHEDULE, article))
    check_ready(article)
    return articles.schedule_article(actor, article, at=at)


def _publish_due(article: Article) -> None:
    articles.publish_due(article, lacking)


def _silent(article: Article) -> dict[str, str]:
    return {f"byline-{place}-interest": SAY_INTEREST for place in hubs_queries.undeclared(article.id)}
