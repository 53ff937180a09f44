"""Rate limits: counted in the site's database, or in Redis where there is one, so that all processes agree."""

import functools
import hashlib
import ipaddress
import logging
import math
import re
import threading
from collections.abc import Callable
from dataclasses import dataclass

import limits
from flask import Flask, current_app
from limits.errors import StorageError
from limits.storage import RedisStorage, Storage
from limits.strategies import FixedWindowRateLimiter
from sqlalchemy import BigInteger, delete, select, text
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Mapped, mapped_column

from northforum.core import clock, errors
from northforum.core.db import Model, db, own_write
from northforum.core.settings import Settings

log = logging.getLogger("northforum.ratelimit")
_EXTENSION = "northforum.ratelimit"
_AWAY_SECONDS = 1.0
_MOST_COUNTED = 10_000
_counted: dict[str, tuple[int, int]] = {}
_counting = threading.Lock()


class RateCounter(Model):
    """How often something happened since its window opened; ``window_end`` in seconds since 1970."""

    __tablename__ = "rate_counter"

    key: Mapped[str] = mapped_column(primary_key=True)
    window_end: Mapped[int] = mapped_column(BigInteger, index=True)
    count: Mapped[int]


@dataclass(frozen=True, slots=True)
class Limit:
    """How often something may happen: ``Limit("sign in", "5 per 15 minutes")``."""

    name: str
    rate: str


def configure(app: Flask, settings: Settings) -> None:
    """Count for ``app`` where ``settings`` say; with limits off nothing is counted."""
    app.extensions[_EXTENSION] = FixedWindowRateLimiter(_storage(settings)) if settings.rate_limits else None


def is_on() -> bool:
    """Return whether anything is limited at all; load tests switch limits off."""
    return _limiter() is not None


def hit(limit: Limit, key: str) -> None:
    """Count one more of ``limit`` for ``key``: an account, or ``address_key`` of where the request comes from.

    To be called before the write unit begins: on SQLite the counter waits for that unit's lock.

    Raises
    ------
    errors.TooFast
        When that is more than the limit allows, with the seconds to wait.
    """
    _ask(FixedWindowRateLimiter.hit, limit, key)


def hit_here(limit: Limit, key: str) -> None:
    """Count like ``hit``, in this process alone: for what is asked as fast as somebody types.

    Each process lets so many through; a row for each key that is pressed would cost more than what is asked for.

    Raises
    ------
    errors.TooFast
        When that is more than the limit allows, with the seconds to wait.
    """
    if _limiter() is None:
        return
    item, name, now = _item(limit.rate), _name(limit, key), _now()
    with _counting:
        if len(_counted) > _MOST_COUNTED:
            for old in [old for old, (end, _) in _counted.items() if end <= now]:
                del _counted[old]
        end, count = _counted.get(name, (0, 0))
        if end <= now:
            end, count = now + item.get_expiry(), 0
        _counted[name] = (end, count + 1)
    if count >= item.amount:
        log.info("ratelimit.refused %s", limit.name)
        raise errors.TooFast(end - now)


def check(limit: Limit, key: str) -> None:
    """Go on when ``hit`` would be let through, without counting: for what counts failures only.

    Raises
    ------
    errors.TooFast
        When the limit is reached, with the seconds to wait.
    """
    _ask(FixedWindowRateLimiter.test, limit, key)


def clear(limit: Limit, key: str) -> None:
    """Forget what was counted of ``limit`` for ``key``, as after a sign-in that worked."""
    limiter = _limiter()
    if limiter is None:
        return
    try:
        limiter.clear(_item(limit.rate), _name(limit, key))
    except StorageError as problem:
        _report(limit, problem)


def forget_expired() -> None:
    """Remove the counters whose window has closed, in the transaction of the schedule's turn."""
    db.session.execute(delete(RateCounter).where(RateCounter.window_end <= _now()))


def address_key(address: str | None) -> str:
    """Return what stands for a network address: itself, or for IPv6 the /64 that one customer has to themselves."""
    try:
        parsed = ipaddress.ip_address(address or "")
    except ValueError:
        return "unknown"
    if isinstance(parsed, ipaddress.IPv6Address):
        if parsed.ipv4_mapped is None:
            return str(ipaddress.ip_network((int(parsed), 64), strict=False))
        parsed = parsed.ipv4_mapped
    return str(parsed)


def _ask(question: Callable[..., bool], limit: Limit, key: str) -> None:
    limiter = _limiter()
    if limiter is None:
        return
    item, name = _item(limit.rate), _name(limit, key)
    try:
        if question(limiter, item, name):
            return
        wait = math.ceil(limiter.storage.get_expiry(item.key_for(name)) - clock.now().timestamp())
    except StorageError as problem:
        _report(limit, problem)
        return
    log.info("ratelimit.refused %s", limit.name)
    raise errors.TooFast(max(1, min(wait, item.get_expiry())))


def _report(limit: Limit, problem: StorageError) -> None:
    """Log that nothing could be counted; that must not lock everybody out."""
    log.error("ratelimit.away %s %s", limit.name, type(problem.storage_error).__name__)


class DatabaseStorage(Storage):
    """Counters as rows, each changed in a short write unit of its own, so that a refused request still counts."""

    STORAGE_SCHEME = ["northforum"]  # noqa: RUF012 - the library's own name and shape

    @property
    def base_exceptions(self) -> type[Exception]:
        """What is thrown when the database is away."""
        return SQLAlchemyError

    def incr(self, key: str, expiry: int, amount: int = 1) -> int:
        """Count ``amount`` more and return the sum; a closed window begins anew for ``expiry`` seconds."""
        values = {"key": key, "now": _now(), "window_end": _now() + expiry, "amount": amount}
        with own_write() as connection:
            return int(connection.execute(_COUNT, values).scalar_one())

    def get(self, key: str) -> int:
        """Return the sum of the open window."""
        return self._read(key)[0]

    def get_expiry(self, key: str) -> float:
        """Return when the window closes."""
        return self._read(key)[1]

    def check(self) -> bool:
        """Return whether counting works."""
        try:
            self._read("check")
        except SQLAlchemyError:
            return False
        return True

    def reset(self) -> int:
        """Forget everything; return how many counters there were."""
        with own_write() as connection:
            return connection.execute(delete(RateCounter)).rowcount

    def clear(self, key: str) -> None:
        """Forget one counter."""
        with own_write() as connection:
            connection.execute(delete(RateCounter).where(RateCounter.key == key))

    def _read(self, key: str) -> tuple[int, int]:
        wanted = select(RateCounter.count, RateCounter.window_end).where(
            RateCounter.key == key, RateCounter.window_end > _now()
        )
        with db.engine.connect() as connection:
            row = connection.execute(wanted).first()
        return (row[0], row[1]) if row else (0, _now())


# One statement, so that no two processes count the same number; both databases understand it alike.
_COUNT = text(
    """
    INSERT INTO rate_counter (key, window_end, count) VALUES (:key, :window_end, :amount)
    ON CONFLICT (key) DO UPDATE SET
        count = CASE WHEN rate_counter.window_end <= :now THEN :amount ELSE rate_counter.count + :amount END,
        window_end = CASE WHEN rate_counter.window_end <= :now THEN :window_end ELSE rate_counter.window_end END
    RETURNING count
    """
)


def _storage(settings: Settings) -> Storage:
    if not settings.redis_url:
        return DatabaseStorage(wrap_exceptions=True)
    # One client for both servers: redis-py speaks to Valkey too.
    return RedisStorage(
        re.sub("^valkey", "redis", settings.redis_url),
        key_prefix="northforum",
        wrap_exceptions=True,
        socket_timeout=_AWAY_SECONDS,
        socket_connect_timeout=_AWAY_SECONDS,
    )


def _limiter() -> FixedWindowRateLimiter | None:
    limiter: FixedWindowRateLimiter | None = current_app.extensions[_EXTENSION]
    return limiter


@functools.cache
def _item(rate: str) -> limits.RateLimitItem:
    return limits.parse(rate)


def _name(limit: Limit, key: str) -> str:
    """Return the counter's name; the key is hashed, since it may be an e-mail or a network address."""
    return f"{limit.name}/{hashlib.sha256(key.encode('utf-8', 'surrogatepass')).hexdigest()[:32]}"


def _now() -> int:
    return int(clock.now().timestamp())
