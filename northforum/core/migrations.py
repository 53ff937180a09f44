"""Moving the database's shape forward and back with Alembic, on SQLite and PostgreSQL."""

from typing import Any

from alembic import command
from alembic.config import Config
from sqlalchemy import Engine

from northforum.core import fulltext
from northforum.core.places import MIGRATIONS

# Tables of the full-text index (``core.fulltext``), and of a replication tool that may live in the same file.
_NO_MODELS = (fulltext.SQLITE_TABLE, fulltext.POSTGRES_TABLE, "_litestream")


def is_ours(_object: Any, name: str | None, kind: str, _reflected: bool, _compared: Any) -> bool:
    """Return whether something in the database is meant to be described by a model."""
    return not (kind == "table" and (name or "").startswith(_NO_MODELS))


def upgrade(engine: Engine, revision: str = "head") -> None:
    """Bring the database to ``revision``, making it when it is empty."""
    command.upgrade(_config(engine), revision)


def downgrade(engine: Engine, revision: str) -> None:
    """Take the database back to ``revision``; ``"base"`` leaves nothing."""
    command.downgrade(_config(engine), revision)


def draft(engine: Engine, message: str) -> None:
    """Write a draft of the migration from the database's shape to the models'; it is read and named by hand."""
    command.revision(_config(engine), message=message, autogenerate=True)


def _config(engine: Engine) -> Config:
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    config.set_main_option("file_template", "%%(year)d%%(month).2d%%(day).2d_%%(hour).2d%%(minute).2d_%%(slug)s")
    config.attributes["engine"] = engine
    return config
