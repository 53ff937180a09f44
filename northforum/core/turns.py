"""Whose turn it is to write on SQLite, which has one writer: in the order of asking.

SQLite itself lets those who wait sleep up to 100 ms at a time, and whoever happens to ask when the lock is free gets
it: of eight writers some waited half a second. Here the threads of a process stand in line, and only the first of them
asks the database, often; between processes it is whoever asks first.
"""

import sqlite3
import threading
import time
from collections import deque
from typing import Any

from sqlalchemy import Connection, Engine

PAUSE_SECONDS = 0.0005
_BUSY = frozenset({"SQLITE_BUSY", "SQLITE_BUSY_SNAPSHOT", "SQLITE_BUSY_RECOVERY", "SQLITE_BUSY_TIMEOUT"})


class Turns:
    """The line of one process; a turn is a driver's connection's, from before it has the lock until it gave it back."""

    def __init__(self) -> None:
        self._mutex = threading.Lock()
        self._whose: object | None = None
        self._waiting: deque[tuple[object, threading.Event]] = deque()

    def take(self, who: object, seconds: float) -> bool:
        """Wait for a turn, at most so long; return whether it came."""
        with self._mutex:
            if self._whose is None or self._whose is who:
                self._whose = who
                return True
            place = (who, threading.Event())
            self._waiting.append(place)
        if place[1].wait(seconds):
            return True
        with self._mutex:
            if place in self._waiting:
                self._waiting.remove(place)
        return self._whose is who

    def give_back(self, who: object) -> None:
        """Let the next one write, if it was the turn of ``who``."""
        with self._mutex:
            if self._whose is not who:
                return
            self._whose, called = self._waiting.popleft() if self._waiting else (None, None)
        if called is not None:
            called.set()


def stand_in_line(engine: Engine) -> Turns:
    """Have whoever writes by ``engine`` give the turn back with the end of their transaction; return the line."""
    turns, dialect = Turns(), engine.dialect
    for name in ("do_commit", "do_rollback", "do_close", "do_terminate"):
        setattr(dialect, name, _then_give_back(turns, getattr(dialect, name)))
    return turns


def begin(turns: Turns, connection: Connection, busy_milliseconds: int) -> None:
    """Begin a write unit, waiting at most so long; SQLAlchemy's error says that the database is locked otherwise."""
    driver: Any = connection.connection.driver_connection
    end = time.monotonic() + busy_milliseconds / 1000
    turns.take(driver, busy_milliseconds / 1000)
    try:
        driver.execute("PRAGMA busy_timeout=0")
        while _is_busy(driver) and time.monotonic() < end:
            time.sleep(PAUSE_SECONDS)
        if not driver.in_transaction:
            # Whatever is in the way is told as SQLAlchemy tells it.
            connection.exec_driver_sql("BEGIN IMMEDIATE")
    finally:
        if not driver.in_transaction:
            turns.give_back(driver)
        driver.execute(f"PRAGMA busy_timeout={busy_milliseconds}")


def _is_busy(driver: sqlite3.Connection) -> bool:
    """Begin, unless something is in the way; return whether that is another writer."""
    try:
        driver.execute("BEGIN IMMEDIATE")
    except sqlite3.Error as problem:
        return problem.sqlite_errorname in _BUSY
    return False


def _then_give_back(turns: Turns, end: Any) -> Any:
    def ending(connection: Any) -> None:
        try:
            end(connection)
        finally:
            turns.give_back(getattr(connection, "driver_connection", connection))

    return ending
