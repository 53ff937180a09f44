"""Rate limits, counted in the database and in Valkey."""

import threading
from collections.abc import Callable, Iterator
from dataclasses import replace

import pytest
from flask import Flask

from northforum.core import db as core_db, errors, ratelimit
from northforum.core.db import db
from northforum.core.settings import Settings
from tests import servers
from tests.conftest import Clock

SIGN_IN = ratelimit.Limit("sign in", "3 per 15 minutes")
Make = Callable[..., Flask]


@pytest.fixture
def make_site(settings: Settings) -> Iterator[Make]:
    made = []

    def make(**changes: object) -> Flask:
        app, chosen = Flask("limited"), replace(settings, **{"rate_limits": True, **changes})  # type: ignore[arg-type]
        core_db.configure(app, chosen)
        ratelimit.configure(app, chosen)
        made.append(app)
        return app

    yield make
    for app in made:
        with app.app_context():
            db.session.remove()
            db.engine.dispose()


@pytest.fixture(params=["database", "valkey"])
def site(request: pytest.FixtureRequest, make_site: Make) -> Iterator[Flask]:
    app = make_site(redis_url=request.getfixturevalue("redis_url") if request.param == "valkey" else "")
    with app.app_context():
        yield app


def hits(limit: ratelimit.Limit, key: str, times: int) -> None:
    for _ in range(times):
        ratelimit.hit(limit, key)


def test_the_one_too_many_is_told_how_long_to_wait(site: Flask) -> None:
    hits(SIGN_IN, "ada", 3)
    with pytest.raises(errors.TooFast) as refused:
        ratelimit.hit(SIGN_IN, "ada")
    assert 890 <= refused.value.retry_after <= 900


def test_looking_does_not_count(site: Flask) -> None:
    assert ratelimit.is_on()
    hits(SIGN_IN, "ada", 2)
    for _ in range(5):
        ratelimit.check(SIGN_IN, "ada")
    ratelimit.hit(SIGN_IN, "ada")
    with pytest.raises(errors.TooFast) as refused:
        ratelimit.check(SIGN_IN, "ada")
    assert 890 <= refused.value.retry_after <= 900


def test_limits_and_keys_do_not_disturb_each_other(site: Flask) -> None:
    hits(SIGN_IN, "ada", 3)
    hits(SIGN_IN, "ben", 3)
    hits(ratelimit.Limit("join", "3 per 15 minutes"), "ada", 3)


def test_a_cleared_count_begins_anew(site: Flask) -> None:
    hits(SIGN_IN, "ada", 3)
    ratelimit.clear(SIGN_IN, "ada")
    hits(SIGN_IN, "ada", 3)


def test_odd_keys_can_be_counted(site: Flask) -> None:
    for key in ("", "\0", "\ud800", "x" * 10_000, "a/b\N{SNOWMAN}"):
        ratelimit.hit(SIGN_IN, key)


def test_the_window_closes(make_site: Make, clock: Clock) -> None:
    with make_site().app_context():
        hits(SIGN_IN, "ada", 3)
        clock.advance(minutes=14, seconds=59)
        with pytest.raises(errors.TooFast) as refused:
            ratelimit.hit(SIGN_IN, "ada")
        assert refused.value.retry_after == 1
        clock.advance(seconds=1)
        hits(SIGN_IN, "ada", 3)


def test_a_refused_request_still_counts(make_site: Make) -> None:
    with make_site().app_context():
        hits(SIGN_IN, "ada", 3)
        db.session.rollback()
        with pytest.raises(errors.TooFast):
            ratelimit.hit(SIGN_IN, "ada")


def test_processes_and_threads_agree(make_site: Make) -> None:
    one, two = make_site(), make_site()
    limit, refused = ratelimit.Limit("many", "10 per hour"), list[int]()

    def try_often(app: Flask) -> None:
        with app.app_context():
            for _ in range(10):
                try:
                    ratelimit.hit(limit, "ada")
                except errors.TooFast as too_fast:
                    refused.append(too_fast.retry_after)

    threads = [threading.Thread(target=try_often, args=(app,)) for app in (one, two, one)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(refused) == 20


def test_no_address_and_no_name_is_kept(make_site: Make) -> None:
    with make_site().app_context():
        ratelimit.hit(SIGN_IN, "ada@example.org")
        kept = db.session.scalars(db.select(ratelimit.RateCounter.key)).all()
        assert len(kept) == 1
        assert "ada" not in kept[0]


def test_closed_windows_are_forgotten(make_site: Make, clock: Clock) -> None:
    with make_site().app_context():
        ratelimit.hit(SIGN_IN, "ada")
        clock.advance(minutes=10)
        ratelimit.hit(SIGN_IN, "ben")
        clock.advance(minutes=10)
        ratelimit.forget_expired()
        assert len(db.session.scalars(db.select(ratelimit.RateCounter.key)).all()) == 1
        db.session.rollback()


def test_nothing_is_counted_when_limits_are_off(make_site: Make) -> None:
    with make_site(rate_limits=False).app_context():
        hits(SIGN_IN, "ada", 10)
        ratelimit.check(SIGN_IN, "ada")
        assert not ratelimit.is_on()
        ratelimit.clear(SIGN_IN, "ada")
        assert not db.session.scalars(db.select(ratelimit.RateCounter.key)).all()


@pytest.mark.parametrize("away", ["database", "valkey"])
def test_a_counter_that_is_away_lets_people_in(make_site: Make, caplog: pytest.LogCaptureFixture, away: str) -> None:
    changes = {"database_url": "sqlite:////nowhere/at/all.db"}
    if away == "valkey":
        changes = {"redis_url": f"valkey://127.0.0.1:{servers.free_port()}/0"}
    with make_site(**changes).app_context():
        hits(SIGN_IN, "ada", 5)
        ratelimit.check(SIGN_IN, "ada")
        ratelimit.clear(SIGN_IN, "ada")
    assert caplog.text.count("ratelimit.away sign in") == 7


def test_the_storage_says_what_it_holds(make_site: Make) -> None:
    storage = ratelimit.DatabaseStorage()
    with make_site().app_context():
        assert storage.check()
        assert storage.incr("a", 60) == 1
        assert storage.incr("a", 60, amount=4) == 5
        assert storage.get("a") == 5
        assert storage.get("b") == 0
        assert storage.reset() == 1
        assert storage.get("a") == 0
    with make_site(database_url="sqlite:////nowhere/at/all.db").app_context():
        assert not storage.check()


@pytest.mark.parametrize(
    ("address", "key"),
    [
        ("192.0.2.7", "192.0.2.7"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
        ("2001:db8:1:2::ffff", "2001:db8:1:2::/64"),
        ("::ffff:192.0.2.7", "192.0.2.7"),
        ("fe80::1%eth0", "fe80::/64"),
        ("not an address", "unknown"),
        (None, "unknown"),
    ],
)
def test_an_address_stands_for_one_customer(address: str | None, key: str) -> None:
    assert ratelimit.address_key(address) == key
