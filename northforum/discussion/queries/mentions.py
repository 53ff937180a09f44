"""Whom comments name, and who may be meant."""

from typing import Any

from sqlalchemy import Select, select

from northforum.core.db import db
from northforum.discussion.models import Comment, CommentMention, CommentState, Thread

# Of a thread's comments those that changed last; a thread of any size is asked for as many.
LATEST = 300


def mentioned_ids(comment: Comment) -> set[int]:
    """Return the members whom ``comment`` names with their handle."""
    named = select(CommentMention.member_id).where(CommentMention.comment_id == comment.id)
    return set(db.session.scalars(named))


def voices(thread: Thread) -> Select[Any]:
    """Return the query of the ids of those who took part in ``thread`` lately."""
    said = Comment.thread_id == thread.id, Comment.state == CommentState.PUBLISHED
    latest = select(Comment.author_id).where(*said).order_by(Comment.thread_version.desc()).limit(LATEST).subquery()
    return select(latest.c.author_id)
