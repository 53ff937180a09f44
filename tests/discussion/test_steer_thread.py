"""Steering a thread: its states, when it closes, its guidelines, and who chooses them."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from northforum.access.actor import STRANGER
from northforum.core import richtext
from northforum.core.db import db, transaction
from northforum.core.errors import Forbidden, Invalid, NeedsSignIn
from northforum.discussion import operations, queries
from northforum.discussion.models import Thread, ThreadState
from tests.conftest import Clock
from tests.discussion.talk import Talk, thread_row, token


def steer(talk: Talk, name: str, **chosen: Any) -> None:
    version = chosen.pop("version", None)
    with transaction(talk.app):
        thread = thread_row(talk.thread)
        guidelines = richtext.profile(chosen.pop("guidelines", ""))
        steering = operations.Steering(**{"state": ThreadState.OPEN, "guidelines": guidelines, **chosen})
        operations.steer_thread(talk.actor(name), thread, steering=steering, version=version or thread.settings_version)


def settings(talk: Talk) -> Thread:
    with transaction(talk.app):
        thread = thread_row(talk.thread)
        db.session.expunge_all()
        return thread


def form(talk: Talk, name: str, **fields: str) -> Any:
    client = talk.client(name)
    sent = {"state": "open", "mode": "discussion", "version": "1", **fields}
    return client.post(f"/threads/{talk.thread}/settings", data={"csrf_token": token(client), **sent})


def test_what_an_editor_chooses_stands_in_the_row_and_makes_pages_outdated(talk: Talk, clock: Clock) -> None:
    version = talk.counts()[2]
    closes = clock.now() + timedelta(days=3)
    steer(
        talk,
        "edith",
        state=ThreadState.SLOW,
        slow_minutes=5,
        closes_at=closes,
        closing_message="Thank you all.",
        guidelines="Be *brief*.",
    )
    thread = settings(talk)
    assert (thread.state, thread.slow_minutes, thread.closes_at) == (ThreadState.SLOW, 5, closes)
    assert (thread.closing_message, thread.guidelines_source) == ("Thank you all.", "Be *brief*.")
    assert "<em>brief</em>" in thread.guidelines_html
    assert thread.settings_version == 2
    assert talk.counts()[2] > version


@pytest.mark.parametrize("name", ["oren", "silas", "stranger"])
def test_others_may_not(talk: Talk, name: str) -> None:
    with pytest.raises((Forbidden, NeedsSignIn)):
        steer(talk, name)


def test_an_author_steers_but_does_not_hide(talk: Talk) -> None:
    author = talk.actor("maud").member_id
    assert author is not None
    talk.to_thread(operations.set_authors, [author])
    steer(talk, "maud", state=ThreadState.LOCKED)
    assert settings(talk).state is ThreadState.LOCKED
    with pytest.raises(Forbidden, match="hide"):
        steer(talk, "maud", state=ThreadState.HIDDEN)
    page = talk.client("maud").get(f"/threads/{talk.thread}/settings").text
    assert 'value="locked"' in page
    assert 'value="hidden"' not in page


def test_two_editors_do_not_overwrite_each_other(talk: Talk) -> None:
    steer(talk, "edith", state=ThreadState.HELD)
    with pytest.raises(Invalid) as refusal:
        steer(talk, "moss", state=ThreadState.LOCKED, version=1)
    assert refusal.value.fields["version"].startswith("Somebody else")
    answer = form(talk, "moss", state="locked", version="1", guidelines="Mine.")
    assert answer.status_code == 422
    assert "What somebody else chose" in answer.text
    assert "Mine." in answer.text
    assert 'name="version" value="2"' in answer.text
    assert settings(talk).state is ThreadState.HELD
    assert form(talk, "moss", state="locked", version="2").status_code == 303


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"state": "slow"}, "Give the minutes"),
        ({"state": "slow", "slow_minutes": "zebra"}, "Give a whole number"),
        ({"closes_days": "3", "closes_on": "2026-12-01T18:00"}, "not both"),
        ({"closes_on": "2026-11-01T18:00"}, "has passed"),
        ({"closes_on": "2027-03-28T01:30"}, "that the clocks show"),
        ({"closes_on": "soon"}, "that the clocks show"),
        (
            {"mode": "questions", "questions_open_at": "2026-12-02T18:00", "questions_close_at": "2026-12-01T18:00"},
            "later",
        ),
    ],
)
@pytest.mark.usefixtures("clock")
def test_what_cannot_be_is_said_at_its_field(talk: Talk, fields: dict[str, str], sentence: str) -> None:
    answer = form(talk, "edith", **fields)
    assert answer.status_code == 422
    assert sentence in answer.text
    assert settings(talk).settings_version == 1


@pytest.mark.usefixtures("clock")
@pytest.mark.parametrize(
    ("written", "moment"),
    [
        ("2026-12-01T18:00", datetime(2026, 12, 1, 18, tzinfo=UTC)),
        ("2027-06-01 18:00", datetime(2027, 6, 1, 17, tzinfo=UTC)),
        ("2027-10-31T01:30", datetime(2027, 10, 31, 0, 30, tzinfo=UTC)),
    ],
)
def test_times_are_british_in_winter_and_summer(talk: Talk, written: str, moment: datetime) -> None:
    assert form(talk, "edith", closes_on=written).status_code == 303
    assert settings(talk).closes_at == moment
    page = talk.client("edith").get(f"/threads/{talk.thread}/settings").text
    assert f'value="{written.replace(" ", "T")}"' in page


def test_days_count_from_now(talk: Talk, clock: Clock) -> None:
    assert form(talk, "edith", closes_days="7").status_code == 303
    assert settings(talk).closes_at == clock.now() + timedelta(days=7)


def test_a_thread_closes_by_itself(talk: Talk, clock: Clock) -> None:
    steer(talk, "edith", closes_at=clock.now() + timedelta(days=1), closing_message="Thank you all.")
    with transaction(talk.app):
        assert operations.lock_overdue_threads() == 0
    clock.advance(days=1)
    version = talk.counts()[2]
    for locked in (1, 0):
        with transaction(talk.app):
            assert operations.lock_overdue_threads() == locked
    thread = settings(talk)
    assert (thread.state, thread.closes_at, thread.settings_version) == (ThreadState.LOCKED, None, 3)
    assert talk.counts()[2] > version
    with pytest.raises(Forbidden, match="Thank you all"):
        talk.say("maud")


def test_a_thread_that_was_hidden_with_its_article_comes_back_as_it_was(talk: Talk, clock: Clock) -> None:
    steer(talk, "edith", state=ThreadState.HELD, closes_at=clock.now() + timedelta(days=1))
    talk.to_thread(operations.hide_thread)
    assert settings(talk).state is ThreadState.HIDDEN
    talk.to_thread(operations.reopen_thread)
    assert settings(talk).state is ThreadState.HELD
    talk.to_thread(operations.hide_thread)
    clock.advance(days=2)
    with transaction(talk.app):
        operations.lock_overdue_threads()
    assert settings(talk).state is ThreadState.HIDDEN
    talk.to_thread(operations.reopen_thread)
    assert settings(talk).state is ThreadState.LOCKED


def test_what_an_editor_hid_stays_hidden_when_the_article_comes_back(talk: Talk) -> None:
    steer(talk, "edith", state=ThreadState.HIDDEN)
    talk.to_thread(operations.hide_thread)
    talk.to_thread(operations.reopen_thread)
    assert settings(talk).state is ThreadState.HIDDEN


def test_the_settings_of_a_hidden_thread_are_there_for_those_who_may_show_it(talk: Talk) -> None:
    steer(talk, "edith", state=ThreadState.HIDDEN)
    address = f"/threads/{talk.thread}/settings"
    answers = {name: talk.client(name).get(address).status_code for name in ("edith", "moss", "maud")}
    assert answers == {"edith": 200, "moss": 200, "maud": 404}
    assert talk.client().get(address).location.startswith("/login")
    assert form(talk, "moss", state="open", version="2").location.endswith("#discussion")
    with transaction(talk.app):
        assert queries.visible_thread(STRANGER, talk.thread).is_open


def test_members_without_the_right_are_told(talk: Talk) -> None:
    assert talk.client("oren").get(f"/threads/{talk.thread}/settings").status_code == 403
    assert form(talk, "oren").status_code == 403
