"""A measured site while it is served."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from northforum.bench import processes
from northforum.bench.processes import Server
from northforum.bench.sizes import Size
from northforum.bench.stores import Store
from northforum.core.progress import Progress
from northforum.core.settings import Settings


@dataclass(frozen=True)
class Live:
    """A copy of a measured site that is being served."""

    size: Size
    settings: Settings
    server: Server


@contextmanager
def served(store: Store, size: Size, folder: Path, progress: Callable[[str], Progress]) -> Iterator[Live]:
    """Serve a fresh copy of the site of that size."""
    data = folder / size.name
    data.mkdir()
    found = store.copy(size, data, progress(f"Building the {size.name} site"))
    with processes.site(found) as server:
        yield Live(size, found, server)
