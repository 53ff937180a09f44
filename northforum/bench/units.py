"""The write unit alone: a comment by the product's operation, against bare SQLAlchemy Core doing the same rows."""

import time
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from statistics import median
from typing import Any

from sqlalchemy import Engine, event

from northforum.bench import pens
from northforum.bench.figures import Figure, Unit, at_least
from northforum.bench.pens import Pen
from northforum.bench.sizes import Size
from northforum.core.db import db
from northforum.core.settings import Settings

POSTS = 100
WRITER = 3
SHARE = 0.6
GROUP = "Posting at the database"

Statement = tuple[Any, Any]


def measured(found: Settings, copy: Settings, size: Size, rounds: int) -> Iterator[Figure]:
    """Yield both rates and their ratio; ``copy`` is a second copy of the site, into which the same rows go."""
    with ExitStack() as stack:
        thread = size.thread_id(size.long_threads[0])
        ours = stack.enter_context(pens.writing(found, thread))
        bare = stack.enter_context(pens.writing(copy, thread))
        with bare.app.app_context():
            engine = db.engine
        rates = [_round(ours, engine) for _ in range(rounds)]
    mine, core = (median(column) for column in zip(*rates, strict=True))
    share = median(operation / plain for operation, plain in rates)
    yield Figure(GROUP, "bare SQLAlchemy Core, one writer", core, Unit.A_SECOND)
    yield Figure(GROUP, "the product's operation, one writer", mine, Unit.A_SECOND)
    yield Figure(GROUP, "share of bare Core", share, Unit.SHARE, at_least(SHARE))


def _round(ours: Pen, engine: Engine) -> tuple[float, float]:
    """Return the posts a second of the operation, and those of the same statements executed bare."""
    with ours.app.app_context():
        # Watched statements take a longer way, so those that are executed bare are other posts than the measured ones.
        with _written(db.engine) as units:
            for body in [ours.words() for _ in range(POSTS)]:
                ours.post(WRITER, body)
                units.append([])
        bodies = [ours.words() for _ in range(POSTS)]
        began = time.perf_counter()
        for body in bodies:
            ours.post(WRITER, body)
        operation = POSTS / (time.perf_counter() - began)
    began = time.perf_counter()
    for unit in units[:POSTS]:
        _replay(engine, unit)
    return operation, POSTS / (time.perf_counter() - began)


@contextmanager
def _written(engine: Engine) -> Iterator[list[list[Statement]]]:
    """Collect what is inserted, updated and deleted; the caller begins a new list after each unit."""
    units: list[list[Statement]] = [[]]

    def note(_connection: object, statement: Any, many: Any, one: Any, _options: object) -> None:
        if getattr(statement, "is_dml", False):
            units[-1].append((statement, many or one))

    event.listen(engine, "before_execute", note)
    try:
        yield units
    finally:
        event.remove(engine, "before_execute", note)


def _replay(engine: Engine, unit: Sequence[Statement]) -> None:
    with engine.connect().execution_options(write=True) as connection, connection.begin():
        for statement, values in unit:
            connection.execute(statement, values)
