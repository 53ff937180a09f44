"""Making a measured site in an empty database: rows of the product's own shape, the same each time."""

import functools
import os
import random
from collections import deque
from collections.abc import Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from itertools import islice
from multiprocessing import get_context
from typing import Any

from flask import Flask
from sqlalchemy import Connection, text

from northforum.access.actor import SYSTEM
from northforum.app import create_app
from northforum.articles import operations as articles
from northforum.articles.models import Article, Author, Topic
from northforum.bench import people, rows, talk, writing_desk
from northforum.bench.rows import Shape
from northforum.bench.sizes import Size
from northforum.bench.talk import Spoken, Told
from northforum.core import migrations
from northforum.core.db import be_patient, db, seeded_ids, transaction
from northforum.core.progress import Progress
from northforum.core.settings import Settings
from northforum.discussion.models import Comment, Respect, Thread
from northforum.hubs.models import Hub
from northforum.members.models import Member
from northforum.search import operations as search, queries as search_queries

# Raised with every change of what is built, so that a kept site of before is not taken for one of now.
BUILDER_VERSION = 4
SEED = 1830
BATCH = 2_000
# Below this, other processes take longer to start than they save.
MANY = 5_000


def build(found: Settings, size: Size, progress: Progress) -> None:
    """Make the site in the database of ``found``; ``progress(done, total)`` is told of the comments."""
    app = create_app(found)
    with app.app_context():
        # Counting the months of a large site afresh takes longer than a request may.
        be_patient(db.engine)
        migrations.upgrade(db.engine)
    with seeded_ids(random.Random(SEED)), transaction(app):  # noqa: S311 - nothing here is secret
        articles.add_default_sections(SYSTEM)
    with app.app_context(), db.engine.connect().execution_options(write=True) as connection:
        rows.without_checks(connection)
        _fill(connection, size)
        _talk(connection, app, size, progress)
    with transaction(app):
        articles.recount_archive()
    _index(app, progress)
    with app.app_context():
        _settle()
        db.engine.dispose()


def _fill(connection: Connection, size: Size) -> None:
    """Put in everybody and everything that comments hang on."""
    spoken = Spoken(size)
    with connection.begin():
        people.put_members(connection, size, spoken.by_member)
        writing_desk.put_threads(connection, size, spoken)
        writing_desk.put_articles(connection, size)
        people.put_hubs(connection, size)


def _talk(connection: Connection, app: Flask, size: Size, progress: Progress) -> None:
    shape, done = Shape(Comment, connection.dialect), 0
    for drawn in _drawn(app, size):
        with connection.begin():
            shape.put(connection, drawn)
        done += len(drawn)
        progress(done, size.comments)
    with connection.begin():
        rows.put(connection, Respect, talk.respects(size))
        rows.count_on(connection, Member, Thread, Article, Author, Topic, Hub, Comment)


def _drawn(app: Flask, size: Size) -> Iterator[list[tuple[Any, ...]]]:
    """Yield batches of rows in order; drawing takes the most time, so each core takes its part."""
    batches = _batches(talk.told(size))
    if size.comments < MANY:
        yield from (talk.drawn(app, batch) for batch in batches)
        return
    found, cores = app.config["SETTINGS"], os.cpu_count() or 1
    with ProcessPoolExecutor(cores, mp_context=get_context("spawn")) as pool:
        # Not pool.map: it would take in all of them at once.
        waiting: deque[Future[list[tuple[Any, ...]]]] = deque()
        for batch in batches:
            waiting.append(pool.submit(_drawn_apart, found, batch))
            if len(waiting) > 2 * cores:
                yield waiting.popleft().result()
        while waiting:
            yield waiting.popleft().result()


def _drawn_apart(found: Settings, batch: list[Told]) -> list[tuple[Any, ...]]:
    return talk.drawn(_own_app(found), batch)


@functools.cache
def _own_app(found: Settings) -> Flask:
    return create_app(found)


def _batches(stream: Iterator[Told]) -> Iterator[list[Told]]:
    while batch := list(islice(stream, BATCH)):
        yield batch


def _index(app: Flask, progress: Progress) -> None:
    """Let everything be found, by the product's own steps; ``progress`` is told of it as it was of the comments."""
    is_more = True
    while is_more:
        with transaction(app):
            is_more = bool(search.rebuild_more(BATCH))
            progress(*search_queries.progress())


def _settle() -> None:
    """Leave the database as one that has stood for a while: PostgreSQL's own upkeep done, SQLite's log emptied."""
    with db.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        if connection.dialect.name == "postgresql":
            connection.execute(text("SET statement_timeout = 0"))
            connection.execute(text("VACUUM ANALYZE"))
        else:
            connection.execute(text("PRAGMA wal_checkpoint(TRUNCATE)"))
