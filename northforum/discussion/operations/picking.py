"""What editors and moderators do for readers: comments as editors' picks, and one that stands first."""

from northforum.access.actor import Actor
from northforum.access.verdict import authorize
from northforum.core import clock
from northforum.core.db import db
from northforum.core.events import emit
from northforum.discussion import policy, queries
from northforum.discussion.events import CommentPicked, CommentPinned, CommentUnpicked
from northforum.discussion.models import Comment
from northforum.discussion.operations.changing import show_change


def pick_comment(actor: Actor, comment: Comment) -> Comment:
    """Make ``comment`` an editors' pick; a second time changes nothing."""
    queries.lock_with_thread(comment)
    authorize(policy.may_pick(actor, comment))
    if comment.picked_at is None:
        comment.pick(clock.now())
        show_change(comment)
        db.session.flush()
        emit(CommentPicked(comment.id, comment.thread_id, comment.author_id))
    return comment


def unpick_comment(actor: Actor, comment: Comment) -> Comment:
    """Take back that ``comment`` is a pick; where it is none, nothing changes."""
    queries.lock_with_thread(comment)
    authorize(policy.may_pick(actor, comment))
    if comment.picked_at is not None:
        comment.pick(None)
        show_change(comment)
        db.session.flush()
        emit(CommentUnpicked(comment.id, comment.thread_id))
    return comment


def pin_comment(actor: Actor, comment: Comment) -> Comment:
    """Let ``comment`` stand first in its thread, in place of any other."""
    return _pin(actor, comment, comment.id)


def unpin_comment(actor: Actor, comment: Comment) -> Comment:
    """Let ``comment`` stand first no longer; where it does not, nothing changes."""
    return _pin(actor, comment, None)


def _pin(actor: Actor, comment: Comment, pinned_id: int | None) -> Comment:
    queries.lock_with_thread(comment)
    authorize(policy.may_pin(actor, comment))
    thread = comment.thread
    if (thread.pinned_id == comment.id) is not (pinned_id == comment.id):
        thread.pin(pinned_id)
        db.session.flush()
        emit(CommentPinned(thread.id))
    return comment
