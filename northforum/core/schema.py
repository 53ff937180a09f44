"""At which revision an open database stands; without Alembic, which only moving it needs."""

from sqlalchemy import Engine, inspect, text

from northforum.core import standing


def current(engine: Engine) -> str | None:
    """Return the revision that the database stands at."""
    with engine.connect() as connection:
        if not inspect(connection).has_table("alembic_version"):
            return None
        revision: str | None = connection.execute(text("SELECT version_num FROM alembic_version")).scalar()
        return revision


def is_current(engine: Engine) -> bool:
    """Return whether the database has the shape that this version needs."""
    return current(engine) == standing.head()


def is_known(engine: Engine) -> bool:
    """Return whether this version knows the database's revision; a newer program may have moved it on."""
    revision = current(engine)
    return revision is None or revision in standing.revisions()
