"""The layer around a small site: what it answers itself, and everything that it passes on."""

import functools
import gzip
import threading
import time
from collections.abc import Callable
from typing import Any

import brotli
import pytest
from flask import Flask, Response, abort, render_template_string, request, session
from flask.testing import FlaskClient
from sqlalchemy import Select, bindparam, select
from werkzeug.test import TestResponse

from northforum.core import compression, headers, logs, versions
from northforum.core.db import transaction
from northforum.core.front.layer import Answer, Front, Kind, Site
from northforum.core.front.reads import Reads
from northforum.core.settings import Settings
from northforum.core.site_mark import SiteMark, mark

WORDS = "Northern words. " * 200


@functools.cache
def _lists() -> Select[Any]:
    return versions.lists()


@functools.cache
def _named() -> Select[Any]:
    return select(SiteMark.value).where(SiteMark.name == bindparam("name"))


KINDS = (
    Kind(("",), "", _lists),
    Kind(("pages",), "/(?P<name>[a-z-]+)", _named),
    Kind(("lists",), r"(?:\?after=[a-z]+)?", _lists),
    Kind(("odd",), "/[a-z]+", _lists),
    Kind(("poll",), "", _lists, is_everybodys=True),
    Kind(("own",), "", _lists, lambda _environ, _values: Answer("200 OK", [("Content-Type", "x/y")], b"mine")),
)


class Small:
    """A site of a few pages, with the layer around it, over the database of ``app``."""

    def __init__(self, app: Flask) -> None:
        self.drawn: list[str] = []
        self.site = self._site()
        reads: Reads = app.extensions["front"]._reads
        where = Site("http://north.example", frozenset({"north.example"}), ("session", "remember_token"))
        self.front = Front(self.site.wsgi_app, where, KINDS, reads)
        self.site.wsgi_app = self.front  # type: ignore[method-assign]

    def client(self) -> FlaskClient:
        """Return a browser of its own."""
        return self.site.test_client(use_cookies=False)

    def get(self, path: str, **more: Any) -> TestResponse:
        """Return the answer to a stranger."""
        return self.client().get(path, base_url="http://north.example", **more)

    def _site(self) -> Flask:
        app = Flask(__name__)
        app.secret_key = "x" * 40
        settings = Settings(secret_key="x" * 40, testing=True)
        compression.configure(app)
        headers.configure(app, settings)
        logs.configure(app, settings)

        @app.get("/")
        @app.get("/pages/<name>")
        @app.get("/lists")
        def page(name: str = "") -> str:
            self.drawn.append(request.full_path)
            time.sleep(0.02 if name == "slow" else 0)
            return f"{name or request.full_path} {len(self.drawn)} {WORDS}"

        @app.get("/odd/<name>")
        def odd(name: str) -> Response | str:
            self.drawn.append(name)
            if name == "missing":
                abort(404)
            if name in {"failed", "busy"} and self.drawn.count(name) <= 2:
                abort(503 if name == "failed" else 429)
            if name == "cookie":
                session["seen"] = True
            if name == "nonce":
                return render_template_string("<i nonce='{{ csp_nonce() }}'>")
            return Response(
                name, headers={"private": {"Cache-Control": "private"}, "vary": {"Vary": "Accept"}}.get(name)
            )

        @app.get("/poll")
        @app.get("/own")
        def poll() -> Response:
            self.drawn.append(request.path)
            return Response("{}", headers={"Cache-Control": "public, max-age=0"})

        return app


@pytest.fixture
def small(app: Flask) -> Small:
    return Small(app)


@pytest.fixture
def put(app: Flask) -> Callable[[str, str], None]:
    def put(name: str, value: str) -> None:
        with transaction(app):
            mark(name, value)

    return put


def test_a_page_is_drawn_once_until_its_version_changes(small: Small, put: Callable[[str, str], None]) -> None:
    put("tide", "1")
    assert {small.get("/pages/tide").text for _ in range(3)} == {f"tide 1 {WORDS}"}
    put("tide", "2")
    assert {small.get("/pages/tide").text for _ in range(3)} == {f"tide 2 {WORDS}"}


def test_an_address_with_its_query_is_a_page_of_its_own(small: Small) -> None:
    assert small.get("/lists?after=b").text.startswith("/lists?after=b 1")
    assert small.get("/lists").text.startswith("/lists? 2")
    assert small.get("/lists?after=b").text.startswith("/lists?after=b 1")


def test_every_encoding_holds_the_same_words(small: Small) -> None:
    plain = small.get("/")
    packed = small.get("/", headers={"Accept-Encoding": "br"})
    zipped = small.get("/", headers={"Accept-Encoding": "gzip"})
    assert brotli.decompress(packed.data) == gzip.decompress(zipped.data) == plain.data
    answers = (plain, packed, zipped)
    assert [answer.headers.get("Content-Encoding") for answer in answers] == [None, "br", "gzip"]
    assert [int(answer.headers["Content-Length"]) for answer in answers] == [len(answer.data) for answer in answers]
    assert len({answer.headers["ETag"] for answer in answers}) == 3
    assert not any(answer.headers["ETag"].startswith("W/") for answer in answers)
    assert {answer.headers["Vary"] for answer in answers} == {"Cookie, Accept-Encoding"}
    assert {answer.headers["Cache-Control"] for answer in answers} == {headers.REVALIDATED}
    assert len(small.drawn) == 1


def test_who_has_the_page_is_told_so_for_its_encoding(small: Small) -> None:
    packed = small.get("/", headers={"Accept-Encoding": "br"})
    same = small.get("/", headers={"Accept-Encoding": "br", "If-None-Match": packed.headers["ETag"]})
    other = small.get("/", headers={"Accept-Encoding": "gzip", "If-None-Match": packed.headers["ETag"]})
    assert (same.status_code, same.data, other.status_code) == (304, b"", 200)
    for name in ("ETag", "Cache-Control", "Vary"):
        assert same.headers[name] == packed.headers[name]
    assert "Content-Encoding" not in same.headers


def test_a_version_that_changes_nothing_here_leaves_the_tag_as_it_was(small: Small, app: Flask) -> None:
    before = small.get("/poll").headers["ETag"]
    with transaction(app):
        versions.bump_lists()
    again = small.get("/poll", headers={"If-None-Match": before})
    assert (again.status_code, len(small.drawn)) == (304, 2)


def test_head_tells_everything_but_the_page(small: Small) -> None:
    got = small.get("/")
    told = small.client().head("/", base_url="http://north.example")
    assert told.data == b""
    assert int(told.headers["Content-Length"]) == len(got.data)
    assert told.headers["ETag"] == got.headers["ETag"]


@pytest.mark.parametrize("name", ["missing", "cookie", "nonce", "private", "vary"])
def test_what_is_not_everybodys_is_never_kept(small: Small, name: str) -> None:
    first, second = small.get(f"/odd/{name}"), small.get(f"/odd/{name}")
    assert first.status_code == second.status_code
    assert "ETag" not in first.headers
    # Asked once for everybody; since then it is known that there is nothing to keep.
    assert small.drawn == [name] * 3


@pytest.mark.parametrize(
    "unusual",
    [
        {"headers": {"Cookie": "session=x"}},
        {"headers": {"Cookie": "taste=dark; remember_token=x"}},
        {"headers": {"Authorization": "Bearer x"}},
        {"headers": {"Accept-Encoding": "identity;q=0"}},
        {"query_string": "after=2"},
        {"query_string": "after=b&x=1"},
        {"environ_overrides": {"SCRIPT_NAME": "/mounted"}},
        {"environ_overrides": {"HTTP_HOST": "elsewhere.example"}},
        {"method": "OPTIONS"},
    ],
)
def test_whatever_is_unusual_is_passed_on(small: Small, unusual: dict[str, Any]) -> None:
    small.get("/lists")
    answer = small.client().open("/lists", **{"base_url": "http://north.example", "method": "GET", **unusual})
    assert "ETag" not in answer.headers


def test_a_cookie_that_is_no_sign_in_changes_nothing(small: Small) -> None:
    assert "ETag" in small.get("/lists", headers={"Cookie": "taste=dark"}).headers


def test_what_is_everybodys_is_given_whoever_asks(small: Small) -> None:
    tags = {small.get("/poll", headers=sent).headers.get("ETag") for sent in ({}, {"Cookie": "session=x"})}
    assert len(tags) == 1
    assert small.drawn == ["/poll"]


def test_a_kind_may_answer_members_itself(small: Small) -> None:
    assert small.get("/own", headers={"Cookie": "session=x"}).data == b"mine"
    assert small.get("/own").data == b"{}"


def test_a_failure_in_the_layer_is_not_the_readers(small: Small, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object, **__: object) -> None:
        raise OSError

    monkeypatch.setattr(small.front._reads, "ask", fail)
    assert small.get("/").status_code == 200


@pytest.mark.parametrize(("name", "status"), [("failed", 503), ("busy", 429)])
def test_a_page_that_could_not_be_answered_once_is_kept_the_next_time(small: Small, name: str, status: int) -> None:
    # The layer asks, and then lets Flask answer.
    assert small.get(f"/odd/{name}").status_code == status
    answers = [small.get(f"/odd/{name}") for _ in range(3)]
    assert [answer.status_code for answer in answers] == [200] * 3
    assert small.drawn.count(name) == 3


def test_those_who_ask_at_once_have_it_drawn_once(small: Small, put: Callable[[str, str], None]) -> None:
    put("slow", "1")
    answers: list[str] = []
    threads = [threading.Thread(target=lambda: answers.append(small.get("/pages/slow").text)) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert answers == [f"slow 1 {WORDS}"] * 6


def test_each_answer_has_an_id_of_its_own(small: Small) -> None:
    ids = [small.get("/").headers["X-Request-Id"] for _ in range(20)]
    assert len(set(ids)) == 20
    assert all(len(one) == 16 for one in ids)


def test_what_is_kept_is_counted_with_its_variants(small: Small) -> None:
    small.get("/")
    plain = small.front.pages.size
    packed = small.get("/", headers={"Accept-Encoding": "br"}).data
    assert small.front.pages.size == plain + len(packed)
