"""Steering a thread: its state, when it closes, its guidelines, and questions to the authors."""

import logging
from dataclasses import dataclass
from datetime import datetime

from northforum.access.actor import Actor
from northforum.access.verdict import authorize
from northforum.core import clock
from northforum.core.db import db
from northforum.core.errors import Invalid
from northforum.core.events import emit
from northforum.core.richtext import Rendered
from northforum.discussion import policy, queries
from northforum.discussion.events import ThreadSteered
from northforum.discussion.models import Thread, ThreadMode, ThreadState

log = logging.getLogger("northforum.discussion")

LONGEST_WAIT = 1440
# As many threads close in one turn of the schedule; the next follows within a minute.
CHUNK = 100
OVERTAKEN = (
    "Somebody else changed these settings while you were choosing. What they chose stands above the form: "
    "compare, then save again."
)


@dataclass(frozen=True, kw_only=True)
class Steering:
    """Everything that is chosen for a thread; times of questions count in the mode of questions only."""

    state: ThreadState
    guidelines: Rendered
    slow_minutes: int = 0
    closes_at: datetime | None = None
    closing_message: str = ""
    mode: ThreadMode = ThreadMode.DISCUSSION
    questions_open_at: datetime | None = None
    questions_close_at: datetime | None = None


def steer_thread(actor: Actor, thread: Thread, *, steering: Steering, version: int) -> Thread:
    """Choose how ``thread`` goes on, if its settings are still those that were read.

    Raises
    ------
    Invalid
        At what cannot be; under ``version``, when somebody else has changed the settings since.
    """
    queries.lock(thread)
    authorize(policy.may_steer(actor, is_author=queries.is_author(actor, thread)))
    if ThreadState.HIDDEN in {steering.state, thread.chosen_state}:
        authorize(policy.may_hide(actor))
    if version != thread.settings_version:
        raise Invalid(version=OVERTAKEN)
    _check(thread, steering)
    _put(thread, steering)
    thread.settings_version += 1
    _tell(thread, actor.member_id)
    return thread


def lock_overdue_threads() -> int:
    """Lock the threads whose time has come, some at once; return how many."""
    threads = queries.overdue_threads(clock.now(), CHUNK)
    for thread in threads:
        thread.close()
        _tell(thread, None)
    return len(threads)


def turn_questions() -> int:
    """Let pages show which questions have opened or closed by now; return in how many threads."""
    now = clock.now()
    turned = queries.threads_that_turn(now)
    for thread in turned:
        thread.question_stage = thread.stage_at(now)
        _tell(thread, None)
    return len(turned)


def _check(thread: Thread, steering: Steering) -> None:
    if steering.state is ThreadState.SLOW and not 1 <= steering.slow_minutes <= LONGEST_WAIT:
        raise Invalid(slow_minutes=f"Give the minutes between two comments, from 1 to {LONGEST_WAIT}.")
    closes = steering.closes_at
    if closes is not None and closes != thread.closes_at and closes <= clock.now():
        raise Invalid(closes_on="This moment has passed. Choose one to come, or lock the discussion now.")
    opens, ends = steering.questions_open_at, steering.questions_close_at
    if steering.mode is ThreadMode.QUESTIONS and opens is not None and ends is not None and ends <= opens:
        raise Invalid(questions_close_at="Questions close after they open. Choose a later time.")


def _put(thread: Thread, steering: Steering) -> None:
    thread.move_to(steering.state)
    thread.slow_minutes = steering.slow_minutes if steering.state is ThreadState.SLOW else 0
    thread.closes_at = None if steering.state is ThreadState.LOCKED else steering.closes_at
    thread.closing_message = steering.closing_message
    source = steering.guidelines.source.strip()
    thread.guidelines_source, thread.guidelines_html = source, steering.guidelines.html if source else ""
    thread.mode = steering.mode
    asks = thread.takes_questions
    thread.questions_open_at = steering.questions_open_at if asks else None
    thread.questions_close_at = steering.questions_close_at if asks else None
    thread.question_stage = thread.stage_at(clock.now())


def _tell(thread: Thread, member_id: int | None) -> None:
    thread.touch()
    db.session.flush()
    log.info(
        "thread.steered id=%s state=%s mode=%s by=%s", thread.public_id, thread.chosen_state, thread.mode, member_id
    )
    emit(ThreadSteered(thread.id))
