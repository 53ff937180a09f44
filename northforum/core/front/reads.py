"""Small questions to the database from before Flask: a connection for each that is asked at once, no transaction.

Each question sees what was committed before it was asked: on SQLite a statement outside a transaction opens a snapshot
of its own, on PostgreSQL autocommit does. The driver is used directly, for SQLAlchemy's own way costs more than the
answer; statements are still written with it, compiled once, and values pass its types in both directions.
"""

import functools
from collections import deque
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from sqlalchemy import Dialect, Engine, NullPool, PoolProxiedConnection, Select, create_engine, event
from sqlalchemy.types import TypeEngine

# Their own small cache, and no memory map: many readers of a few rows gain nothing from either.
PRAGMAS = ("busy_timeout=5000", "query_only=ON", "cache_size=-1024", "mmap_size=0", "trusted_schema=OFF")
STATEMENTS = 256

Rows = Sequence[Sequence[Any]]
Question = Select[*tuple[Any, ...]]


class Reads:
    """The connections of one process to the database of ``engine``; they are closed when it is disposed of."""

    def __init__(self, engine: Engine, connect_args: Mapping[str, Any]) -> None:
        self._engine = create_engine(engine.url, poolclass=NullPool, connect_args=dict(connect_args))
        self._is_postgres = engine.dialect.name == "postgresql"
        # Not one for each thread: servers end threads that idle, and a connection that is closed while the interpreter
        # takes its thread apart ends the process.
        self._idle: deque[_Connection] = deque()
        self._prepared = functools.lru_cache(maxsize=STATEMENTS)(self._made_ready)
        event.listen(engine, "engine_disposed", lambda _engine: self.close())

    def ask(self, statement: Question, /, **values: Any) -> Rows:
        """Return the rows of ``statement``, which must be made once and asked again and again, with its values."""
        prepared = self._prepared(statement)
        given = prepared.values(values)
        connection = self._connection()
        try:
            rows = connection.fetch(prepared.sql, given)
        except self._engine.dialect.loaded_dbapi.Error:
            # The server may have gone and come back, and with it every connection; the next question tries anew.
            connection.close()
            self.close()
            raise
        self._idle.append(connection)
        return prepared.rows(rows)

    def close(self) -> None:
        """Close every connection that is not in use; the next question opens another."""
        while self._idle:
            self._idle.pop().close()

    def _made_ready(self, statement: Question) -> "_Prepared":
        return _Prepared(statement, self._engine.dialect)

    def _connection(self) -> "_Connection":
        try:
            return self._idle.pop()
        except IndexError:
            return _Connection(self._engine.raw_connection(), self._is_postgres)


class _Connection:
    """A connection to the driver, for one question at a time."""

    def __init__(self, checked_out: PoolProxiedConnection, is_postgres: bool) -> None:
        self._checked_out = checked_out
        driver: Any = checked_out.driver_connection
        if is_postgres:
            driver.autocommit = True
            self._execute: Callable[..., Any] = functools.partial(driver.execute, prepare=True)
        else:
            driver.isolation_level = None
            for pragma in PRAGMAS:
                driver.execute(f"PRAGMA {pragma}")
            self._execute = driver.execute

    def fetch(self, sql: str, values: Any) -> Rows:
        rows: Rows = self._execute(sql, values).fetchall()
        return rows

    def close(self) -> None:
        """Give the connection up."""
        self._checked_out.invalidate()


class _Prepared:
    """A statement as its driver takes it, with the types of what goes in and comes out."""

    def __init__(self, statement: Question, dialect: Dialect) -> None:
        asked = {bind.key for bind in statement.compile(dialect=dialect).binds.values() if bind.required}
        # What SQLAlchemy writes into the text just before a statement runs is written here; that wants some values.
        ready = statement.params(dict.fromkeys(asked))
        compiled = ready.compile(dialect=dialect, compile_kwargs={"render_postcompile": True})
        self.sql = compiled.string
        names = compiled.positiontup or list(compiled.binds)
        self._is_positional = compiled.positiontup is not None
        self._given: list[tuple[Any, str, Any]] = []
        held: dict[Any, Any] = {}
        for place, name in enumerate(names):
            bind, key = compiled.binds[name], place if self._is_positional else name
            convert = _conversion(bind.type, dialect)
            if bind.key in asked:
                self._given.append((key, bind.key, convert))
            else:
                held[key] = convert(bind.effective_value) if convert else bind.effective_value
        self._held: Any = [held.get(place) for place in range(len(names))] if self._is_positional else held
        outputs = [
            column.type.dialect_impl(dialect).result_processor(dialect, None) for column in statement.selected_columns
        ]
        self._outputs = outputs if any(outputs) else None

    def values(self, given: Mapping[str, Any]) -> Any:
        """Return ``given`` and what the statement holds itself, as the driver takes them."""
        values = self._held.copy()
        for key, name, convert in self._given:
            values[key] = given[name] if convert is None else convert(given[name])
        return values

    def rows(self, rows: Rows) -> Rows:
        """Return ``rows`` with each value in the type of its column."""
        if self._outputs is None:
            return rows
        return [
            tuple(
                value if convert is None else convert(value) for value, convert in zip(row, self._outputs, strict=True)
            )
            for row in rows
        ]


def _conversion(kind: TypeEngine[Any], dialect: Dialect) -> Callable[[Any], Any] | None:
    return kind.dialect_impl(dialect).bind_processor(dialect)
