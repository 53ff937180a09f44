"""The database: durable, with write units that wait for each other and never lose a step."""

import threading
from datetime import UTC, datetime

import pytest
from flask import Flask
from sqlalchemy import select, text, update
from sqlalchemy.exc import StatementError

from northforum import commands
from northforum.core.db import PUBLIC_ALPHABET, begin_write, db, own_write, public_id, transaction
from northforum.core.outbox import Job
from northforum.core.settings import Settings
from northforum.core.site_mark import SiteMark, mark, marked


def test_sqlite_keeps_what_it_acknowledged_through_a_power_cut(app: Flask) -> None:
    with app.app_context():
        if db.engine.dialect.name != "sqlite":
            assert db.session.scalar(text("SHOW synchronous_commit")) == "on"
            return
        assert db.session.scalar(text("PRAGMA journal_mode")) == "wal"
        assert db.session.scalar(text("PRAGMA synchronous")) == 2
        assert db.session.scalar(text("PRAGMA foreign_keys")) == 1


def test_a_request_has_little_time_and_a_command_has_all_it_needs(
    app: Flask, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NORTHFORUM_DATABASE_URL", settings.database_url)
    monkeypatch.setenv("NORTHFORUM_DATA", str(settings.data))
    limits = {}
    for name, made in (("request", app), ("command", commands.site())):
        with made.app_context():
            if db.engine.dialect.name == "sqlite":
                return  # It knows no such limit.
            limits[name] = [db.session.scalar(text(f"SHOW {limit}_timeout")) for limit in ("statement", "lock")]
            db.session.remove()
            db.engine.dispose()
    assert limits == {"request": ["5s", "0"], "command": ["0", "5s"]}


def test_increments_from_several_threads_all_arrive(app: Flask) -> None:
    with transaction(app):
        mark("count", "0")

    def count() -> None:
        for _ in range(20):
            with transaction(app):
                row = db.session.scalars(select(SiteMark).where(SiteMark.name == "count").with_for_update()).one()
                row.value = str(int(row.value) + 1)

    threads = [threading.Thread(target=count) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    with app.app_context():
        assert marked("count") == "80"


def test_a_row_loaded_before_the_write_unit_is_read_again_inside_it(app: Flask) -> None:
    with transaction(app):
        mark("state", "open")
    with app.app_context():
        row = db.session.scalars(select(SiteMark)).one()
        with own_write() as other:
            other.execute(update(SiteMark).values(value="closed"))
        begin_write()
        assert row.value == "closed"
        db.session.rollback()


def test_what_stands_on_a_connection_of_its_own_survives_a_refused_request(app: Flask) -> None:
    with app.app_context():
        with own_write() as connection:
            connection.execute(text("INSERT INTO site_mark (name, value) VALUES ('kept', 'yes')"))
        db.session.rollback()
        assert marked("kept") == "yes"


def test_a_transaction_that_fails_leaves_nothing(app: Flask) -> None:
    def change_half() -> None:
        with transaction(app):
            mark("half", "done")
            raise RuntimeError

    with pytest.raises(RuntimeError):
        change_half()
    with app.app_context():
        assert marked("half") is None


def test_times_come_back_in_utc(app: Flask) -> None:
    moment = datetime(2026, 11, 22, 9, 30, 15, 123456, tzinfo=UTC)
    with transaction(app):
        db.session.add(Job(name="x", payload="{}", created_at=moment, run_at=moment))
    with app.app_context():
        assert db.session.scalars(select(Job)).one().created_at == moment


def test_a_time_without_a_zone_is_refused(app: Flask) -> None:
    naive = datetime(2026, 11, 22, 9, 30)  # noqa: DTZ001 - the mistake under test
    with pytest.raises(StatementError, match="without a time zone"), transaction(app):
        db.session.add(Job(name="x", payload="{}", created_at=naive, run_at=naive))


def test_public_ids_are_long_enough_and_safe_in_addresses() -> None:
    names = {public_id() for _ in range(200)}
    assert len(names) == 200
    assert all(len(name) == 12 and set(name) <= set(PUBLIC_ALPHABET) for name in names)
