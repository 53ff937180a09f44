"""Rendered pages and parts of pages, kept by version and never cleared by hand.

The caller reads the version first, in its own snapshot, and the data afterwards: a part made from newer data than its
version is harmless, one made from older data cannot exist. Nothing that depends on a reader may be kept here.
"""

import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable
from typing import Any, Generic, Protocol, TypeVar

from flask import Flask, current_app
from sqlalchemy import ScalarSelect, select

from northforum.core import site_mark
from northforum.core.db import public_id

BYTE_LIMIT = 64 * 1024 * 1024
SITE_VERSION = "site version"


class Sized(Protocol):
    """Whatever knows about how many characters it holds."""

    @property
    def size(self) -> int:
        """Return about how many."""


Part = TypeVar("Part")


class VersionedCache(Generic[Part]):
    """Parts by key, each at one version; the least recently used go first when ``byte_limit`` is reached."""

    def __init__(self, measure: Callable[[Part], int], byte_limit: int = BYTE_LIMIT) -> None:
        self._measure = measure
        self._byte_limit = byte_limit
        self._bytes = 0
        self._parts: OrderedDict[Hashable, tuple[Hashable, Part]] = OrderedDict()
        self._lock = threading.Lock()
        self._making: dict[Hashable, threading.Lock] = {}

    def get(self, key: Hashable, version: Hashable, make: Callable[[], Part]) -> Part:
        """Return the part of ``key`` at ``version``, made by one of those who ask for it at the same time."""
        found = self._look(key, version)
        if found is not None:
            return found
        with self._lock:
            turn = self._making.setdefault((key, version), threading.Lock())
        try:
            with turn:
                found = self._look(key, version)
                if found is None:
                    found = make()
                    self._keep(key, version, found)
                return found
        finally:
            with self._lock:
                self._making.pop((key, version), None)

    @property
    def size(self) -> int:
        """Return how many bytes are kept."""
        return self._bytes

    def _look(self, key: Hashable, version: Hashable) -> Part | None:
        with self._lock:
            kept = self._parts.get(key)
            if kept is None or kept[0] != version:
                return None
            self._parts.move_to_end(key)
            return kept[1]

    def _keep(self, key: Hashable, version: Hashable, part: Part) -> None:
        with self._lock:
            before = self._parts.pop(key, None)
            self._bytes += self._measure(part) - (self._measure(before[1]) if before else 0)
            self._parts[key] = (version, part)
            while self._bytes > self._byte_limit:
                _, (_, oldest) = self._parts.popitem(last=False)
                self._bytes -= self._measure(oldest)


def configure(app: Flask) -> None:
    """Give ``app`` its caches, one for whole pages and one for what the pages of all readers share."""
    app.extensions["page_cache"] = VersionedCache[bytes](len), VersionedCache[Sized](lambda part: part.size)


def pages() -> VersionedCache[bytes]:
    """Return the whole pages: the bytes that every stranger gets."""
    kept: VersionedCache[bytes] = current_app.extensions["page_cache"][0]
    return kept


def parts() -> VersionedCache[Any]:
    """Return the parts of pages: what all readers share, as data."""
    kept: VersionedCache[Any] = current_app.extensions["page_cache"][1]
    return kept


def bump_site(_event: object = None) -> None:
    """Note that something changed which stands on many pages, such as a section's name."""
    site_mark.mark(SITE_VERSION, public_id())


def site_version() -> ScalarSelect[str]:
    """Return the site's version as a subquery, to be read in one query with the version of the thing itself."""
    return select(site_mark.SiteMark.value).where(site_mark.SiteMark.name == SITE_VERSION).scalar_subquery()
