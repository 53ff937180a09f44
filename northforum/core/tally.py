"""Counting how often pages are opened: in memory, and handed on in batches outside of any request.

What counts is an opening by a person, as far as a server can tell: a GET that is answered with the page, or with a 304,
since pages are asked for again each time they are opened. Not a redirect or an error, not HEAD; not what a browser
fetches ahead, or a script or a frame fetches; not what a program asks for that says what it is, or says nothing. No
cookie is set or read, and nothing of the reader is kept: only how often a name was opened.
"""

import functools
import logging
import re
import threading
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from multiprocessing.util import Finalize
from typing import Any

log = logging.getLogger("northforum.tally")

Environ = dict[str, Any]
Wsgi = Callable[[Environ, Any], Iterable[bytes]]
Write = Callable[[Mapping[str, int]], None]

# What is lost at most when a process is killed.
SECONDS = 10.0
_ANSWERS = ("200", "304")
_NAME = re.compile("[a-z0-9-]{1,100}")
_LONGEST_READ = 400
# Every browser that people use calls itself one of these; programs that look at pages for others say so besides.
_BROWSER = re.compile(r"(?:Mozilla|Opera)/\d")
_PROGRAM = re.compile(
    r"bot\b|bot[/_;-]|crawl|spider|slurp|https?:|www\.|@|preview|scan|monitor|headless|lighthouse|pagespeed|fetch|archive"
    r"|externalhit|embed|checker|validator|python|java/|curl|wget|okhttp|axios|phantom|puppeteer|playwright|selenium",
    re.IGNORECASE,
)


class Tally:
    """Counts by name; ``write`` takes them from time to time, and again what it could not take."""

    def __init__(self, write: Write, seconds: float = SECONDS) -> None:
        self._write, self._seconds = write, seconds
        self._counts: Counter[str] = Counter()
        self._lock = threading.Lock()
        self._writing = threading.Lock()
        self._timer: threading.Timer | None = None
        self._is_seen_off = False

    def add(self, name: str) -> None:
        """Count ``name`` once more."""
        with self._lock:
            self._counts[name] += 1
            if self._timer is None:
                self._begin()

    def flush(self) -> None:
        """Hand on what has been counted so far."""
        with self._writing:
            with self._lock:
                counts, self._counts = self._counts, Counter()
                self._timer = None
            if not counts:
                return
            try:
                self._write(counts)
            except Exception:
                log.warning("tally.kept names=%s", len(counts), exc_info=True)
                with self._lock:
                    # Not more memory than there are names, however long the database is away.
                    self._counts.update(counts)
                    if self._timer is None:
                        self._begin()

    def _begin(self) -> None:
        if not self._is_seen_off:
            # Runs when a process ends by itself, also one that a server has started, where "atexit" does not.
            Finalize(None, self.flush, exitpriority=0)
            self._is_seen_off = True
        self._timer = threading.Timer(self._seconds, self.flush)
        self._timer.daemon = True
        self._timer.start()


class Counted:
    """A WSGI application that counts the openings of pages whose address is ``under`` and one name."""

    def __init__(self, inner: Wsgi, under: str, count: Callable[[str], None]) -> None:
        self._inner, self._under, self._count = inner, under, count

    def __call__(self, environ: Environ, start_response: Any) -> Iterable[bytes]:
        """Let the inner application answer, and count the answer if it is an opening."""
        path = environ["PATH_INFO"]
        if not path.startswith(self._under) or not _is_opening(environ):
            return self._inner(environ, start_response)
        name = path[len(self._under) :]

        def started(status: str, headers: Any, *rest: Any) -> Any:
            if status.startswith(_ANSWERS) and _NAME.fullmatch(name):
                self._count(name)
            return start_response(status, headers, *rest)

        return self._inner(environ, started)


def _is_opening(environ: Environ) -> bool:
    return (
        environ["REQUEST_METHOD"] == "GET"
        and environ.get("HTTP_SEC_FETCH_DEST", "document") == "document"
        and "HTTP_SEC_PURPOSE" not in environ
        and "HTTP_PURPOSE" not in environ
        and "HTTP_X_MOZ" not in environ
        and is_person(environ.get("HTTP_USER_AGENT", "")[:_LONGEST_READ])
    )


@functools.lru_cache(maxsize=1024)
def is_person(user_agent: str) -> bool:
    """Return whether a User-Agent header is that of a browser and names no program that looks at pages for others."""
    return _BROWSER.match(user_agent) is not None and _PROGRAM.search(user_agent) is None
