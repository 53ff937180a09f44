"""Who may do what in a discussion. Every write asks one of these, edits included."""

from datetime import datetime

from northforum.access import audience
from northforum.access.actor import Actor
from northforum.access.verdict import SIGN_IN_FIRST, YES, Verdict, no
from northforum.core import local_time
from northforum.discussion.models import Comment, CommentState, QuestionStage, Thread, ThreadState
from northforum.members import policy as members_policy
from northforum.members.models import Member

LOGGED_OUT = Verdict(allowed=False, reason="You must be logged in to post a comment.", needs_sign_in=True)
NOT_YOURS = no("Only the writer of a comment can do this.")
CANNOT_BE_READ = no("This comment cannot be read at the moment.")


def may_comment(actor: Actor, thread: Thread, at: datetime | None = None) -> Verdict:
    """Return whether ``actor`` may begin a conversation in ``thread``; with ``at``, at that very moment.

    Pages ask without the moment, since they do not depend on the clock.
    """
    if not actor.is_member:
        return LOGGED_OUT
    writes = _may_write(actor, thread)
    if not writes or not thread.takes_questions:
        return writes
    stage = thread.stage_at(at) if at else thread.question_stage
    if stage is QuestionStage.SOON and thread.questions_open_at:
        return no(f"Questions open on {local_time.full_time(thread.questions_open_at)}.")
    return YES if stage is not QuestionStage.OVER else no("No more questions are taken. The authors still answer.")


def may_answer(actor: Actor, thread: Thread, *, is_author: bool = False) -> Verdict:
    """Return whether ``actor`` may reply in ``thread``: questions are answered by those who wrote the piece."""
    if not actor.is_member:
        return LOGGED_OUT
    writes = _may_write(actor, thread)
    answers = not thread.takes_questions or is_author or actor.is_editor or actor.is_moderator
    return writes if answers or not writes else no("The authors answer the questions here. You can respect a question.")


def may_preview(actor: Actor, thread: Thread) -> Verdict:
    """Return whether ``actor`` may see how words look in ``thread``: whoever may write there, be it only an edit."""
    return _may_write(actor, thread) if actor.is_member else LOGGED_OUT


def may_steer(actor: Actor, *, is_author: bool = False) -> Verdict:
    """Return whether ``actor`` may choose how a thread goes on: editors, moderators, and who wrote the piece."""
    takes_part = members_policy.may_take_part(actor)
    if not takes_part or actor.is_editor or actor.is_moderator or is_author:
        return takes_part
    return no("Editors, moderators and the authors of a piece steer its discussion.")


def may_hide(actor: Actor) -> Verdict:
    """Return whether ``actor`` may hide a thread from everybody, or show it again; authors may not."""
    takes_part = members_policy.may_take_part(actor)
    if not takes_part or actor.is_editor or actor.is_moderator:
        return takes_part
    return no("Only editors and moderators hide a discussion.")


def may_reply(actor: Actor, comment: Comment, *, is_author: bool = False) -> Verdict:
    """Return whether ``actor`` may answer ``comment``; ``is_author``: of what the thread is about."""
    if not comment.is_published:
        return no("This comment cannot be answered, for it cannot be read at the moment.")
    if not comment.can_be_answered:
        return no("This line of replies has become very long. Start a new comment instead.")
    return may_answer(actor, comment.thread, is_author=is_author)


def may_respect(actor: Actor, comment: Comment) -> Verdict:
    """Return whether ``actor`` may give ``comment`` their respect or take it back; not to their own."""
    if not actor.is_member:
        return SIGN_IN_FIRST
    if is_writer(actor, comment):
        return no("This is your own comment. Respect comes from others.")
    if not comment.is_published:
        return CANNOT_BE_READ
    return members_policy.may_take_part(actor)


def may_pick(actor: Actor, comment: Comment) -> Verdict:
    """Return whether ``actor`` may make ``comment`` an editors' pick, or take that back."""
    if not actor.is_editor:
        return no("Only editors pick comments.") if actor.is_member else SIGN_IN_FIRST
    return members_policy.may_take_part(actor) if comment.is_published else CANNOT_BE_READ


def may_pin(actor: Actor, comment: Comment) -> Verdict:
    """Return whether ``actor`` may let ``comment`` stand first in its thread, or take that back."""
    if not (actor.is_editor or actor.is_moderator):
        return no("Only editors and moderators pin comments.") if actor.is_member else SIGN_IN_FIRST
    return members_policy.may_take_part(actor) if comment.is_published else CANNOT_BE_READ


def may_edit(actor: Actor, comment: Comment) -> Verdict:
    """Return whether ``actor`` may change the words of ``comment``."""
    if not is_writer(actor, comment):
        return NOT_YOURS if actor.is_member else SIGN_IN_FIRST
    if comment.state is CommentState.WITHDRAWN:
        return no("You withdrew this comment, so it cannot be edited.")
    return _may_write(actor, comment.thread)


def may_withdraw(actor: Actor, comment: Comment) -> Verdict:
    """Return whether ``actor`` may take ``comment`` back; a closed discussion does not prevent it."""
    if not is_writer(actor, comment):
        return NOT_YOURS if actor.is_member else SIGN_IN_FIRST
    if comment.state is CommentState.REMOVED:
        return no("A moderator has removed this comment, so nobody reads it.")
    return no("You have withdrawn this comment already.") if comment.state is CommentState.WITHDRAWN else YES


def may_restore(actor: Actor, comment: Comment, at: datetime) -> Verdict:
    """Return whether ``actor`` may undo the withdrawal of ``comment`` at the moment ``at``."""
    if not is_writer(actor, comment):
        return NOT_YOURS if actor.is_member else SIGN_IN_FIRST
    if comment.state is not CommentState.WITHDRAWN:
        return no("This comment is not withdrawn.")
    if not comment.can_be_restored(at):
        return no("A withdrawal can be undone for ten minutes, and they have passed.")
    return members_policy.may_take_part(actor)


def may_follow(actor: Actor) -> Verdict:
    """Return whether ``actor`` may follow or mute what they can see; it is for readers, the suspended too."""
    return YES if actor.is_member else SIGN_IN_FIRST


def may_follow_branch(actor: Actor, comment: Comment) -> Verdict:
    """Return whether ``actor`` may follow the replies below ``comment``."""
    allowed = may_follow(actor)
    return allowed if comment.is_published or not allowed else no("This comment cannot be read at the moment.")


def may_follow_member(actor: Actor, member: Member) -> Verdict:
    """Return whether ``actor`` may follow what ``member`` says."""
    allowed = may_follow(actor)
    return no("You cannot follow yourself.") if allowed and actor.member_id == member.id else allowed


def may_moderate(actor: Actor, comment: Comment) -> Verdict:
    """Return whether ``actor`` may decide if ``comment`` can be read; never about their own."""
    takes_part = members_policy.may_take_part(actor)
    if not takes_part:
        return takes_part
    if not actor.is_moderator:
        return no("Only moderators decide about comments.")
    return no("This is your own comment. Another moderator decides about it.") if is_writer(actor, comment) else YES


def may_see_kept_back(actor: Actor, comment: Comment) -> Verdict:
    """Return whether ``actor`` reads the words of ``comment`` while nobody else can."""
    return YES if is_writer(actor, comment) or actor.is_moderator else CANNOT_BE_READ


def is_writer(actor: Actor, comment: Comment) -> bool:
    """Return whether ``actor`` wrote ``comment``."""
    return actor.is_member and comment.author_id == actor.member_id


def _may_write(actor: Actor, thread: Thread) -> Verdict:
    takes_part = members_policy.may_take_part(actor)
    if not takes_part:
        return takes_part
    if thread.state is ThreadState.HIDDEN or not audience.admits(actor, thread):
        return no("This discussion is not open to you.")
    return YES if thread.is_open else no(thread.closing_message or "This discussion is closed. It can still be read.")
