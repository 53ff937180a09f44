"""The thin layer before Flask: kept answers for whoever may have them, everything else passed on.

A page's version is read first, by an index; an answer kept at that version is sent. Where none is kept, Flask is asked
once, by a request of nobody's for the site's own address, and its answer is kept if it is everybody's. The layer knows
no rule about who sees what: a request that carries a sign-in, or anything else unusual, is Flask's, unless the kind of
page has an answer for members of its own. So is every request in which something fails here.
"""

import itertools
import logging
import re
import secrets
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any, NamedTuple

from sqlalchemy import Select
from werkzeug.test import EnvironBuilder, run_wsgi_app

from northforum.core.front.entry import Entry, Headers, Variant
from northforum.core.front.negotiation import best_encoding, is_known
from northforum.core.front.reads import Look, Reads
from northforum.core.page_cache import PAGES_LIMIT, VersionedCache

log = logging.getLogger("northforum.front")

Environ = dict[str, Any]
Wsgi = Callable[[Environ, Any], Iterable[bytes]]

# Addresses whose kind of page is remembered, if they are no longer than that.
ADDRESSES, LONGEST_REMEMBERED = 2048, 200
REFUSED_LIMIT = 1024 * 1024
_TOO_MANY, _FIRST_FAILURE = "429", "500"
_READING = frozenset({"GET", "HEAD"})
_KEPT_APART_BY = frozenset({"accept-encoding", "cookie"})
_PER_ANSWER = frozenset({"x-request-id", "content-length", "date"})


class CannotNowError(Exception):
    """Flask could not answer this time, which says nothing about the page: nothing is kept."""


class Answer(NamedTuple):
    """What goes back to the server."""

    status: str
    headers: Headers
    body: bytes


ForMember = Callable[[Environ, Mapping[str, str]], Answer | None]


@dataclass(frozen=True)
class Kind:
    """A kind of page: its addresses, and the query of its version.

    An address is ``/``, one of ``under``, and a match of the expression ``rest`` with the query string; its groups are
    the values of ``version``. Where that finds no row there is nothing to keep. ``for_member`` may answer a request
    that carries a sign-in; ``is_everybodys`` says that the answer does not depend on who asks, whoever it is.
    """

    under: Sequence[str]
    rest: str
    version: Callable[[], Select[Any]]
    for_member: ForMember | None = None
    is_everybodys: bool = False
    expression: re.Pattern[str] = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "expression", re.compile(self.rest, re.ASCII))


@dataclass(frozen=True)
class Site:
    """What the layer knows of the site: its address, the hosts it is reached by, the cookies that may be a sign-in."""

    url: str
    hosts: frozenset[str]
    cookies: Sequence[str]


class Front:
    """The layer as a WSGI application around ``inner``."""

    def __init__(self, inner: Wsgi, site: Site, kinds: Iterable[Kind], reads: Reads) -> None:
        self.inner = inner
        self.pages = VersionedCache[Entry](PAGES_LIMIT)
        # Addresses where there is nothing to keep are without number; they must not push out pages.
        self._refused = VersionedCache[Entry](REFUSED_LIMIT)
        self._site = site
        self._reads = reads
        self._kinds: dict[str, list[Kind]] = {}
        for kind in kinds:
            for first in kind.under:
                self._kinds.setdefault(first, []).append(kind)
        self._known = lru_cache(ADDRESSES)(self._looked_up)
        self._worker, self._number = secrets.token_hex(4), itertools.count()

    def __call__(self, environ: Environ, start_response: Any) -> Iterable[bytes]:
        """Answer, or let Flask answer."""
        try:
            answer = self._answer(environ)
        except Exception as problem:  # noqa: BLE001 - whatever fails here must not fail for the reader
            log.warning("front.passed_on %s", type(problem).__name__)
            answer = None
        if answer is None:
            return self.inner(environ, start_response)
        start_response(answer.status, [*answer.headers, ("X-Request-Id", f"{self._worker}{next(self._number):08x}")])
        return [] if environ["REQUEST_METHOD"] == "HEAD" else [answer.body]

    def _answer(self, environ: Environ) -> Answer | None:
        if (
            environ["REQUEST_METHOD"] not in _READING
            or environ.get("HTTP_HOST") not in self._site.hosts
            or environ.get("SCRIPT_NAME")
            or "HTTP_AUTHORIZATION" in environ
        ):
            return None
        address, query = environ["PATH_INFO"], environ.get("QUERY_STRING")
        if query:
            address = f"{address}?{query}"
        kind, values = self._known(address) if len(address) <= LONGEST_REMEMBERED else self._looked_up(address)
        if kind is None:
            return None
        if not kind.is_everybodys and self._may_be_signed_in(environ):
            return kind.for_member(environ, values) if kind.for_member else None
        return self._kept(environ, address, kind, values)

    def _looked_up(self, address: str) -> tuple[Kind | None, Mapping[str, str]]:
        first = address[1:].partition("/")[0].partition("?")[0]
        for kind in self._kinds.get(first, ()):
            match = kind.expression.fullmatch(address, len(first) + 1)
            if match:
                return kind, match.groupdict()
        return None, {}

    def _may_be_signed_in(self, environ: Environ) -> bool:
        cookies = environ.get("HTTP_COOKIE")
        return cookies is not None and any(name in cookies for name in self._site.cookies)

    def _kept(self, environ: Environ, address: str, kind: Kind, values: Mapping[str, str]) -> Answer | None:
        with self._reads.look_once() as look:
            version = look.once(address, lambda: _version(look, kind, values), _weight)
        if version is None:
            return None
        entry = self.pages.look(address, version) or self._newly(address, version)
        if entry is None or entry.body is None:
            return None
        variant = self._variant(environ, address, entry, entry.body)
        if variant is None:
            return None
        asked = environ.get("HTTP_IF_NONE_MATCH")
        if asked is not None and is_known(asked, variant.tag):
            return Answer("304 NOT MODIFIED", variant.confirmation, b"")
        return Answer("200 OK", variant.headers, variant.body)

    def _newly(self, address: str, version: Hashable) -> Entry | None:
        if self._refused.look(address, version) is not None:
            return None
        entry = self.pages.get(address, version, lambda: self._asked(address))
        if entry.body is None:
            self.pages.forget(address)
            self._refused.get(address, version, lambda: entry)
        return entry

    def _variant(self, environ: Environ, address: str, entry: Entry, body: bytes) -> Variant | None:
        encoding = best_encoding(environ.get("HTTP_ACCEPT_ENCODING", ""), len(body))
        if encoding is None:
            return None
        variant = entry.found(encoding)
        if variant is None:
            variant = entry.made(encoding)
            self.pages.grown(address, entry)
        return variant

    def _asked(self, address: str) -> Entry:
        """Return what Flask answers to nobody in particular; an entry without a body where that is not everybody's."""
        builder = EnvironBuilder(path=address, base_url=self._site.url)
        try:
            body, status, headers = run_wsgi_app(self.inner, builder.get_environ(), buffered=True)
        finally:
            builder.close()
        if status[:3] == _TOO_MANY or status >= _FIRST_FAILURE:
            raise CannotNowError(status)
        sent = [(name, value) for name, value in headers if name.lower() not in _PER_ANSWER]
        whole = b"".join(body)
        return Entry(sent, whole) if status.startswith("200 ") and _is_everybodys(headers) else Entry((), None)


def _version(look: Look, kind: Kind, values: Mapping[str, str]) -> tuple[Any, ...] | None:
    rows = look.ask(kind.version(), **values)
    return tuple(rows[0]) if rows else None


def _weight(_version: object) -> int:
    return 1024


def _is_everybodys(headers: Any) -> bool:
    return (
        "Set-Cookie" not in headers
        and "Content-Encoding" not in headers
        and "public" in headers.get("Cache-Control", "")
        and "'nonce-" not in headers.get("Content-Security-Policy", "")
        and {name.strip().lower() for name in headers.get("Vary", "").split(",")} <= _KEPT_APART_BY | {""}
    )
