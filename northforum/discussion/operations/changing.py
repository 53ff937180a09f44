"""What the writer of a comment may do to it afterwards: edit, withdraw, undo the withdrawal."""

from collections.abc import Callable

from sqlalchemy import inspect, update

from northforum.access.actor import Actor
from northforum.access.verdict import authorize
from northforum.core import clock
from northforum.core.db import db
from northforum.core.errors import Conflict, Invalid
from northforum.core.events import emit
from northforum.core.richtext import Rendered
from northforum.discussion import policy, queries, rendering
from northforum.discussion.events import (
    CommentEdited,
    CommentHeld,
    CommentRestored,
    CommentsOutdated,
    CommentTakenDown,
    CommentWithdrawn,
)
from northforum.discussion.models import FREE_EDITING, Comment, CommentRevision, CommentState
from northforum.discussion.operations.mentioning import note_mentions
from northforum.discussion.operations.placing import count_reply
from northforum.discussion.operations.posting import reasons_to_hold


class Overtaken(Conflict, Invalid):
    """The comment is no longer what its form was filled from; the form shows both texts."""

    default_message = (
        "You changed this comment in another window meanwhile. Both texts are shown: "
        "put into the field what you want to keep, and save again."
    )


def edit_comment(actor: Actor, comment: Comment, *, body: Rendered, version: int) -> Comment:
    """Change the words of ``comment``, if it is still the version that was read; the same words change nothing.

    Screening may hold the new words; those of a comment that moderators keep back always wait for one.

    Raises
    ------
    Overtaken
        When it has been changed since.
    """
    queries.lock_with_thread(comment)
    authorize(policy.may_edit(actor, comment))
    if body.source == comment.source:
        return comment
    if comment.version != version:
        raise Overtaken
    mark = queries.mark_of(actor, comment.thread)
    reasons = reasons_to_hold(comment.thread, comment.author_id, body, mark=mark, edits=comment)
    _keep_revision(comment)
    comment.edit(body, clock.now())
    note_mentions(comment, body.named)
    if not reasons:
        show_change(comment)
        db.session.flush()
        emit(CommentEdited(comment.id, comment.thread_id, comment.author_id))
    elif comment.is_published:
        take_down(comment, lambda: comment.hold(reasons))
    else:
        comment.hold([*comment.reasons, *reasons])
        show_change(comment)
        db.session.flush()
        emit(CommentHeld(comment.id, comment.thread_id, comment.author_id))
    return comment


def withdraw_comment(actor: Actor, comment: Comment) -> Comment:
    """Take ``comment`` back: a tombstone keeps its place, if it has one, and nobody reads its words any more.

    Sent twice, as by a second click, it is done once.
    """
    queries.lock_with_thread(comment)
    if policy.is_writer(actor, comment) and comment.state is CommentState.WITHDRAWN:
        return comment
    authorize(policy.may_withdraw(actor, comment))
    was_read = comment.is_published
    comment.withdraw(clock.now())
    show_change(comment)
    if was_read:
        count_readable(comment, -1)
        emit(CommentWithdrawn(comment.id, comment.thread_id, comment.author_id))
    db.session.flush()
    return comment


def restore_comment(actor: Actor, comment: Comment) -> Comment:
    """Undo the withdrawal of ``comment``, within ten minutes; one that was held waits again.

    Sent twice, as by a second click, it is done once.
    """
    queries.lock_with_thread(comment)
    if policy.is_writer(actor, comment) and comment.state in {CommentState.PUBLISHED, CommentState.HELD}:
        return comment
    authorize(policy.may_restore(actor, comment, clock.now()))
    comment.restore()
    if comment.is_published:
        come_back(comment)
    else:
        show_change(comment)
        db.session.flush()
        emit(CommentHeld(comment.id, comment.thread_id, comment.author_id))
    return comment


def take_down(comment: Comment, verb: Callable[[], None]) -> None:
    """Keep a comment that can be read from readers by ``verb``, and count it so; its thread is locked."""
    verb()
    show_change(comment)
    count_readable(comment, -1)
    emit(CommentTakenDown(comment.id, comment.thread_id, comment.author_id))


def come_back(comment: Comment) -> None:
    """Show the words of ``comment`` again in its place, count them and tell of it; its thread is locked."""
    show_change(comment)
    count_readable(comment, +1)
    emit(CommentRestored(comment.id, comment.thread_id, comment.author_id))


def count_readable(comment: Comment, difference: int) -> None:
    """Count ``comment`` as one more or one less that can be read; its thread is locked, and the change shown."""
    comment.thread.count(comments=difference)
    db.session.flush()
    if not comment.is_root:
        count_reply(comment, difference)
    _redraw_replies(comment)


def show_change(comment: Comment) -> None:
    """Draw ``comment`` as it stands and make what readers hold of its thread out of date; the thread is locked.

    What cannot be read is no longer pinned, and picks are counted here, whatever made them picks or not: hence before
    the change is flushed. What has no place yet is no reader's matter, and changes nothing.
    """
    if not comment.has_place:
        return
    thread = comment.thread
    # Once the thread is touched, its version is the database's to say.
    comment.thread_version = thread.next_version
    thread.count(picks=_more_picks(comment))
    if thread.pinned_id == comment.id and not comment.is_published:
        thread.pin(None)
    above = db.session.get(Comment, comment.parent_id) if comment.parent_id else None
    rendering.draw(comment, above)


def _more_picks(comment: Comment) -> int:
    before = inspect(comment).attrs.picked_at.history.deleted
    return bool(comment.picked_at) - bool(before[0]) if before else 0


def _keep_revision(comment: Comment) -> None:
    """Keep what ``comment`` says at present; readers may compare what was public after the time of free editing.

    Where a moderator held or removed the words, what stood there before does not come back with better ones either.
    """
    at = clock.now()
    kept = CommentRevision(
        comment_id=comment.id,
        version=comment.version,
        source=comment.source,
        written_at=comment.edited_at or comment.created_at,
        replaced_at=at,
        is_public=comment.is_published and at - comment.created_at > FREE_EDITING,
    )
    db.session.add(kept)
    if not comment.is_published:
        former = update(CommentRevision).where(CommentRevision.comment_id == comment.id)
        db.session.execute(former.values(is_public=False))


def _redraw_replies(comment: Comment) -> None:
    """Have the replies drawn anew that say whose comment they answer; from now on nobody gets the old ones."""
    stale = {"element_version": 0, "thread_version": comment.thread_version}
    outdated = update(Comment).where(queries.naming_writer_of(comment)).values(stale)
    if db.session.execute(outdated.returning(Comment.id)).first():
        emit(CommentsOutdated())
