"""A tiny measured site, built the way the large ones are."""

from collections.abc import Iterator

import pytest
from flask import Flask

from northforum.app import create_app
from northforum.bench import site, sizes
from northforum.core.db import db
from northforum.core.settings import Settings


def quietly(_done: int, _total: int) -> None:
    """Tell nobody how far it is."""


@pytest.fixture
def tiny(settings: Settings) -> Iterator[Flask]:
    """Build the tiny site in this test's database and give the application over it."""
    site.build(settings, sizes.TINY, quietly)
    app = create_app(settings)
    yield app
    with app.app_context():
        db.session.remove()
        db.engine.dispose()
