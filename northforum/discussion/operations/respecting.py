"""Respect: the one reaction, one for each member and comment."""

from sqlalchemy import delete

from northforum.access.actor import Actor
from northforum.access.verdict import authorize
from northforum.core import clock
from northforum.core.db import db
from northforum.core.events import emit
from northforum.discussion import policy, queries
from northforum.discussion.events import CommentRespected
from northforum.discussion.models import Comment, Respect
from northforum.discussion.operations.changing import show_change


def respect_comment(actor: Actor, comment: Comment) -> Comment:
    """Note that the actor respects ``comment``; a second time changes nothing."""
    queries.lock_with_thread(comment)
    authorize(policy.may_respect(actor, comment))
    if not queries.respects(actor, comment):
        db.session.add(
            Respect(
                comment_id=comment.id,
                member_id=actor.member_id,
                thread_id=comment.thread_id,
                created_at=clock.now(),
            )
        )
        _count(comment, +1)
    return comment


def take_back_respect(actor: Actor, comment: Comment) -> Comment:
    """Undo the actor's respect for ``comment``; where there is none, nothing changes."""
    queries.lock_with_thread(comment)
    authorize(policy.may_respect(actor, comment))
    if queries.respects(actor, comment):
        mine = Respect.comment_id == comment.id, Respect.member_id == actor.member_id
        db.session.execute(delete(Respect).where(*mine))
        _count(comment, -1)
    return comment


def _count(comment: Comment, difference: int) -> None:
    # The thread is locked, so that nobody else counts meanwhile, and the element is drawn with the new number.
    comment.score += difference
    show_change(comment)
    db.session.flush()
    emit(CommentRespected(comment.id, comment.thread_id))
