"""How far a member has read: noted seldom, never taken back, and shown as what is new."""

from datetime import timedelta
from typing import Any

import pytest

from northforum.core import clock
from northforum.core.db import db, transaction
from northforum.core.errors import BadRequest, NeedsSignIn
from northforum.discussion import operations, queries, serializers
from northforum.discussion.models import VISITED_EVERY, ThreadVisit
from tests.conftest import Clock
from tests.discussion.talk import Talk, statements, thread_row, token


@pytest.fixture(autouse=True)
def stopped(clock: Clock) -> None:
    """Stop the clock, so that a visit is a moment."""


def visit(talk: Talk, name: str, newest: str | None = None) -> None:
    with transaction(talk.app):
        thread = thread_row(talk.thread)
        operations.note_visit(talk.actor(name), thread, queries.seen_id(thread, newest))


def marks(talk: Talk, name: str) -> serializers.Marks:
    with transaction(talk.app):
        values = {"member_id": talk.actor(name).member_id, "thread_id": thread_row(talk.thread).id}
        return serializers.marks(db.session.execute(queries.marks_statement(), values).all())


def test_nothing_is_new_before_a_first_visit(talk: Talk) -> None:
    talk.say("maud")
    assert marks(talk, "oren") == serializers.Marks([], [], has_more=False, is_first_visit=True)


def test_what_others_say_afterwards_is_new(talk: Talk) -> None:
    first = talk.say("maud")
    visit(talk, "oren", first)
    second, third = talk.say("maud"), talk.say("edith")
    talk.say("oren")
    talk.do(operations.respect_comment, "oren", first)
    assert marks(talk, "oren") == serializers.Marks([first], [second, third], has_more=False, is_first_visit=False)
    talk.do(operations.withdraw_comment, "maud", second)
    assert marks(talk, "oren").new == [third]
    assert marks(talk, "edith").is_first_visit


def test_no_more_are_marked_than_a_page_can_bear(talk: Talk, monkeypatch: pytest.MonkeyPatch) -> None:
    visit(talk, "oren", talk.say("maud"))
    said = [talk.say("maud") for _ in range(4)]
    assert marks(talk, "oren").new == said
    monkeypatch.setattr(queries, "MOST_NEW", 3)
    found = marks(talk, "oren")
    assert (found.new, found.has_more) == (said[1:], True)


def test_nobody_is_taken_back(talk: Talk) -> None:
    said = [talk.say("maud") for _ in range(3)]
    visit(talk, "oren", said[1])
    visit(talk, "oren", said[0])
    assert marks(talk, "oren").new == said[2:]
    visit(talk, "oren", said[2])
    assert marks(talk, "oren").new == []


def test_a_visit_that_is_no_news_writes_nothing(talk: Talk) -> None:
    talk.say("maud")
    client = talk.client("oren")
    address, fields = f"/threads/{talk.thread}/visit", {"csrf_token": token(client)}
    json = {"Accept": "application/json"}
    assert client.post(address, data=fields, headers=json).status_code == 204
    with statements(talk.app) as seen:
        assert client.post(address, data=fields, headers=json).status_code == 204
    assert not [line for line in seen if line.startswith(("INSERT", "UPDATE"))]


def test_our_script_is_told_when_it_comes_too_soon_and_the_form_never_does(talk: Talk, clock: Clock) -> None:
    said = [talk.say("maud") for _ in range(3)]
    client = talk.client("oren")

    def note(newest: str, **over: str) -> Any:
        return talk.send(client, f"/threads/{talk.thread}/visit", newest=newest, **over)

    json = {"accept": "application/json"}
    assert note(said[0], **json).status_code == 204
    early = note(said[1], **json)
    assert (early.status_code, early.headers["Retry-After"]) == (429, "5")
    assert note(said[1]).status_code == 303
    assert marks(talk, "oren").new == said[2:]
    clock.advance(seconds=VISITED_EVERY.total_seconds())
    assert note(said[2], **json).status_code == 204
    assert marks(talk, "oren").new == []


def test_the_form_on_the_page_marks_all_as_read(talk: Talk) -> None:
    talk.say("maud")
    client = talk.client("oren")
    answer = client.post(f"/threads/{talk.thread}/visit", data={"csrf_token": token(client)})
    assert (answer.status_code, answer.location) == (303, "/articles/the-loading-bay#discussion")
    with transaction(talk.app):
        noted = db.session.scalars(db.select(ThreadVisit)).one()
        assert noted.seen_id == thread_row(talk.thread).last_comment_id
        assert clock.now() - noted.seen_at < timedelta(seconds=5)


@pytest.mark.parametrize("newest", ["", "x", "0" * 12, "\0"])
def test_what_is_not_in_the_thread_is_no_end_of_a_visit(talk: Talk, newest: str) -> None:
    elsewhere = talk.say("maud", thread=talk.open("Parking"))
    for name in (newest, elsewhere):
        with transaction(talk.app), pytest.raises(BadRequest):
            queries.seen_id(thread_row(talk.thread), name)


def test_strangers_leave_no_note(talk: Talk) -> None:
    with pytest.raises(NeedsSignIn):
        visit(talk, "stranger")
    assert talk.client().post(f"/threads/{talk.thread}/visit").status_code in {400, 401}
