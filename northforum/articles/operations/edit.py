"""Changing an article."""

from northforum.access.actor import Actor
from northforum.access.verdict import authorize
from northforum.articles import policy, queries
from northforum.articles.events import ArticleEdited
from northforum.articles.models import Article, SlugRedirect
from northforum.articles.operations import checking, conversation, listing, readiness
from northforum.articles.operations.piece import Piece
from northforum.articles.operations.write import flush, put_credits, put_words
from northforum.core import clock
from northforum.core.db import db
from northforum.core.errors import Conflict, Invalid
from northforum.core.events import emit


def edit_article(actor: Actor, article: Article, piece: Piece, version: int) -> Article:
    """Give ``article`` the words of ``piece``, written on top of ``version``.

    Raises
    ------
    Conflict
        When somebody else has saved it since ``version``.
    """
    article = queries.locked(article)
    authorize(policy.may_edit(actor, article))
    if article.version != version:
        raise Conflict("Somebody else has saved this piece since you opened it.")
    found = checking.checked(actor, piece, article)
    if article.is_ahead and (lacks := readiness.missing_in_piece(piece)):
        raise Invalid(**lacks)
    now, old_slug = clock.now(), article.slug
    put_words(article, piece, found, now)
    put_credits(article, found)
    article.edited(actor.member_id, now)
    if article.was_published and article.slug != old_slug:
        _redirect(old_slug, article)
    flush()
    conversation.follow(article)
    emit(ArticleEdited(article.id))
    return article


def _redirect(old_slug: str, article: Article) -> None:
    """Let the old address lead to the new one; an address that the article takes back leads nowhere else."""
    listing.forget_redirect(article.slug)
    db.session.add(SlugRedirect(slug=old_slug, article_id=article.id))
