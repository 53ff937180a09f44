"""The clock tells UTC and can be set."""

from datetime import UTC, datetime

from northforum.core import clock


def test_the_clock_tells_utc() -> None:
    assert clock.now().tzinfo is UTC


def test_the_clock_can_be_set_and_goes_back() -> None:
    moment = datetime(2026, 11, 22, 9, 30, tzinfo=UTC)
    clock.set_source(lambda: moment)
    try:
        assert clock.now() == moment
    finally:
        clock.set_source(None)
    assert clock.now() != moment
