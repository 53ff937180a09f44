"""Whether anything was committed to a SQLite database, without asking SQLite: the header of its log's index.

The index is a file that every process which has the database open has mapped into its memory. A commit changes the
header of it before it returns (the count of changes, the last frame, its checksum, the salt of the log), and SQLite
itself looks there for whether what it has read still holds. Source: the SQLite file formats, "WAL-mode File Format",
"WAL-Index Format". Reading it takes a tenth of a microsecond, and does not hand the interpreter to another thread as a
question to SQLite does.
"""

import mmap
import os
import threading
from collections.abc import Callable
from typing import NamedTuple

HEADER_BYTES = 48
_FORMATS = frozenset((3007000).to_bytes(4, order) for order in ("little", "big"))

# Closing a file gives up every lock that the process has on it, SQLite's among them (POSIX, fcntl): what was opened
# here stays open for as long as the file has a name.
_opened: dict[tuple[int, int], tuple[int, mmap.mmap]] = {}
_opening = threading.Lock()


class Reader(NamedTuple):
    """Reads the header, where there is one: two equal answers say that nothing was committed in between."""

    read: Callable[[], bytes] | None


def reader(database: str | None) -> Reader:
    """Return what reads the header for a caller who has the SQLite file ``database`` open, and has read from it.

    The caller keeps a connection open for as long as it is used: while there is one, the file stays where it is.
    """
    try:
        with _opening:
            index = _mapped(f"{database}-shm")
    except OSError:
        return Reader(None)
    return Reader(lambda: index[:HEADER_BYTES]) if index[:4] in _FORMATS else Reader(None)


def _mapped(path: str) -> mmap.mmap:
    found = os.stat(path)
    if found.st_size < mmap.PAGESIZE:
        raise FileNotFoundError(path)
    name = (found.st_dev, found.st_ino)
    if name not in _opened:
        _let_go_of_deleted()
        opened = os.open(path, os.O_RDONLY | os.O_CLOEXEC)
        _opened[name] = opened, mmap.mmap(opened, mmap.PAGESIZE, prot=mmap.PROT_READ)
    return _opened[name][1]


def _let_go_of_deleted() -> None:
    for name, (opened, _) in list(_opened.items()):
        if os.fstat(opened).st_nlink == 0:
            del _opened[name]
            os.close(opened)
