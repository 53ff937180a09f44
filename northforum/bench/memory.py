"""The memory of a site's workers."""

from collections.abc import Iterator

from northforum.bench import load, machines, pages, places
from northforum.bench.figures import Figure, Unit, at_most
from northforum.bench.live import Live

LIMIT_MIB = 180.0
MOST_PASSES, GROWS = 10, 1.02
GROUP = "Memory with the caches full"


def measured(live: Live, seconds: float) -> Iterator[Figure]:
    """Yield what the largest worker holds.

    Pages of the database file that are mapped are the system's own cache: it shows them in the resident size of whoever
    maps them, shares them between workers, and takes them back when memory is short. They are told beside.
    """
    workers = live.server.workers()
    _fill(live, seconds)
    if not workers:
        yield Figure(GROUP, "not measured", note="this system does not tell what a process holds")
        return
    held = [machines.memory(pid) for pid in workers]
    mapped = [machines.mapped_mib(pid, str(live.settings.data)) for pid in workers]
    without = max(one.resident - file for one, file in zip(held, mapped, strict=True))
    yield Figure(GROUP, "resident, a worker, without the database's pages", without, Unit.MIB, at_most(LIMIT_MIB))
    yield Figure(GROUP, "resident, a worker, all", max(one.resident for one in held), Unit.MIB)
    yield Figure(GROUP, "of it pages of the database file", max(mapped), Unit.MIB)
    yield Figure(GROUP, "nobody else's and of no file (RssAnon)", max(one.own for one in held), Unit.MIB)
    yield Figure(GROUP, "its fair share (PSS)", max(one.fair for one in held), Unit.MIB)


def _fill(live: Live, seconds: float) -> None:
    """Ask for different articles until no worker grows any more."""
    many = places.many_articles(live.size, places.MOST_IN_TURN)
    before = 0.0
    for _ in range(MOST_PASSES):
        load.measured(live.server.origin, seconds, pages.WAYS["gzip"], many)
        held = sum(machines.memory(pid).own for pid in live.server.workers())
        if held < before * GROWS:
            return
        before = held
