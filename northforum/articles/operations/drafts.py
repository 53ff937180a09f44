"""Keeping what is typed into a piece until it is saved. No reader, no version and no list knows of it."""

import json
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any, NamedTuple

from sqlalchemy import bindparam, delete, select, text

from northforum.access.actor import Actor
from northforum.access.verdict import authorize
from northforum.articles import policy
from northforum.articles.models import Article, PieceDraft
from northforum.core import clock
from northforum.core.db import UtcDateTime, db
from northforum.core.errors import Conflict

KEPT = timedelta(days=30)
# Of one member; whoever begins more loses the oldest.
MOST = 100

_KEEP = text(
    """
    INSERT INTO piece_draft (member_id, form_key, piece, fields, is_over, updated_at)
    VALUES (:member_id, :form_key, :piece, :fields, false, :at)
    ON CONFLICT (member_id, form_key) DO UPDATE SET fields = excluded.fields, updated_at = excluded.updated_at
    WHERE NOT piece_draft.is_over AND piece_draft.updated_at <= excluded.updated_at
    RETURNING form_key
    """
).bindparams(bindparam("at", type_=UtcDateTime()))

# Words may still be on their way when their form is saved: the key stays, so that they come too late.
_END = text(
    """
    INSERT INTO piece_draft (member_id, form_key, piece, fields, is_over, updated_at)
    VALUES (:member_id, :form_key, '', '', true, :at)
    ON CONFLICT (member_id, form_key) DO UPDATE SET fields = '', is_over = true, updated_at = excluded.updated_at
    """
).bindparams(bindparam("at", type_=UtcDateTime()))


class Taken(NamedTuple):
    """Kept words that another form goes on with, as they were when it was opened."""

    form_key: str
    at: datetime


def keep_draft(
    actor: Actor,
    article: Article | None,
    *,
    form_key: str,
    fields: Mapping[str, Any],
    taken: Taken | None = None,
    age: timedelta = timedelta(),
) -> datetime:
    """Keep what stood in the form ``form_key`` of ``article``, or of a new piece, ``age`` ago; return when that was.

    Raises
    ------
    Conflict
        When that form has been saved since, its words thrown away, or newer ones kept.
    """
    authorize(policy.may_edit(actor, article) if article else policy.may_write(actor))
    at = clock.now() - age
    values = {"member_id": actor.member_id, "form_key": form_key, "piece": article.public_id if article else ""}
    kept = db.session.execute(_KEEP, {**values, "fields": json.dumps(dict(fields), ensure_ascii=False), "at": at})
    if kept.one_or_none() is None:
        raise Conflict("These words were saved or thrown away, or newer ones are kept.")
    take_over(actor, taken)
    own = PieceDraft.member_id == actor.member_id, ~PieceDraft.is_over
    last = select(PieceDraft.updated_at).where(*own).order_by(PieceDraft.updated_at.desc()).limit(1).offset(MOST - 1)
    if (oldest := db.session.scalar(last)) is not None:
        db.session.execute(delete(PieceDraft).where(*own, PieceDraft.updated_at < oldest))
    return at


def end_draft(actor: Actor, form_key: str | None, taken: Taken | None = None) -> None:
    """Forget what the actor's form ``form_key`` held: it is saved, or not wanted."""
    if form_key:
        db.session.execute(_END, {"member_id": actor.member_id, "form_key": form_key, "at": clock.now()})
    take_over(actor, taken)


def take_over(actor: Actor, taken: Taken | None) -> None:
    """Forget kept words that another form of the actor's has now, unless their own window wrote on meanwhile."""
    if taken is not None:
        own = PieceDraft.member_id == actor.member_id, PieceDraft.form_key == taken.form_key
        db.session.execute(delete(PieceDraft).where(*own, ~PieceDraft.is_over, PieceDraft.updated_at <= taken.at))


def forget_old_drafts() -> None:
    """Forget what nobody has gone on with for thirty days; for the schedule."""
    db.session.execute(delete(PieceDraft).where(PieceDraft.updated_at < clock.now() - KEPT))
