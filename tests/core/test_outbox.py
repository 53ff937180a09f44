"""The outbox: a job exists exactly when its change does, is tried again, and is parked in the end."""

import threading
from collections.abc import Callable, Iterator
from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import func, select

from northforum.core import clock as core_clock, outbox
from northforum.core.db import db, transaction
from northforum.core.outbox import Job, Recurring, ScheduleSlot
from northforum.core.site_mark import mark, marked
from tests.conftest import Clock


@pytest.fixture
def jobs(app: Flask) -> Iterator[dict[str, Callable[..., None]]]:
    """Give a table of jobs that tests fill."""
    before = dict(outbox._known)
    table: dict[str, Callable[..., None]] = {}
    outbox._known.clear()
    outbox._known.update(table)
    yield outbox._known
    outbox.know(before)


def _count() -> int:
    return db.session.scalar(select(func.count()).select_from(Job)) or 0


def test_a_job_is_carried_out_once_and_its_row_is_gone(app: Flask, jobs: dict[str, Callable[..., None]]) -> None:
    seen: list[dict[str, object]] = []
    jobs["things.note"] = seen.append
    with transaction(app):
        outbox.add("things.note", {"thing_id": 7})
    assert outbox.run_until_idle(app) == 1
    assert outbox.run_until_idle(app) == 0
    assert seen == [{"thing_id": 7}]


def test_a_change_that_is_rolled_back_leaves_no_job(app: Flask, jobs: dict[str, Callable[..., None]]) -> None:
    def change_half() -> None:
        with transaction(app):
            outbox.add("things.note", {})
            raise RuntimeError

    with pytest.raises(RuntimeError):
        change_half()
    with app.app_context():
        assert _count() == 0


def test_a_failing_job_loses_its_effect_and_is_tried_again_later(
    app: Flask, jobs: dict[str, Callable[..., None]], clock: Clock
) -> None:
    def fail(_payload: dict[str, object]) -> None:
        mark("half", "done")
        raise RuntimeError("the mail server is away")

    jobs["things.fail"] = fail
    with transaction(app):
        outbox.add("things.fail", {})
    assert outbox.run_until_idle(app) == 1
    with app.app_context():
        assert marked("half") is None
        job = db.session.scalars(select(Job)).one()
        assert (job.tries, job.problem) == (1, "RuntimeError: the mail server is away")
    clock.advance(seconds=outbox.BACKOFF_SECONDS[0] + 1)
    jobs["things.fail"] = lambda _payload: mark("half", "whole")
    assert outbox.run_until_idle(app) == 1
    with app.app_context():
        assert marked("half") == "whole"


def test_a_job_that_always_fails_is_parked_after_five_tries(
    app: Flask, jobs: dict[str, Callable[..., None]], clock: Clock
) -> None:
    def fail(_payload: dict[str, object]) -> None:
        raise RuntimeError("never")

    jobs["things.fail"] = fail
    with transaction(app):
        outbox.add("things.fail", {})
    for _ in range(outbox.TRIES + 2):
        outbox.run_until_idle(app)
        clock.advance(days=1)
    with app.app_context():
        job = db.session.scalars(select(Job)).one()
        assert job.tries == outbox.TRIES
        assert job.parked_at is not None
        assert outbox.waiting() == (0, 1)


def test_a_job_whose_worker_died_is_taken_up_when_its_lease_ends(
    app: Flask, jobs: dict[str, Callable[..., None]], clock: Clock
) -> None:
    seen: list[object] = []
    jobs["things.note"] = seen.append
    with transaction(app):
        outbox.add("things.note", {})
    with app.app_context():
        assert outbox._claim() is not None
    assert outbox.run_until_idle(app) == 0
    clock.advance(seconds=outbox.LEASE.total_seconds() + 1)
    assert outbox.run_until_idle(app) == 1
    assert seen == [{}]


def test_two_workers_never_take_the_same_job(app: Flask, jobs: dict[str, Callable[..., None]]) -> None:
    seen: list[object] = []
    jobs["things.note"] = lambda payload: seen.append(payload["n"])
    with transaction(app):
        for number in range(40):
            outbox.add("things.note", {"n": number})
    workers = [threading.Thread(target=outbox.run_until_idle, args=(app,)) for _ in range(3)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    assert sorted(seen) == list(range(40))  # type: ignore[type-var]


def test_the_oldest_due_job_tells_since_when_it_waits(app: Flask, clock: Clock) -> None:
    with transaction(app):
        assert outbox.oldest_due() is None
        outbox.add("things.note", {})
        written = core_clock.now()
    clock.advance(minutes=11)
    with app.app_context():
        assert outbox.oldest_due() == written


def test_a_recurring_task_runs_once_in_each_slot_whoever_asks(app: Flask, clock: Clock) -> None:
    ran: list[str] = []
    schedule = [Recurring("sweep", timedelta(hours=1), lambda: ran.append("now"))]
    outbox.run_schedule(app, schedule)
    outbox.run_schedule(app, schedule)
    assert len(ran) == 1
    clock.advance(hours=1)
    outbox.run_schedule(app, schedule)
    assert len(ran) == 2
    with app.app_context():
        assert db.session.scalar(select(func.count()).select_from(ScheduleSlot)) == 1


def test_an_idle_worker_does_not_ask_the_database_for_a_slot_it_has_tried(app: Flask) -> None:
    seen: dict[str, object] = {}
    ran: list[str] = []
    schedule = [Recurring("sweep", timedelta(hours=1), lambda: ran.append("now"))]
    outbox.run_schedule(app, schedule, seen)  # type: ignore[arg-type]
    with app.app_context():
        db.session.execute(ScheduleSlot.__table__.delete())  # type: ignore[attr-defined]
        db.session.commit()
    outbox.run_schedule(app, schedule, seen)  # type: ignore[arg-type]
    assert ran == ["now"]


def test_the_worker_goes_on_after_a_turn_that_failed_and_stops_when_told(
    app: Flask, jobs: dict[str, Callable[..., None]]
) -> None:
    stop = threading.Event()
    turns: list[int] = []

    def sweep() -> None:
        turns.append(1)
        if len(turns) == 1:
            raise RuntimeError("the database is away")
        stop.set()

    outbox.work(app, [Recurring("sweep", timedelta(hours=1), sweep)], stop)
    assert len(turns) == 2
