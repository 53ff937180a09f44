"""Counting what a page asks of the database."""

from collections.abc import Iterator
from contextlib import contextmanager

from flask import Flask
from sqlalchemy import event

from northforum.core.db import db


@contextmanager
def statements(app: Flask) -> Iterator[list[str]]:
    """Give the list of the SQL statements that the block runs, without the transaction's own."""
    seen: list[str] = []

    def note(_connection: object, _cursor: object, statement: str, *_rest: object) -> None:
        if statement.split(maxsplit=1)[0] not in {"BEGIN", "SAVEPOINT", "RELEASE", "ROLLBACK"}:
            seen.append(statement)

    with app.app_context():
        engine = db.engine
    event.listen(engine, "before_cursor_execute", note)
    try:
        yield seen
    finally:
        event.remove(engine, "before_cursor_execute", note)
