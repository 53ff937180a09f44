"""A live site for the stories of this folder, and browsers that complain about anything that goes wrong in them."""

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from flask import Flask
from playwright.sync_api import Browser, BrowserContext

from northforum.app import create_app
from northforum.core.db import db
from northforum.core.settings import Settings, complete
from tests import servers
from tests.cast import Person, gather
from tests.journeys.town import Reader, Town

OpenBrowser = Callable[..., Reader]


@pytest.fixture(scope="session")
def town_database(request: pytest.FixtureRequest, blank_database: str, town_data: Path) -> Iterator[str]:
    """Make the database of the live site; each story adds what it needs and disturbs no other."""
    if os.environ.get("NORTHFORUM_TEST_DATABASE", "sqlite") == "sqlite":
        shutil.copyfile(blank_database, town_data / "northforum.db")
        yield f"sqlite:///{town_data / 'northforum.db'}"
        return
    server: servers.Postgres = request.getfixturevalue("postgres")
    name = f"northforum-town-{request.getfixturevalue('worker_name')}"
    yield server.recreate(name, template=blank_database)
    server.drop(name)


@pytest.fixture(scope="session")
def town_data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give the data folder of the live site."""
    return tmp_path_factory.mktemp("town")


@pytest.fixture(scope="session")
def town(town_data: Path, town_database: str) -> Iterator[Town]:
    """Run the real server with its worker, with the cast on it, for every story of this process."""
    app = create_app(complete(Settings(data=town_data, database_url=town_database, rate_limits=False, testing=True)))
    cast = gather(app)
    try:
        with servers.serve(town_data, database_url=town_database, extra=servers.UNMEASURED) as site:
            yield Town(site, cast)
            assert "Traceback" not in site.log, site.log
    finally:
        _close(app)


def _close(app: Flask) -> None:
    with app.app_context():
        db.session.remove()
        db.engine.dispose()


@pytest.fixture(params=[True, False], ids=["script", "no-script"])
def script(request: pytest.FixtureRequest) -> bool:
    """Run the story with JavaScript and again without."""
    return bool(request.param)


@pytest.fixture
def open_browser(browser: Browser, town: Town) -> Iterator[OpenBrowser]:
    """Open browsers of their own: ``open_browser(person, script=False)``; at the end none may have complained."""
    opened: list[tuple[BrowserContext, Reader]] = []

    def open_one(person: Person | None = None, *, script: bool = True) -> Reader:
        context = browser.new_context(
            base_url=town.site.url, java_script_enabled=script, locale="en-GB", timezone_id="Europe/London"
        )
        context.set_default_timeout(10_000)
        reader = Reader(context.new_page(), town, script=script)
        opened.append((context, reader))
        if person is not None:
            reader.take_session(person)
        return reader

    yield open_one
    complaints = [complaint for _, reader in opened for complaint in reader.complaints]
    for context, _ in opened:
        context.close()
    assert not complaints
