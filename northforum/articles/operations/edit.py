"""Changing an article."""

from northforum.access.actor import Actor
from northforum.access.verdict import authorize
from northforum.articles import policy, queries
from northforum.articles.events import ArticleEdited
from northforum.articles.models import Article, ArticleRevision, SlugRedirect
from northforum.articles.operations import checking, conversation, history, listing, picturing, readiness
from northforum.articles.operations.history import Notice
from northforum.articles.operations.piece import Piece
from northforum.articles.operations.write import flush, put_credits, put_words
from northforum.core import clock
from northforum.core.db import db
from northforum.core.errors import Conflict, Invalid
from northforum.core.events import emit

NOTHING_SAID = Notice()


def edit_article(actor: Actor, article: Article, piece: Piece, version: int, notice: Notice = NOTHING_SAID) -> Article:
    """Give ``article`` the words of ``piece``, written on top of ``version``; ``notice`` is what readers are told.

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
    now, old_slug, before = clock.now(), article.slug, history.words_of(article)
    history.record_first(article)
    put_words(article, piece, found, now)
    put_credits(article, found)
    article.edited(actor.member_id, now)
    if article.was_published and article.slug != old_slug:
        _redirect(old_slug, article)
    if article.is_published:
        history.tell_readers(article, notice, before, now)
    flush()
    history.record(article, now, notice.restores)
    picturing.note_pictures(article)
    conversation.follow(article)
    emit(ArticleEdited(article.id))
    return article


def restore_revision(actor: Actor, article: Article, revision: ArticleRevision, version: int) -> Article:
    """Bring back what ``revision`` holds, as a save on top of ``version``; nothing that came later is lost."""
    authorize(policy.may_edit(actor, article))
    notice = Notice(restores=revision.number)
    return edit_article(actor, article, history.piece_of(revision, article), version, notice)


def _redirect(old_slug: str, article: Article) -> None:
    """Let the old address lead to the new one; an address that the article takes back leads nowhere else."""
    listing.forget_redirect(article.slug)
    db.session.add(SlugRedirect(slug=old_slug, article_id=article.id))
