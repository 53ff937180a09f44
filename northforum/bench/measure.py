"""One run: the sites, what is measured on them, in which order."""

import tempfile
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

from northforum.bench import load, machines, pages, places, processes, stores
from northforum.bench.figures import Figure, Run, at_least
from northforum.bench.pages import UNCHANGED, Effort, Page
from northforum.bench.processes import Server
from northforum.bench.reader import Reader
from northforum.bench.sizes import Size
from northforum.core.progress import Progress
from northforum.core.settings import Settings

READER = 1
STRANGER_SHARES = {200: (0.85, 1.4, 2.5), 1_000: (0.85, 2.5, 2.5)}
MEMBER_SHARES = {200: 0.2, 1_000: 0.5}
MEMBER_AIMS = {200: 0.7, 1_000: 1.5}

Say = Callable[[str], None]


@dataclass(frozen=True)
class Plan:
    """What is measured: on which database, on sites of which sizes, how thoroughly."""

    database: str
    size: Size
    small: Size
    effort: Effort
    cache: Path


@dataclass(frozen=True)
class Live:
    """A copy of a measured site that is being served."""

    size: Size
    settings: Settings
    server: Server


def run(plan: Plan, say: Say, progress: Callable[[str], Progress]) -> Run:
    """Return everything that ``plan`` measures; ``say`` is told of each step.

    Raises
    ------
    BenchError
        When the load generator is missing or a server does not start.
    """
    load.expect_wrk()
    with ExitStack() as stack:
        store = stack.enter_context(stores.opened(plan.database, plan.cache))
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(dir=plan.cache)))
        large = stack.enter_context(served(store, plan.size, folder, progress))
        figures = list(_under_load(large, plan, folder, say))
    return Run(machines.described(), _told(plan), figures)


@contextmanager
def served(store: stores.Store, size: Size, folder: Path, progress: Callable[[str], Progress]) -> Iterator[Live]:
    """Serve a fresh copy of the site of that size."""
    data = folder / size.name
    data.mkdir()
    found = store.copy(size, data, progress(f"Building the {size.name} site"))
    with processes.site(found) as server:
        yield Live(size, found, server)


def _under_load(live: Live, plan: Plan, folder: Path, say: Say) -> Iterator[Figure]:
    with ExitStack() as stack:
        stranger, member = Reader(live.server.origin), Reader(live.server.origin).log_in(READER)
        for reader in (stranger, member):
            stack.callback(reader.close)
        say("Pages under load …")
        yield from pages.measured(list(_pages(live.size, stranger, member)), folder / "ceiling", plan.effort)


def _pages(size: Size, stranger: Reader, member: Reader) -> Iterator[Page]:
    for comments in size.long_threads:
        plain, packed, unchanged = STRANGER_SHARES.get(comments, (None, None, None))
        ways = {"uncompressed": plain, "gzip": packed, "brotli": packed, UNCHANGED: unchanged}
        wanted = {way: at_least(share) if share else None for way, share in ways.items()}
        yield Page("Stranger, article", f"{comments:,} comments", places.article(comments), stranger, wanted)
    for comments in size.long_threads[:2]:
        share = MEMBER_SHARES.get(comments)
        ways = {"uncompressed": None, "gzip": share, "brotli": share}
        wanted = {way: at_least(share) if share else None for way, share in ways.items()}
        yield Page("Member, article", f"{comments:,} comments", places.article(comments), member, wanted)
    for name, path in places.LISTS.items():
        yield Page("Stranger, lists", name, path, stranger, {"uncompressed": None, "brotli": None})


def _told(plan: Plan) -> dict[str, str]:
    size = plan.size
    return {
        "database": plan.database,
        "site": f"{size.articles:,} articles, {size.members:,} members, {size.comments:,} comments",
        "workers": str(processes.cores()),
        "connections": str(load.CONNECTIONS),
        "rounds": f"{plan.effort.rounds} of {plan.effort.seconds:g} s",
    }
