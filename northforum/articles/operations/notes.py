"""What those who work on an article leave for one another, and what they show to others: notes and preview links."""

from datetime import timedelta

from northforum.access.actor import Actor
from northforum.access.verdict import authorize
from northforum.articles import policy, queries
from northforum.articles.events import NoteLeft
from northforum.articles.models import Article, ArticleNote, PreviewLink, Step
from northforum.articles.operations.publish import check_step
from northforum.core import clock, paragraphs
from northforum.core.db import db
from northforum.core.errors import Invalid
from northforum.core.events import emit
from northforum.core.tokens import Token

DAYS = (1, 3, 7, 30)
MOST_LINKS = 20


def leave_note(
    actor: Actor, article: Article, *, words: str, paragraph: int | None = None, form_key: str | None = None
) -> ArticleNote:
    """Leave a note on the article, on one paragraph where ``paragraph`` says which; the same form leaves one note.

    Raises
    ------
    Invalid
        Under ``paragraph``, when there is none of this number.
    """
    article = queries.locked(article)
    authorize(policy.may_take(actor, Step.ANNOTATE, article))
    if form_key and (twin := queries.note_of_form(article, form_key)):
        return twin
    note = ArticleNote(article_id=article.id, author_id=actor.member_id, created_at=clock.now(), words=words)
    note.form_key = form_key
    if paragraph is not None:
        blocks = paragraphs.blocks(article.body_html)
        if not 0 <= paragraph < len(blocks):
            raise Invalid(paragraph="This paragraph is not there any more. Write on another, or on the whole piece.")
        note.paragraph, note.quote = paragraph, paragraphs.quoted(paragraphs.plain(blocks[paragraph]))
    db.session.add(note)
    db.session.flush()
    emit(NoteLeft(article.id, note.id))
    return note


def resolve_note(actor: Actor, article: Article, note: ArticleNote) -> ArticleNote:
    """Note that what the note asks for is done; saying so twice is harmless."""
    authorize(policy.may_take(actor, Step.ANNOTATE, article))
    if note.resolved_at is None:
        note.resolved_at, note.resolved_by = clock.now(), actor.member_id
        db.session.flush()
    return note


def reopen_note(actor: Actor, article: Article, note: ArticleNote) -> ArticleNote:
    """Note that there is still something to do."""
    authorize(policy.may_take(actor, Step.ANNOTATE, article))
    note.resolved_at, note.resolved_by = None, None
    db.session.flush()
    return note


def make_preview_link(actor: Actor, article: Article, token: Token, *, days: int, label: str) -> PreviewLink:
    """Let whoever has ``token`` read the article for so many days, though it is not published; one link has one token.

    Raises
    ------
    Invalid
        Under ``days`` for another number than those offered, or when there are very many links already.
    """
    article = queries.locked(article)
    check_step(actor, article, Step.SHARE)
    if twin := queries.link_of_token(article, token.hash):
        return twin
    now = clock.now()
    if days not in DAYS:
        raise Invalid(days="Choose one of these times.")
    if len(queries.preview_links(article, now)) >= MOST_LINKS:
        raise Invalid(days=f"{MOST_LINKS} links are open already. End one that nobody needs.")
    link = PreviewLink(article_id=article.id, token_hash=token.hash, label=label, created_by=actor.member_id)
    link.created_at, link.expires_at = now, now + timedelta(days=days)
    db.session.add(link)
    db.session.flush()
    return link


def revoke_preview_link(actor: Actor, article: Article, link: PreviewLink) -> PreviewLink:
    """End a preview link at once; ending it twice is harmless."""
    authorize(policy.may_see_draft(actor, article))
    if link.revoked_at is None:
        link.revoked_at = clock.now()
        db.session.flush()
    return link
