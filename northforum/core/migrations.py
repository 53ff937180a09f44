"""Moving the database's shape forward and back with Alembic, on SQLite and PostgreSQL."""

from functools import lru_cache
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Engine

from northforum.core.places import MIGRATIONS


def upgrade(engine: Engine, revision: str = "head") -> None:
    """Bring the database to ``revision``, making it when it is empty."""
    command.upgrade(_config(engine), revision)


def downgrade(engine: Engine, revision: str) -> None:
    """Take the database back to ``revision``; ``"base"`` leaves nothing."""
    command.downgrade(_config(engine), revision)


def draft(engine: Engine, message: str) -> None:
    """Write a draft of the migration from the database's shape to the models'; it is read and named by hand."""
    command.revision(_config(engine), message=message, autogenerate=True)


def current(engine: Engine) -> str | None:
    """Return the revision that the database stands at."""
    with engine.connect() as connection:
        return MigrationContext.configure(connection).get_current_revision()


def head() -> str | None:
    """Return the newest revision that this version of the program knows."""
    return _script(MIGRATIONS).get_current_head()


def is_current(engine: Engine) -> bool:
    """Return whether the database has the shape that this version needs."""
    return current(engine) == head()


def is_known(engine: Engine) -> bool:
    """Return whether this version knows the database's revision; a newer program may have moved it on."""
    revision = current(engine)
    known = {script.revision for script in _script(MIGRATIONS).walk_revisions()}
    return revision is None or revision in known


def _config(engine: Engine) -> Config:
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    config.set_main_option("file_template", "%%(year)d%%(month).2d%%(day).2d_%%(hour).2d%%(minute).2d_%%(slug)s")
    config.attributes["engine"] = engine
    return config


@lru_cache(maxsize=1)
def _script(place: Path) -> ScriptDirectory:
    return ScriptDirectory(str(place))
