"""Compression of answers."""

import gzip

import brotli
import pytest
from flask import Flask, Response

from northforum.core import compression

LONG = "Northern words. " * 200


@pytest.fixture
def site() -> Flask:
    app = Flask(__name__)
    compression.configure(app)

    @app.get("/long")
    def long() -> Response:
        response = Response(LONG)
        response.set_etag("v1")
        return response

    @app.get("/short")
    def short() -> Response:
        return Response("short")

    @app.get("/picture")
    def picture() -> Response:
        return Response(LONG, mimetype="image/webp")

    @app.get("/encoded")
    def encoded() -> Response:
        return Response(LONG, headers={"Content-Encoding": "zstd"})

    @app.get("/streamed")
    def streamed() -> Response:
        return Response(iter([LONG]), mimetype="text/html")

    @app.get("/as-it-is")
    def as_it_is() -> Response:
        return Response(LONG, headers={"Cache-Control": "no-transform"})

    return app


@pytest.mark.parametrize(
    ("accepted", "encoding"),
    [
        ("br, gzip", "br"),
        ("gzip, deflate, br, zstd", "br"),
        ("gzip", "gzip"),
        ("gzip;q=1.0, br;q=0.5", "gzip"),
        ("br;q=0, gzip;q=0.1", "gzip"),
        ("*", "br"),
        ("br;q=0, gzip;q=0", None),
        ("identity", None),
        ("", None),
        ("zstd", None),
        (";;q=,", None),
    ],
)
def test_the_best_accepted_encoding_is_used(site: Flask, accepted: str, encoding: str | None) -> None:
    answer = site.test_client().get("/long", headers={"Accept-Encoding": accepted})
    assert answer.headers.get("Content-Encoding") == encoding
    assert "Accept-Encoding" in answer.headers["Vary"]
    unpack = {"br": brotli.decompress, "gzip": gzip.decompress, None: bytes}[encoding]
    assert unpack(answer.data).decode() == LONG
    assert int(answer.headers["Content-Length"]) == len(answer.data)


def test_a_compressed_answer_has_a_weak_tag(site: Flask) -> None:
    client = site.test_client()
    assert client.get("/long").headers["ETag"] == '"v1"'
    assert client.get("/long", headers={"Accept-Encoding": "br"}).headers["ETag"] == 'W/"v1"'


@pytest.mark.parametrize("path", ["/short", "/picture", "/streamed", "/as-it-is"])
def test_what_does_not_gain_is_left_alone(site: Flask, path: str) -> None:
    answer = site.test_client().get(path, headers={"Accept-Encoding": "br, gzip"})
    assert "Content-Encoding" not in answer.headers


def test_what_is_encoded_already_is_left_alone(site: Flask) -> None:
    answer = site.test_client().get("/encoded", headers={"Accept-Encoding": "br"})
    assert answer.headers["Content-Encoding"] == "zstd"
    assert answer.text == LONG
