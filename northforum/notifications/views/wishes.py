"""Following and muting, each undone by a verb of its own: buttons without fields, which lead back to their place."""

from collections.abc import Callable
from typing import TypeVar

from flask import flash, redirect, request
from flask.typing import ResponseReturnValue

from northforum.access.actor import Actor
from northforum.access.current import current_actor, signed_in
from northforum.articles import links as articles_links, operations as articles, queries as articles_queries
from northforum.articles.models import Topic
from northforum.core.forms import Form
from northforum.discussion import links as discussion_links, operations as discussion, queries as discussion_queries
from northforum.discussion.models import Comment, Thread
from northforum.members import links as members_links, operations as members, queries as members_queries
from northforum.members.models import Member
from northforum.notifications import links
from northforum.notifications.views.blueprint import bp

Subject = TypeVar("Subject")
Verb = Callable[[Actor, Subject], Subject]


@bp.post("/threads/<public_id>/follow")
@signed_in
def follow_thread(public_id: str) -> ResponseReturnValue:
    """Follow a thread."""
    return _to_thread(public_id, discussion.follow_thread, "You are told of new comments here.")


@bp.post("/threads/<public_id>/unfollow")
@signed_in
def unfollow_thread(public_id: str) -> ResponseReturnValue:
    """Follow a thread no longer."""
    return _to_thread(public_id, discussion.unfollow_thread, "You no longer follow this discussion.")


@bp.post("/threads/<public_id>/mute")
@signed_in
def mute_thread(public_id: str) -> ResponseReturnValue:
    """Hear nothing of a thread."""
    return _to_thread(public_id, discussion.mute_thread, "You are told of nothing in this discussion any more.")


@bp.post("/threads/<public_id>/unmute")
@signed_in
def unmute_thread(public_id: str) -> ResponseReturnValue:
    """Hear of a thread again."""
    return _to_thread(public_id, discussion.unmute_thread, "This discussion is no longer muted.")


@bp.post("/comments/<public_id>/follow")
@signed_in
def follow_branch(public_id: str) -> ResponseReturnValue:
    """Follow the replies below a comment."""
    return _to_branch(public_id, discussion.follow_branch, "You are told of new replies below this comment.")


@bp.post("/comments/<public_id>/unfollow")
@signed_in
def unfollow_branch(public_id: str) -> ResponseReturnValue:
    """Follow the replies below a comment no longer."""
    return _to_branch(public_id, discussion.unfollow_branch, "You no longer follow the replies below this comment.")


@bp.post("/members/<handle>/follow")
@signed_in
def follow_member(handle: str) -> ResponseReturnValue:
    """Follow what a member says."""
    return _to_member(handle, discussion.follow_member, "You are told what {} says.")


@bp.post("/members/<handle>/unfollow")
@signed_in
def unfollow_member(handle: str) -> ResponseReturnValue:
    """Follow what a member says no longer."""
    return _to_member(handle, discussion.unfollow_member, "You no longer follow {}.")


@bp.post("/members/<handle>/mute")
@signed_in
def mute_member(handle: str) -> ResponseReturnValue:
    """See no longer what a member says."""
    return _to_member(handle, discussion.mute_member, "You no longer see what {} says.")


@bp.post("/members/<handle>/unmute")
@signed_in
def unmute_member(handle: str) -> ResponseReturnValue:
    """See again what a member says."""
    return _to_member(handle, members.unmute_member, "You see again what {} says.")


@bp.post("/topics/<slug>/follow")
@signed_in
def follow_topic(slug: str) -> ResponseReturnValue:
    """Follow the articles on a topic."""
    return _to_topic(slug, articles.follow_topic, "You are told of new articles on this topic.")


@bp.post("/topics/<slug>/unfollow")
@signed_in
def unfollow_topic(slug: str) -> ResponseReturnValue:
    """Follow the articles on a topic no longer."""
    return _to_topic(slug, articles.unfollow_topic, "You no longer follow this topic.")


def _to_thread(public_id: str, verb: Verb[Thread], sentence: str) -> ResponseReturnValue:
    thread = discussion_queries.visible_thread(current_actor(), public_id)
    return _done(verb, thread, f"{thread.path}#discussion", sentence)


def _to_branch(public_id: str, verb: Verb[Comment], sentence: str) -> ResponseReturnValue:
    comment = discussion_queries.visible_comment(current_actor(), public_id)
    return _done(verb, comment, f"{discussion_links.comment_url(public_id)}#more", sentence)


def _to_member(handle: str, verb: Verb[Member], sentence: str) -> ResponseReturnValue:
    member = members_queries.visible_member(current_actor(), handle)
    return _done(verb, member, members_links.member_url(member), sentence.format(member.name))


def _to_topic(slug: str, verb: Verb[Topic], sentence: str) -> ResponseReturnValue:
    topic = articles_queries.topic(current_actor(), slug)
    return _done(verb, topic, articles_links.topic_url(topic), sentence)


def _done(verb: Verb[Subject], subject: Subject, place: str, sentence: str) -> ResponseReturnValue:
    Form().submit(verb, current_actor(), subject)
    flash(sentence, "success")
    kind = request.args.get("from", "")
    return redirect(links.following_url(kind) if kind in links.LISTS else place, 303)
