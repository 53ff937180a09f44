"""One run: the sites, what is measured on them, in which order."""

import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Self

from northforum.bench import (
    costs,
    hostile,
    isso,
    load,
    machines,
    memory,
    pages,
    pens,
    places,
    posting,
    processes,
    searching,
    stores,
    units,
)
from northforum.bench.errors import BenchError
from northforum.bench.figures import Figure, Run
from northforum.bench.live import served
from northforum.bench.pages import Effort
from northforum.bench.reader import Reader
from northforum.bench.sizes import Size
from northforum.core.progress import Progress

READER = 1
# Posted into so that every writer meets every other, and the thread is long.
POSTED_INTO_MOST = 10_000
PARTS = ("pages", "cold", "flat", "turn", "search", "memory", "posting", "database", "isso", "hostile")

Say = Callable[[str], None]


@dataclass(frozen=True)
class Plan:
    """What is measured: on which database, on sites of which sizes, how thoroughly, and which parts of it."""

    database: str
    size: Size
    small: Size
    effort: Effort
    cache: Path
    parts: Sequence[str] = PARTS


class Measuring:
    """A run under way: each part is a method that yields its figures."""

    def __init__(self, plan: Plan, store: stores.Store, folder: Path, progress: Callable[[str], Progress]) -> None:
        self._plan, self._store, self._folder, self._progress = plan, store, folder, progress

    @contextmanager
    def begun(self) -> Iterator[Self]:
        """Serve the large site for as long as the block lasts."""
        with served(self._store, self._plan.size, self._folder, self._progress) as self._large:
            yield self

    def pages(self) -> Iterator[Figure]:
        """Measure pages under load, each with the ceiling of its own bytes."""
        with ExitStack() as stack:
            readers = [Reader(self._large.server.origin), Reader(self._large.server.origin).log_in(READER)]
            for reader in readers:
                stack.callback(reader.close)
            wanted = list(places.pages(self._large.size, *readers))
            yield from pages.measured(wanted, self._folder / "ceiling", self._plan.effort)

    def cold(self) -> Iterator[Figure]:
        """Measure the first page after a write."""
        yield from costs.cold(self._large, self._plan.effort)

    def flat(self) -> Iterator[Figure]:
        """Measure the large site against the small one."""
        with served(self._store, self._plan.small, self._folder, self._progress) as small:
            yield from costs.flatness(self._large, small, self._plan.effort)

    def turn(self) -> Iterator[Figure]:
        """Measure many different articles in turn, and with the caches full of them the memory."""
        many = places.many_articles(self._large.size, places.MOST_IN_TURN)
        seen = load.measured(self._large.server.origin, self._plan.effort.seconds, {}, many)
        note = "each is drawn afresh" if seen.rate * self._plan.effort.seconds < len(many) else "some came again"
        yield Figure("Different articles in turn", f"{len(many):,} addresses", load=seen, note=note)

    def search(self) -> Iterator[Figure]:
        """Measure searches of every kind."""
        yield from searching.measured(self._large, READER, self._plan.effort.seconds * self._plan.effort.rounds)

    def memory(self) -> Iterator[Figure]:
        """Measure the memory of the workers with their caches full."""
        yield from memory.measured(self._large, self._plan.effort.seconds)

    def posting(self) -> Iterator[Figure]:
        """Measure several members who post at once, and look whether everything is there afterwards."""
        size = self._large.size
        into = max(comments for comments in size.long_threads if comments <= POSTED_INTO_MOST)
        seconds = self._plan.effort.seconds * self._plan.effort.rounds
        with pens.writing(self._large.settings, size.thread_id(into)) as pen:
            yield from posting.measured(self._large, pen.app, into, seconds)

    def database(self) -> Iterator[Figure]:
        """Measure the write unit on two fresh copies of the small site."""
        copies = {}
        for name in ("ours", "bare"):
            data = self._folder / name
            data.mkdir()
            copies[name] = self._store.copy(self._plan.small, data, self._progress("Copying the small site"))
        yield from units.measured(copies["ours"], copies["bare"], self._plan.small, self._plan.effort.rounds)

    def hostile(self) -> Iterator[Figure]:
        """Measure the dearest comment that is accepted."""
        yield from hostile.measured()

    def isso(self) -> Iterator[Figure]:
        """Measure Isso with the comments of our first thread."""
        thread = self._large.size.thread_id(self._large.size.long_threads[0])
        with pens.writing(self._large.settings, thread) as pen:
            yield from isso.measured(pen.app, thread, self._plan.cache, self._folder / "isso", self._plan.effort)


def run(plan: Plan, say: Say, progress: Callable[[str], Progress]) -> Run:
    """Return everything that ``plan`` measures; ``say`` is told of each step.

    Raises
    ------
    BenchError
        When the load generator is missing or a server does not start.
    """
    load.expect_wrk()
    figures: list[Figure] = []
    with ExitStack() as stack:
        store = stack.enter_context(stores.opened(plan.database, plan.cache))
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(dir=plan.cache.resolve())))
        measuring = stack.enter_context(Measuring(plan, store, folder, progress).begun())
        for part in plan.parts:
            say(f"Measuring: {part} …")
            try:
                figures += getattr(measuring, part)()
            except BenchError as problem:
                figures.append(Figure(f"Failed: {part}", "not measured", note=problem.message.splitlines()[0]))
    return Run(machines.described(), _told(plan), figures)


def _told(plan: Plan) -> dict[str, str]:
    size = plan.size
    return {
        "database": plan.database,
        "site": f"{size.articles:,} articles, {size.members:,} members, {size.comments:,} comments",
        "workers": str(processes.cores()),
        "connections": str(load.CONNECTIONS),
        "rounds": f"{plan.effort.rounds} of {plan.effort.seconds:g} s",
    }
