"""Statements run by the driver itself: in the transaction at hand, with SQLAlchemy's types and errors."""

from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import Connection, Insert, Select, bindparam, insert, select, update
from sqlalchemy.exc import DBAPIError, IntegrityError

from northforum.core import clock, direct, outbox
from northforum.core.db import begin_write, db, table_of, transaction
from northforum.core.errors import NotFound
from northforum.core.outbox import Job
from northforum.core.site_mark import SiteMark
from tests.pages.counting import statements

_marks, _jobs = table_of(SiteMark), table_of(Job)
_columns: tuple[Any, ...] = (_jobs.c.id, _jobs.c.name, _jobs.c.run_at, _jobs.c.parked_at)
FIND: Select[Any] = select(*_columns).where(_jobs.c.name == bindparam("name"))
NOTE: Insert = insert(_marks).values(name=bindparam("name"), value=bindparam("value"))
MARKS: Select[Any] = select(_marks).order_by(_marks.c.name)
RAISE = update(_jobs).where(_jobs.c.name == bindparam("of")).values(tries=_jobs.c.tries + bindparam("by"))


@pytest.fixture(params=["unwatched", "watched"])
def run(request: pytest.FixtureRequest, app: Flask) -> Callable[[Callable[[], Any]], Any]:
    """Give what runs something in a transaction, while somebody watches the statements or while nobody does."""

    def watched(something: Callable[[], Any]) -> Any:
        if request.param == "unwatched":
            with transaction(app):
                return something()
        with statements(app) as seen, transaction(app):
            found = something()
        assert seen
        return found

    return watched


def test_values_go_in_and_come_out_in_the_types_of_their_columns(run: Callable[[Callable[[], Any]], Any]) -> None:
    before = clock.now()

    def add_and_find() -> Any:
        outbox.add("things.note", {})
        return direct.first(FIND, name="things.note")

    _, name, run_at, parked_at = run(add_and_find)
    assert (name, parked_at) == ("things.note", None)
    assert before <= run_at <= clock.now()


def test_it_stands_in_the_transaction_at_hand_and_goes_with_it(app: Flask) -> None:
    with transaction(app):
        direct.run(NOTE, {"name": "a", "value": "1"})
        assert direct.pairs(MARKS) == {"a": "1"}
        db.session.rollback()
    with transaction(app):
        assert direct.pairs(MARKS) == {}


def test_what_the_session_holds_is_written_before(run: Callable[[Callable[[], Any]], Any]) -> None:
    def hold_and_ask() -> Any:
        db.session.add(SiteMark(name="held", value="1"))
        return direct.pairs(MARKS)

    assert run(hold_and_ask) == {"held": "1"}


def test_an_object_takes_the_row_as_it_stands_now(run: Callable[[Callable[[], Any]], Any]) -> None:
    def change_and_refresh() -> Any:
        outbox.add("things.note", {})
        job = db.session.scalars(select(Job)).one()
        direct.run(RAISE, {"of": "things.note", "by": 3})
        direct.refresh(job, select(_jobs).where(_jobs.c.id == job.id))
        return job.tries

    assert run(change_and_refresh) == 3


def test_an_object_is_loaded_once_and_changed_as_ever(run: Callable[[Callable[[], Any]], Any]) -> None:
    every = select(_jobs)

    def load_and_change() -> Any:
        outbox.add("things.note", {})
        job = direct.load(Job, every)
        assert job is not None
        assert job is direct.load(Job, every)
        assert job is db.session.get(Job, job.id)
        job.tries = 4
        db.session.flush()
        db.session.expire(job)
        assert direct.load(Job, every) is job
        return job.tries, job.name

    assert run(load_and_change) == (4, "things.note")


def test_nothing_is_loaded_where_there_is_no_row(app: Flask) -> None:
    with transaction(app):
        assert direct.load(Job, select(_jobs)) is None


def test_a_list_that_the_statement_holds_is_written_into_it(run: Callable[[Callable[[], Any]], Any]) -> None:
    few = (
        select(_marks).where(_marks.c.name.in_(["a", "c"]), _marks.c.value != bindparam("but")).order_by(_marks.c.name)
    )

    def note_and_find() -> Any:
        for name in "abc":
            direct.run(NOTE, {"name": name, "value": name.upper()})
        return direct.pairs(few, but="C")

    assert run(note_and_find) == {"a": "A"}


def test_a_row_that_is_gone_is_not_found(app: Flask) -> None:
    with transaction(app), pytest.raises(NotFound):
        direct.refresh(SiteMark(name="a", value="1"), MARKS)


def test_an_error_is_the_one_that_callers_know_and_tells_no_values(app: Flask) -> None:
    with transaction(app):
        direct.run(NOTE, {"name": "a", "value": "1"})
        with pytest.raises(IntegrityError) as failed:
            direct.run(NOTE, {"name": "a", "value": "secret words"})
    assert "secret words" not in str(failed.value)


def test_columns_that_only_python_would_fill_are_refused(app: Flask) -> None:
    half = insert(_jobs).values(name=bindparam("name"), payload="{}", created_at=clock.now(), run_at=clock.now())
    with transaction(app), pytest.raises(ValueError, match="defaults"):
        direct.run(half, {"name": "things.note"})


def test_a_connection_that_is_gone_is_known_to_be_gone(app: Flask) -> None:
    ways: list[Callable[[], Any]] = [
        lambda: direct.run(MARKS, {}),
        lambda: db.session.execute(MARKS),
    ]
    for ask in ways:
        with app.app_context():
            begin_write()
            end(db.session.connection())
            with pytest.raises(DBAPIError) as failed:
                ask()
            assert failed.value.connection_invalidated
            db.session.rollback()
    with transaction(app):
        assert direct.run(MARKS, {}) == []


def end(connection: Connection) -> None:
    """End a connection as a server does that is stopped."""
    driver: Any = connection.connection.driver_connection
    if connection.dialect.name == "postgresql":
        with connection.engine.connect() as other:
            other.exec_driver_sql(f"SELECT pg_terminate_backend({driver.info.backend_pid})")
    else:
        driver.close()
