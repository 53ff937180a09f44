"""A blank database, made the way an operator's is: by the migrations."""

from sqlalchemy import create_engine

from northforum.core import migrations
from northforum.core.db import prepare_sqlite


def make_schema(url: str) -> None:
    """Migrate the empty database at ``url`` to the newest shape."""
    engine = create_engine(url)
    if engine.dialect.name == "sqlite":
        prepare_sqlite(engine)
    migrations.upgrade(engine)
    # Closing the last connection also empties the log beside a SQLite file, which is then copied alone.
    engine.dispose()
