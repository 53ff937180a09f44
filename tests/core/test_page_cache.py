"""The cache of rendered parts: by version, bounded, made once, never mixed."""

import threading

from flask import Flask
from hypothesis import given, strategies as st

from northforum.core import page_cache
from northforum.core.db import db, transaction
from northforum.core.page_cache import VersionedCache


def test_a_part_is_made_once_for_each_version() -> None:
    cache = VersionedCache[str](len)
    made: list[str] = []

    def make() -> str:
        made.append("x")
        return f"part {len(made)}"

    assert [cache.get("a", 1, make), cache.get("a", 1, make)] == ["part 1", "part 1"]
    assert cache.get("a", 2, make) == "part 2"
    assert cache.get("b", 2, make) == "part 3"


def test_an_older_version_is_not_served_once_a_newer_one_is_asked_for() -> None:
    cache = VersionedCache[str](len)
    cache.get("a", 1, lambda: "old")
    cache.get("a", 2, lambda: "new")
    assert cache.get("a", 2, lambda: "never") == "new"
    assert cache.get("a", 1, lambda: "old again") == "old again"


@given(st.lists(st.tuples(st.integers(0, 8), st.integers(0, 3), st.integers(0, 40)), max_size=60))
def test_the_cache_never_holds_more_than_its_limit(asked: list[tuple[int, int, int]]) -> None:
    cache = VersionedCache[bytes](len, byte_limit=100)
    for key, version, size in asked:
        assert cache.get(key, version, lambda size=size: b"x" * size) is not None  # type: ignore[misc]
        assert cache.size <= 100


def test_a_part_larger_than_the_cache_is_given_and_not_kept() -> None:
    cache = VersionedCache[bytes](len, byte_limit=10)
    assert len(cache.get("big", 1, lambda: b"x" * 50)) == 50
    assert cache.size == 0


def test_those_who_ask_at_the_same_time_wait_for_one_maker() -> None:
    cache = VersionedCache[str](len)
    made: list[int] = []
    started = threading.Barrier(4)

    def make() -> str:
        made.append(1)
        return "part"

    def ask() -> None:
        started.wait()
        assert cache.get("a", 1, make) == "part"

    threads = [threading.Thread(target=ask) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert made == [1]


def test_a_maker_that_fails_leaves_the_next_one_free() -> None:
    cache = VersionedCache[str](len)

    def fail() -> str:
        raise RuntimeError

    try:
        cache.get("a", 1, fail)
    except RuntimeError:
        assert cache.get("a", 1, lambda: "part") == "part"


def test_the_sites_version_changes_with_each_bump(app: Flask) -> None:
    seen = []
    for _ in range(3):
        with transaction(app):
            page_cache.bump_site()
        with app.app_context():
            seen.append(db.session.scalar(db.select(page_cache.site_version())))
    assert len(set(seen)) == 3
