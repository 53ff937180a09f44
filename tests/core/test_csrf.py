"""A change must have been asked for on a page of ours, in this browser; what was typed is never lost over it."""

import re

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from tests import browser
from tests.cast import Cast

WORDS = "A long thought\n\nwith “quotes” & <b>brackets</b>"


@pytest.fixture
def token(cast: Cast) -> str:
    """A token that belongs to nobody's session here."""
    return token_in(browser.visit(cast.client(cast.other), "/account/profile"))


def token_in(page: browser.Page) -> str:
    found = page.root.first("input", name="csrf_token").attributes["value"]
    assert found
    return found


def comments(cast: Cast, **headers: str) -> TestResponse:
    """Post a comment as the member does, with a good token, from a request with these headers."""
    client = cast.client(cast.member)
    form = browser.visit(client, cast.world.article).form(r"/threads/\w+/comments")
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return client.post(form.action, data={**form.fields.to_dict(), "body": WORDS}, headers=named)


def test_a_form_with_its_token_is_taken(cast: Cast) -> None:
    assert comments(cast).status_code == 303


def test_without_its_token_a_form_is_shown_again_with_what_was_typed(cast: Cast) -> None:
    client = cast.client(cast.member)
    path = f"/threads/{cast.world.thread_id}/comments"
    page = browser.Page(client, client.post(path, data={"body": WORDS, "form_key": "a" * 32}))
    assert page.status == 400
    kept = page.form(path)
    assert kept.fields["body"] == WORDS
    assert kept.fields["form_key"] == "a" * 32
    sent = kept.submit()
    assert (sent.status, sent.answer.request.path) == (200, cast.world.article)
    assert "A long thought" in sent.text


@pytest.mark.parametrize("wrong", ["", "nonsense", "a.b.c", "\N{SNOWMAN}"])
def test_a_token_that_is_none_is_refused(cast: Cast, wrong: str) -> None:
    client = cast.client(cast.member)
    form = browser.visit(client, cast.world.article).form(r"/threads/\w+/comments")
    answer = client.post(form.action, data={**form.fields.to_dict(), "csrf_token": wrong, "body": "x"})
    assert answer.status_code == 400


def test_another_sessions_token_is_refused(cast: Cast, token: str) -> None:
    client = cast.client(cast.member)
    form = browser.visit(client, cast.world.article).form(r"/threads/\w+/comments")
    answer = client.post(form.action, data={**form.fields.to_dict(), "csrf_token": token, "body": "x"})
    assert answer.status_code == 400


def test_passwords_and_tokens_are_not_among_what_is_kept(client: FlaskClient) -> None:
    answer = client.post("/login", data={"email": "a@b.example", "password": "seven wet slates", "csrf_token": "stale"})
    assert answer.status_code == 400
    assert "seven wet slates" not in answer.text
    assert "stale" not in answer.text
    assert "a@b.example" in answer.text


def test_a_program_is_told_so_as_a_problem(cast: Cast) -> None:
    answer = cast.client(cast.member).post("/logout", headers={"Accept": "application/json"})
    assert answer.mimetype == "application/problem+json"
    assert answer.get_json()["code"] == "form_expired"


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"Origin": "https://elsewhere.example"}, 400),
        ({"Origin": "http://127.0.0.1:9"}, 400),
        ({"Origin": "http://127.0.0.1.elsewhere.example"}, 400),
        ({"Sec_Fetch_Site": "cross-site"}, 400),
        ({"Sec_Fetch_Site": "same-site"}, 400),
        ({"Sec_Fetch_Site": "same-origin"}, 303),
        ({"Sec_Fetch_Site": "none"}, 303),
        ({"Origin": "null"}, 303),
        ({"Origin": "http://localhost"}, 303),
    ],
)
def test_where_a_change_comes_from_counts_even_with_a_good_token(
    cast: Cast, headers: dict[str, str], status: int
) -> None:
    assert comments(cast, **headers).status_code == status


def test_a_change_from_elsewhere_changes_nothing(cast: Cast) -> None:
    assert "another site" in comments(cast, Origin="https://elsewhere.example").text
    assert "A long thought" not in cast.client().get(cast.world.article).text


def test_reading_asks_for_no_token_and_takes_any_origin(app: Flask) -> None:
    answer = app.test_client().get("/", headers={"Origin": "https://elsewhere.example", "Sec-Fetch-Site": "cross-site"})
    assert answer.status_code == 200


def test_every_form_of_a_page_that_posts_carries_the_token(cast: Cast) -> None:
    page = browser.visit(cast.client(cast.member), cast.world.article)
    posting = [form for form in page.forms() if form.method == "POST"]
    assert posting
    assert all(re.fullmatch(r"[\w.-]{40,}", form.fields["csrf_token"]) for form in posting)
