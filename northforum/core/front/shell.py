"""A page drawn once for many readers, with slots for what is each reader's own.

The names of the slots are secrets of this process: what people write cannot ask for a slot that it does not know.
"""

import re
import secrets
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from northforum.core.front import deflate
from northforum.core.front.deflate import Run


class Slots:
    """The names of slots, by what goes into them."""

    def __init__(self, names: Iterable[str]) -> None:
        self.names = {name: f"slot-{secrets.token_hex(12)}-{name}" for name in names}
        self._wanted = {marker.encode(): name for name, marker in self.names.items()}
        self._any = re.compile(b"(%s)" % b"|".join(map(re.escape, self._wanted)))

    def cut(self, drawn: str, shared: Mapping[str, Run]) -> "Shell":
        """Return the page ``drawn`` cut at its slots; those of ``shared`` are filled now, the same for everybody."""
        pieces: list[Run | str] = []
        for piece in re.split(self._any, drawn.encode()):
            name = self._wanted.get(piece)
            if name is not None:
                pieces.append(shared.get(name, name))
            elif piece:
                pieces.append(Run(piece))
        everybodys = sum(run.size for run in shared.values())
        return Shell(tuple(pieces), sum(piece.size for piece in pieces if isinstance(piece, Run)) - everybodys)


class Shell(NamedTuple):
    """A page in pieces: those that all share, and the names of those that are one reader's own.

    ``own_size`` is the bytes of the pieces that are of this page alone.
    """

    pieces: tuple[Run | str, ...]
    own_size: int

    @property
    def wanted(self) -> frozenset[str]:
        """Return the names of what has to be filled in."""
        return frozenset(piece for piece in self.pieces if isinstance(piece, str))

    def filled(self, values: Mapping[str, bytes]) -> bytes:
        """Return the page with ``values`` in its slots."""
        return b"".join([values[piece] if isinstance(piece, str) else piece.data for piece in self.pieces])

    def gzipped(self, values: Mapping[str, bytes]) -> bytes:
        """Return the same as a gzip member; what is shared was compressed before, what is one reader's is not."""
        return deflate.joined([values[piece] if isinstance(piece, str) else piece for piece in self.pieces])
