"""Following and muting: of what a member wants to hear, and of what not. Each verb may be done twice."""

from sqlalchemy import delete, literal, select

from northforum.access.actor import Actor
from northforum.access.verdict import authorize
from northforum.core import clock
from northforum.core.db import db, insert_into
from northforum.discussion import policy
from northforum.discussion.models import Comment, Follow, FollowKind, Thread, ThreadMute
from northforum.members import operations as members
from northforum.members.models import Member


def follow_thread(actor: Actor, thread: Thread) -> Thread:
    """Let the actor hear of new comments in ``thread``; if it was muted, it is not any more."""
    unmute_thread(actor, thread)
    follow(actor, FollowKind.THREAD, thread.id)
    return thread


def unfollow_thread(actor: Actor, thread: Thread) -> Thread:
    """Tell the actor of ``thread`` no longer."""
    unfollow(actor, FollowKind.THREAD, thread.id)
    return thread


def mute_thread(actor: Actor, thread: Thread) -> Thread:
    """Tell the actor of nothing in ``thread``, whatever else they follow there."""
    unfollow_thread(actor, thread)
    mute = {"member_id": actor.member_id, "thread_id": thread.id, "created_at": clock.now()}
    db.session.execute(insert_into(ThreadMute).values(mute).on_conflict_do_nothing())
    return thread


def unmute_thread(actor: Actor, thread: Thread) -> Thread:
    """Undo the mute of ``thread``."""
    authorize(policy.may_follow(actor))
    mine = ThreadMute.member_id == actor.member_id, ThreadMute.thread_id == thread.id
    db.session.execute(delete(ThreadMute).where(*mine))
    return thread


def follow_branch(actor: Actor, comment: Comment) -> Comment:
    """Let the actor hear of new replies below ``comment``, at any depth."""
    authorize(policy.may_follow_branch(actor, comment))
    follow(actor, FollowKind.BRANCH, comment.id)
    return comment


def unfollow_branch(actor: Actor, comment: Comment) -> Comment:
    """Tell the actor of replies below ``comment`` no longer."""
    unfollow(actor, FollowKind.BRANCH, comment.id)
    return comment


def follow_member(actor: Actor, member: Member) -> Member:
    """Let the actor hear of what ``member`` says; if they were muted, they are not any more."""
    authorize(policy.may_follow_member(actor, member))
    members.unmute_member(actor, member)
    follow(actor, FollowKind.MEMBER, member.id)
    return member


def unfollow_member(actor: Actor, member: Member) -> Member:
    """Tell the actor of what ``member`` says no longer."""
    unfollow(actor, FollowKind.MEMBER, member.id)
    return member


def mute_member(actor: Actor, member: Member) -> Member:
    """Keep what ``member`` says from the actor, who no longer follows them."""
    members.mute_member(actor, member)
    return unfollow_member(actor, member)


def follow(actor: Actor, kind: FollowKind, subject_id: int) -> None:
    """Note that the actor follows something that they may see; higher floors have subjects of their own."""
    authorize(policy.may_follow(actor))
    wish = {"member_id": actor.member_id, "kind": kind, "subject_id": subject_id, "created_at": clock.now()}
    db.session.execute(insert_into(Follow).values(wish).on_conflict_do_nothing())


def unfollow(actor: Actor, kind: FollowKind, subject_id: int) -> None:
    """Note that the actor does not follow something any more."""
    authorize(policy.may_follow(actor))
    mine = Follow.member_id == actor.member_id, Follow.kind == kind, Follow.subject_id == subject_id
    db.session.execute(delete(Follow).where(*mine))


def move_follows(kind: FollowKind, subject_id: int, into_id: int) -> None:
    """Let whoever follows a thing follow another one of its kind instead, because the two have become one."""
    columns = ["member_id", "kind", "subject_id", "created_at"]
    followed = Follow.kind == kind, Follow.subject_id == subject_id
    wishes = select(Follow.member_id, Follow.kind, literal(into_id), Follow.created_at).where(*followed)
    db.session.execute(insert_into(Follow).from_select(columns, wishes).on_conflict_do_nothing())
    forget_follows(kind, subject_id)


def forget_follows(kind: FollowKind, subject_id: int) -> None:
    """Let nobody follow a thing any more, because it is gone."""
    db.session.execute(delete(Follow).where(Follow.kind == kind, Follow.subject_id == subject_id))
