"""The header of SQLite's log: it changes with every commit of any process, and with nothing else that matters."""

import os
import sqlite3
import subprocess
import sys
import threading
from collections.abc import Callable
from pathlib import Path

import pytest

from northforum.core.front import wal_index


@pytest.fixture
def path(tmp_path: Path) -> Path:
    found = tmp_path / "north.db"
    connection = _connection(found)
    connection.execute("PRAGMA journal_mode=WAL")
    connection.execute("CREATE TABLE words (word TEXT)")
    connection.close()
    return found


@pytest.fixture
def kept(path: Path) -> sqlite3.Connection:
    connection = _connection(path)
    _count(connection)
    return connection


def test_it_stands_still_while_nothing_is_committed(path: Path, kept: sqlite3.Connection) -> None:
    read = _read(path)
    before = read()
    assert len(before) == wal_index.HEADER_BYTES
    other = _connection(path)
    _count(other)
    other.execute("BEGIN IMMEDIATE")
    other.execute("INSERT INTO words VALUES ('not yet')")
    assert read() == before
    other.execute("ROLLBACK")
    other.close()
    assert read() == before
    assert _count(kept) == 0


def test_every_commit_changes_it_from_whatever_process(path: Path, kept: sqlite3.Connection) -> None:
    read = _read(path)
    seen = {read()}
    for number in range(20):
        with _connection(path) as other:
            other.execute("INSERT INTO words VALUES ('north')")
        other.close()
        seen.add(read())
        assert len(seen) == number + 2
    code = "import sqlite3, sys; c = sqlite3.connect(sys.argv[1]); c.execute('DELETE FROM words'); c.commit()"
    subprocess.run([sys.executable, "-c", code, str(path)], check=True)
    assert read() not in seen
    assert _count(kept) == 0


@pytest.mark.parametrize("mode", ["PASSIVE", "RESTART", "TRUNCATE"])
def test_what_a_checkpoint_starts_anew_is_never_taken_for_what_was_before(
    path: Path, kept: sqlite3.Connection, mode: str
) -> None:
    read = _read(path)
    seen = set()
    for number in range(10):
        kept.execute("INSERT INTO words VALUES ('north')")
        seen.add(read())
        assert len(seen) == number + 1
        assert kept.execute(f"PRAGMA wal_checkpoint({mode})").fetchone()[0] == 0


def test_a_commit_that_was_acknowledged_is_seen_by_every_thread(path: Path, kept: sqlite3.Connection) -> None:
    read = _read(path)
    wrong: list[int] = []

    def write() -> None:
        own = _connection(path)
        for _ in range(100):
            before = read()
            own.execute("INSERT INTO words VALUES ('north')")
            if read() == before:
                wrong.append(1)
        own.close()

    threads = [threading.Thread(target=write) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not wrong
    assert _count(kept) == 400


def test_reading_it_gives_up_no_lock_of_the_process(path: Path, kept: sqlite3.Connection) -> None:
    _read(path)()
    for _ in range(3):
        # Somebody else who comes and goes would take the files away, were it the last.
        code = (
            "import sqlite3, sys; c = sqlite3.connect(sys.argv[1]); print(c.execute('SELECT 1 FROM words').fetchall())"
        )
        subprocess.run([sys.executable, "-c", code, str(path)], check=True, capture_output=True)
        _read(path)()
    assert Path(f"{path}-shm").exists()
    assert Path(f"{path}-wal").exists()
    locks = [line.split() for line in Path("/proc/locks").read_text().splitlines()]
    assert str(Path(f"{path}-shm").stat().st_ino) in {
        fields[5].rpartition(":")[2] for fields in locks if fields[1] == "POSIX" and fields[4] == str(os.getpid())
    }
    assert _count(kept) == 0


def test_files_that_are_gone_are_let_go_of(path: Path, kept: sqlite3.Connection, tmp_path: Path) -> None:
    first = _read(path)
    number = len(wal_index._opened)
    assert wal_index._opened
    kept.close()
    assert not Path(f"{path}-shm").exists()
    again = _connection(path)
    _count(again)
    second = _read(path)
    assert len(wal_index._opened) <= number
    assert len(first()) == len(second()) == wal_index.HEADER_BYTES
    again.close()


def test_without_a_log_there_is_nothing_to_read(tmp_path: Path) -> None:
    plain = tmp_path / "plain.db"
    connection = _connection(plain)
    connection.execute("CREATE TABLE words (word TEXT)")
    assert wal_index.reader(str(plain)).read is None
    assert wal_index.reader(None).read is None
    Path(f"{plain}-shm").write_bytes(b"something else" * 1000)
    assert wal_index.reader(str(plain)).read is None


def _connection(path: Path) -> sqlite3.Connection:
    return sqlite3.connect(path, isolation_level=None, check_same_thread=False, timeout=10)


def _count(connection: sqlite3.Connection) -> int:
    return int(connection.execute("SELECT count(*) FROM words").fetchone()[0])


def _read(path: Path) -> Callable[[], bytes]:
    read = wal_index.reader(str(path)).read
    assert read is not None
    return read
