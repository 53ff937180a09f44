"""A kept answer: the page once, and each encoding of it once somebody has asked for that."""

import gzip
import threading
from collections.abc import Sequence
from hashlib import sha256
from typing import NamedTuple

import brotli

from northforum.core.front.negotiation import ENCODINGS

Headers = list[tuple[str, str]]

# Beyond these, the first reader would wait several times longer for a few hundredths of the bytes.
BROTLI_QUALITY = 5
GZIP_LEVEL = 6
# What a 304 repeats of the answer that it confirms (RFC 9110, 15.4.5).
_CONFIRMED = frozenset({"cache-control", "content-location", "etag", "expires", "vary"})
_PLAIN_SIZE = 2048


class Variant(NamedTuple):
    """One encoding of an answer, ready to be sent, and what is sent to those who have it."""

    tag: str
    headers: Headers
    body: bytes
    confirmation: Headers


class Entry:
    """An answer that is the same for everybody who asks; without a body it says that there is none to keep."""

    def __init__(self, headers: Sequence[tuple[str, str]], body: bytes | None) -> None:
        self._headers = [(name, value) for name, value in headers if name.lower() not in {"content-length", "etag"}]
        self.body = body
        # From the bytes themselves, by a sum that processors compute: the same on every worker, another after an
        # upgrade, and still the same when a version was bumped by something that this page does not show.
        self._name = sha256(body or b"").hexdigest()[:24]
        self._variants: dict[str, Variant] = {}
        self._making = threading.Lock()

    @property
    def size(self) -> int:
        """Return how many bytes the answer and its variants take."""
        bodies = sum(len(variant.body) for name, variant in self._variants.items() if name in ENCODINGS)
        return len(self.body or b"") + bodies + _PLAIN_SIZE

    def found(self, encoding: str) -> Variant | None:
        """Return the variant in ``encoding`` if it was made before."""
        return self._variants.get(encoding)

    def made(self, encoding: str) -> Variant:
        """Return the variant in ``encoding``, made now by one of those who ask for it at the same time."""
        with self._making:
            if encoding not in self._variants:
                self._variants[encoding] = self._encoded(encoding)
            return self._variants[encoding]

    def _encoded(self, encoding: str) -> Variant:
        body = _compressed(self.body or b"", encoding)
        tag = f'"{self._name}-{encoding}"'
        headers = [*self._headers, ("ETag", tag), ("Content-Length", str(len(body)))]
        if encoding in ENCODINGS:
            headers.append(("Content-Encoding", encoding))
        return Variant(tag, headers, body, [pair for pair in headers if pair[0].lower() in _CONFIRMED])


def _compressed(body: bytes, encoding: str) -> bytes:
    if encoding == "br":
        return bytes(brotli.compress(body, mode=brotli.MODE_TEXT, quality=BROTLI_QUALITY))
    if encoding == "gzip":
        return gzip.compress(body, compresslevel=GZIP_LEVEL, mtime=0)
    return body
