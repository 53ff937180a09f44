"""Posting over HTTP: several members at once in one thread, each through the form of its page."""

import html
import re
import threading
import time
import uuid
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import count
from typing import Protocol

from flask import Flask
from sqlalchemy import func, select

from northforum.bench import pens, places
from northforum.bench.errors import BenchError
from northforum.bench.figures import Figure, Unit, at_most
from northforum.bench.live import Live
from northforum.bench.load import Load
from northforum.bench.reader import Reader, token_in
from northforum.core.db import db
from northforum.discussion.models import Comment
from northforum.reactions import CHECKS

WRITERS = 8
FIRST_WRITER = 2
GROUP = "Posting over HTTP"
CPU_LIMIT_MS, SLOWEST_MS = 4.0, 100.0
MADE = frozenset({201, 302, 303})


class Writer(Protocol):
    """Somebody who posts."""

    def post(self, number: int) -> int:
        """Post the comment ``number`` and return the answer's status."""


@dataclass
class FormWriter:
    """A member who posts through the form of an article's page."""

    reader: Reader
    who: str
    said: list[str] = field(default_factory=list)

    def begin(self, path: str) -> None:
        """Read the page and fill what its form carries besides the words."""
        page = self.reader.page(path)
        action = re.search(rb'<form[^>]*action="(/threads/[^"/]+/comments)"', page)
        if action is None or b'name="form_key"' not in page:
            raise BenchError(f"{path} offers no form for a comment.")
        self._action, self._token = html.unescape(action[1].decode()), token_in(page)

    def post(self, number: int) -> int:
        """Post other words than ever before, as the page's own form sends them."""
        body = pens.fresh_words(number, self.who)
        form = {"csrf_token": self._token, "form_key": uuid.uuid4().hex, "body": body}
        status = self.reader.send(self._action, form).status
        if status in MADE:
            self.said.append(body)
        return status


@dataclass
class Crowd:
    """What several writers at once have reached; times in seconds."""

    times: list[float] = field(default_factory=list)
    errors: int = 0
    seconds: float = 0.0

    @property
    def load(self) -> Load:
        """Return the posts a second, and how long they took."""
        middle, slow, slowest = (_percentile(self.times, part) * 1000 for part in (0.5, 0.95, 0.99))
        return Load(len(self.times) / self.seconds, middle, slow, slowest, 0)


def crowd(writers: Sequence[Writer], seconds: float) -> Crowd:
    """Let all post at once for so long, each again as soon as it is answered."""
    found, lock, numbers = Crowd(), threading.Lock(), count(1)
    begins, end = time.monotonic(), time.monotonic() + seconds

    def write(writer: Writer) -> None:
        while time.monotonic() < end:
            before = time.perf_counter()
            status = _status(writer, next(numbers))
            with lock:
                found.times.append(time.perf_counter() - before)
                found.errors += status not in MADE

    threads = [threading.Thread(target=write, args=(writer,)) for writer in writers]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    found.seconds = time.monotonic() - begins
    return found


def measured(live: Live, app: Flask, comments: int, seconds: float) -> Iterator[Figure]:
    """Yield what posting into the thread of so many comments costs, and whether all of it is there afterwards."""
    writers = [
        FormWriter(Reader(live.server.origin).log_in(FIRST_WRITER + place), f"{place}-") for place in range(WRITERS)
    ]
    for writer in writers:
        writer.begin(places.article(comments))
        writer.post(0)
    before = live.server.cpu_ms()
    seen = crowd(writers, seconds)
    spent = (live.server.cpu_ms() - before) / len(seen.times)
    for writer in writers:
        writer.reader.close()
    load = seen.load
    yield Figure(GROUP, f"{WRITERS} writers, 99th percentile", load.p99, Unit.MS, at_most(SLOWEST_MS), load)
    yield Figure(GROUP, "a post, all workers together", spent, Unit.CPU_MS, at_most(CPU_LIMIT_MS))
    yield Figure(GROUP, "posts that failed", seen.errors, Unit.COUNT, at_most(0))
    said = [body for writer in writers for body in writer.said]
    thread_id = live.size.thread_id(comments)
    yield Figure(GROUP, "acknowledged and not there once", _not_once(app, thread_id, said), Unit.COUNT, at_most(0))
    yield Figure(GROUP, "counters that disagree", _disagreements(app), Unit.COUNT, at_most(0))


def _status(writer: Writer, number: int) -> int:
    try:
        return writer.post(number)
    except OSError:
        return 0


def _not_once(app: Flask, thread_id: int, said: Sequence[str]) -> int:
    """Return how many of the comments are missing or doubled."""
    with app.app_context():
        mine = Comment.thread_id == thread_id, Comment.author_id.between(FIRST_WRITER, FIRST_WRITER + WRITERS - 1)
        counted = select(Comment.source, func.count().label("times")).where(*mine).group_by(Comment.source)
        rows = db.session.execute(counted)
        there = {row.source: row.times for row in rows}
        db.session.rollback()
    return sum(there.get(body) != 1 for body in said)


def _disagreements(app: Flask) -> int:
    with app.app_context():
        found = sum(len(ask()) for ask in CHECKS)
        db.session.rollback()
    return found


def _percentile(times: Sequence[float], part: float) -> float:
    return sorted(times)[min(len(times) - 1, int(len(times) * part))]
