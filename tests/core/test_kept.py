"""A form that could not be taken travels signed, and comes back as it was."""

from flask import Flask, request
from werkzeug.datastructures import MultiDict

from northforum.core import kept, tokens
from tests.conftest import Clock

FORM = MultiDict(
    [
        ("csrf_token", "old"),
        ("body", "Tide’s out\nagain"),
        ("topics", "craft"),
        ("topics", "space"),
        ("password", "red-brick"),
        ("new_Password", "red-brick"),
        ("present", "red-brick"),
        ("resend", "an older one"),
    ]
)


def keep(app: Flask, path: str = "/threads/abc/comments?sort=newest") -> str:
    with app.test_request_context(path, method="POST", data=FORM):
        return kept.keep(request)


def test_everything_but_tokens_and_passwords_comes_back(app: Flask) -> None:
    signed = keep(app)
    with app.test_request_context():
        found = kept.kept(signed)
    assert found == kept.Kept(
        "/threads/abc/comments?sort=newest",
        (("body", "Tide’s out\nagain"), ("topics", "craft"), ("topics", "space")),
    )


def test_the_fields_are_shown_as_they_are_kept(app: Flask) -> None:
    with app.test_request_context("/", method="POST", data=FORM):
        assert [name for name, _ in kept.fields_of(request)] == ["body", "topics", "topics"]


def test_a_form_without_a_query_keeps_its_plain_path(app: Flask) -> None:
    signed = keep(app, "/account/profile")
    with app.test_request_context():
        found = kept.kept(signed)
    assert found is not None
    assert found.path == "/account/profile"


def test_nothing_that_was_changed_or_is_old_or_leads_away_comes_back(app: Flask, clock: Clock) -> None:
    signed = keep(app)
    elsewhere = tokens.sign(kept.PURPOSE, {"path": "//evil.example", "fields": []}, secret=app.config["SECRET_KEY"])
    foreign = tokens.sign("another purpose", {"path": "/", "fields": []}, secret=app.config["SECRET_KEY"])
    with app.test_request_context():
        assert all(kept.kept(text) is None for text in ("", "x", "\ud800", signed[:-1], elsewhere, foreign))
        clock.advance(hours=25)
        assert kept.kept(signed) is None
