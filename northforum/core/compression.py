"""Compression of answers that no cache has compressed before: quick settings, since each is made once.

Pages mix a form token with reflected text, which compression could betray to somebody who can make a member's browser
ask for pages at will; session cookies are SameSite=Lax, so other sites cannot.
"""

import gzip

import brotli
from flask import Flask, Response, request

from northforum.core.front.negotiation import IDENTITY, best_encoding

# Beyond these, time grows much faster than the body shrinks (gzip 6 costs more than the page itself).
BROTLI_QUALITY = 2
GZIP_LEVEL = 1
_TYPES = frozenset(
    {
        "application/atom+xml",
        "application/feed+json",
        "application/javascript",
        "application/json",
        "application/manifest+json",
        "application/problem+json",
        "application/rss+xml",
        "application/xml",
        "image/svg+xml",
    }
)
_WITHOUT_BODY = frozenset({204, 206, 304})


def configure(app: Flask) -> None:
    """Compress the answers of ``app`` where the client takes it."""
    app.after_request(compress)


def compress(response: Response) -> Response:
    """Return ``response`` with its body in the best encoding that the client accepts."""
    if not _may_compress(response):
        return response
    response.vary.add("Accept-Encoding")
    body = response.get_data()
    # Where even plain bytes are refused there is nothing better to send: the request has been carried out.
    encoding = best_encoding(request.headers.get("Accept-Encoding", ""), len(body)) or IDENTITY
    if encoding == IDENTITY:
        return response
    if encoding == "br":
        response.set_data(brotli.compress(body, mode=brotli.MODE_TEXT, quality=BROTLI_QUALITY))
    else:
        response.set_data(gzip.compress(body, compresslevel=GZIP_LEVEL, mtime=0))
    response.headers["Content-Encoding"] = encoding
    etag, _ = response.get_etag()
    if etag:
        # The bytes are no longer those that a strong tag promised (RFC 9110, 8.8.1).
        response.set_etag(etag, weak=True)
    return response


def _may_compress(response: Response) -> bool:
    return (
        ((response.mimetype or "").startswith("text/") or response.mimetype in _TYPES)
        and response.status_code not in _WITHOUT_BODY
        and not response.is_streamed
        and not response.direct_passthrough
        and "Content-Encoding" not in response.headers
        and not response.cache_control.no_transform
    )
