"""The history of articles: revisions, corrections, editorial notes and preview links."""

import json
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Row, Select, select
from sqlalchemy.orm import aliased

from northforum.access import audience
from northforum.access.actor import Actor
from northforum.articles.models import (
    Article,
    ArticleCorrection,
    ArticleNote,
    ArticleRevision,
    ArticleState,
    PreviewLink,
)
from northforum.articles.queries.lists import after_moment
from northforum.core import pagination
from northforum.core.db import db, expect_public_id
from northforum.core.errors import Gone, NotFound
from northforum.core.pagination import Page
from northforum.core.tokens import hash_token
from northforum.media.models import Picture
from northforum.members.models import Member

REVISIONS = 30
CORRECTIONS = 30
MOST_NOTES = 300
_Resolver = aliased(Member)


def last_revision(article_id: int) -> ArticleRevision | None:
    """Return the newest revision of the article, if any was kept."""
    kept = select(ArticleRevision).where(ArticleRevision.article_id == article_id)
    return db.session.scalar(kept.order_by(ArticleRevision.number.desc()).limit(1))


def revision(article: Article, number: int) -> ArticleRevision:
    """Return one revision of the article; ``NotFound`` when there is none of this number."""
    kept = select(ArticleRevision).where(ArticleRevision.article_id == article.id, ArticleRevision.number == number)
    found = db.session.scalar(kept)
    if found is None:
        raise NotFound
    return found


def details(revision: ArticleRevision) -> dict[str, Any]:
    """Return everything that a revision keeps beside the text, by name."""
    kept: dict[str, Any] = json.loads(revision.details)
    return kept


def revision_before(article: Article, number: int) -> ArticleRevision | None:
    """Return the revision before the one with this number, if there is one."""
    kept = select(ArticleRevision).where(ArticleRevision.article_id == article.id, ArticleRevision.number < number)
    return db.session.scalar(kept.order_by(ArticleRevision.number.desc()).limit(1))


def revisions(article: Article, after: str | None = None) -> Page[Row[Any]]:
    """Return the saves of the article, the newest first: number, when, by whom, headline, words, what it restored."""
    kept = ArticleRevision
    columns: tuple[Any, ...] = (
        kept.number,
        kept.created_at,
        kept.headline,
        kept.word_count,
        kept.restores,
        Member.name,
    )
    rows: Select[Any] = select(*columns).outerjoin(Member, Member.id == kept.created_by)
    rows = rows.where(kept.article_id == article.id)
    if after:
        rows = rows.where(kept.number < pagination.decode(after, int)[0])
    found = db.session.execute(rows.order_by(kept.number.desc()).limit(REVISIONS + 1)).all()
    return pagination.page_of(found, REVISIONS, lambda row: (row.number,))


def corrections_of(article_id: int) -> Sequence[Row[Any]]:
    """Return when and what was put right in the article, the oldest first."""
    columns: tuple[Any, ...] = (ArticleCorrection.created_at, ArticleCorrection.words)
    rows = select(*columns)
    rows = rows.where(ArticleCorrection.article_id == article_id)
    return db.session.execute(rows.order_by(ArticleCorrection.created_at, ArticleCorrection.id)).all()


def corrections(actor: Actor, after: str | None = None) -> Page[Row[Any]]:
    """Return what was put right in the articles that the actor may read, the newest first, with each article's name."""
    made = ArticleCorrection
    columns: tuple[Any, ...] = (made.id, made.created_at, made.words, Article.slug, Article.headline)
    rows: Select[Any] = select(*columns).join(Article, Article.id == made.article_id)
    rows = rows.where(Article.state == ArticleState.PUBLISHED, audience.clause(Article, actor))
    if after:
        rows = rows.where(after_moment(after, made.created_at, made.id))
    found = db.session.execute(rows.order_by(made.created_at.desc(), made.id.desc()).limit(CORRECTIONS + 1)).all()
    return pagination.page_of(found, CORRECTIONS, lambda row: (row.created_at.isoformat(), row.id))


def notes(article: Article) -> Sequence[Row[Any]]:
    """Return the notes on the article, the open ones first, each with the names of its writer and who resolved it."""
    columns: tuple[Any, ...] = (ArticleNote, Member.name.label("writer"), _Resolver.name.label("resolver"))
    rows = select(*columns)
    rows = rows.outerjoin(Member, Member.id == ArticleNote.author_id)
    rows = rows.outerjoin(_Resolver, _Resolver.id == ArticleNote.resolved_by)
    rows = rows.where(ArticleNote.article_id == article.id)
    return db.session.execute(
        rows.order_by(ArticleNote.resolved_at.is_not(None), ArticleNote.id).limit(MOST_NOTES)
    ).all()


def note(article: Article, public_id: str) -> ArticleNote:
    """Return a note on the article; ``NotFound`` when there is none of this name."""
    expect_public_id(public_id)
    kept = select(ArticleNote).where(ArticleNote.article_id == article.id, ArticleNote.public_id == public_id)
    found = db.session.scalar(kept.with_for_update())
    if found is None:
        raise NotFound
    return found


def note_of_form(article: Article, form_key: str) -> ArticleNote | None:
    """Return the note that this form has made already."""
    kept = select(ArticleNote).where(ArticleNote.article_id == article.id, ArticleNote.form_key == form_key)
    return db.session.scalar(kept)


def link_of_token(article: Article, token_hash: str) -> PreviewLink | None:
    """Return the preview link of the article that has this token already, open or ended."""
    kept = select(PreviewLink).where(PreviewLink.article_id == article.id, PreviewLink.token_hash == token_hash)
    return db.session.scalar(kept)


def preview_links(article: Article, at: datetime) -> Sequence[Row[Any]]:
    """Return the preview links of the article that are still open, with who made each."""
    columns: tuple[Any, ...] = (PreviewLink, Member.name.label("maker"))
    rows = select(*columns).outerjoin(Member, Member.id == PreviewLink.created_by)
    rows = rows.where(PreviewLink.article_id == article.id, PreviewLink.revoked_at.is_(None))
    return db.session.execute(rows.where(PreviewLink.expires_at > at).order_by(PreviewLink.id)).all()


def preview_link(article: Article, public_id: str) -> PreviewLink:
    """Return a preview link of the article; ``NotFound`` when there is none of this name."""
    expect_public_id(public_id)
    kept = select(PreviewLink).where(PreviewLink.article_id == article.id, PreviewLink.public_id == public_id)
    found = db.session.scalar(kept.with_for_update())
    if found is None:
        raise NotFound
    return found


def previewed(token: str, at: datetime) -> Article:
    """Return the article that a preview link leads to.

    Raises
    ------
    NotFound
        When there is no such link.
    Gone
        When its time is over, it was revoked, or the piece was put away.
    """
    kept = select(PreviewLink, Article).join(Article, Article.id == PreviewLink.article_id)
    row = db.session.execute(kept.where(PreviewLink.token_hash == hash_token(token))).first()
    if row is None:
        raise NotFound
    if not row.PreviewLink.is_open(at) or row.Article.state is ArticleState.ARCHIVED:
        raise Gone("This link has ended. Ask whoever sent it for another.")
    found: Article = row.Article
    return found


def hero_files_exist(picture_id: int | None) -> bool:
    """Return whether the picture is still there; no picture is."""
    return picture_id is None or db.session.scalar(select(Picture.id).where(Picture.id == picture_id)) is not None
