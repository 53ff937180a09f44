"""Sites before and behind the layer: who answered, and what would be drawn instead."""

import re
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.datastructures import Headers
from werkzeug.test import TestResponse

from northforum.core.front.layer import Front

# What differs between two answers to the same reader: token, key and nonce are new each time.
FRESH = re.compile(rb'(name="(?:csrf_token|form_key)" value=|nonce=)"[^"]*"')
FRESH_NONCE = re.compile(r"'nonce-[^']*'")
# What the layer adds, and what each answer has of its own.
OWN_HEADERS = {"X-Request-Id", "ETag"}


def front_of(app: Flask) -> Front:
    """Return the layer of ``app``."""
    found = app.extensions["front"]
    assert isinstance(found, Front)
    return found


def came_from_the_front(app: Flask, answer: TestResponse) -> bool:
    """Return whether the layer gave this answer itself."""
    return answer.headers["X-Request-Id"].startswith(front_of(app)._worker)


@contextmanager
def behind_the_front(app: Flask) -> Iterator[None]:
    """Within the block every request is Flask's."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(app, "wsgi_app", front_of(app).inner)
        yield


def headers_of(answer: TestResponse) -> list[tuple[str, str]]:
    """Return the headers that both have to send alike."""
    sent: Headers = answer.headers
    return sorted((name, FRESH_NONCE.sub("'nonce'", value)) for name, value in sent if name not in OWN_HEADERS)


def seen(answer: TestResponse) -> tuple[int, list[tuple[str, str]], bytes]:
    """Return everything of an answer that must be the same before and behind the layer."""
    return answer.status_code, headers_of(answer), FRESH.sub(rb"\1", answer.data)


def drawn(app: Flask, client: FlaskClient, path: str) -> tuple[int, list[tuple[str, str]], bytes]:
    """Return what Flask answers to ``client``."""
    with behind_the_front(app):
        return seen(client.get(path))
