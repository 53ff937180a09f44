"""Whatever is sent to the desk gets a sentence, and what was typed comes back."""

from typing import Any

import pytest
from werkzeug.datastructures import MultiDict

from tests.browser import Page, visit
from tests.cast import Cast
from tests.desk import editor
from tests.desk.editor import NEW, WHOLE

PILE = "e" + "\u0301" * 40
BAD: list[tuple[str, str]] = [
    ("headline", ""),
    ("headline", " \t "),
    ("headline", "\u200b"),
    ("headline", "x" * 161),
    ("headline", "a\0b"),
    ("headline", PILE),
    ("standfirst", "x" * 401),
    ("standfirst", "a\0b"),
    ("body", "x" * 210_000),
    ("body", "a\0b"),
    ("body", PILE),
    ("section", "weather"),
    ("section", "\0"),
    ("topics", ",".join(f"topic {number}" for number in range(12))),
    ("topics", "!!!"),
    ("audience", "nobody"),
    ("audience", "hub"),
    ("hubs", "no-such-hub"),
    ("slug", "???"),
    ("slug", "x" * 81),
    ("canonical_url", "javascript:alert(1)"),
    ("canonical_url", "https://[::1"),
    ("byline-0-name", "x" * 81),
    ("byline-0-handle", "nobody-here"),
    ("byline-0-handle", "\0"),
    ("byline-1-role", "a role without a name"),
    ("action", "explode"),
    ("form_key", "short"),
    ("version", "-1"),
    ("version", "9" * 500),
    ("version", "two"),
    ("version", "²"),
]


@pytest.mark.parametrize(("name", "value"), BAD, ids=[f"{name}-{number}" for number, (name, _) in enumerate(BAD)])
def test_a_field_that_cannot_be_accepted_is_named_and_the_rest_is_kept(cast: Cast, name: str, value: str) -> None:
    page = send(cast, {**WHOLE, name: value})
    assert page.status == 422
    assert page.root.first("div", class_="error-summary")
    kept = editor.editor_of(page).fields
    assert {field: kept[field] for field in WHOLE if field != name} == {
        field: text for field, text in WHOLE.items() if field != name
    }
    with cast.app.app_context():
        assert editor.newest().headline != WHOLE["headline"]


@pytest.mark.parametrize(
    "value",
    ["\u202egnihtyreve\u202c", "\ufeffA headline", "line\r\nbreak", "<b>bold</b> & “quoted”", "\U0001d573", "مرحبا"],
)
def test_odd_characters_are_made_harmless_or_kept(cast: Cast, value: str) -> None:
    page = send(cast, {**WHOLE, "headline": value})
    assert page.status == 302
    with cast.app.app_context():
        headline = editor.newest().headline
    assert not set(headline) & set("\u202e\u202c\ufeff\r\n")
    shown = visit(cast.client(cast.editor), "/desk")
    assert "<b>bold" not in shown.html


@pytest.mark.parametrize("name", ["headline", "body", "section", "slug", "byline-0-name"])
def test_a_field_sent_twice_is_refused(cast: Cast, name: str) -> None:
    page = send(cast, MultiDict([*WHOLE.items(), (name, WHOLE.get(name, "x"))]), twice=name)
    assert page.status == 422


@pytest.mark.parametrize("name", ["byline-99-name", "byline-²-name", "byline--1-name", "byline-0-salary", "state"])
def test_fields_that_the_form_does_not_have_mean_nothing(cast: Cast, name: str) -> None:
    assert send(cast, {**WHOLE, name: "x"}).status == 302
    with cast.app.app_context():
        assert editor.newest().state == "draft"


def test_nothing_at_all_is_a_form_without_a_headline(cast: Cast) -> None:
    client = cast.client(cast.editor)
    token = editor.editor_of(visit(client, NEW)).fields["csrf_token"]
    answer = client.post(NEW, data={"csrf_token": token})
    assert answer.status_code == 422


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        (b"{}", "application/json"),
        (b"\xff\xfe\x00", "application/x-www-form-urlencoded"),
        (b"--x\r\nbroken", "multipart/form-data; boundary=x"),
        (b"--x", "multipart/form-data"),
    ],
)
def test_a_body_that_is_no_form_is_refused(cast: Cast, body: bytes, kind: str) -> None:
    answer = cast.client(cast.editor).post(NEW, data=body, content_type=kind)
    assert 400 <= answer.status_code < 500


def test_a_form_that_is_too_large_is_refused(cast: Cast) -> None:
    client = cast.client(cast.editor)
    token = editor.editor_of(visit(client, NEW)).fields["csrf_token"]
    answer = client.post(NEW, data={**WHOLE, "csrf_token": token, "body": "x" * 30_000_000})
    assert answer.status_code == 413


@pytest.mark.parametrize("method", ["put", "patch", "delete"])
def test_another_method_is_refused(cast: Cast, method: str) -> None:
    client = cast.client(cast.editor)
    assert getattr(client, method)(NEW).status_code in {400, 405}


def send(cast: Cast, typed: Any, twice: str = "") -> Page:
    """Send ``typed`` over what the form holds."""
    client = cast.client(cast.editor)
    fields = editor.editor_of(visit(client, NEW)).fields
    for name in typed:
        fields.setlist(name, typed.getlist(name) if twice else [typed[name]])
    if twice and len(fields.getlist(twice)) < 2:
        fields.add(twice, "again")
    return Page(client, client.post(NEW, data=fields))
