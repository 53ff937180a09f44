"""Statements as a driver takes them: written with SQLAlchemy, compiled once, run without it."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from sqlalchemy import Delete, Dialect, Insert, Select, TextClause, Update
from sqlalchemy.types import TypeEngine

Rows = Sequence[Sequence[Any]]
Statement = Select[*tuple[Any, ...]] | Insert | Update | Delete | TextClause


class Prepared:
    """One statement for one kind of database, with the types of what goes in and comes out.

    What it inserts or changes it must name itself: defaults that Python makes are SQLAlchemy's.
    """

    def __init__(self, statement: Statement, dialect: Dialect) -> None:
        compiled: Any = statement.compile(dialect=dialect)
        if getattr(compiled, "insert_prefetch", ()) or getattr(compiled, "update_prefetch", ()):
            raise ValueError(f"columns are left to defaults: {compiled.string}")
        asked = {bind.key for bind in compiled.binds.values() if bind.required}
        # What is written into the text just before a statement runs, such as the length of a list, is written here.
        ready = compiled.construct_expanded_state(dict.fromkeys(asked))
        self.sql: str = ready.statement
        names, is_positional = ready.positiontup or list(ready.parameters), ready.positiontup is not None
        self._given: list[tuple[Any, str, Any]] = []
        held: dict[Any, Any] = {}
        for place, name in enumerate(names):
            bind, key = compiled.binds.get(name), place if is_positional else name
            convert = _conversion(bind.type, dialect) if bind is not None else ready.processors.get(name)
            if bind is not None and bind.key in asked:
                self._given.append((key, bind.key, convert))
            else:
                value = ready.parameters[name]
                held[key] = convert(value) if convert else value
        self._held: Any = [held.get(place) for place in range(len(names))] if is_positional else held
        outputs = [column.type.dialect_impl(dialect).result_processor(dialect, None) for column in _columns(statement)]
        self.gives_rows = bool(outputs)
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


def _columns(statement: Statement) -> Sequence[Any]:
    if isinstance(statement, Select):
        return list(statement.selected_columns)
    return [] if isinstance(statement, TextClause) else list(statement.exported_columns)


def _conversion(kind: TypeEngine[Any], dialect: Dialect) -> Callable[[Any], Any] | None:
    return kind.dialect_impl(dialect).bind_processor(dialect)
