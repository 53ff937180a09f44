"""Small questions before Flask: always of this moment, in the types of the columns, on connections that come back."""

import gc
import threading
from datetime import datetime

import pytest
from flask import Flask
from sqlalchemy import bindparam, func, select

from northforum.core import versions
from northforum.core.db import begin_write, db, transaction
from northforum.core.front.reads import REMEMBERED_BYTES, Question, Reads
from northforum.core.site_mark import SiteMark, mark
from northforum.members.models import Member, MemberState
from tests.cast import Cast

VALUE: Question = select(SiteMark.value).where(SiteMark.name == bindparam("name"))


@pytest.fixture
def reads(app: Flask) -> Reads:
    found = app.extensions["front"]._reads
    assert isinstance(found, Reads)
    return found


def test_each_question_sees_what_was_committed_before_it(app: Flask, reads: Reads) -> None:
    assert list(reads.ask(VALUE, name="colour")) == []
    for colour in ("red", "green"):
        with transaction(app):
            mark("colour", colour)
            assert [tuple(row) for row in reads.ask(VALUE, name="colour")] != [(colour,)]
        assert [tuple(row) for row in reads.ask(VALUE, name="colour")] == [(colour,)]


def test_values_come_in_the_types_of_their_columns(cast: Cast) -> None:
    statement: Question = select(Member.state, Member.created_at, func.count()).where(
        Member.handle == bindparam("handle"), Member.created_at <= bindparam("now", type_=Member.created_at.type)
    )
    statement = statement.group_by(Member.state, Member.created_at)
    reads: Reads = cast.app.extensions["front"]._reads
    with cast.app.app_context():
        expected = db.session.execute(
            statement, {"handle": cast.suspended.handle, "now": datetime.fromisoformat("2026-11-20T12:00:00+00:00")}
        ).one()
    (row,) = reads.ask(statement, handle=cast.suspended.handle, now=datetime.fromisoformat("2026-11-20T13:00:00+01:00"))
    assert tuple(row) == tuple(expected)
    assert row[0] is MemberState.SUSPENDED


def test_a_connection_outlives_its_thread_and_serves_the_next(reads: Reads) -> None:
    # Closing one while its thread ends has ended whole processes.
    for _ in range(5):
        thread = threading.Thread(target=lambda: reads.ask(VALUE, name="x"))
        thread.start()
        thread.join()
    gc.collect()
    assert len(reads._idle) == 1
    assert list(reads.ask(VALUE, name="x")) == []


def test_questions_at_once_have_connections_of_their_own(reads: Reads) -> None:
    together = threading.Barrier(4)

    def ask() -> None:
        for _ in range(50):
            together.wait()
            reads.ask(VALUE, name="x")

    threads = [threading.Thread(target=ask) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert 1 <= len(reads._idle) <= 4


def test_the_connections_go_with_the_engine_and_come_back(app: Flask, reads: Reads) -> None:
    reads.ask(versions.lists())
    with app.app_context():
        db.engine.dispose()
    assert not reads._idle
    assert len(reads.ask(versions.lists())) == 1


def test_one_that_is_in_use_while_all_are_closed_is_closed_when_it_is_given_back(app: Flask, reads: Reads) -> None:
    with reads.look() as look:
        look.ask(versions.lists())
        with app.app_context():
            db.engine.dispose()
    assert not reads._idle
    assert len(reads.ask(versions.lists())) == 1


def test_a_question_that_failed_leaves_a_fresh_connection(reads: Reads) -> None:
    reads.ask(VALUE, name="x")
    before = reads._idle[0]
    wrong = select(SiteMark.value).where(func.no_such_function(SiteMark.name) == 1)
    with pytest.raises(reads._engine.dialect.loaded_dbapi.Error):
        reads.ask(wrong)
    assert not reads._idle
    assert list(reads.ask(VALUE, name="x")) == []
    assert reads._idle[0] is not before


def test_what_was_answered_or_made_holds_until_something_is_committed(app: Flask, reads: Reads) -> None:
    with transaction(app):
        mark("colour", "red")

    def found() -> tuple[object, object]:
        with reads.look() as look:
            rows = look.ask(VALUE, name="colour")
            return rows, look.once(("made of", "colour"), lambda: [rows[0][0].upper()], len)

    rows, made = found()
    again, made_again = found()
    assert again is rows
    assert made_again is made
    with transaction(app):
        mark("another", "thing")
    rows_then, made_then = found()
    assert rows_then is not rows
    assert made_then is not made
    assert (list(map(tuple, rows_then)), made_then) == ([("red",)], ["RED"])  # type: ignore[call-overload]
    with transaction(app):
        mark("colour", "green")
    assert found()[1] == ["GREEN"]


def test_a_write_that_is_rolled_back_changes_no_answer(app: Flask, reads: Reads) -> None:
    with transaction(app):
        mark("colour", "red")
    with app.app_context():
        begin_write()
        mark("colour", "green")
        db.session.flush()
        assert [tuple(row) for row in reads.ask(VALUE, name="colour")] == [("red",)]
        db.session.rollback()
    assert [tuple(row) for row in reads.ask(VALUE, name="colour")] == [("red",)]


def test_what_is_remembered_is_bounded(reads: Reads) -> None:
    with reads.look() as look:
        for number in range(100):
            look.once(number, lambda: "x", lambda _: REMEMBERED_BYTES // 10)
        assert len(look._memory.answers) <= 10
        look.ask(VALUE, name="x")
        assert look.once("large", lambda: "y", lambda _: 2 * REMEMBERED_BYTES) == "y"
