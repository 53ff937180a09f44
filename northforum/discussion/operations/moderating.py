"""What a moderator's decision does to a comment. The decision itself, with its reason, is moderation's."""

from northforum.access.actor import Actor
from northforum.access.verdict import authorize
from northforum.core import clock
from northforum.core.db import db
from northforum.discussion import policy, queries
from northforum.discussion.models import Comment, CommentState, HoldReason
from northforum.discussion.operations.changing import come_back, show_change, take_down
from northforum.discussion.operations.placing import give_place


def hold_comment(actor: Actor, comment: Comment, *, reason: HoldReason = HoldReason.MODERATOR) -> Comment:
    """Keep ``comment`` from readers until a moderator has decided."""
    queries.lock_with_thread(comment)
    authorize(policy.may_moderate(actor, comment))
    if comment.is_published:
        take_down(comment, lambda: comment.hold([reason]))
    return comment


def remove_comment(actor: Actor, comment: Comment) -> Comment:
    """Keep ``comment`` from readers, unless its writer revises it; a tombstone keeps its place, if it has one."""
    queries.lock_with_thread(comment)
    authorize(policy.may_moderate(actor, comment))
    if comment.is_published:
        take_down(comment, comment.remove)
    elif comment.state is CommentState.HELD:
        comment.remove()
        show_change(comment)
        db.session.flush()
    return comment


def release_comment(actor: Actor, comment: Comment) -> Comment:
    """Let everybody read ``comment``, for the first time or again."""
    queries.lock_with_thread(comment)
    authorize(policy.may_moderate(actor, comment))
    if not comment.is_kept_back:
        return comment
    is_new = not comment.has_place
    comment.publish(clock.now())
    if is_new:
        show_change(comment)
        give_place(comment)
    else:
        come_back(comment)
    return comment
