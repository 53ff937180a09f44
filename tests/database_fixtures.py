"""The databases of a run: a blank one, one with the cast in it, and each test's own copy."""

import os
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from filelock import FileLock
from flask import Flask

from northforum.core import clock as core_clock
from northforum.core.db import db
from northforum.core.settings import Settings, complete
from tests import servers
from tests.schema import make_schema

if TYPE_CHECKING:
    from tests.cast import Cast

DATABASE = os.environ.get("NORTHFORUM_TEST_DATABASE", "sqlite")
NOON = datetime.fromisoformat("2026-11-20T12:00:00+00:00")


@dataclass(frozen=True)
class Gathered:
    """The cast, and what gives a test's database its rows: on SQLite a file, on PostgreSQL statements."""

    cast: "Cast"
    rows: str


@pytest.fixture(scope="session")
def postgres(run_name: str) -> Iterator[servers.Postgres]:
    """Give the PostgreSQL server of this run."""
    with servers.postgres(run_name) as server:
        yield server


@pytest.fixture(scope="session")
def blank_database(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> str:
    """Make the database that each test gets a copy of; return its file or its name."""
    if DATABASE == "sqlite":
        file = tmp_path_factory.mktemp("blank") / "northforum.db"
        make_schema(f"sqlite:///{file}")
        return str(file)
    run, server = request.getfixturevalue("run_name"), request.getfixturevalue("postgres")
    base = tmp_path_factory.getbasetemp()
    # Under xdist each worker has a folder of its own within the run's.
    done = (base.parent if "PYTEST_XDIST_WORKER" in os.environ else base) / f"northforum-template-{run}"
    with FileLock(f"{done}.lock"):
        if not done.exists():
            make_schema(server.recreate(done.name))
            done.touch()
    return done.name


@pytest.fixture(scope="session")
def postgres_copy(postgres: servers.Postgres, blank_database: str, worker_name: str) -> Iterator[str]:
    """Make this worker's copy of the blank database; return its name."""
    name = f"northforum-test-{worker_name}"
    postgres.recreate(name, template=blank_database)
    yield name
    postgres.drop(name)


@pytest.fixture(scope="session")
def gathered(request: pytest.FixtureRequest, blank_database: str, tmp_path_factory: pytest.TempPathFactory) -> Gathered:
    """Gather the cast once, at noon, and keep it for the tests that ask for it: making it takes longer than most."""
    from northforum.app import create_app  # noqa: PLC0415 - a test of a pure module shall not wait for the site
    from tests.cast import gather  # noqa: PLC0415 - as above

    folder = tmp_path_factory.mktemp("gathered")
    url = f"sqlite:///{folder / 'northforum.db'}"
    if DATABASE == "sqlite":
        shutil.copyfile(blank_database, folder / "northforum.db")
    else:
        url = request.getfixturevalue("postgres").database_url(request.getfixturevalue("postgres_copy"))
    core_clock.set_source(lambda: NOON)
    try:
        settings = Settings(data=folder, database_url=url, rate_limits=False, secret_key="x" * 40, testing=True)
        site = create_app(complete(settings))
        found = gather(site)
    finally:
        core_clock.set_source(None)
    close(site)
    if DATABASE == "sqlite":
        return Gathered(found, str(folder / "northforum.db"))
    server, name = request.getfixturevalue("postgres"), request.getfixturevalue("postgres_copy")
    kept = server.keep(name)
    server.empty(name)
    return Gathered(found, kept)


@pytest.fixture
def database_url(request: pytest.FixtureRequest, blank_database: str, data: Path) -> Iterator[str]:
    """Give the address of a database of this test's own: blank, or with the cast where it is asked for."""
    with_cast: Gathered | None = request.getfixturevalue("gathered") if "cast" in request.fixturenames else None
    if DATABASE == "sqlite":
        shutil.copyfile(with_cast.rows if with_cast else blank_database, data / "northforum.db")
        yield f"sqlite:///{data / 'northforum.db'}"
        return
    server: servers.Postgres = request.getfixturevalue("postgres")
    name = request.getfixturevalue("postgres_copy")
    if with_cast:
        server.run(name, with_cast.rows)
    yield server.database_url(name)
    server.empty(name)


def close(app: Flask) -> None:
    """Let go of the site's database."""
    with app.app_context():
        db.session.remove()
        db.engine.dispose()
