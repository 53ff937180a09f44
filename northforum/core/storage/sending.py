"""Files of ours as answers."""

from flask import Response, request

from northforum.core.storage.shape import Opened, Storage

FOR_EVER = "public, max-age=31536000, immutable"
FOR_A_MOMENT = "public, max-age=60"


def sent(kept: Storage, key: str, kind: str, caching: str) -> Response:
    """Return the file as an answer; its name never stands for other bytes, so the name is its tag."""
    opened: Opened = kept.open(key)
    return as_answer(Response(opened.pieces, mimetype=kind, direct_passthrough=True), key, opened.length, caching)


def as_answer(response: Response, key: str, length: int, caching: str) -> Response:
    """Return ``response`` with what is said of every picture; ``key`` ends in the file's name."""
    response.content_length = length
    response.set_etag(key.rsplit("/", 1)[-1])
    response.headers["Cache-Control"] = caching
    response.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response.make_conditional(request.environ)
    return response
