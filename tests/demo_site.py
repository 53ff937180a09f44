"""The demonstration site, made once for each run of the tests and copied for whoever wants to use it."""

import os
import resource
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest
from filelock import FileLock
from flask import Flask

from northforum.app import create_app
from northforum.core.db import db
from northforum.core.settings import Settings, complete
from northforum.members import queries as members_queries
from tests import servers
from tests.cast import Person, open_session, sealed

HANG_SECONDS = 120


@dataclass(frozen=True)
class DemoSite:
    """A copy of the demonstration site with the application over it."""

    app: Flask
    data: Path

    def person(self, account: str) -> Person:
        """Return the demonstration's ``member``, ``host``, ``editor`` …"""
        with self.app.app_context():
            member = members_queries.known_member(f"{account}@demo.example")
            roles = members_queries.roles_of(member.id)
            return Person(member.id, member.handle, member.name, member.email, roles)

    def session(self, account: str) -> dict[str, object]:
        """Begin a sign-in and return what its browser's session holds."""
        return open_session(self.app, self.person(account))

    def cookie(self, account: str) -> str:
        """Begin a sign-in and return its cookie."""
        return sealed(self.app, self.session(account))

    def one(self, statement: str, **values: object) -> str:
        """Return the first value that the database gives."""
        with self.app.app_context():
            return str(db.session.execute(db.text(statement), values).scalars().first())


@pytest.fixture(scope="session")
def demo_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Make the demonstration site as an operator does; nobody changes this one."""
    base = tmp_path_factory.getbasetemp()
    # Under xdist each worker has a folder of its own within the run's.
    folder = (base.parent if "PYTEST_XDIST_WORKER" in os.environ else base) / "northforum-demo"
    with FileLock(f"{folder}.lock"):
        if not (folder / "made").exists():
            make(folder)
    return folder


def make(folder: Path) -> None:
    """Make the demonstration site in ``folder`` with the command, and note how long its process computed."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    environment = {name: value for name, value in os.environ.items() if not name.startswith("NORTHFORUM_")}
    subprocess.run(
        [str(servers.NORTHFORUM), "demo"],
        env={**environment, "NORTHFORUM_DATA": str(folder)},
        check=True,
        timeout=HANG_SECONDS,
        capture_output=True,
    )
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    (folder / "made").write_text(str(after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime))


def copy_to(data: Path, folder: Path) -> None:
    """Put a copy of the demonstration site in ``folder`` into the folder ``data``."""
    shutil.copytree(folder, data, dirs_exist_ok=True)


@contextmanager
def copied(folder: Path, data: Path) -> Iterator[DemoSite]:
    """Give a copy of the demonstration in ``data``, with the application over it."""
    copy_to(data, folder)
    app = create_app(complete(Settings(data=data, rate_limits=False, testing=True)))
    try:
        yield DemoSite(app, data)
    finally:
        with app.app_context():
            db.session.remove()
            db.engine.dispose()
