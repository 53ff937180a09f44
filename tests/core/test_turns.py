"""Writers on SQLite stand in line: the first who asks is the first who writes."""

import sqlite3
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import Engine, create_engine
from sqlalchemy.exc import DatabaseError, OperationalError

from northforum.core import db, turns
from northforum.core.db import own_write, prepare_sqlite
from northforum.core.turns import Turns


@pytest.fixture
def engine(tmp_path: Path) -> Iterator[Engine]:
    """Give a database with one table."""
    made = create_engine(f"sqlite:///{tmp_path / 'line.db'}", connect_args={"check_same_thread": False})
    prepare_sqlite(made)
    with own_write(made) as connection:
        connection.exec_driver_sql("CREATE TABLE said (who INTEGER)")
    yield made
    made.dispose()


def _said(engine: Engine) -> list[int]:
    with engine.connect() as connection:
        return [row[0] for row in connection.exec_driver_sql("SELECT who FROM said ORDER BY rowid")]


def _say(engine: Engine, who: int) -> None:
    with own_write(engine) as connection:
        connection.exec_driver_sql(f"INSERT INTO said VALUES ({who})")


def test_turns_come_in_the_order_of_asking() -> None:
    line, came, threads = Turns(), [], []
    assert line.take("first", 1)

    def stand(who: str) -> None:
        assert line.take(who, 5)
        came.append(who)
        line.give_back(who)

    for who in "abcdef":
        threads.append(threading.Thread(target=stand, args=(who,)))
        threads[-1].start()
        time.sleep(0.02)
    assert came == []
    line.give_back("first")
    for thread in threads:
        thread.join()
    assert came == list("abcdef")


def test_who_gave_up_waiting_is_passed_over() -> None:
    line = Turns()
    assert line.take("first", 1)
    assert not line.take("impatient", 0.01)
    line.give_back("impatient")
    line.give_back("first")
    assert line.take("next", 0)


def test_everybody_who_waits_writes_once(engine: Engine) -> None:
    threads = [threading.Thread(target=_say, args=(engine, who)) for who in range(12)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(_said(engine)) == list(range(12))


@pytest.mark.parametrize("end", ["commit", "rollback", "invalidate", "close"])
def test_a_turn_ends_with_its_transaction_however_that_ends(engine: Engine, end: str) -> None:
    connection = engine.connect().execution_options(write=True)
    transaction = connection.begin()
    getattr(transaction if end in {"commit", "rollback"} else connection, end)()
    began = time.monotonic()
    _say(engine, 1)
    assert time.monotonic() - began < 1
    assert _said(engine) == [1]


def test_who_waits_for_another_process_goes_on_as_soon_as_it_can(engine: Engine) -> None:
    other = sqlite3.connect(engine.url.database or "", isolation_level=None, check_same_thread=False)
    other.execute("BEGIN IMMEDIATE")
    threading.Timer(0.3, other.commit).start()
    _say(engine, 1)
    assert _said(engine) == [1]
    other.close()


def test_who_waits_too_long_is_told_that_the_database_is_locked(
    engine: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(db, "BUSY_MILLISECONDS", 50)
    other = sqlite3.connect(engine.url.database or "", isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    with pytest.raises(OperationalError, match="locked"):
        _say(engine, 1)
    other.rollback()
    _say(engine, 2)
    other.close()
    assert _said(engine) == [2]


def test_any_other_failure_is_told_as_the_library_tells_it_and_the_turn_goes_on(engine: Engine) -> None:
    connection = engine.connect().execution_options(write=True)
    driver = connection.connection.driver_connection
    assert isinstance(driver, sqlite3.Connection)
    driver.set_authorizer(
        lambda action, *_: sqlite3.SQLITE_DENY if action == sqlite3.SQLITE_TRANSACTION else sqlite3.SQLITE_OK
    )
    with pytest.raises(DatabaseError, match="not authorized"):
        connection.begin()
    driver.set_authorizer(None)
    connection.close()
    _say(engine, 1)
    assert _said(engine) == [1]


def test_a_busy_database_is_asked_often() -> None:
    assert turns.PAUSE_SECONDS <= 0.001
