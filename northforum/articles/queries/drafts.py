"""What the actor has typed into pieces and not saved."""

import json
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, select

from northforum.access.actor import Actor
from northforum.articles.models import Article, PieceDraft
from northforum.core.db import db
from northforum.core.errors import NotFound

MOST_OFFERED = 5
BEGINNING = 24


class KeptDraft(NamedTuple):
    """The words of one form that were not saved."""

    form_key: str
    updated_at: datetime
    fields: dict[str, Any]

    @property
    def headline(self) -> str:
        """The headline as it was typed."""
        return str(self.fields.get("headline") or "")

    @property
    def beginning(self) -> str:
        """The first words of the text as it was typed, by which its writer knows it again."""
        words = str(self.fields.get("body") or self.fields.get("standfirst") or "").split()
        return " ".join(words[:BEGINNING]) + ("…" if len(words) > BEGINNING else "")


def drafts_of(actor: Actor, article: Article | None) -> list[KeptDraft]:
    """Return the actor's unsaved words of ``article``, or of new pieces, newest first."""
    query = (
        select(PieceDraft.form_key, PieceDraft.updated_at, PieceDraft.fields)
        .where(*_own(actor, article))
        .order_by(PieceDraft.updated_at.desc())
        .limit(MOST_OFFERED)
    )
    return [_kept(row) for row in db.session.execute(query)]


def draft(actor: Actor, article: Article | None, form_key: str) -> KeptDraft:
    """Return what one form of the actor's held; ``NotFound`` where there is nothing."""
    query = select(PieceDraft.form_key, PieceDraft.updated_at, PieceDraft.fields).where(
        PieceDraft.form_key == form_key, *_own(actor, article)
    )
    row = db.session.execute(query).one_or_none() if form_key.isalnum() else None
    if row is None:
        raise NotFound
    return _kept(row)


def _own(actor: Actor, article: Article | None) -> tuple[ColumnElement[bool], ...]:
    piece = article.public_id if article else ""
    return PieceDraft.member_id == actor.member_id, PieceDraft.piece == piece, ~PieceDraft.is_over


def _kept(row: Any) -> KeptDraft:
    return KeptDraft(row.form_key, row.updated_at, json.loads(row.fields))
