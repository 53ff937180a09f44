"""Who is told of a comment: each once, for the strongest reason, and only who may read it and wants to hear."""

from collections.abc import Mapping
from typing import Any

import pytest
from sqlalchemy import select, update

from northforum.access.audience import Audience
from northforum.access.roles import HubRole, Role
from northforum.core.db import db, transaction
from northforum.discussion import operations
from northforum.discussion.models import CommentMention, ThreadVisit
from northforum.hubs.models import HubMember
from northforum.members import queries as members_queries
from northforum.members.models import Member, MemberState
from northforum.notifications import operations as notifications
from northforum.notifications.models import Notification
from northforum.notifications.queries import recipients
from tests import factories
from tests.conftest import Clock
from tests.discussion.talk import Talk, row, statements, thread_row

Told = Mapping[str, list[tuple[str, int]]]


@pytest.fixture(autouse=True)
def stopped(clock: Clock) -> None:
    """Stop the clock, so that nothing rests on two comments having two moments."""


def told(talk: Talk) -> Told:
    """Return what each member was told and has not read: kind and count, by first name."""
    with transaction(talk.app):
        rows = db.session.execute(
            select(Member.handle, Notification.kind, Notification.count)
            .join(Notification, Notification.member_id == Member.id)
            .where(Notification.read_at.is_(None))
            .order_by(Notification.id)
        ).all()
    found: dict[str, list[tuple[str, int]]] = {}
    for handle, kind, count in rows:
        found.setdefault(handle.partition("-")[0], []).append((kind.value, count))
    return found


def tell(talk: Talk, public_id: str) -> None:
    """Do what the worker does after a comment was posted."""
    with transaction(talk.app):
        notifications.tell_of_comment(row(public_id).id)


def said(talk: Talk, name: str, parent: str | None = None, **over: Any) -> str:
    """Let somebody say something of which members are told; return its public id."""
    public_id = talk.say(name, parent=parent, **over)
    tell(talk, public_id)
    return public_id


def mention(talk: Talk, public_id: str, name: str) -> None:
    with transaction(talk.app):
        db.session.add(CommentMention(comment_id=row(public_id).id, member_id=talk.actor(name).member_id))


def follow_thread(talk: Talk, name: str) -> None:
    talk.to_thread(lambda thread: operations.follow_thread(talk.actor(name), thread))


def to_member(talk: Talk, verb: Any, name: str, other: str) -> None:
    with transaction(talk.app):
        verb(talk.actor(name), members_queries.known_member(f"{other}-rigby"))


def test_the_answered_are_told_and_nobody_of_their_own_words(talk: Talk) -> None:
    first = said(talk, "maud")
    reply = said(talk, "oren", first)
    said(talk, "oren", reply)
    assert told(talk) == {"maud": [("reply", 1)]}


def test_the_mentioned_are_told(talk: Talk) -> None:
    public_id = talk.say("maud", "Ask @edith-rigby.")
    mention(talk, public_id, "edith")
    tell(talk, public_id)
    assert told(talk) == {"edith": [("mention", 1)]}


def test_who_follows_a_comment_above_hears_of_each_reply_below_it(talk: Talk) -> None:
    first = said(talk, "maud")
    second = said(talk, "oren", first)
    for above in (first, second):
        talk.do(operations.follow_branch, "edith", above)
    said(talk, "maud", second)
    said(talk, "moss")
    assert told(talk)["edith"] == [("branch", 1)]


def test_who_follows_the_thread_hears_of_every_comment(talk: Talk) -> None:
    follow_thread(talk, "edith")
    first = said(talk, "maud")
    said(talk, "oren", first)
    assert told(talk)["edith"] == [("thread", 2)]


def test_who_follows_a_member_hears_of_what_they_say_in_each_thread_apart(talk: Talk) -> None:
    to_member(talk, operations.follow_member, "edith", "maud")
    elsewhere = talk.open("The kiln", path="/articles/the-kiln")
    said(talk, "maud")
    said(talk, "maud")
    said(talk, "maud", thread=elsewhere)
    assert told(talk) == {"edith": [("member", 2), ("member", 1)]}


def test_several_reasons_make_one_notification_by_the_strongest(talk: Talk) -> None:
    first = talk.say("edith")
    follow_thread(talk, "edith")
    talk.do(operations.follow_branch, "edith", first)
    to_member(talk, operations.follow_member, "edith", "maud")
    public_id = talk.say("maud", parent=first)
    mention(talk, public_id, "edith")
    tell(talk, public_id)
    assert told(talk) == {"edith": [("reply", 1)]}


def test_the_muted_the_suspended_and_who_has_read_it_are_left_out(talk: Talk) -> None:
    for name in ("oren", "edith", "moss", "silas"):
        follow_thread(talk, name)
        to_member(talk, operations.follow_member, name, "maud")
    talk.to_thread(lambda thread: operations.mute_thread(talk.actor("oren"), thread))
    to_member(talk, operations.mute_member, "edith", "maud")
    public_id = talk.say("maud")
    with transaction(talk.app):
        comment = row(public_id)
        visit = {"member_id": talk.actor("moss").member_id, "thread_id": comment.thread_id, "seen_id": comment.id}
        db.session.add(ThreadVisit(**visit, seen_at=comment.created_at))
        suspended = Member.id == talk.actor("silas").member_id
        db.session.execute(update(Member).where(suspended).values(state=MemberState.SUSPENDED))
    tell(talk, public_id)
    assert told(talk) == {}


def test_a_hidden_thread_and_a_comment_that_is_gone_are_told_of_to_nobody(talk: Talk) -> None:
    follow_thread(talk, "edith")
    withdrawn, hidden = talk.say("maud"), talk.say("maud")
    talk.do(operations.withdraw_comment, "maud", withdrawn)
    tell(talk, withdrawn)
    talk.to_thread(operations.hide_thread)
    tell(talk, hidden)
    assert told(talk) == {}


def test_in_a_hubs_thread_only_its_people_and_moderators_are_told(talk: Talk) -> None:
    with transaction(talk.app):
        hub = factories.a_hub("Weir Yard", hosts=[talk.actors["maud"].member_id or 0])
        db.session.flush()
        hub_id = hub.id
        oren = HubMember(hub_id=hub_id, member_id=talk.actors["oren"].member_id, joined_at=hub.created_at)
        db.session.add(oren)
    talk.thread = talk.open("Inside", audience=Audience.HUB, audience_ref=hub_id)
    for name in ("maud", "oren", "edith", "moss"):
        with transaction(talk.app):
            operations.follow_thread(talk.actor(name), thread_row(talk.thread))
    talk.actors["maud"] = factories_actor(talk, "maud", {hub_id: HubRole.HOST})
    said(talk, "maud")
    assert set(told(talk)) == {"oren", "moss"}
    assert Role.MODERATOR in talk.actor("moss").roles


def factories_actor(talk: Talk, name: str, hub_roles: Mapping[int, HubRole]) -> Any:
    with transaction(talk.app):
        return factories.actor_of(members_queries.known_member(f"{name}-rigby"), hub_roles=hub_roles)


def test_told_twice_of_the_same_comment_nothing_is_counted_twice(talk: Talk) -> None:
    follow_thread(talk, "edith")
    comments = [talk.say("maud") for _ in range(4)]
    for public_id in (comments[1], comments[1], comments[2], comments[1], comments[0], comments[3], comments[0]):
        tell(talk, public_id)
    assert told(talk) == {"edith": [("thread", 4)]}
    with transaction(talk.app):
        notification = db.session.scalars(select(Notification)).one()
        ids = [row(public_id).id for public_id in comments]
        assert (notification.comment_id, notification.last_id) == (ids[0], ids[-1])
        notifications.read_all(talk.actor("edith"))
    for public_id in comments:
        tell(talk, public_id)
    assert told(talk) == {}
    said(talk, "maud")
    assert told(talk) == {"edith": [("thread", 1)]}


def test_a_comment_that_was_away_when_its_turn_came_is_told_of_once(talk: Talk, worker: Any, clock: Clock) -> None:
    follow_thread(talk, "edith")
    away = talk.say("maud")
    talk.do(operations.withdraw_comment, "maud", away)
    worker()
    assert told(talk) == {}
    for _ in range(2):
        talk.do(operations.restore_comment, "maud", away)
        worker()
        assert told(talk) == {"edith": [("thread", 1)]}
        talk.do(operations.withdraw_comment, "maud", away)
    with transaction(talk.app):
        notifications.read_all(talk.actor("edith"))
    talk.do(operations.restore_comment, "maud", away)
    worker()
    assert told(talk) == {}
    clock.advance(days=91)
    with transaction(talk.app):
        notifications.forget_read()
        notifications.tell_of_comment_again(row(away).id)
    assert told(talk) == {}


def test_batches_tell_everybody_once(talk: Talk, monkeypatch: pytest.MonkeyPatch, worker: Any) -> None:
    monkeypatch.setattr(recipients, "BATCH", 2)
    recipients._concerned.cache_clear()
    first = talk.say("moss")
    for name in ("oren", "edith", "moss", "silas"):
        follow_thread(talk, name)
        to_member(talk, operations.follow_member, name, "maud")
    worker()
    said_of_moss = {name: [("thread", 1)] for name in ("oren", "edith", "silas")}
    assert told(talk) == said_of_moss
    talk.say("maud", parent=first)
    worker()
    recipients._concerned.cache_clear()
    assert told(talk) == {name: [("thread", 2)] for name in said_of_moss} | {"moss": [("reply", 1)]}


def test_posting_costs_the_request_one_row_however_many_follow(talk: Talk) -> None:
    for name in ("oren", "edith", "moss"):
        follow_thread(talk, name)
    with statements(talk.app) as seen:
        talk.say("maud")
    assert sum("INSERT INTO job" in statement for statement in seen) == 1
    assert not any("follow" in statement or "notification" in statement for statement in seen)
