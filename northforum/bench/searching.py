"""Searches of the large site, one after another over HTTP, by a stranger and by a member."""

import time
import urllib.parse
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack
from statistics import median

from northforum.bench import people
from northforum.bench.figures import Figure, Unit, at_most
from northforum.bench.live import Live
from northforum.bench.reader import Reader

# What readers wait for at most, whatever they ask: the middle one, and one in a hundred.
MEDIAN_MS, P99_MS = 30.0, 150.0
# What is asked: the sentence of a report, and the query string.
QUERIES: Mapping[str, Mapping[str, str]] = {
    "a rare word": {"q": "maureen"},
    "a common word": {"q": "the"},
    "another common word": {"q": "studio"},
    "two words": {"q": "studio rent"},
    "a common and a rare word": {"q": "people maureen"},
    "a phrase": {"q": '"one of three reasons"'},
    "a name": {"q": people.handle_of(7)},
    "an unfinished word": {"q": "manufactu"},
    "a misspelt word": {"q": "studoi"},
    "no such word": {"q": "zzyzzyva"},
    "a common word, best match": {"q": "studio", "sort": "best"},
    "two words, best match": {"q": "studio rent", "sort": "best"},
    "a common word in articles": {"q": "studio", "kind": "article"},
    "a common word by one writer": {"q": "studio", "author": people.handle_of(1)},
    "a common word at a hub": {"q": "studio", "hub": people.hub_slug(1)},
    "a common word of one month": {"q": "studio", "from": "2024-05-01", "to": "2024-05-31"},
}
LEAST_ROUNDS = 3


def measured(live: Live, reader: int, seconds: float) -> Iterator[Figure]:
    """Yield how long searches take; each of them is asked in turn for so many seconds, by each reader."""
    with ExitStack() as stack:
        readers = {"stranger": Reader(live.server.origin), "member": Reader(live.server.origin).log_in(reader)}
        for name, one in readers.items():
            stack.callback(one.close)
            yield from _of_reader(name, one, seconds)


def _of_reader(name: str, reader: Reader, seconds: float) -> Iterator[Figure]:
    taken: dict[str, list[float]] = {query: [] for query in QUERIES}
    end, rounds = time.monotonic() + seconds, 0
    while rounds < LEAST_ROUNDS or time.monotonic() < end:
        for query, asked in QUERIES.items():
            taken[query].append(_ms(reader, f"/search?{urllib.parse.urlencode(asked)}"))
        rounds += 1
    # The first of each fills caches, as on any site that has just been started.
    warm = sorted(ms for times in taken.values() for ms in times[1:])
    group = f"Search, {name}"
    yield Figure(group, "median", median(warm), Unit.MS, at_most(MEDIAN_MS))
    yield Figure(group, "99 of 100", _percentile(warm, 0.99), Unit.MS, at_most(P99_MS), note=f"{rounds} rounds")
    for query, times in taken.items():
        yield Figure(group, query, median(times[1:]), Unit.MS, note=f"first {times[0]:.0f} ms")


def _ms(reader: Reader, path: str) -> float:
    before = time.perf_counter()
    reader.page(path)
    return (time.perf_counter() - before) * 1000


def _percentile(ordered: Sequence[float], share: float) -> float:
    return ordered[min(len(ordered) - 1, int(len(ordered) * share))]
