"""The outbox: job rows written in the transaction of the change, carried out afterwards by the worker.

A job exists exactly when its change does. It may run twice (the process can die after the effect and before the row
is gone), so every job is written to be harmless the second time.
"""

import functools
import json
import logging
import threading
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from flask import Flask
from sqlalchemy import Index, Insert, Select, Text, bindparam, delete, func, insert, select, update
from sqlalchemy.orm import Mapped, mapped_column

from northforum.core import clock, direct
from northforum.core.db import Id, Model, db, insert_into, own_write, table_of, transaction

LEASE = timedelta(minutes=2)
TRIES = 5
BACKOFF_SECONDS = (5, 60, 600, 3600)
POLL_SECONDS = 0.5

log = logging.getLogger("northforum.outbox")
Work = Callable[[dict[str, Any]], None]
_known: dict[str, Work] = {}


class Job(Model):
    """One thing to do after a change, with what is known of its tries."""

    __tablename__ = "job"
    __table_args__ = (Index("ix_job_due", "parked_at", "run_at"),)

    id: Mapped[Id]
    name: Mapped[str]
    payload: Mapped[str] = mapped_column(Text)
    created_at: Mapped[datetime]
    run_at: Mapped[datetime]
    tries: Mapped[int] = mapped_column(default=0)
    parked_at: Mapped[datetime | None]
    problem: Mapped[str | None] = mapped_column(Text)


class ScheduleSlot(Model):
    """A turn of a recurring task that some worker has taken."""

    __tablename__ = "schedule_slot"

    task: Mapped[str] = mapped_column(primary_key=True)
    slot: Mapped[datetime] = mapped_column(primary_key=True)


@dataclass(frozen=True)
class Recurring:
    """A task of the schedule: ``run`` once in every ``every``, by whichever worker comes first.

    ``is_due`` is a look before the turn is taken, for what is looked at so often that an idle turn must write nothing.
    """

    name: str
    every: timedelta
    run: Callable[[], object]
    is_due: Callable[[], bool] | None = None


def know(jobs: Mapping[str, Work]) -> None:
    """Use ``jobs`` as the table of what each job row's name does."""
    _known.clear()
    _known.update(jobs)


def add(name: str, payload: Mapping[str, Any]) -> None:
    """Write a job row in the transaction at hand."""
    now = clock.now()
    row = {"name": name, "payload": json.dumps(payload), "created_at": now, "run_at": now, "tries": 0}
    direct.run(_add(), row)


@functools.cache
def _add() -> Insert:
    return insert(table_of(Job)).values(
        {name: bindparam(name) for name in ("name", "payload", "created_at", "run_at", "tries")}
    )


def waiting() -> tuple[int, int]:
    """Return how many jobs are due or will be, and how many are parked after too many tries."""
    count = select(func.count()).select_from(Job)
    return (
        db.session.scalar(count.where(Job.parked_at.is_(None))) or 0,
        db.session.scalar(count.where(Job.parked_at.is_not(None))) or 0,
    )


def oldest_due() -> datetime | None:
    """Return since when the oldest job that is due has been waiting, or ``None``."""
    due = select(func.min(Job.run_at)).where(Job.parked_at.is_(None), Job.run_at <= clock.now())
    return db.session.scalar(due)


def run_until_idle(app: Flask) -> int:
    """Carry out every job that is due; return how many were tried."""
    done = 0
    while run_next(app):
        done += 1
    return done


def run_next(app: Flask) -> bool:
    """Claim one due job and carry it out; return whether there was one."""
    with app.app_context():
        job = _claim()
    if job is None:
        return False
    job_id, name, payload, tries = job
    try:
        with transaction(app):
            _known[name](json.loads(payload))
            db.session.execute(delete(Job).where(Job.id == job_id))
    except Exception as problem:
        log.warning("job.failed name=%s id=%s try=%s", name, job_id, tries, exc_info=True)
        with app.app_context():
            _put_back(job_id, tries, problem)
    return True


def run_schedule(app: Flask, schedule: Sequence[Recurring], seen: dict[str, datetime] | None = None) -> None:
    """Run each recurring task whose present slot nobody has taken yet.

    ``seen`` remembers the slots that this worker has tried, so that an idle turn costs no transaction.
    """
    seen = {} if seen is None else seen
    for task in schedule:
        slot = _slot(task)
        if seen.get(task.name) == slot:
            continue
        if _is_due(app, task):
            with transaction(app):
                if _take_slot(task.name, slot):
                    task.run()
        seen[task.name] = slot


def work(app: Flask, schedule: Sequence[Recurring], stop: threading.Event) -> None:
    """Carry out jobs and the schedule until ``stop`` is set; survives a database that is away for a while."""
    seen: dict[str, datetime] = {}
    while not stop.is_set():
        try:
            run_schedule(app, schedule, seen)
            run_until_idle(app)
        except Exception:
            log.exception("worker.turn_failed")
        stop.wait(POLL_SECONDS)


def _claim() -> tuple[int, str, str, int] | None:
    now = clock.now()
    due = _due(now)
    with db.engine.connect() as reader:
        # A look before the lock: an idle worker must not take the write lock twice a second.
        if reader.execute(due).first() is None:
            return None
    if db.engine.dialect.name == "postgresql":
        due = due.with_for_update(skip_locked=True)
    claim = (
        update(Job)
        .where(Job.id == due.scalar_subquery())
        .values(run_at=now + LEASE, tries=Job.tries + 1)
        .returning(Job.id, Job.name, Job.payload, Job.tries)
    )
    with own_write() as connection:
        row = connection.execute(claim).first()
    return None if row is None else (row.id, row.name, row.payload, row.tries)


def _due(now: datetime) -> Select[int]:
    return select(Job.id).where(Job.parked_at.is_(None), Job.run_at <= now).order_by(Job.run_at, Job.id).limit(1)


def _put_back(job_id: int, tries: int, problem: Exception) -> None:
    now = clock.now()
    values: dict[str, Any] = {"problem": f"{type(problem).__name__}: {problem}"[:2000]}
    if tries >= TRIES:
        values["parked_at"] = now
    else:
        values["run_at"] = now + timedelta(seconds=BACKOFF_SECONDS[tries - 1])
    with own_write() as connection:
        connection.execute(update(Job).where(Job.id == job_id).values(values))


def _slot(task: Recurring) -> datetime:
    now = clock.now()
    into = now.timestamp() % task.every.total_seconds()
    return (now - timedelta(seconds=into)).replace(microsecond=0)


def _is_due(app: Flask, task: Recurring) -> bool:
    if task.is_due is None:
        return True
    with app.app_context():
        return task.is_due()


def _take_slot(task: str, slot: datetime) -> bool:
    taken = insert_into(ScheduleSlot).values(task=task, slot=slot).on_conflict_do_nothing()
    if db.session.execute(taken.returning(ScheduleSlot.slot)).first() is None:
        return False
    db.session.execute(delete(ScheduleSlot).where(ScheduleSlot.task == task, ScheduleSlot.slot < slot))
    return True
