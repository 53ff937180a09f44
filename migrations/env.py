"""Alembic's environment: our engine, our models, one transaction for each migration.

On SQLite a table is changed by copying it. With foreign keys enforced, dropping the old copy would delete the rows
that refer to it, silently; so enforcement is off on this connection while migrating, and checked afterwards.
"""

import importlib
import pkgutil
from typing import Any, Literal

from alembic import context
from sqlalchemy import Connection, Engine, text

import northforum
from northforum.core import migrations
from northforum.core.db import Model, UtcDateTime

ROOMS_WITH_TABLES = {"models", "outbox", "ratelimit", "site_mark"}


def import_models() -> None:
    """Import every module that declares tables, so that the metadata is whole."""
    for module in pkgutil.walk_packages(northforum.__path__, "northforum."):
        if ROOMS_WITH_TABLES & set(module.name.split(".")):
            importlib.import_module(module.name)


def render_item(kind: str, item: Any, _context: Any) -> str | Literal[False]:
    """Return how a draft names a type of ours: by what the database keeps, so that migrations outlive our code."""
    return "sa.DateTime()" if kind == "type" and isinstance(item, UtcDateTime) else False


def migrate(engine: Engine) -> None:
    """Run the migrations that were asked for."""
    with engine.connect().execution_options(write=True) as connection:
        is_sqlite = connection.dialect.name == "sqlite"
        if is_sqlite:
            # Only outside a transaction does this pragma do anything.
            connection.connection.dbapi_connection.execute("PRAGMA foreign_keys=OFF")
        try:
            _run(connection, is_sqlite=is_sqlite)
        finally:
            if is_sqlite:
                connection.rollback()
                connection.connection.dbapi_connection.execute("PRAGMA foreign_keys=ON")


def _run(connection: Connection, *, is_sqlite: bool) -> None:
    context.configure(
        connection=connection,
        target_metadata=Model.metadata,
        include_object=migrations.is_ours,
        render_as_batch=True,
        compare_type=True,
        transaction_per_migration=True,
        transactional_ddl=True,
        render_item=render_item,
    )
    with context.begin_transaction():
        context.run_migrations()
    if is_sqlite:
        broken = connection.execute(text("PRAGMA foreign_key_check")).all()
        if broken:
            raise RuntimeError(f"a migration left rows without their owner: {broken[:5]}")


import_models()
migrate(context.config.attributes["engine"])
