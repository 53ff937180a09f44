"""Who may report a comment, and who decides about it."""

from datetime import datetime

from northforum.access.actor import Actor
from northforum.access.verdict import YES, Verdict, no
from northforum.discussion import policy as discussion_policy
from northforum.discussion.models import Comment, CommentState
from northforum.members import policy as members_policy
from northforum.moderation.models import Action

_POSSIBLE = {
    CommentState.PUBLISHED: (Action.REMOVE, Action.HOLD, Action.KEEP),
    CommentState.HELD: (Action.RESTORE, Action.REMOVE),
    CommentState.REMOVED: (Action.RESTORE,),
    CommentState.WITHDRAWN: (Action.KEEP,),
}


def may_report(actor: Actor, comment: Comment) -> Verdict:
    """Return whether ``actor`` may report ``comment``; not their own, and only what can be read."""
    takes_part = members_policy.may_take_part(actor)
    if not takes_part:
        return takes_part
    if actor.member_id == comment.author_id:
        return no("This is your own comment. You can edit or withdraw it.")
    return (
        YES if comment.is_published else no("This comment cannot be read at the moment, so there is nothing to report.")
    )


def may_moderate(actor: Actor) -> Verdict:
    """Return whether ``actor`` sees what waits for moderators, and what they decided."""
    takes_part = members_policy.may_take_part(actor)
    if not takes_part:
        return takes_part
    return YES if actor.is_moderator else no("This page is for moderators.")


def may_decide(actor: Actor, comment: Comment) -> Verdict:
    """Return whether ``actor`` may decide about ``comment``; never about their own."""
    return discussion_policy.may_moderate(actor, comment)


def may_come_back(comment: Comment, at: datetime) -> bool:
    """Return whether the writer of ``comment`` may undo its withdrawal at ``at``; reports stay open so long."""
    return comment.state is CommentState.WITHDRAWN and comment.can_be_restored(at)


def possible_actions(comment: Comment) -> tuple[Action, ...]:
    """Return what may be decided about ``comment`` as it stands; to keep it as it is closes reports."""
    return _POSSIBLE[comment.state]
