"""What every storage can do, and the names that it takes."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Protocol

from northforum.core.errors import NotFound

CHUNK = 64 * 1024
KEY = re.compile(r"[a-z0-9]{2}/[a-z0-9]{1,40}/[a-z0-9-]{1,40}\.[a-z0-9]{2,4}")
FOLDER = re.compile(r"[a-z0-9]{2}/[a-z0-9]{1,40}")


class Source(Protocol):
    """What bytes are read from: an open file, or the answer of a server."""

    def read(self, size: int, /) -> bytes:
        """Return the next bytes, at most ``size`` of them; none at the end."""

    def close(self) -> None:
        """Let go of it."""


class Pieces:
    """The bytes of a source in pieces of bounded size; closing it closes the source, begun or not."""

    def __init__(self, source: Source) -> None:
        self._source = source

    def __iter__(self) -> "Pieces":
        """Return itself: it is read once."""
        return self

    def __next__(self) -> bytes:
        """Return the next piece."""
        piece = self._source.read(CHUNK)
        if not piece:
            raise StopIteration
        return piece

    def close(self) -> None:
        """Let go of the source."""
        self._source.close()


@dataclass(frozen=True)
class Opened:
    """A file that is about to be sent."""

    length: int
    pieces: Pieces


class Storage(Protocol):
    """Files by key, such as ``ab/abc123/1-480.webp``; a file appears whole or not at all."""

    def put(self, key: str, content: bytes) -> None:
        """Keep ``content`` under ``key``, for good before this returns."""

    def read(self, key: str) -> bytes:
        """Return the content of ``key``; ``NotFound`` when there is no such file."""

    def open(self, key: str) -> Opened:
        """Return ``key`` for sending; ``NotFound`` when there is no such file."""

    def names(self, folder: str) -> list[str]:
        """Return the names of the files in a picture's folder, such as ``ab/abc123``."""

    def remove(self, keys: Iterable[str]) -> None:
        """Forget the files of ``keys``; one that is gone already is no mistake."""


def checked(key: str) -> str:
    """Return ``key``; ``NotFound`` when no file of ours is called so."""
    if not KEY.fullmatch(key):
        raise NotFound
    return key


def checked_folder(folder: str) -> str:
    """Return ``folder``; ``NotFound`` when none of ours is called so."""
    if not FOLDER.fullmatch(folder):
        raise NotFound
    return folder
