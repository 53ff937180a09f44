"""The database: model base, column types, read snapshots and write units, on SQLite and PostgreSQL.

SQLite is run in WAL mode with durable commits. The driver opens no transaction by itself: reads begin with ``BEGIN``,
writes with ``BEGIN IMMEDIATE``, because a deferred transaction that reads and then writes fails at once when somebody
else committed in between, and no busy timeout helps it.
"""

import functools
import random
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from enum import StrEnum
from typing import Annotated, Any, cast

from flask import Flask
from flask.ctx import RequestContext
from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import (
    BigInteger,
    ColumnElement,
    Connection,
    DateTime,
    Dialect,
    Engine,
    Enum,
    Integer,
    MetaData,
    Table,
    TypeDecorator,
    event,
    literal_column,
)
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column
from werkzeug.test import create_environ

from northforum.core import turns
from northforum.core.errors import NotFound
from northforum.core.settings import Settings
from northforum.core.turns import Turns

BUSY_MILLISECONDS = 5000
# Written before the driver's first transaction. No memory map: what readers touch of a large file would count as memory
# of each worker, and a page that has to be drawn takes no less time with one. The cache is for each connection.
PRAGMAS = (
    "journal_mode=WAL",
    "synchronous=FULL",
    "foreign_keys=ON",
    f"busy_timeout={BUSY_MILLISECONDS}",
    "mmap_size=0",
    "cache_size=-4096",
    "temp_store=MEMORY",
    "trusted_schema=OFF",
)
# Without vowels' look-alikes: i, l, o and u are left out, as in Crockford's base 32.
PUBLIC_ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz"
PUBLIC_LENGTH = 12


class UtcDateTime(TypeDecorator[datetime]):
    """A moment in UTC: aware in Python, without a zone in the database."""

    impl = DateTime
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Return the moment as the database keeps it; a time without a zone is a mistake."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a time without a time zone reached the database")
        return value.astimezone(UTC).replace(tzinfo=None)

    def result_processor(self, dialect: Dialect, coltype: object) -> Callable[[Any], datetime | None]:
        """Return what gives a moment its zone; in one step, since lists of them are long."""
        given = self.impl_instance.result_processor(dialect, coltype)

        def process(value: Any) -> datetime | None:
            read = given(value) if given else value
            return None if read is None else read.replace(tzinfo=UTC)

        return process


class Model(DeclarativeBase):
    """Base of every table."""

    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(table_name)s_%(column_0_N_name)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "ck": "ck_%(table_name)s_%(constraint_name)s",
            "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
            "pk": "pk_%(table_name)s",
        }
    )
    type_annotation_map = {  # noqa: RUF012 - SQLAlchemy's own name and shape
        datetime: UtcDateTime,
        StrEnum: Enum(
            StrEnum, native_enum=False, length=20, values_callable=lambda kind: [member.value for member in kind]
        ),
    }


# SQLite gives row ids to INTEGER keys only; PostgreSQL has room for a large site in BIGINT.
BigId = BigInteger().with_variant(Integer(), "sqlite")
Id = Annotated[int, mapped_column(BigId, primary_key=True)]

# The models stand on their own base; only the session and the engines are of the extension.
db = SQLAlchemy(metadata=Model.metadata)


_id_source: random.Random = random.SystemRandom()


def public_id() -> str:
    """Return a new random name for an address: 12 characters, 60 bits."""
    return "".join(_id_source.choices(PUBLIC_ALPHABET, k=PUBLIC_LENGTH))


@contextmanager
def seeded_ids(source: random.Random) -> Iterator[None]:
    """Take public ids from ``source`` within the block, so that what is built there is the same each time."""
    global _id_source  # noqa: PLW0603 - one source for the process, given back at the end
    before, _id_source = _id_source, source
    try:
        yield
    finally:
        _id_source = before


def is_public_id(name: str) -> bool:
    """Return whether ``name`` could be one of our public ids; a database need not be asked for another."""
    return len(name) == PUBLIC_LENGTH and set(name) <= set(PUBLIC_ALPHABET)


def expect_public_id(name: str) -> None:
    """Go on when ``name`` could be one of our public ids; ``NotFound`` otherwise."""
    if not is_public_id(name):
        raise NotFound


def public_id_column() -> Mapped[str]:
    """Return a column that gives each row its public id."""
    return mapped_column(unique=True, default=public_id)


def table_of(model: type[Model]) -> Table:
    """Return the table of a model, for statements that write rows without the unit of work."""
    return Model.metadata.tables[model.__tablename__]


def written(value: StrEnum | int) -> ColumnElement[Any]:
    """Return one of our own words or numbers as part of a statement's text, for columns that partial indexes ask about.

    Whether such an index serves depends on the value: PostgreSQL has to see it when it plans, and SQLite, given it as a
    parameter, plans the statement anew each time it is run, which takes ten times as long as running it.
    """
    return literal_column(str(value) if isinstance(value, int) else f"'{value.value}'")


def begin_write() -> None:
    """End the read snapshot and begin the write unit; rows loaded before are read again when used."""
    db.session.rollback()
    db.session.connection(execution_options={"write": True})


def insert_into(model: type[Model]) -> sqlite.Insert:
    """Return an INSERT that can say what happens on a conflict, in the words of the database at hand."""
    dialect = postgresql if db.engine.dialect.name == "postgresql" else sqlite
    # Both kinds take the same words where they are used here.
    return cast("sqlite.Insert", dialect.insert(model.__table__))


@contextmanager
def transaction(app: Flask) -> Iterator[None]:
    """Run the block as one write unit, as a job or a command does: commit at its end, roll back on any error."""
    # There is no cookie to open a session from.
    session = app.session_interface.make_null_session(app)
    with RequestContext(app, _nobody_asks(app.config["SITE_URL"]).copy(), session=session):
        try:
            begin_write()
            yield
            db.session.commit()
        finally:
            db.session.rollback()


@functools.cache
def _nobody_asks(site_url: str) -> dict[str, Any]:
    """Return the request in which jobs and commands run, for the addresses that they write."""
    return create_environ(base_url=site_url)


@contextmanager
def own_write(engine: Engine | None = None) -> Iterator[Connection]:
    """Give a connection of its own with a short write unit, which outlives the request's fate."""
    with (engine or db.engine).connect().execution_options(write=True) as connection, connection.begin():
        yield connection


def configure(app: Flask, settings: Settings) -> None:
    """Bind the database of ``settings`` to ``app``; the engine is made in the process that uses it."""
    app.config["SQLALCHEMY_DATABASE_URI"] = settings.database_url
    app.config["SQLALCHEMY_ENGINE_OPTIONS"] = _engine_options(settings)
    db.init_app(app)
    with app.app_context():
        if db.engine.dialect.name == "sqlite":
            prepare_sqlite(db.engine)


def prepare_sqlite(engine: Engine) -> None:
    """Give every connection of ``engine`` the pragmas and the transaction rule of this module."""
    event.listen(engine, "connect", _set_pragmas)
    line = turns.stand_in_line(engine)
    event.listen(engine, "begin", functools.partial(_begin, line))


def be_patient(engine: Engine) -> None:
    """Let statements of ``engine`` take as long as they need; call it before the first.

    For commands, which whoever started them watches; waiting for somebody else's lock stays short, since readers would
    stand in line behind it.
    """
    if engine.dialect.name == "postgresql":
        event.listen(engine, "connect", _have_no_limit)


def _have_no_limit(connection: Any, _record: object) -> None:
    connection.execute(f"SET statement_timeout = 0; SET lock_timeout = {BUSY_MILLISECONDS}")
    connection.commit()


def _engine_options(settings: Settings) -> dict[str, Any]:
    # A second connection per thread is for counters that must survive a refused request.
    pool = {"pool_size": settings.threads, "max_overflow": settings.threads, "pool_timeout": 10}
    # Bound values are what people wrote; no traceback may carry them into a log.
    pool["hide_parameters"] = not settings.testing
    if settings.database_url.startswith("sqlite"):
        return {**pool, "connect_args": {"check_same_thread": False, "timeout": BUSY_MILLISECONDS / 1000}}
    return {
        **pool,
        "pool_pre_ping": True,
        "connect_args": {
            "options": "-c statement_timeout=5000 -c synchronous_commit=on -c timezone=UTC",
            "connect_timeout": 5,
        },
    }


def _set_pragmas(connection: sqlite3.Connection, _record: object) -> None:
    connection.isolation_level = None
    for pragma in PRAGMAS:
        connection.execute(f"PRAGMA {pragma}")


def _begin(line: Turns, connection: Connection) -> None:
    if connection.get_execution_options().get("write"):
        turns.begin(line, connection, BUSY_MILLISECONDS)
    else:
        connection.exec_driver_sql("BEGIN")
