"""Rows for any table of the product, put in by the hundred thousand.

They are made from the models: what is not given takes the column's own default, so that a new column asks for nothing
here. SQLite takes them through its driver, PostgreSQL by COPY.
"""

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from sqlalchemy import Column, Connection, Dialect, Table, text

from northforum.bench.errors import BenchError
from northforum.core.db import PUBLIC_ALPHABET, PUBLIC_LENGTH, Model

# An odd factor is its own way back modulo a power of two: no two numbers share a name.
_STRIDE = 0x9E3779B97F4A7C15 % (1 << 60) | 1


def public_name(number: int) -> str:
    """Return the public id of the row ``number`` of its table: the same each time, another for each number."""
    rest = number * _STRIDE % (1 << 5 * PUBLIC_LENGTH)
    letters = []
    for _ in range(PUBLIC_LENGTH):
        rest, letter = divmod(rest, 32)
        letters.append(PUBLIC_ALPHABET[letter])
    return "".join(letters)


class Shape:
    """What a row of one table holds, and how one kind of database keeps it."""

    def __init__(self, model: type[Model], dialect: Dialect) -> None:
        self.table: Table = model.__table__  # type: ignore[assignment]  # each is a table
        self._columns: list[Column[Any]] = list(self.table.columns)
        self._defaults = {column.name: _default(column) for column in self._columns if column.default is not None}
        self._optional = {column.name: None for column in self._columns if column.nullable}
        self._kept = [
            (column.name, column.type.dialect_impl(dialect).bind_processor(dialect)) for column in self._columns
        ]
        quoted = dialect.identifier_preparer
        self._into = quoted.format_table(self.table)
        self._names = ", ".join(quoted.format_column(column) for column in self._columns)

    def completed(self, given: Mapping[str, Any]) -> dict[str, Any]:
        """Return the whole row: what is given, and the columns' own defaults for the rest."""
        return {**self._optional, **{name: make() for name, make in self._defaults.items()}, **given}

    def values(self, row: Mapping[str, Any]) -> tuple[Any, ...]:
        """Return a whole row as the driver takes it."""
        try:
            return tuple(row[name] if keep is None else keep(row[name]) for name, keep in self._kept)
        except KeyError as missing:
            raise BenchError(f"The measured site has nothing to put into {self.table.name}.{missing}.") from missing

    def put(self, connection: Connection, rows: Iterable[tuple[Any, ...]]) -> None:
        """Put rows, as ``values`` gives them, into the table."""
        driver: Any = connection.connection.driver_connection
        if connection.dialect.name == "postgresql":
            with driver.cursor() as cursor, cursor.copy(f"COPY {self._into} ({self._names}) FROM STDIN") as copy:
                for row in rows:
                    copy.write_row(row)
        else:
            marks = ", ".join("?" * len(self._columns))
            driver.executemany(f"INSERT INTO {self._into} ({self._names}) VALUES ({marks})", rows)  # noqa: S608 - names of the models


def put(connection: Connection, model: type[Model], rows: Iterable[Mapping[str, Any]]) -> None:
    """Put ``rows`` into the table of ``model``, with its defaults for what they leave out."""
    shape = Shape(model, connection.dialect)
    shape.put(connection, (shape.values(shape.completed(row)) for row in rows))


def without_checks(connection: Connection) -> None:
    """Let the transactions that follow take rows in any order, unchecked and without waiting for the disk."""
    driver: Any = connection.connection.driver_connection
    if connection.dialect.name == "postgresql":
        driver.execute(
            "SET session_replication_role = replica; SET statement_timeout = 0; SET synchronous_commit = off"
        )
        driver.commit()
    else:
        driver.executescript("PRAGMA foreign_keys=OFF; PRAGMA synchronous=OFF; PRAGMA cache_size=-262144")


def count_on(connection: Connection, *models: type[Model]) -> None:
    """Let PostgreSQL give the next row of each table the number after its last; SQLite looks for itself."""
    if connection.dialect.name != "postgresql":
        return
    for model in models:
        name = model.__tablename__
        last = f"(SELECT max(id) FROM {name})"  # noqa: S608 - as above
        connection.execute(text(f"SELECT setval(pg_get_serial_sequence('{name}', 'id'), {last})"))


def _default(column: Column[Any]) -> Callable[[], Any]:
    default: Any = column.default
    if default.is_callable:
        return lambda: default.arg(None)
    if default.is_scalar:
        return lambda: default.arg
    raise BenchError(f"The default of {column} is of a kind that the measured site cannot fill in.")
