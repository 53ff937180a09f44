"""Whom a comment names: rows for whoever tells them."""

from collections.abc import Collection

from sqlalchemy import delete, insert

from northforum.core.db import db
from northforum.discussion import queries
from northforum.discussion.models import Comment, CommentMention


def note_mentions(comment: Comment, member_ids: Collection[int], *, is_new: bool = False) -> None:
    """Keep whom ``comment`` names with a handle, and forget whom it names no more; the thread is locked."""
    wanted, present = set(member_ids), set() if is_new else queries.mentioned_ids(comment)
    if gone := sorted(present - wanted):
        mine = CommentMention.comment_id == comment.id, CommentMention.member_id.in_(gone)
        db.session.execute(delete(CommentMention).where(*mine))
    if fresh := sorted(wanted - present):
        rows = [{"comment_id": comment.id, "member_id": member_id} for member_id in fresh]
        db.session.execute(insert(CommentMention), rows)
