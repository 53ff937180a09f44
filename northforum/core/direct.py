"""Statements of the transaction at hand, run by the driver itself: for the few paths that everybody waits on.

While one member posts, the others wait for the lock, and SQLAlchemy's way to a statement takes ten times as long as the
statement. Each is written with SQLAlchemy as ever, made once and asked again and again; the session is flushed before,
as it always is. Where somebody watches the statements of the engine, as measurements and tests do, they take
SQLAlchemy's way and are seen.
"""

import functools
from collections.abc import Sequence
from typing import Any, TypeVar

from sqlalchemy import ColumnElement, Connection, Dialect, Select, func, inspect, select
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import make_transient_to_detached
from sqlalchemy.orm.attributes import set_committed_value

from northforum.core.db import Model, db, table_of
from northforum.core.errors import NotFound
from northforum.core.prepared import Prepared, Rows, Statement

STATEMENTS = 256
Loaded = TypeVar("Loaded", bound=Model)
_HELD = "northforum.direct"


def ask(statement: Statement, /, **values: Any) -> Rows:
    """Return the rows of ``statement``, which must be made once, with its values."""
    return run(statement, values)


def first(statement: Statement, /, **values: Any) -> Sequence[Any] | None:
    """Return the first row of the same, or ``None``."""
    rows = run(statement, values)
    return rows[0] if rows else None


def pairs(statement: Statement, /, **values: Any) -> dict[Any, Any]:
    """Return the second of two columns by the first."""
    return {key: value for key, value in run(statement, values)}  # noqa: C416 - a row is any sequence to the types


def run(statement: Statement, values: dict[str, Any]) -> Rows:
    """Run a statement that must be made once, and return its rows, none where it gives no rows."""
    connection = _connection()
    if _is_watched(connection):
        result = connection.execute(statement, values)
        return [tuple(row) for row in result] if result.returns_rows else []
    dialect = connection.dialect
    prepared = _prepared(statement, dialect)
    driver: Any = connection.connection.driver_connection
    try:
        answered = driver.execute(prepared.sql, prepared.values(values))
        return prepared.rows(answered.fetchall()) if prepared.gives_rows else []
    except dialect.loaded_dbapi.Error as problem:
        is_gone = dialect.is_disconnect(problem, connection.connection, None)
        if is_gone:
            # As SQLAlchemy does: what ends the transaction then does not ask a server that is not there.
            connection.invalidate(problem)
        failed: Any = DBAPIError
        raise failed.instance(
            prepared.sql,
            None,
            problem,
            dialect.loaded_dbapi.Error,
            hide_parameters=True,
            connection_invalidated=is_gone,
            dialect=dialect,
        ) from problem


def refresh(held: Model, statement: Statement, /, **values: Any) -> None:
    """Take what ``statement`` finds in the columns of the model's table into an object of the session."""
    row = first(statement, **values)
    if row is None:
        raise NotFound
    for name, value in zip(_attributes(type(held)), row, strict=True):
        set_committed_value(held, name, value)


def load(model: type[Loaded], statement: Statement, /, **values: Any) -> Loaded | None:
    """Return the object of the session for the first row of ``statement``, all columns of the model's table."""
    row = first(statement, **values)
    if row is None:
        return None
    found = dict(zip(_attributes(model), row, strict=True))
    mapper: Any = inspect(model)
    key = mapper.identity_key_from_primary_key([found[column.key] for column in mapper.primary_key])
    held: Any = db.session.identity_map.get(key)
    if held is None:
        held = mapper.class_manager.new_instance()
        vars(held).update(found)
        make_transient_to_detached(held)
        db.session.add(held)
    elif inspect(held).expired_attributes:
        for name, value in found.items():
            set_committed_value(held, name, value)
    loaded: Loaded = held
    return loaded


def next_id(model: type[Model]) -> int:
    """Return the id of a row that is about to be made, where other columns depend on it; inside a write unit only."""
    return int(run(_next_id(model, _connection().dialect.name), {})[0][0])


def _connection() -> Connection:
    """Return the connection of the transaction at hand, which the session would look for at some length each time."""
    session = db.session()
    session.flush()
    begun, connection = session.info.get(_HELD, (None, None))
    if connection is None or begun is not session.get_transaction() or begun is None:
        connection = session.connection()
        session.info[_HELD] = session.get_transaction(), connection
    held: Connection = connection
    return held


@functools.cache
def _next_id(model: type[Model], dialect: str) -> Select[Any]:
    wanted: ColumnElement[Any]
    if dialect == "postgresql":
        wanted = func.nextval(func.pg_get_serial_sequence(model.__tablename__, "id"))
    else:
        # What SQLite itself would choose; the write lock keeps the number ours.
        wanted = func.coalesce(func.max(model.__table__.c.id), 0) + 1
    return select(wanted)


@functools.cache
def _attributes(model: type[Model]) -> Sequence[str]:
    """Return the names of a model's columns in the order of its table."""
    return [column.key for column in table_of(model).columns]


@functools.lru_cache(maxsize=STATEMENTS)
def _prepared(statement: Statement, dialect: Dialect) -> Prepared:
    return Prepared(statement, dialect)


def _is_watched(connection: Connection) -> bool:
    watchers: Any = connection.engine.dispatch
    return bool(watchers.before_execute or watchers.before_cursor_execute)
