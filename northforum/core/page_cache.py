"""Rendered pages and parts of pages, kept by version and never cleared by hand.

The caller reads the version first, in its own snapshot, and the data afterwards: a part made from newer data than its
version is harmless, one made from older data cannot exist. Nothing that depends on a reader may be kept here.
"""

import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable
from typing import Any, Generic, Protocol, TypeVar

from flask import Flask, current_app

# Together the caches of a worker keep to this, whatever is asked for. With 64 MiB a worker was measured at 200 MB.
BYTE_LIMIT = 40 * 1024 * 1024
PAGES_LIMIT = 26 * 1024 * 1024
PARTS_LIMIT = BYTE_LIMIT - PAGES_LIMIT


class Sized(Protocol):
    """Whatever knows how many bytes it holds."""

    @property
    def size(self) -> int:
        """Return how many."""


Part = TypeVar("Part", bound=Sized)


class VersionedCache(Generic[Part]):
    """Parts by key, each at one version; the least recently used go first when ``byte_limit`` is reached."""

    def __init__(self, byte_limit: int) -> None:
        self._byte_limit = byte_limit
        self._bytes = 0
        self._parts: OrderedDict[Hashable, tuple[Hashable, Part, int]] = OrderedDict()
        self._lock = threading.Lock()
        self._making: dict[Hashable, threading.Lock] = {}

    def look(self, key: Hashable, version: Hashable) -> Part | None:
        """Return the part of ``key`` if it is kept at ``version``."""
        with self._lock:
            kept = self._parts.get(key)
            if kept is None or kept[0] != version:
                return None
            self._parts.move_to_end(key)
            return kept[1]

    def get(self, key: Hashable, version: Hashable, make: Callable[[], Part]) -> Part:
        """Return the part of ``key`` at ``version``, made by one of those who ask for it at the same time."""
        found = self.look(key, version)
        if found is not None:
            return found
        with self._lock:
            turn = self._making.setdefault((key, version), threading.Lock())
        try:
            with turn:
                found = self.look(key, version)
                if found is None:
                    found = make()
                    self._keep(key, version, found)
                return found
        finally:
            with self._lock:
                self._making.pop((key, version), None)

    def grown(self, key: Hashable, part: Part) -> None:
        """Measure ``part`` again, if it is still kept, because something was added to it."""
        with self._lock:
            kept = self._parts.get(key)
            if kept is not None and kept[1] is part:
                self._put(key, kept[0], part)

    def forget(self, key: Hashable) -> None:
        """Let go of a part that is not worth its place."""
        with self._lock:
            kept = self._parts.pop(key, None)
            self._bytes -= kept[2] if kept else 0

    @property
    def size(self) -> int:
        """Return how many bytes are kept."""
        return self._bytes

    def _keep(self, key: Hashable, version: Hashable, part: Part) -> None:
        with self._lock:
            self._put(key, version, part)

    def _put(self, key: Hashable, version: Hashable, part: Part) -> None:
        before = self._parts.pop(key, None)
        self._bytes += part.size - (before[2] if before else 0)
        self._parts[key] = (version, part, part.size)
        while self._bytes > self._byte_limit:
            _, (_, _, size) = self._parts.popitem(last=False)
            self._bytes -= size


def configure(app: Flask) -> None:
    """Give ``app`` its cache of what the pages of all readers share."""
    app.extensions["page_cache"] = VersionedCache[Any](PARTS_LIMIT)


def parts() -> VersionedCache[Any]:
    """Return the parts of pages: what all readers share, as data."""
    kept: VersionedCache[Any] = current_app.extensions["page_cache"]
    return kept
