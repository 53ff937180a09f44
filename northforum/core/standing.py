"""How a site's database stands, told without loading the site: its revision, and whether it is the demonstration."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from northforum.core.places import MIGRATIONS
from northforum.core.settings import Settings


@dataclass(frozen=True)
class Standing:
    """What a look at the database found."""

    revision: str | None
    is_demonstration: bool

    @property
    def is_current(self) -> bool:
        """Whether the database has the shape that this version needs."""
        return self.revision == head()


def head() -> str:
    """Return the newest revision that this version knows: the name of the last migration file."""
    return revisions()[-1]


def revisions() -> list[str]:
    """Return every revision that this version knows, oldest first; each file is called DATE_TIME_REVISION."""
    return [path.stem.split("_", 2)[2] for path in sorted((MIGRATIONS / "versions").glob("*.py"))]


def look(settings: Settings) -> Standing:
    """Return how the database of ``settings`` stands; one that is not there yet has no revision."""
    with _cursor(settings.database_url) as cursor:
        revision = _value(cursor, "SELECT version_num FROM alembic_version")
        mark = _value(cursor, "SELECT value FROM site_mark WHERE name = 'demonstration'") if revision else None
    return Standing(revision, mark is not None)


def _value(cursor: Any, query: str) -> str | None:
    if cursor is None:
        return None
    try:
        row = cursor.execute(query).fetchone()
    except Exception as problem:
        # Both drivers say so in their own class; any other trouble is the site's to report when it starts.
        if "no such table" in str(problem) or "does not exist" in str(problem):
            return None
        raise
    return row[0] if row else None


@contextmanager
def _cursor(url: str) -> Iterator[Any]:
    if url.startswith("sqlite"):
        path = Path(url.removeprefix("sqlite:///"))
        if not path.is_file():
            yield None
            return
        with closing(sqlite3.connect(path)) as connection:
            yield connection
    else:
        import psycopg  # noqa: PLC0415 - an extra, there only where PostgreSQL is used

        with psycopg.connect(url.replace("+psycopg", ""), autocommit=True, connect_timeout=5) as connection:
            yield connection
