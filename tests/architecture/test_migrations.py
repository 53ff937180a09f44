"""The migrations lead to the models' shape and back to nothing, on both databases."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from sqlalchemy import Engine, create_engine, inspect

from northforum import app as _app  # noqa: F401 - declares every table
from northforum.core import migrations, schema
from northforum.core.db import Model, prepare_sqlite
from tests.servers import Postgres


@pytest.fixture(params=["sqlite", "postgresql"])
def engine(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Engine]:
    """An empty database of each kind."""
    if request.param == "sqlite":
        made = create_engine(f"sqlite:///{tmp_path / 'empty.db'}")
        prepare_sqlite(made)
        yield made
        made.dispose()
        return
    server: Postgres = request.getfixturevalue("postgres")
    name = f"northforum-migrations-{request.getfixturevalue('worker_name')}"
    made = create_engine(server.recreate(name))
    yield made
    made.dispose()
    server.drop(name)


def test_the_newest_migration_leads_to_the_models_shape(engine: Engine) -> None:
    migrations.upgrade(engine)
    assert schema.is_current(engine)
    with engine.connect() as connection:
        compared = {"compare_type": True, "include_object": migrations.is_ours}
        context = MigrationContext.configure(connection, opts=compared)
        assert compare_metadata(context, Model.metadata) == []


def test_the_migrations_go_down_to_nothing_and_up_again(engine: Engine) -> None:
    migrations.upgrade(engine)
    migrations.downgrade(engine, "base")
    assert set(inspect(engine).get_table_names()) <= {"alembic_version"}
    migrations.upgrade(engine)
    assert schema.is_current(engine)
