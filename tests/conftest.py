"""The site under test: a fresh database, data folder and clock for each test, and the servers of a run."""

import os
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from email.message import EmailMessage
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from flask import Flask
from flask.testing import FlaskClient
from jinja2 import FileSystemBytecodeCache
from redis import Redis

from northforum.core import clock as core_clock, outbox
from northforum.core.db import db
from northforum.core.settings import Settings, complete
from tests import servers
from tests.browser_fixtures import browser, context, page
from tests.database_fixtures import (
    NOON,
    Gathered,
    blank_database,
    close,
    database_url,
    gathered,
    postgres,
    postgres_copy,
)

# From where the browser and the databases are.
__all__ = [
    "NOON",
    "blank_database",
    "browser",
    "context",
    "database_url",
    "gathered",
    "page",
    "postgres",
    "postgres_copy",
]

if TYPE_CHECKING:
    from tests.cast import Cast


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark each test by what it asks for."""
    for item in items:
        asked = getattr(item, "fixturenames", ())
        if "database_url" in asked:
            item.add_marker("database")
        if "browser" in asked:
            item.add_marker("browser")
            # Nearly all of its time is the browser's, and coverage has to come from tests that say what is wrong.
            item.add_marker("no_cover")


@pytest.fixture(scope="session")
def run_name() -> str:
    """Name this run, the same in each of its workers."""
    return os.environ.get("PYTEST_XDIST_TESTRUNUID", "")[:12] or str(os.getpid())


@pytest.fixture(scope="session")
def worker_name(run_name: str) -> str:
    """Name this process of the run."""
    return f"{run_name}-{os.environ.get('PYTEST_XDIST_WORKER', 'main')}"


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """Give the empty data folder of this test's site."""
    folder = tmp_path / "data"
    folder.mkdir()
    return folder


@pytest.fixture
def settings(data: Path, database_url: str) -> Settings:
    """Give the settings of this test's site: mail goes to files, limits are off."""
    return complete(
        Settings(data=data, database_url=database_url, rate_limits=False, secret_key="x" * 40, testing=True)
    )


@pytest.fixture(scope="session")
def compiled_templates(tmp_path_factory: pytest.TempPathFactory) -> FileSystemBytecodeCache:
    """Keep compiled templates for the run: compiling them again for each test takes longer than most tests."""
    return FileSystemBytecodeCache(str(tmp_path_factory.mktemp("templates")))


@pytest.fixture
def make_app(settings: Settings, compiled_templates: FileSystemBytecodeCache) -> Iterator[Callable[..., Flask]]:
    """Make sites over this test's database, with settings of one's own: ``make_app(rate_limits=True)``."""
    # Imported here, so that a test of a pure module does not wait for the whole site.
    from northforum.app import create_app  # noqa: PLC0415

    with ExitStack() as ends:

        def make(**changes: object) -> Flask:
            app = create_app(replace(settings, **changes))  # type: ignore[arg-type]
            app.jinja_env.bytecode_cache = compiled_templates
            ends.callback(close, app)
            return app

        yield make


@pytest.fixture
def app(make_app: Callable[..., Flask]) -> Flask:
    """Give the site, over a blank database."""
    return make_app()


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    """Give a client without a sign-in; ``app.test_client()`` makes more."""
    return app.test_client()


@pytest.fixture
def cast(gathered: Gathered, app: Flask, clock: "Clock") -> "Cast":
    """Give the standing people and their small published world (``tests/cast.py``), made at noon.

    They come with the database.
    """
    return replace(gathered.cast, app=app)


@pytest.fixture
def worker(app: Flask) -> Callable[[], int]:
    """Give a callable that carries out every job that is due and returns how many there were."""

    def run() -> int:
        done = outbox.run_until_idle(app)
        with app.app_context():
            problems = db.session.scalars(db.select(outbox.Job.problem).where(outbox.Job.problem.is_not(None))).all()
        assert not problems, f"jobs failed: {problems}"
        return done

    return run


@dataclass(frozen=True)
class Mailbox:
    """What the site has written as mail, oldest first."""

    folder: Path

    def all(self) -> list[EmailMessage]:
        """Return every message."""
        return servers.read_mail(self.folder)

    def to(self, address: str) -> list[EmailMessage]:
        """Return every message to ``address``."""
        return [message for message in self.all() if address in str(message["To"])]

    def last(self, address: str) -> EmailMessage:
        """Return the newest message to ``address``."""
        found = self.to(address)
        assert found, f"no mail to {address}; there is mail to {[str(message['To']) for message in self.all()]}"
        return found[-1]

    def text(self, address: str) -> str:
        """Return the plain text of the newest message to ``address``."""
        body = self.last(address).get_body(("plain",))
        assert body is not None
        return str(body.get_content())


@pytest.fixture
def mailbox(data: Path) -> Mailbox:
    """Give the mail that the site has sent; run the worker first."""
    return Mailbox(data / "mail")


class Clock:
    """The product's clock, standing still until it is moved."""

    def __init__(self, start: datetime) -> None:
        self.time = start

    def now(self) -> datetime:
        """Return the time that the product sees."""
        return self.time

    def set(self, moment: datetime | str) -> None:
        """Set the time: a moment with a zone, or its ISO form."""
        self.time = datetime.fromisoformat(moment) if isinstance(moment, str) else moment

    def advance(self, **duration: float) -> None:
        """Move the time on: ``clock.advance(hours=2)``."""
        self.time += timedelta(**duration)


@pytest.fixture
def clock() -> Iterator[Clock]:
    """Stop the product's clock at noon on 20 November 2026; the test moves it."""
    stopped = Clock(NOON)
    core_clock.set_source(stopped.now)
    yield stopped
    core_clock.set_source(None)


@pytest.fixture
def mail_server() -> Iterator[servers.MailServer]:
    """Give a running SMTP server that keeps its messages."""
    with servers.mail_server() as server:
        yield server


@pytest.fixture(scope="session")
def valkey_server() -> Iterator[str]:
    """Give the address of the run's Valkey."""
    with servers.valkey() as url:
        yield url


@pytest.fixture
def redis_url(valkey_server: str) -> str:
    """Give the address of an empty Valkey."""
    with Redis.from_url(valkey_server) as connection:
        connection.flushall()
    return valkey_server


@pytest.fixture
def live_site(data: Path, database_url: str) -> Iterator[servers.LiveSite]:
    """Run the real server with its worker over a blank database."""
    with servers.serve(data, database_url=database_url) as site:
        yield site
