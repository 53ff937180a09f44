"""What a comment said before."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import select

from northforum.access.actor import Actor
from northforum.core.db import db
from northforum.core.errors import BadRequest, NotFound
from northforum.discussion import screening
from northforum.discussion.models import Comment, CommentRevision
from northforum.discussion.queries.comments import visible_comment

LONGEST_VERSION = 9


def edited_comment(actor: Actor, public_id: str) -> Comment:
    """Return a comment that says that it was edited and can be read; ``NotFound`` otherwise, for its writer too.

    What is held, withdrawn or removed must not be read in its history either.
    """
    comment = visible_comment(actor, public_id)
    if not comment.is_published or comment.edited_at is None:
        raise NotFound
    return comment


def version_named(text: str) -> int | None:
    """Return the version that an address names, if any; ``BadRequest`` for what is none."""
    if not text:
        return None
    if not (text.isascii() and text.isdigit() and len(text) <= LONGEST_VERSION):
        raise BadRequest("There is no such version of this comment.")
    return int(text)


def last_edits(comment: Comment) -> Sequence[datetime]:
    """Return when ``comment`` was edited, the last time first, as far as screening looks back."""
    former = select(CommentRevision.replaced_at).where(CommentRevision.comment_id == comment.id)
    return db.session.scalars(former.order_by(CommentRevision.version.desc()).limit(screening.LOOK_BACK)).all()


def public_revisions(comment: Comment, up_to: int | None, limit: int) -> Sequence[CommentRevision]:
    """Return what readers could read of ``comment`` before it was edited, the newest first, up to a version of it."""
    former = select(CommentRevision).where(CommentRevision.comment_id == comment.id, CommentRevision.is_public)
    if up_to is not None:
        former = former.where(CommentRevision.version <= up_to)
    return db.session.scalars(former.order_by(CommentRevision.version.desc()).limit(limit)).all()
