"""Small questions to the database from before Flask: a connection for each that is asked at once, no transaction.

Each question sees what was committed before it was asked: on SQLite a statement outside a transaction opens a snapshot
of its own, on PostgreSQL autocommit does. The driver is used directly, for SQLAlchemy's own way costs more than the
answer; statements are still written with it, compiled once, and values pass its types in both directions.

It can be told whether anything at all was committed since: on SQLite from the index of its log, or its PRAGMA
data_version where there is no log; on PostgreSQL by its snapshot (pg_current_snapshot). While nothing was, earlier
answers hold, and what was made of them.
"""

import functools
import itertools
import threading
from collections import deque
from collections.abc import Callable, Hashable, Mapping
from typing import Any, Self, TypeVar

from sqlalchemy import Engine, NullPool, Select, create_engine, event

from northforum.core.front import wal_index
from northforum.core.prepared import Prepared, Rows

# Their own small cache, and no memory map: many readers of a few rows gain nothing from either.
PRAGMAS = ("busy_timeout=5000", "query_only=ON", "cache_size=-1024", "mmap_size=0", "trusted_schema=OFF")
STATEMENTS = 256
# What is remembered until something is committed.
REMEMBERED_BYTES = 4 * 1024 * 1024
_STANDS = {"sqlite": "PRAGMA data_version", "postgresql": "SELECT CAST(pg_current_snapshot() AS text)"}

_connections = itertools.count()

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
        self._closing = threading.RLock()
        self._log: wal_index.Reader | None = None
        self._memory = _Memory(None)
        self._prepared = functools.lru_cache(maxsize=STATEMENTS)(self._made_ready)
        event.listen(engine, "engine_disposed", lambda _engine: self.close())

    def ask(self, statement: Question, /, **values: Any) -> Rows:
        """Return the rows of ``statement``, which must be made once and asked again and again, with its values."""
        with self.look_once() as look:
            return look.ask(statement, **values)

    def look(self) -> "Look":
        """Return a way to ask several questions for one answer, as a context."""
        return Look(self, remembers=True)

    def look_once(self) -> "Look":
        """Return a way to ask a single question, as a context."""
        # Where whether anything was committed has to be asked over a wire, a single question is no dearer than that.
        return Look(self, remembers=not self._is_postgres)

    def prepared(self, statement: Question) -> Prepared:
        """Return the statement as its driver takes it."""
        return self._prepared(statement)

    def taken(self) -> "_Connection":
        """Return a connection for the caller alone, who gives it back or closes it."""
        try:
            return self._idle.pop()
        except IndexError:
            return _Connection(self._engine, self._age)

    def given_back(self, connection: "_Connection") -> None:
        """Let others have the connection."""
        if connection.age == self._age:
            self._idle.append(connection)
        else:
            connection.close()

    def stand(self) -> Hashable:
        """Return where the database stands if that can be seen without asking it, otherwise None.

        Two that are equal were seen while nothing was committed in between.
        """
        if self._is_postgres:
            return None
        read = (self._log or self._opened_log()).read
        return read() if read else None

    def memory(self, stand: Hashable) -> "_Memory":
        """Return what was answered and made since the database stands there."""
        memory = self._memory
        if memory.stand != stand:
            memory = self._memory = _Memory(stand)
        return memory

    def close(self) -> None:
        """Close every connection, those in use when they are given back; the next question opens another."""
        with self._closing:
            self._age += 1
            self._log, self._memory = None, _Memory(None)
            while self._idle:
                self._idle.pop().close()

    def _opened_log(self) -> wal_index.Reader:
        with self._closing:
            if self._log is None:
                # One connection at least is open from here to the next closing, and keeps the index where it is.
                connection = self.taken()
                connection.stand()
                self.given_back(connection)
                self._log = wal_index.reader(self._engine.url.database)
            return self._log

    def _made_ready(self, statement: Question) -> Prepared:
        return Prepared(statement, self._engine.dialect)


class Look:
    """The questions of one answer: nothing that they see is older than the look."""

    __slots__ = ("_connection", "_memory", "_reads", "_remembers")

    def __init__(self, reads: Reads, *, remembers: bool) -> None:
        self._reads = reads
        self._remembers = remembers
        self._connection: _Connection | None = None

    def __enter__(self) -> Self:
        """See where the database stands; what is remembered of an earlier state of it is forgotten."""
        if self._remembers:
            stand = self._reads.stand()
            self._memory = self._reads.memory(self._asked_stand() if stand is None else stand)
        return self

    def __exit__(self, kind: type[BaseException] | None, *_rest: object) -> None:
        """Give the connection back, unless the database failed."""
        if self._connection is None:
            return
        if kind is not None and issubclass(kind, self._connection.failure):
            self._given_up(self._connection)
        else:
            self._reads.given_back(self._connection)

    def ask(self, statement: Question, /, **values: Any) -> Rows:
        """Return the rows of ``statement``, which must be made once and asked again and again, with its values."""
        prepared = self._reads.prepared(statement)
        given = prepared.values(values)
        if not self._remembers:
            return self._fetched(prepared, given)
        name = (prepared, *(given.items() if isinstance(given, dict) else given))
        return self.once(name, lambda: self._fetched(prepared, given), _weight_of_rows)

    def once(self, name: Hashable, make: Callable[[], Made], weight: Callable[[Made], int]) -> Made:
        """Return what ``make`` gave for ``name`` since something was last committed, or gives now.

        It must depend on nothing but ``name`` and answers of this look; ``weight`` says how many bytes it takes.
        """
        if not self._remembers:
            return make()
        found: Made | None = self._memory.answers.get(name)
        if found is None:
            found = make()
            self._memory.remember(name, found, weight(found))
        return found

    def _fetched(self, prepared: Prepared, values: Any) -> Rows:
        if self._connection is None:
            self._connection = self._reads.taken()
        return self._connection.fetch(prepared, values)

    def _asked_stand(self) -> Hashable:
        connection = self._connection = self._reads.taken()
        try:
            return connection.stand()
        except BaseException:
            self._given_up(connection)
            raise

    def _given_up(self, connection: "_Connection") -> None:
        # The server may have gone and come back, and with it every connection; the next question tries anew.
        self._reads.close()
        connection.close()


class _Memory:
    """What was answered and made since the database stands at ``stand``: as true later as when it was seen."""

    __slots__ = ("_weighing", "_weight", "answers", "stand")

    def __init__(self, stand: Hashable) -> None:
        self.stand = stand
        self.answers: dict[Hashable, Any] = {}
        self._weight = 0
        self._weighing = threading.Lock()

    def remember(self, name: Hashable, found: Any, weight: int) -> None:
        """Keep an answer; all are forgotten where they would become too many."""
        with self._weighing:
            if self._weight + weight > REMEMBERED_BYTES:
                self.answers.clear()
                self._weight = 0
            self.answers[name] = found
            self._weight += weight


class _Connection:
    """A connection to the driver, for one look at a time."""

    def __init__(self, engine: Engine, age: int) -> None:
        self._checked_out = engine.raw_connection()
        self.age = age
        self.failure: type[Exception] = engine.dialect.loaded_dbapi.Error
        self._asked_for_stand = _STANDS[engine.dialect.name]
        # A connection of SQLite counts what others commit, from when it was opened; a snapshot is the whole server's.
        self._counts_for = next(_connections) if engine.dialect.name == "sqlite" else None
        driver: Any = self._checked_out.driver_connection
        if engine.dialect.name == "postgresql":
            driver.autocommit = True
            self._execute: Callable[..., Any] = functools.partial(driver.execute, prepare=True)
        else:
            driver.isolation_level = None
            for pragma in PRAGMAS:
                driver.execute(f"PRAGMA {pragma}")
            self._execute = driver.execute

    def stand(self) -> Hashable:
        """Return where the database stands, as it says itself."""
        return self._counts_for, self._execute(self._asked_for_stand).fetchone()[0]

    def fetch(self, prepared: Prepared, values: Any) -> Rows:
        """Return what the database answers."""
        return prepared.rows(self._execute(prepared.sql, values).fetchall())

    def close(self) -> None:
        """Give the connection up."""
        self._checked_out.invalidate()


def _weight_of_rows(rows: Rows) -> int:
    words = sum(len(value) for row in rows for value in row if isinstance(value, str))
    return 512 + 128 * len(rows) + 2 * words
