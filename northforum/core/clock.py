"""The one clock: every time in the product is asked here, so that a test can set it."""

from collections.abc import Callable
from datetime import UTC, datetime


def _system_time() -> datetime:
    return datetime.now(UTC)


_source: Callable[[], datetime] = _system_time


def now() -> datetime:
    """Return the current moment in UTC, with its time zone."""
    return _source()


def set_source(source: Callable[[], datetime] | None) -> None:
    """Take the time from ``source``; ``None`` goes back to the system's clock."""
    global _source  # noqa: PLW0603 - one clock for the process is the point
    _source = source or _system_time
