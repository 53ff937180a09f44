"""The headers of every answer."""

import re
from dataclasses import replace
from wsgiref.headers import Headers

import pytest
from flask import Flask, Response, render_template_string, request, session

from northforum.core import headers
from northforum.core.settings import Settings

SETTINGS = Settings(secret_key="x" * 40, testing=True)


def make_site(settings: Settings = SETTINGS) -> Flask:
    app = Flask(__name__)
    app.secret_key = settings.secret_key
    headers.configure(app, settings)

    @app.route("/", methods=["GET", "POST"])
    def page() -> str:
        return "words"

    @app.get("/script")
    def script() -> str:
        return render_template_string('<script nonce="{{ csp_nonce() }}"></script>{{ csp_nonce() }}')

    @app.get("/enter")
    def enter() -> str:
        session["member"] = 1
        return "in"

    @app.get("/kept")
    def kept() -> Response:
        response = Response("kept", headers={"Cache-Control": "public, max-age=60"})
        if "cookie" in request.args:
            response.set_cookie("taste", "dark")
        return response

    @app.get("/upload")
    def upload() -> Response:
        return Response("x", headers={"Content-Security-Policy": "sandbox"})

    return app


def policy_of(answer_headers: str) -> dict[str, str]:
    return dict(part.partition(" ")[::2] for part in answer_headers.split("; "))


def test_every_answer_has_the_headers() -> None:
    client = make_site().test_client()
    for path in ("/", "/nothing-here"):
        answer = client.get(path)
        for name, value in headers.STATIC_HEADERS.items():
            assert answer.headers[name] == value
        assert "Strict-Transport-Security" not in answer.headers


def test_a_static_file_has_them_too() -> None:
    sent = Headers([])
    headers.for_static(replace(SETTINGS, site_url="https://north.example"))(sent, "/a.svg", "/static/a.svg")
    assert set(headers.STATIC_HEADERS) < set(sent.keys())
    assert str(sent["Content-Security-Policy"]).startswith("default-src 'none'")
    assert "Strict-Transport-Security" in sent


def test_the_policy_is_strict() -> None:
    policy = policy_of(make_site().test_client().get("/").headers["Content-Security-Policy"])
    assert policy["default-src"] == "'none'"
    assert policy["script-src"] == policy["style-src"] == policy["img-src"] == "'self'"
    assert policy["base-uri"] == policy["frame-ancestors"] == "'none'"
    assert policy["require-trusted-types-for"] == "'script'"
    assert policy["trusted-types"] == "northforum northforum-desk ProseMirrorClipboard"
    assert not any(word in str(policy) for word in ("unsafe", "data:", "http", "*"))


def test_a_nonce_is_named_only_on_the_page_that_asked_and_never_twice() -> None:
    client = make_site().test_client()
    seen = set()
    for _ in range(3):
        answer = client.get("/script")
        first, second = re.findall(r'nonce="([^"]+)"|</script>(.+)', answer.text)
        assert first[0] == second[1]
        policy = policy_of(answer.headers["Content-Security-Policy"])
        assert policy["script-src"] == policy["style-src"] == f"'self' 'nonce-{first[0]}'"
        seen.add(first[0])
    assert len(seen) == 3
    assert "nonce" not in client.get("/").headers["Content-Security-Policy"]


def test_https_is_kept_to() -> None:
    answer = make_site(replace(SETTINGS, site_url="https://north.example")).test_client().get("/")
    assert answer.headers["Strict-Transport-Security"].startswith("max-age=63072000")
    assert "upgrade-insecure-requests" in answer.headers["Content-Security-Policy"]


def test_a_view_may_be_stricter() -> None:
    assert make_site().test_client().get("/upload").headers["Content-Security-Policy"] == "sandbox"


def test_a_strangers_page_may_be_kept_and_asked_for_again() -> None:
    answer = make_site().test_client().get("/")
    assert answer.headers["Cache-Control"] == headers.REVALIDATED
    assert "Cookie" in answer.headers["Vary"]


def test_nobody_keeps_what_could_be_personal() -> None:
    client = make_site().test_client()
    assert client.post("/").headers["Cache-Control"] == headers.PRIVATE
    assert client.get("/nothing-here").headers["Cache-Control"] == headers.PRIVATE
    assert client.get("/", headers={"Authorization": "Bearer x"}).headers["Cache-Control"] == headers.PRIVATE
    assert client.get("/enter").headers["Cache-Control"] == headers.PRIVATE
    assert client.get("/").headers["Cache-Control"] == headers.PRIVATE


@pytest.mark.parametrize("name", ["session", "remember_token"])
def test_a_cookie_of_a_sign_in_makes_an_answer_personal(name: str) -> None:
    client = make_site().test_client()
    client.set_cookie(name, "anything")
    assert client.get("/").headers["Cache-Control"] == headers.PRIVATE


def test_a_views_own_rule_stands_unless_a_cookie_goes_with_it() -> None:
    client = make_site().test_client()
    assert client.get("/kept").headers["Cache-Control"] == "public, max-age=60"
    assert client.get("/kept?cookie").headers["Cache-Control"] == headers.PRIVATE
