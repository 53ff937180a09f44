"""Everything that may arrive instead of a comment: refused quickly, in words, and never a fault."""

import uuid
from typing import Any

import pytest

from tests.discussion.talk import Talk, token

BAD_BODIES = {
    "nothing": "",
    "blanks": " \n\t ",
    "unseen": "\u200b\u200d\ufeff",
    "too much": "a " * 6000,
    "a NUL": "before\0after",
    "piled marks": "e" + "\u0301" * 200,
    "deep quotes": ">" * 5000 + " deep",
    "many brackets": "[" * 5000,
    "many marks": "*a " * 3000,
    "many lines": "\n\nx" * 1000,
}
GOOD_BODIES = {
    "overrides": "abc \u202egnp.exe",
    "markup": "<img src=x onerror=alert(1)> <b onclick=x>hello</b>",
    "a script link": "[here](javascript:alert(1)) and [there](data:text/html,x)",
    "other scripts": "مرحبا, こんにちは, 👩🏽‍🎨",
    "line ends": "one\r\ntwo\rthree",
    "entities": "&amp;lt;script&gt; &#x202e;",
}


@pytest.mark.parametrize("name", BAD_BODIES)
def test_a_body_that_is_no_comment_is_refused_in_words(talk: Talk, name: str) -> None:
    answer = talk.post(talk.client("maud"), BAD_BODIES[name], form_key=uuid.uuid4().hex)
    assert answer.status_code == 422
    assert 'class="error"' in answer.text
    assert talk.counts()[0] == 0


@pytest.mark.parametrize("name", GOOD_BODIES)
def test_odd_but_honest_words_are_made_harmless(talk: Talk, name: str) -> None:
    answer = talk.post(talk.client("maud"), GOOD_BODIES[name], form_key=uuid.uuid4().hex, accept="text/html-fragment")
    assert answer.status_code == 201
    for harm in ("<img", "<b ", "<b>", "<script", 'href="javascript', 'href="data', "\u202e", "onclick=x>"):
        assert harm not in answer.text


@pytest.mark.parametrize("key", ["", "short", "x" * 33, "é" * 32, "\0" * 32, "-" * 32, "x" * 100_000])
def test_a_key_that_is_none_of_ours_makes_nothing_and_keeps_the_words(talk: Talk, key: str) -> None:
    answer = talk.post(talk.client("maud"), "Kept words.", form_key=key)
    assert answer.status_code in {303, 422}
    assert "Kept words." in answer.text or answer.status_code == 303
    assert talk.counts()[0] == (1 if answer.status_code == 303 else 0)


@pytest.mark.parametrize("field", ["body", "parent", "form_key"])
def test_a_repeated_field_is_refused(talk: Talk, field: str) -> None:
    client = talk.client("maud")
    fields: dict[str, Any] = {"csrf_token": token(client), "body": "Once.", "form_key": uuid.uuid4().hex, "parent": ""}
    fields[field] = [fields[field], "again"]
    answer = client.post(f"/threads/{talk.thread}/comments", data=fields)
    assert answer.status_code == 422
    assert talk.counts()[0] == 0


@pytest.mark.parametrize(
    ("content_type", "sent"),
    [
        ("application/json", b'{"body": "hello"}'),
        ("text/plain", b"body=hello"),
        ("multipart/form-data; boundary=x", b"--y\r\nnonsense"),
        ("multipart/form-data", b"no boundary"),
        ("application/x-www-form-urlencoded", b"body=%ff%fe%ed%a0%80"),
        ("application/x-www-form-urlencoded", b"=&&&%%%"),
    ],
)
def test_a_body_of_another_kind_is_refused(talk: Talk, content_type: str, sent: bytes) -> None:
    client = talk.client("maud")
    headers = {"X-CSRFToken": token(client)}
    answer = client.post(f"/threads/{talk.thread}/comments", data=sent, content_type=content_type, headers=headers)
    assert 400 <= answer.status_code < 500 or (answer.status_code == 303 and b"%ff" in sent)


def test_bytes_that_are_no_text_become_visible_signs(talk: Talk) -> None:
    client = talk.client("maud")
    answer = client.post(
        f"/threads/{talk.thread}/comments",
        data=b"body=here%ff%ed%a0%80there",
        content_type="application/x-www-form-urlencoded",
        headers={"X-CSRFToken": token(client), "Accept": "text/html-fragment"},
    )
    assert answer.status_code in {201, 422}


@pytest.mark.parametrize("name", ["0" * 12, "%00", "..", "ü" * 12, "x" * 2000])
def test_a_thread_that_is_none_is_not_found(talk: Talk, name: str) -> None:
    assert talk.send(talk.client("maud"), f"/threads/{name}/comments", body="Hello?").status_code in {400, 404}


@pytest.mark.parametrize("method", ["get", "put", "delete", "patch"])
def test_the_wrong_method_is_refused(talk: Talk, method: str) -> None:
    client = talk.client("maud")
    path = f"/threads/{talk.thread}/comments"
    answer = client.open(path, method=method.upper(), headers={"X-CSRFToken": token(client)})
    assert answer.status_code == 405


@pytest.mark.parametrize("page", ["edit", "withdraw", "restore"])
def test_a_form_without_its_token_changes_nothing(talk: Talk, page: str) -> None:
    public_id = talk.say("maud", "As it was.")
    answer = talk.client("maud").post(f"/comments/{public_id}/{page}", data={"body": "Changed.", "version": "1"})
    assert answer.status_code == 400
    comment = talk.comment(public_id)
    assert (comment.source, comment.is_published) == ("As it was.", True)


@pytest.mark.parametrize("page", ["edit", "withdraw", "restore"])
def test_the_pages_of_no_comment_are_not_found(talk: Talk, page: str) -> None:
    client = talk.client("maud")
    for name in ("0" * 12, "%00", "x"):
        assert talk.send(client, f"/comments/{name}/{page}", body="x").status_code in {400, 404}
