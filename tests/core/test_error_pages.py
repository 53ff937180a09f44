"""Every refusal has a page for people and a problem for programs, and neither says more than it should."""

from collections.abc import Callable

import pytest
from flask import Flask
from flask.testing import FlaskClient
from flask.typing import ResponseReturnValue

from northforum.core import errors
from northforum.core.errors import DomainError
from tests import browser

REFUSALS: dict[str, DomainError] = {
    "bad": errors.BadRequest(),
    "forbidden": errors.Forbidden("Only its hosts do this."),
    "missing": errors.NotFound(),
    "conflict": errors.Conflict(),
    "gone": errors.Gone(),
    "invalid": errors.Invalid(headline="Too long by far."),
    "fast": errors.TooFast(30),
    "long": errors.TooFast(899),
    "away": errors.Unavailable(),
}
JSON = {"Accept": "application/json"}


@pytest.fixture
def site(make_app: Callable[..., Flask]) -> Flask:
    """A site in which each refusal has an address."""
    app = make_app(testing=False)
    app.config["WTF_CSRF_ENABLED"] = False

    @app.get("/refuses/<name>")
    def refuses(name: str) -> ResponseReturnValue:
        raise REFUSALS[name]

    @app.route("/members-only", methods=["GET", "POST"])
    def members_only() -> ResponseReturnValue:
        raise errors.NeedsSignIn

    @app.get("/bug")
    def bug() -> ResponseReturnValue:
        raise RuntimeError("the secret is 42")

    return app


def test_every_kind_of_refusal_is_tried_here() -> None:
    kinds = {kind for kind in DomainError.__subclasses__() if kind.__module__ == errors.__name__}
    assert kinds == {type(refusal) for refusal in REFUSALS.values()} | {errors.NeedsSignIn}


@pytest.mark.parametrize("name", REFUSALS)
def test_a_refusal_is_a_page_with_a_sentence(site: Flask, name: str) -> None:
    refusal = REFUSALS[name]
    page = browser.visit(site.test_client(), f"/refuses/{name}")
    assert page.status == refusal.status
    assert refusal.message in page.text
    assert len(list(page.root.all("h1"))) == 1
    assert page.answer.headers["Cache-Control"] == "private, no-store"


@pytest.mark.parametrize("name", REFUSALS)
def test_a_refusal_is_a_problem_for_a_program(site: Flask, name: str) -> None:
    refusal = REFUSALS[name]
    answer = site.test_client().get(f"/refuses/{name}", headers=JSON)
    assert (answer.status_code, answer.mimetype) == (refusal.status, "application/problem+json")
    told = answer.get_json()
    assert (told["status"], told["code"], told["detail"]) == (refusal.status, refusal.code, refusal.message)
    assert told.get("errors", {}) == refusal.fields


def test_a_pause_says_how_long_it_lasts(site: Flask) -> None:
    assert site.test_client().get("/refuses/fast").headers["Retry-After"] == "30"
    assert "The pause lasts 30 seconds." in browser.visit(site.test_client(), "/refuses/fast").text
    assert "The pause lasts 15 minutes." in browser.visit(site.test_client(), "/refuses/long").text
    assert "The pause lasts" not in browser.visit(site.test_client(), "/refuses/forbidden").text


def test_a_stranger_is_led_to_the_log_in_page_and_back(site: Flask) -> None:
    answer = site.test_client().get("/members-only?page=2")
    assert (answer.status_code, answer.location) == (302, "/login?next=/members-only?page%3D2")
    assert site.test_client().get("/members-only", headers=JSON).status_code == 401


def test_a_stranger_who_sends_a_form_keeps_what_they_typed(site: Flask) -> None:
    client = site.test_client()
    page = browser.Page(client, client.post("/members-only", data={"body": "Some words\nof mine"}))
    assert page.status == 401
    assert page.form("/login").names >= {"email", "password", "resend", "csrf_token"}
    assert "Some words\nof mine" in [box.raw.removeprefix("\n") for box in page.root.all("textarea")]


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [("GET", "/nothing/here", 404), ("POST", "/archive", 405), ("DELETE", "/", 405), ("GET", "/Archive", 404)],
)
def test_what_the_framework_refuses_looks_the_same(site: Flask, method: str, path: str, status: int) -> None:
    client = site.test_client()
    page = browser.Page(client, client.open(path, method=method))
    assert page.status == status
    assert page.root.first("h1").text
    problem = client.open(path, method=method, headers=JSON)
    assert (problem.status_code, problem.get_json()["status"]) == (status, status)


def test_a_wrong_method_is_told_the_right_ones(site: Flask) -> None:
    assert "GET" in site.test_client().post("/archive").headers["Allow"]


def test_a_bug_says_nothing_but_its_number(site: Flask, caplog: pytest.LogCaptureFixture) -> None:
    for headers in ({}, JSON):
        answer = site.test_client().get("/bug", headers=headers)
        assert answer.status_code == 500
        assert "secret" not in answer.text
        assert "Traceback" not in answer.text
    assert "the secret is 42" in caplog.text


def test_while_the_database_is_away_the_page_says_so_and_when_to_come_back(make_app: Callable[..., Flask]) -> None:
    # Nothing listens on port 1 of the loopback.
    client = make_app(database_url="postgresql+psycopg://127.0.0.1:1/northforum", testing=False).test_client()
    for path in ("/", "/archive", "/login", "/articles/any-piece"):
        answer = client.get(path)
        assert (answer.status_code, answer.headers["Retry-After"]) == (503, "5"), path
        assert "Back in a moment" in answer.text
    problem = client.get("/", headers=JSON)
    assert (problem.status_code, problem.get_json()["code"]) == (503, "unavailable")
    assert client.get("/healthz").status_code == 200
    assert client.get("/readyz").status_code == 503


def test_what_was_typed_while_the_database_is_away_is_shown_again(make_app: Callable[..., Flask]) -> None:
    app = make_app(database_url="postgresql+psycopg://127.0.0.1:1/northforum", testing=False)
    app.config["WTF_CSRF_ENABLED"] = False
    fields = {
        "email": "ada@moss.example",
        "password": "x" * 90,
        "next": "/",
        "resend": "",
        "body": "Two long evenings.",
    }
    answer = app.test_client().post("/login", data=fields)
    assert answer.status_code == 503
    assert "Two long evenings.</textarea>" in answer.text
    assert "x" * 90 not in answer.text


def test_a_database_file_that_cannot_be_opened_is_no_bug(make_app: Callable[..., Flask]) -> None:
    client = make_app(database_url="sqlite:////nowhere/at/all.db", testing=False).test_client()
    assert client.get("/").status_code == 503


@pytest.mark.parametrize("host", ["elsewhere.example", "127.0.0.1.elsewhere.example", "a b", "[::2]", ""])
def test_an_unknown_host_is_refused(client: FlaskClient, host: str) -> None:
    answer = client.get("/", headers={"Host": host})
    assert answer.status_code == 400
    assert answer.text == "This site is not served under that name.\n"


def test_the_error_page_needs_no_member_and_sets_no_cookie(site: Flask) -> None:
    answer = site.test_client().get("/nothing/here")
    assert "Set-Cookie" not in answer.headers
