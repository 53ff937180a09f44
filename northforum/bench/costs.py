"""What one page costs the server in processor time: kept, and drawn afresh after somebody has written."""

import functools
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack
from dataclasses import dataclass
from statistics import median

from northforum.bench import pages, pens, places
from northforum.bench.figures import Figure, Target, Unit, at_most
from northforum.bench.live import Live
from northforum.bench.pages import Effort
from northforum.bench.pens import Pen
from northforum.bench.reader import Reader

COLD_LIMITS = {200: 5.0, 1_000: 10.0}
FLAT, LONG_FLAT = 1.3, 1.5
# Below this a page takes less than the ticks in which time is told can say, and no reader could tell either.
LEAST_MS = 0.05


@dataclass(frozen=True)
class Asking:
    """Somebody who reads and somebody who writes on one site."""

    live: Live
    reader: Reader
    pen: Pen

    def warm_ms(self, path: str, seconds: float, way: str = "uncompressed") -> float:
        """Return the processor time of a page that has been asked for before."""
        headers = pages.asked(way)
        for _ in range(4 * len(self.live.server.workers())):
            self.reader.page(path, **headers)
        return self._a_page(lambda: self.reader.page(path, **headers), seconds)

    def cold_ms(self, path: str, seconds: float, way: str = "uncompressed") -> float:
        """Return the processor time of the first page after a write; the write itself is another process's."""
        headers = pages.asked(way)

        def write_and_read() -> None:
            self.pen.edit()
            self.reader.page(path, **headers)

        write_and_read()
        return self._a_page(write_and_read, seconds)

    def _a_page(self, ask: Callable[[], object], seconds: float) -> float:
        before, end, asked = self.live.server.cpu_ms(), time.monotonic() + seconds, 0
        while time.monotonic() < end:
            ask()
            asked += 1
        return (self.live.server.cpu_ms() - before) / asked


def cold(live: Live, effort: Effort) -> Iterator[Figure]:
    """Yield what the first page after a write costs, for each thread that is looked at singly."""
    taken: dict[int, float] = {}
    for comments in live.size.long_threads:
        path = places.article(comments)
        with ExitStack() as stack:
            asking = _asking(stack, live, comments)
            for way in ("uncompressed", "gzip", "brotli"):
                spent = median(asking.cold_ms(path, effort.seconds, way) for _ in range(effort.rounds))
                limit = COLD_LIMITS.get(comments) if way == "uncompressed" else None
                name = f"{comments:,} comments, {way}"
                yield Figure("Cold article (first page after a write)", name, spent, Unit.CPU_MS, _limit(limit))
                taken.setdefault(comments, spent)
    first, *_, last = live.size.long_threads
    times = taken[last] / taken[first]
    name = f"{last:,} comments against {first:,}"
    yield Figure("Cold article (first page after a write)", name, times, Unit.TIMES, at_most(LONG_FLAT))


def flatness(large: Live, small: Live, effort: Effort) -> Iterator[Figure]:
    """Yield for each page how much more it costs on the large site than on the small one, kept and afresh."""
    shared = [comments for comments in small.size.long_threads if comments in large.size.long_threads]
    paths = [(f"article, {comments:,} comments", places.article(comments), comments) for comments in shared]
    paths += [(name, path, shared[0]) for name, path in places.LISTS.items()]
    for name, path, written in paths:
        with ExitStack() as stack:
            sites = [_asking(stack, live, written) for live in (large, small)]
            measures: Mapping[str, Callable[[Asking], float]] = {
                "warm": functools.partial(Asking.warm_ms, path=path, seconds=effort.seconds),
                "cold": functools.partial(Asking.cold_ms, path=path, seconds=effort.seconds),
            }
            for state, measure in measures.items():
                yield _flat(f"{name}, {state}", sites, measure, effort.rounds)


def _flat(name: str, sites: list[Asking], measure: Callable[[Asking], float], rounds: int) -> Figure:
    taken = [[measure(site) for site in sites] for _ in range(rounds)]
    large, small = (median(column) for column in zip(*taken, strict=True))
    times = max(large, LEAST_MS) / max(small, LEAST_MS)
    note = f"{large:.2f} against {small:.2f} ms of CPU"
    return Figure("Flat: large site against small", name, times, Unit.TIMES, at_most(FLAT), note=note)


def _asking(stack: ExitStack, live: Live, comments: int) -> Asking:
    reader = Reader(live.server.origin)
    stack.callback(reader.close)
    pen = stack.enter_context(pens.writing(live.settings, live.size.thread_id(comments)))
    return Asking(live, reader, pen)


def _limit(limit: float | None) -> Target | None:
    return None if limit is None else at_most(limit)
