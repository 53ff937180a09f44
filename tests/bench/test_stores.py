from pathlib import Path

from sqlalchemy import create_engine, text
from sqlalchemy.engine import make_url

from northforum.bench import stores
from northforum.bench.sizes import TINY
from tests import servers
from tests.bench.conftest import quietly


def comments(url: str) -> int:
    engine = create_engine(url)
    with engine.begin() as connection:
        found = connection.execute(text("SELECT count(*) FROM comment")).scalar_one()
        connection.execute(text("UPDATE thread SET version = 99"))
        assert connection.execute(text("SELECT min(version) FROM thread")).scalar_one() == 99
    engine.dispose()
    return int(found)


def untouched(url: str) -> bool:
    engine = create_engine(url)
    with engine.connect() as connection:
        version = connection.execute(text("SELECT max(version) FROM thread")).scalar_one()
    engine.dispose()
    return bool(version == 1)


def test_a_site_is_built_once_and_each_run_gets_a_copy(tmp_path: Path) -> None:
    cache, built = tmp_path / "cache", []
    for name in ("first", "second"):
        (tmp_path / name).mkdir()
        with stores.opened("sqlite", cache) as store:
            found = store.copy(TINY, tmp_path / name, lambda done, _total: built.append(done))
        assert untouched(found.database_url)
        assert comments(found.database_url) == TINY.comments
    # The comments, and after them whatever the search takes in.
    assert TINY.comments in built
    assert built.count(TINY.comments) == 1


def test_a_site_of_an_older_shape_is_forgotten(tmp_path: Path) -> None:
    old = tmp_path / "sqlite-tiny-0123456789ab"
    old.mkdir()
    (tmp_path / "copy").mkdir()
    with stores.opened("sqlite", tmp_path) as store:
        store.copy(TINY, tmp_path / "copy", quietly)
    assert not old.exists()


def test_postgresql_keeps_its_sites_as_databases(postgres: servers.Postgres, tmp_path: Path) -> None:
    store = stores.PostgresStore(make_url(postgres.url))
    for _ in range(2):
        found = store.copy(TINY, tmp_path, quietly)
        assert untouched(found.database_url)
        assert comments(found.database_url) == TINY.comments
    store.forget_copies()
    engine = create_engine(postgres.url)
    with engine.connect() as connection:
        names = connection.execute(text("SELECT datname FROM pg_database")).scalars().all()
    engine.dispose()
    assert not [name for name in names if name.startswith("run-")]
    assert [name for name in names if name.startswith("bench-tiny-")]
