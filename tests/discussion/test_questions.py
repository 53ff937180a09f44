"""Asking the authors: who may ask, who answers, and when."""

from datetime import timedelta
from typing import Any

import pytest

from northforum.core.db import transaction
from northforum.core.errors import Forbidden
from northforum.discussion import operations, policy, queries, serializers
from northforum.discussion.models import QuestionStage, Sort, Thread, ThreadMode
from tests.conftest import Clock
from tests.discussion.talk import Talk, row, thread_row
from tests.discussion.test_drafts import save
from tests.discussion.test_steer_thread import settings, steer


@pytest.fixture
def asking(talk: Talk, clock: Clock) -> Talk:
    """Open a thread for questions to Maud, from in an hour on for a day."""
    author = talk.actor("maud").member_id
    assert author is not None
    talk.to_thread(operations.set_authors, [author])
    times = {
        "questions_open_at": clock.now() + timedelta(hours=1),
        "questions_close_at": clock.now() + timedelta(days=1),
    }
    steer(talk, "edith", mode=ThreadMode.QUESTIONS, **times)
    return talk


def may_ask(talk: Talk, name: str) -> bool:
    return bool(policy.may_comment(talk.actor(name), settings(talk)))


def keep(talk: Talk, name: str, parent: str) -> int:
    return int(save(talk, talk.client(name), "Half an answer", parent=parent).status_code)


def turn(talk: Talk) -> int:
    with transaction(talk.app):
        return operations.turn_questions()


def view(talk: Talk, name: str = "oren", **asked: Any) -> serializers.ThreadView:
    with transaction(talk.app):
        return serializers.thread_view(talk.actor(name), thread_row(talk.thread), **asked)


def test_before_it_opens_nobody_asks(asking: Talk) -> None:
    for name in ("oren", "maud", "edith"):
        with pytest.raises(Forbidden, match="Questions open on 20 November 2026, 13:00"):
            asking.say(name)
    assert view(asking).refusal == "Questions open on 20 November 2026, 13:00."


def test_questions_open_to_the_second_and_pages_follow_by_a_job(asking: Talk, clock: Clock) -> None:
    clock.advance(hours=1)
    asking.say("oren")
    assert not may_ask(asking, "oren")
    version = asking.counts()[2]
    assert (turn(asking), turn(asking)) == (1, 0)
    assert may_ask(asking, "oren")
    assert settings(asking).question_stage is QuestionStage.OPEN
    assert asking.counts()[2] > version


def test_only_threads_that_turn_are_held_against_writers(asking: Talk, clock: Clock) -> None:
    def turning() -> int:
        with transaction(asking.app):
            return len(queries.threads_that_turn(clock.now()))

    assert turning() == 0
    for hours in (1, 24):
        clock.advance(hours=hours)
        assert turning() == 1
        turn(asking)
        assert turning() == 0
    steer(asking, "edith", mode=ThreadMode.QUESTIONS)
    assert turning() == 0


def test_authors_and_editors_answer_and_others_respect(asking: Talk, clock: Clock) -> None:
    clock.advance(hours=1)
    question = asking.say("oren")
    with pytest.raises(Forbidden, match="The authors answer"):
        asking.say("oren", parent=question)
    for name in ("maud", "edith", "moss"):
        asking.say(name, parent=question)
    asking.do(operations.respect_comment, "edith", question)
    with transaction(asking.app):
        thread: Thread = thread_row(asking.thread)
        assert queries.answered_count(thread.id) == 1
        for name, answers in (("maud", True), ("edith", True), ("oren", False)):
            shown = serializers.comment_view(asking.actor(name), row(question))
            assert bool(shown.composer) is answers


def test_after_it_closes_authors_still_answer(asking: Talk, clock: Clock) -> None:
    clock.advance(hours=1)
    question = asking.say("oren")
    clock.advance(days=1)
    with pytest.raises(Forbidden, match="No more questions"):
        asking.say("oren")
    asking.say("maud", parent=question)
    turn(asking)
    assert view(asking).refusal.startswith("No more questions")
    assert view(asking).answered == 1


def test_those_who_still_answer_or_edit_have_preview_and_drafts(asking: Talk, clock: Clock) -> None:
    clock.advance(hours=1)
    question = asking.say("oren")
    clock.advance(days=1)
    turn(asking)
    assert [keep(asking, name, question) for name in ("maud", "edith", "oren")] == [200, 200, 403]
    assert keep(asking, "maud", "") == 403
    client = asking.client("oren")
    assert asking.send(client, f"/threads/{asking.thread}/preview", body="Better put.").status_code == 200
    assert asking.send(client, f"/comments/{question}/edit", body="Better put.", version="1").status_code == 303


def test_questions_are_read_by_respect_unless_asked_otherwise(asking: Talk, clock: Clock) -> None:
    clock.advance(hours=1)
    liked, later = asking.say("oren"), asking.say("edith")
    asking.do(operations.respect_comment, "moss", liked)
    shown = view(asking)
    assert (shown.sort, shown.home) == (Sort.RESPECTED, Sort.RESPECTED)
    assert shown.elements.index(liked) < shown.elements.index(later)
    newest = view(asking, sort=Sort.NEWEST, home=Sort.NEWEST).elements
    assert newest.index(later) < newest.index(liked)
    with transaction(asking.app):
        assert queries.fits_one_page(row(later).thread)


def test_an_answer_withdrawn_is_no_answer(asking: Talk, clock: Clock) -> None:
    clock.advance(hours=1)
    question = asking.say("oren")
    answer = asking.say("maud", parent=question)
    asking.do(operations.withdraw_comment, "maud", answer)
    assert view(asking).answered == 0


def test_back_to_a_discussion_everybody_replies(asking: Talk, clock: Clock) -> None:
    clock.advance(hours=1)
    question = asking.say("oren")
    steer(asking, "maud")
    thread = settings(asking)
    assert (thread.takes_questions, thread.questions_open_at) == (False, None)
    asking.say("oren", parent=question)
