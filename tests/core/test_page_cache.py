"""The cache of rendered parts: by version, bounded, made once, never mixed."""

import threading
from dataclasses import dataclass

from hypothesis import given, strategies as st

from northforum.core.page_cache import VersionedCache

LIMIT = 100


@dataclass
class Piece:
    words: str
    size: int = 1


def test_a_part_is_made_once_for_each_version() -> None:
    cache = VersionedCache[Piece](LIMIT)
    made: list[str] = []

    def make() -> Piece:
        made.append("x")
        return Piece(f"part {len(made)}")

    assert [cache.get("a", 1, make).words, cache.get("a", 1, make).words] == ["part 1", "part 1"]
    assert cache.get("a", 2, make).words == "part 2"
    assert cache.get("b", 2, make).words == "part 3"


def test_an_older_version_is_not_served_once_a_newer_one_is_asked_for() -> None:
    cache = VersionedCache[Piece](LIMIT)
    cache.get("a", 1, lambda: Piece("old"))
    cache.get("a", 2, lambda: Piece("new"))
    assert cache.get("a", 2, lambda: Piece("never")).words == "new"
    assert cache.look("a", 1) is None
    assert cache.get("a", 1, lambda: Piece("old again")).words == "old again"


@given(st.lists(st.tuples(st.integers(0, 8), st.integers(0, 3), st.integers(0, 40), st.integers(0, 60)), max_size=60))
def test_the_cache_never_holds_more_than_its_limit(asked: list[tuple[int, int, int, int]]) -> None:
    cache = VersionedCache[Piece](LIMIT)
    for key, version, size, more in asked:
        piece = cache.get(key, version, lambda size=size: Piece("x", size))  # type: ignore[misc]
        assert cache.size <= LIMIT
        piece.size += more
        cache.grown(key, piece)
        assert cache.size <= LIMIT
        assert cache.size == sum(part.size for _, part, _ in cache._parts.values())


def test_a_part_larger_than_the_cache_is_given_and_not_kept() -> None:
    cache = VersionedCache[Piece](10)
    assert cache.get("big", 1, lambda: Piece("x", 50)).size == 50
    assert cache.size == 0


def test_what_grows_after_it_was_replaced_is_not_counted() -> None:
    cache = VersionedCache[Piece](LIMIT)
    old = cache.get("a", 1, lambda: Piece("old"))
    cache.get("a", 2, lambda: Piece("new"))
    old.size = 50
    cache.grown("a", old)
    assert cache.size == 1


def test_those_who_ask_at_the_same_time_wait_for_one_maker() -> None:
    cache = VersionedCache[Piece](LIMIT)
    made: list[int] = []
    started = threading.Barrier(4)

    def make() -> Piece:
        made.append(1)
        return Piece("part")

    def ask() -> None:
        started.wait()
        assert cache.get("a", 1, make).words == "part"

    threads = [threading.Thread(target=ask) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert made == [1]


def test_a_maker_that_fails_leaves_the_next_one_free() -> None:
    cache = VersionedCache[Piece](LIMIT)

    def fail() -> Piece:
        raise RuntimeError

    try:
        cache.get("a", 1, fail)
    except RuntimeError:
        assert cache.get("a", 1, lambda: Piece("part")).words == "part"
