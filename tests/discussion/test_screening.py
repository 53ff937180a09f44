"""What a comment must pass before it is published."""

import uuid
from collections.abc import Callable
from datetime import timedelta

import pytest
from flask import Flask

from northforum.core.errors import Invalid, TooFast
from northforum.discussion import operations
from northforum.discussion.screening import Decision, Draft, Outcome, Recent, screen
from tests.conftest import NOON, Clock
from tests.discussion.talk import Talk, begin


def decided(*seconds_ago: float, same: bool = False, limited: bool = True) -> Decision:
    recent = [Recent(NOON - timedelta(seconds=ago), is_same=same) for ago in seconds_ago]
    return screen(Draft(NOON, recent, is_rate_limited=limited))


def test_a_first_comment_passes() -> None:
    assert decided().outcome is Outcome.PUBLISH


@pytest.mark.parametrize(
    ("seconds_ago", "retry_after"),
    [
        ([6 * number for number in range(1, 10)], 0),
        ([6 * number for number in range(1, 11)], 0),
        ([5 * number for number in range(1, 11)], 11),
        ([0] * 10, 61),
        ([58 * number for number in range(1, 60)], 0),
        ([58 * number for number in range(1, 61)], 121),
    ],
)
def test_so_many_comments_in_so_long(seconds_ago: list[float], retry_after: int) -> None:
    decision = decided(*seconds_ago)
    assert decision.retry_after == retry_after
    assert (decision.outcome is Outcome.REFUSE) == bool(retry_after)
    assert not decision.reason or decision.reason.endswith(".")


def test_without_limits_nothing_is_too_fast() -> None:
    assert decided(*[0] * 60, limited=False).outcome is Outcome.PUBLISH


@pytest.mark.parametrize(("ago", "outcome"), [(0, Outcome.REFUSE), (299, Outcome.REFUSE), (300, Outcome.PUBLISH)])
def test_the_same_words_again(ago: float, outcome: Outcome) -> None:
    assert decided(ago, same=True).outcome is outcome


@pytest.fixture
def limited(make_app: Callable[..., Flask], clock: Clock) -> Talk:
    return begin(make_app(rate_limits=True))


def test_the_eleventh_comment_of_a_minute_waits_and_its_words_are_kept(limited: Talk, clock: Clock) -> None:
    client = limited.client("maud")
    for _ in range(10):
        limited.say("maud")
    answer = limited.post(client, "And another thing.", form_key=uuid.uuid4().hex)
    assert answer.status_code == 429
    assert int(answer.headers["Retry-After"]) == 61
    assert "And another thing." in answer.text
    with pytest.raises(TooFast):
        limited.say("maud")
    limited.say("oren")
    clock.advance(seconds=61)
    limited.say("maud")
    assert limited.counts()[0] == 12


def test_withdrawing_makes_no_room_for_more(limited: Talk) -> None:
    for public_id in [limited.say("maud") for _ in range(10)]:
        limited.do(operations.withdraw_comment, "maud", public_id)
    with pytest.raises(TooFast):
        limited.say("maud")


def test_the_same_words_twice_are_refused_in_one_thread_only(talk: Talk, clock: Clock) -> None:
    talk.say("maud", "First.")
    with pytest.raises(Invalid, match="same words"):
        talk.say("maud", "First.")
    talk.say("oren", "First.")
    talk.say("maud", "First.", thread=talk.open("Parking"))
    clock.advance(minutes=5)
    talk.say("maud", "First.")
    assert talk.counts()[0] == 3


def test_a_refused_repeat_is_shown_with_its_words(talk: Talk) -> None:
    client = talk.client("maud")
    talk.post(client, "First.", form_key=uuid.uuid4().hex)
    answer = talk.post(client, "First.", form_key=uuid.uuid4().hex)
    assert answer.status_code == 422
    assert "same words" in answer.text
    assert ">\nFirst.</textarea>" in answer.text
