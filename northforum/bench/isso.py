"""Isso, a comment server that many sites use, with the same thread on the same server; in an environment of its own."""

import hashlib
import json
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from flask import Flask
from sqlalchemy import select

from northforum.bench import load, pens, posting, processes
from northforum.bench.errors import BenchError
from northforum.bench.figures import Figure, Unit
from northforum.bench.pages import Effort
from northforum.bench.posting import WRITERS
from northforum.bench.reader import Reader
from northforum.core.db import db
from northforum.core.places import MIGRATIONS
from northforum.discussion.models import Comment
from northforum.members.models import Member

LOCK = MIGRATIONS.parent / "requirements-bench.lock"
GROUP = "Isso, the same thread"
URI = "/the-same-thread/"
THREAD = f"/?uri={URI}"
INSTALL_SECONDS = 600
SHORTEST = 8
# What Isso keeps of who has voted: nobody.
NO_VOTERS = bytes(256)
CONFIGURATION = """
[general]
dbpath = {folder}/isso.db
host = http://127.0.0.1/
[guard]
enabled = false
"""


@dataclass
class IssoWriter:
    """Somebody who posts as Isso's own script does."""

    reader: Reader
    who: str

    def post(self, number: int) -> int:
        """Post other words than ever before."""
        body = json.dumps({"text": pens.fresh_words(number, self.who), "author": f"Voice Number {self.who}"})
        status = self.reader.post_json(f"/new?uri={URI}", body.encode()).status
        # One cookie for each comment would soon be more than a server takes.
        self.reader.cookies.clear()
        return status


def measured(app: Flask, thread_id: int, cache: Path, folder: Path, effort: Effort) -> Iterator[Figure]:
    """Yield what Isso reaches with the comments of our thread, or why it could not be measured."""
    try:
        python = _installed(cache)
    except BenchError as problem:
        yield Figure(GROUP, "not measured", note=problem.message)
        return
    folder.mkdir()
    with _running(python, folder) as origin:
        _fill(folder / "isso.db", _said(app, thread_id))
        reader = Reader(origin)
        size = len(reader.page(THREAD))
        reader.close()
        # A second would be over before sixteen readers have had their first answer.
        seconds = max(SHORTEST, effort.seconds)
        runs = [load.measured(f"{origin}{THREAD}", seconds, {}) for _ in range(effort.rounds)]
        yield Figure(GROUP, "the thread as JSON, no page around it", load=load.median(runs), note=f"{size:,} bytes")
        writers = [IssoWriter(Reader(origin), f"{place}-") for place in range(WRITERS)]
        crowds = [posting.crowd(writers, effort.seconds) for _ in range(effort.rounds)]
        for writer in writers:
            writer.reader.close()
        errors = sum(crowd.errors for crowd in crowds)
        posted = load.median([crowd.load for crowd in crowds])
        note = f"{median(crowd.load.rate for crowd in crowds):,.0f} posts a second; synchronous=NORMAL or less"
        yield Figure(GROUP, f"{WRITERS} writers", posted.p99, Unit.MS, load=posted, note=f"{errors} failed; {note}")


def _installed(cache: Path) -> Path:
    """Return the interpreter of Isso's environment, made if need be."""
    if not LOCK.is_file():
        raise BenchError("what it would be installed from lies in the source only")
    stamp = hashlib.sha256(LOCK.read_bytes()).hexdigest()
    folder = cache.resolve() / "isso"
    python, done = folder / "bin" / "python", folder / "installed"
    if done.is_file() and done.read_text(encoding="ascii") == stamp:
        return python
    shutil.rmtree(folder, ignore_errors=True)
    system = str(getattr(sys, "_base_executable", sys.executable))
    _run(system, "-m", "venv", "--without-pip", str(folder))
    pip = ["-m", "pip", "--disable-pip-version-check", "--python", str(python), "install", "--quiet"]
    _run(system, *pip, "--no-deps", "--require-hashes", "-r", str(LOCK))
    done.write_text(stamp, encoding="ascii")
    return python


def _run(*command: str) -> None:
    try:
        subprocess.run(command, check=True, capture_output=True, timeout=INSTALL_SECONDS)  # noqa: S603 - our own commands
    except (OSError, subprocess.SubprocessError) as problem:
        step = f"{type(problem).__name__} at {' '.join(command[1:3])}"
        raise BenchError(f"it could not be installed ({step})") from problem


@contextmanager
def _running(python: Path, folder: Path) -> Iterator[str]:
    settings = folder / "isso.cfg"
    settings.write_text(CONFIGURATION.format(folder=folder), encoding="utf-8")
    environment = {"ISSO_SETTINGS": str(settings)}
    with processes.wsgi(str(python), ["isso.run:application"], environment, folder, THREAD) as server:
        yield server.origin


def _said(app: Flask, thread_id: int) -> list[tuple[int, int | None, float, str, str]]:
    """Return id, conversation, time, words and writer of each comment; Isso draws one depth of replies."""
    wanted = select(Comment.id, Comment.root_id, Comment.created_at, Comment.source, Member.name)
    wanted = wanted.join(Member, Member.id == Comment.author_id).where(Comment.thread_id == thread_id)
    with app.app_context():
        rows = db.session.execute(wanted.order_by(Comment.id)).all()
        db.session.rollback()
    return [
        (row.id, None if row.id == row.root_id else row.root_id, row.created_at.timestamp(), row.source, row.name)
        for row in rows
    ]


def _fill(file: Path, said: list[tuple[int, int | None, float, str, str]]) -> None:
    with closing(sqlite3.connect(file)) as connection, connection:
        connection.execute("INSERT INTO threads (id, uri, title) VALUES (1, ?, 'The same thread')", (URI,))
        connection.executemany(
            "INSERT INTO comments (tid, id, parent, created, mode, remote_addr, text, author, voters) "
            "VALUES (1, ?, ?, ?, 1, '127.0.0.0', ?, ?, ?)",
            [(*row, NO_VOTERS) for row in said],
        )
