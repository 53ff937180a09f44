"""Small questions to the database from before Flask: a connection for each that is asked at once, no transaction.

Each question sees what was committed before it was asked: on SQLite a statement outside a transaction opens a snapshot
of its own, on PostgreSQL autocommit does. The driver is used directly, for SQLAlchemy's own way costs more than the
answer; statements are still written with it, compiled once, and values pass its types in both directions.

Databases say whether anything at all was committed since a connection last asked: SQLite by its data version (its
PRAGMA data_version), PostgreSQL by its snapshot (pg_current_snapshot). While nothing was, the connection's earlier
answers hold, and what was made of them.
"""

import functools
from collections import deque
from collections.abc import Callable, Hashable, Mapping
from typing import Any, Self, TypeVar

from sqlalchemy import Dialect, Engine, NullPool, PoolProxiedConnection, Select, create_engine, event

from northforum.core.prepared import Prepared, Rows

# Their own small cache, and no memory map: many readers of a few rows gain nothing from either.
PRAGMAS = ("busy_timeout=5000", "query_only=ON", "cache_size=-1024", "mmap_size=0", "trusted_schema=OFF")
STATEMENTS = 256
# What a connection remembers until something is committed.
REMEMBERED_BYTES = 1024 * 1024
_STANDS = {"sqlite": "PRAGMA data_version", "postgresql": "SELECT CAST(pg_current_snapshot() AS text)"}

Question = Select[*tuple[Any, ...]]
Made = TypeVar("Made")


class Reads:
    """The connections of one process to the database of ``engine``; they are closed when it is disposed of."""

    def __init__(self, engine: Engine, connect_args: Mapping[str, Any]) -> None:
        self._engine = create_engine(engine.url, poolclass=NullPool, connect_args=dict(connect_args))
        self._is_postgres = engine.dialect.name == "postgresql"
        # Not one for each thread: servers end threads that idle, and a connection that is closed while the interpreter
        # takes its thread apart ends the process.
        self._idle: deque[_Connection] = deque()
        # Grows when all are closed, for those that are in use at that moment.
        self._age = 0
        self._prepared = functools.lru_cache(maxsize=STATEMENTS)(self._made_ready)
        event.listen(engine, "engine_disposed", lambda _engine: self.close())

    def ask(self, statement: Question, /, **values: Any) -> Rows:
        """Return the rows of ``statement``, which must be made once and asked again and again, with its values."""
        # Where whether anything was committed has to be asked over a wire, a single question is no dearer than that.
        with Look(self, remembers=not self._is_postgres) as look:
            return look.ask(statement, **values)

    def look(self) -> "Look":
        """Return a way to ask several questions for one answer, as a context."""
        return Look(self, remembers=True)

    def prepared(self, statement: Question) -> Prepared:
        """Return the statement as its driver takes it."""
        return self._prepared(statement)

    def taken(self) -> "_Connection":
        """Return a connection for the caller alone, who gives it back or closes it."""
        try:
            return self._idle.pop()
        except IndexError:
            return _Connection(self._engine.raw_connection(), self._engine.dialect, self._age)

    def given_back(self, connection: "_Connection") -> None:
        """Let others have the connection."""
        if connection.age == self._age:
            self._idle.append(connection)
        else:
            connection.close()

    def close(self) -> None:
        """Close every connection, those in use when they are given back; the next question opens another."""
        self._age += 1
        while self._idle:
            self._idle.pop().close()

    def _made_ready(self, statement: Question) -> Prepared:
        return Prepared(statement, self._engine.dialect)


class Look:
    """The questions of one answer: nothing that they see is older than the look."""

    def __init__(self, reads: Reads, *, remembers: bool) -> None:
        self._reads = reads
        self._remembers = remembers

    def __enter__(self) -> Self:
        """Take a connection; what it remembers of an earlier state of the database is forgotten."""
        self._connection = self._reads.taken()
        if self._remembers:
            try:
                self._connection.come_up_to_date()
            except BaseException:
                self._given_up()
                raise
        return self

    def __exit__(self, kind: type[BaseException] | None, *_rest: object) -> None:
        """Give the connection back, unless the database failed."""
        if kind is not None and issubclass(kind, self._connection.failure):
            self._given_up()
        else:
            self._reads.given_back(self._connection)

    def ask(self, statement: Question, /, **values: Any) -> Rows:
        """Return the rows of ``statement``, which must be made once and asked again and again, with its values."""
        prepared = self._reads.prepared(statement)
        if not self._remembers:
            return self._connection.fetch(prepared, prepared.values(values))
        given = prepared.values(values)
        name = (prepared, *(given.items() if isinstance(given, dict) else given))
        return self.once(name, lambda: self._connection.fetch(prepared, given), _weight_of_rows)

    def once(self, name: Hashable, make: Callable[[], Made], weight: Callable[[Made], int]) -> Made:
        """Return what ``make`` gave for ``name`` since something was last committed, or gives now.

        It must depend on nothing but ``name`` and answers of this look; ``weight`` says how many bytes it takes.
        """
        found: Made | None = self._connection.remembered.get(name)
        if found is None:
            found = make()
            self._connection.remember(name, found, weight(found))
        return found

    def _given_up(self) -> None:
        # The server may have gone and come back, and with it every connection; the next question tries anew.
        self._connection.close()
        self._reads.close()


class _Connection:
    """A connection to the driver, for one look at a time, with what it was answered since something was committed."""

    def __init__(self, checked_out: PoolProxiedConnection, dialect: Dialect, age: int) -> None:
        self._checked_out = checked_out
        self.age = age
        self.failure: type[Exception] = dialect.loaded_dbapi.Error
        self.remembered: dict[Hashable, Any] = {}
        self._stands: Any = None
        self._weight = 0
        self._asked_for_stand = _STANDS[dialect.name]
        driver: Any = checked_out.driver_connection
        if dialect.name == "postgresql":
            driver.autocommit = True
            self._execute: Callable[..., Any] = functools.partial(driver.execute, prepare=True)
        else:
            driver.isolation_level = None
            for pragma in PRAGMAS:
                driver.execute(f"PRAGMA {pragma}")
            self._execute = driver.execute

    def come_up_to_date(self) -> None:
        """Forget every answer if anything was committed since the last time."""
        stands = self._execute(self._asked_for_stand).fetchall()
        if stands != self._stands:
            self._forget()
            self._stands = stands

    def remember(self, name: Hashable, found: Any, weight: int) -> None:
        """Keep an answer for as long as nothing is committed."""
        if self._weight + weight > REMEMBERED_BYTES:
            self._forget()
        self.remembered[name] = found
        self._weight += weight

    def fetch(self, prepared: Prepared, values: Any) -> Rows:
        """Return what the database answers."""
        return prepared.rows(self._execute(prepared.sql, values).fetchall())

    def close(self) -> None:
        """Give the connection up."""
        self._checked_out.invalidate()

    def _forget(self) -> None:
        self.remembered.clear()
        self._weight = 0


def _weight_of_rows(rows: Rows) -> int:
    words = sum(len(value) for row in rows for value in row if isinstance(value, str))
    return 512 + 128 * len(rows) + 2 * words
