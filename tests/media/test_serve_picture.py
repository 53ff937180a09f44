"""Serving a picture: its bytes for ever, under a policy that lets them do nothing."""

from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

from northforum.core.images import Prepared
from northforum.core.storage import storage
from northforum.media import operations


@pytest.fixture
def name(app: Flask) -> str:
    kept = storage(app.config["SETTINGS"].storage_url)
    files = {"480.webp": b"webp bytes", "480.jpg": b"jpeg bytes"}
    return operations.keep_files(kept, Prepared(width=480, height=320, widths=(480,), files=files)).name


@pytest.mark.parametrize(("file", "kind"), [("480.webp", "image/webp"), ("480.jpg", "image/jpeg")])
def test_a_rendition_is_sent_and_may_be_kept_for_ever(client: FlaskClient, name: str, file: str, kind: str) -> None:
    answer = client.get(f"/media/{name}/{file}")
    assert (answer.status_code, answer.mimetype) == (200, kind)
    assert answer.headers["Cache-Control"] == "public, max-age=31536000, immutable"
    assert answer.headers["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert "Set-Cookie" not in answer.headers


@pytest.mark.parametrize("path", ["960.webp", "480.svg", "480", "..%2f480.webp", ".webp", "480.webp%00"])
def test_anything_else_is_not_there(client: FlaskClient, name: str, path: str) -> None:
    assert client.get(f"/media/{name}/{path}").status_code == 404


def test_an_unknown_picture_is_not_there(client: FlaskClient, data: Path) -> None:
    assert client.get("/media/000000000000/480.webp").status_code == 404
    assert client.get("/media/../secret").status_code == 404
