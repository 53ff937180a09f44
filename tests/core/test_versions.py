"""The versions of what stands on many pages: new with each change, and only with a change that was kept."""

import threading

import pytest
from flask import Flask
from sqlalchemy.exc import IntegrityError

from northforum.core import versions
from northforum.core.db import begin_write, db, transaction
from northforum.core.site_mark import SiteMark


def read(app: Flask) -> tuple[str | None, str]:
    with app.app_context():
        return db.session.scalar(db.select(versions.site())), db.session.scalar(versions.lists()) or ""


def test_a_change_of_the_site_is_a_change_of_the_lists_too(app: Flask) -> None:
    seen = [read(app)]
    for _ in range(3):
        with transaction(app):
            versions.bump_site()
        seen.append(read(app))
    assert len({site for site, _ in seen}) == len({lists for _, lists in seen}) == 4


def test_a_change_in_lists_leaves_the_site_as_it_was(app: Flask) -> None:
    seen = []
    for _ in range(3):
        with transaction(app):
            versions.bump_lists()
            versions.bump_lists()
        seen.append(read(app))
    assert len({lists for _, lists in seen}) == 3
    assert {site for site, _ in seen} == {None}


def test_what_is_taken_back_bumps_nothing(app: Flask) -> None:
    before = read(app)

    def fail() -> None:
        with transaction(app):
            versions.bump_site()
            raise RuntimeError

    with pytest.raises(RuntimeError):
        fail()
    with transaction(app):
        versions.bump_site()
        begin_write()
    with transaction(app):
        pass
    assert read(app) == before


def test_the_end_of_a_savepoint_writes_nothing_yet_and_loses_nothing(app: Flask) -> None:
    before = read(app)
    with transaction(app):
        versions.bump_lists()
        with db.session.begin_nested():
            versions.bump_site()
        assert (db.session.scalar(db.select(versions.site())), db.session.scalar(versions.lists()) or "") == before
        with pytest.raises(IntegrityError), db.session.begin_nested():
            db.session.add(SiteMark(name="x", value=None))
    after = read(app)
    assert after[0] != before[0]
    assert after[1] != before[1]


def test_writers_seldom_bump_the_same_row(app: Flask) -> None:
    def bump(together: threading.Barrier) -> None:
        together.wait()
        with transaction(app):
            versions.bump_lists()

    together = threading.Barrier(12)
    threads = [threading.Thread(target=bump, args=(together,)) for _ in range(12)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    with app.app_context():
        rows = db.session.scalars(db.select(SiteMark.name).where(SiteMark.name.startswith(versions.LISTS))).all()
    assert 1 < len(rows) <= versions.SHARDS
    assert len(read(app)[1].split()) == len(rows)
