"""Whom comments name."""

from sqlalchemy import select

from northforum.core.db import db
from northforum.discussion.models import Comment, CommentMention


def mentioned_ids(comment: Comment) -> set[int]:
    """Return the members whom ``comment`` names with their handle."""
    named = select(CommentMention.member_id).where(CommentMention.comment_id == comment.id)
    return set(db.session.scalars(named))
