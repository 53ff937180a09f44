"""What a comment must pass before it is published."""

import uuid
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from flask import Flask

from northforum.core import richtext
from northforum.core.errors import Invalid, TooFast
from northforum.discussion import operations
from northforum.discussion.models import CommentState, HoldReason, ThreadState
from northforum.discussion.screening import Decision, Draft, Outcome, Recent, links_in, screen
from tests.conftest import NOON, Clock
from tests.discussion.talk import Talk, begin


def decided(*seconds_ago: float, same: bool = False, limited: bool = True) -> Decision:
    recent = [Recent(place, NOON - timedelta(seconds=ago), is_same=same) for place, ago in enumerate(seconds_ago, 1)]
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
    assert not decision.sentence or decision.sentence.endswith(".")


def test_one_comment_is_edited_so_often_only() -> None:
    edited = [NOON - timedelta(seconds=5 * number) for number in range(1, 11)]
    decision = screen(Draft(NOON, edits=CommentState.PUBLISHED, edited=edited))
    assert (decision.outcome, decision.retry_after) == (Outcome.REFUSE, 11)
    assert "edited this comment ten times" in decision.sentence
    assert screen(Draft(NOON, edits=CommentState.PUBLISHED, edited=edited[:9])).outcome is Outcome.PUBLISH
    assert screen(Draft(NOON, edited=edited)).outcome is Outcome.PUBLISH


def test_the_eleventh_edit_of_a_minute_waits_and_its_words_are_kept(limited: Talk) -> None:
    public_id, client = limited.say("maud"), limited.client("maud")
    answers = [
        limited.send(client, f"/comments/{public_id}/edit", body=f"Version {number}.", version=str(number))
        for number in range(1, 12)
    ]
    assert [answer.status_code for answer in answers] == [303] * 10 + [429]
    assert "edited this comment ten times" in answers[-1].text
    assert "Version 11.</textarea>" in answers[-1].text
    assert "as it stands now" not in answers[-1].text


def test_without_limits_nothing_is_too_fast() -> None:
    assert decided(*[0] * 60, limited=False).outcome is Outcome.PUBLISH


@pytest.mark.parametrize(("ago", "outcome"), [(0, Outcome.REFUSE), (299, Outcome.REFUSE), (300, Outcome.PUBLISH)])
def test_the_same_words_again(ago: float, outcome: Outcome) -> None:
    assert decided(ago, same=True).outcome is outcome


@pytest.mark.parametrize(
    ("facts", "outcome", "reasons"),
    [
        ({"state": ThreadState.HIDDEN}, Outcome.REFUSE, ()),
        ({"state": ThreadState.LOCKED}, Outcome.REFUSE, ()),
        ({"is_over": True}, Outcome.REFUSE, ()),
        ({"is_over": True, "is_staff": True}, Outcome.REFUSE, ()),
        ({"is_over": True, "edits": CommentState.PUBLISHED}, Outcome.REFUSE, ()),
        ({"state": ThreadState.HELD}, Outcome.HOLD, (HoldReason.THREAD,)),
        ({"state": ThreadState.HELD, "is_staff": True}, Outcome.PUBLISH, ()),
        ({"state": ThreadState.HELD, "edits": CommentState.PUBLISHED}, Outcome.HOLD, (HoldReason.THREAD,)),
        ({"state": ThreadState.HELD, "is_over": True}, Outcome.REFUSE, ()),
        ({"has_new_links": True}, Outcome.HOLD, (HoldReason.LINKS,)),
        ({"has_new_links": True, "spoken": 2}, Outcome.HOLD, (HoldReason.LINKS,)),
        ({"has_new_links": True, "spoken": 3}, Outcome.PUBLISH, ()),
        ({"has_new_links": True, "is_staff": True}, Outcome.PUBLISH, ()),
        ({"has_new_links": True, "edits": CommentState.PUBLISHED}, Outcome.HOLD, (HoldReason.LINKS,)),
        ({"edits": CommentState.PUBLISHED}, Outcome.PUBLISH, ()),
        ({"edits": CommentState.HELD}, Outcome.HOLD, (HoldReason.REVISED,)),
        ({"edits": CommentState.REMOVED, "is_staff": True}, Outcome.HOLD, (HoldReason.REVISED,)),
        (
            {"state": ThreadState.HELD, "has_new_links": True, "edits": CommentState.REMOVED},
            Outcome.HOLD,
            (HoldReason.THREAD, HoldReason.LINKS, HoldReason.REVISED),
        ),
    ],
)
def test_what_becomes_of_a_draft(facts: dict[str, Any], outcome: Outcome, reasons: tuple[HoldReason, ...]) -> None:
    decision = screen(Draft(NOON, **facts))
    assert (decision.outcome, decision.reasons) == (outcome, reasons)
    assert decision.sentence.endswith(".") == (outcome is Outcome.REFUSE)


@pytest.mark.parametrize(
    ("facts", "retry_after"),
    [
        ({}, 181),
        ({"is_staff": True}, 0),
        ({"edits": CommentState.PUBLISHED}, 0),
        ({"last_here": None}, 0),
        ({"slow_minutes": 2}, 0),
        ({"state": ThreadState.OPEN}, 0),
    ],
)
def test_a_slow_thread_lets_members_wait(facts: dict[str, Any], retry_after: int) -> None:
    slow = {"state": ThreadState.SLOW, "slow_minutes": 5, "last_here": NOON - timedelta(minutes=2)}
    assert screen(Draft(NOON, **{**slow, **facts})).retry_after == retry_after


def test_the_sentence_of_a_closed_thread_is_its_own() -> None:
    assert screen(Draft(NOON, is_over=True, closing_message="We have moved on.")).sentence == "We have moved on."


def test_links_are_found_in_clean_html() -> None:
    body = richtext.comment("See [here](https://a.example/x?y=1&z=2) and https://b.example and `https://c.example`.")
    assert links_in(body.html) == {"https://a.example/x?y=1&amp;z=2", "https://b.example"}


def test_every_reason_to_hold_is_a_sentence() -> None:
    assert all(reason.sentence.endswith(".") for reason in HoldReason)


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
