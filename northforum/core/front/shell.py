"""A page drawn once for many readers, with slots for what is each reader's own.

The names of the slots are secrets of this process: what people write cannot ask for a slot that it does not know.
"""

import re
import secrets
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from northforum.core.front import deflate
from northforum.core.front.deflate import Run

# Between two slots a shorter piece goes uncompressed with them, as one.
WORTH_PACKING = 256
SMALL_PIECES = 4096


class Slots:
    """The names of slots, by what goes into them."""

    def __init__(self, names: Iterable[str]) -> None:
        self.names = {name: f"slot-{secrets.token_hex(12)}-{name}" for name in names}
        self._wanted = {marker.encode(): name for name, marker in self.names.items()}
        self._any = re.compile(b"(%s)" % b"|".join(map(re.escape, self._wanted)))

    def cut(self, drawn: str, shared: Mapping[str, Run]) -> "Shell":
        """Return the page ``drawn`` cut at its slots; those of ``shared`` are filled now, the same for everybody."""
        pieces: list[Run | list[bytes | str]] = [[]]
        wanted = set()
        for piece in re.split(self._any, drawn.encode()):
            name = self._wanted.get(piece)
            if name in shared or (name is None and len(piece) >= WORTH_PACKING):
                pieces += (shared[name] if name else Run(piece), [])
                continue
            if name is not None:
                wanted.add(name)
            mixed = pieces[-1]
            assert isinstance(mixed, list)  # noqa: S101 - each run is followed by a list
            mixed.append(name or piece)
        everybodys = sum(run.size for run in shared.values())
        runs = sum(piece.size for piece in pieces if isinstance(piece, Run))
        kept = tuple(piece if isinstance(piece, Run) else tuple(piece) for piece in pieces if piece)
        return Shell(kept, frozenset(wanted), runs - everybodys + SMALL_PIECES)


class Shell(NamedTuple):
    """A page in pieces: those that all share, and between them, as tuples, a reader's own by name and short pieces.

    ``wanted`` is the names of what has to be filled in, ``own_size`` the bytes of the pieces of this page alone.
    """

    pieces: tuple[Run | tuple[bytes | str, ...], ...]
    wanted: frozenset[str]
    own_size: int

    def filled(self, values: Mapping[str, bytes]) -> bytes:
        """Return the page with ``values`` in its slots."""
        return b"".join([piece.data if isinstance(piece, Run) else _mixed(piece, values) for piece in self.pieces])

    def gzipped(self, values: Mapping[str, bytes]) -> bytes:
        """Return the same as a gzip member; what is shared was compressed before, what is one reader's is not."""
        return deflate.joined([piece if isinstance(piece, Run) else _mixed(piece, values) for piece in self.pieces])


def _mixed(pieces: tuple[bytes | str, ...], values: Mapping[str, bytes]) -> bytes:
    return b"".join([values[piece] if isinstance(piece, str) else piece for piece in pieces])
