"""Words that are not sent yet: kept on the server as they are written, and gone when they are posted."""

import threading
import uuid
from typing import Any

import pytest
from flask.testing import FlaskClient

from northforum.core.db import db, transaction
from northforum.discussion import operations
from northforum.discussion.models import Draft
from northforum.discussion.operations import drafting
from tests import browser
from tests.conftest import Clock
from tests.discussion.talk import Talk, token

WORDS = "Half a thought, and then"


def test_what_is_written_is_kept_and_comes_back(talk: Talk, clock: Clock) -> None:
    client = talk.client("maud")
    answer = save(talk, client, WORDS)
    assert answer.status_code == 200
    at = int(clock.time.timestamp() * 1000)
    assert answer.json == {"at": at}
    assert read(talk, client).json == {"body": WORDS, "at": at}
    assert read(talk, talk.client("oren")).json == {"body": "", "at": 0}


def test_a_reply_has_a_draft_of_its_own(talk: Talk) -> None:
    said, client = talk.say("oren"), talk.client("maud")
    save(talk, client, WORDS)
    save(talk, client, "To you, Oren", parent=said)
    assert read(talk, client).json["body"] == WORDS
    assert read(talk, client, parent=said).json["body"] == "To you, Oren"
    page = browser.visit(client, f"/comments/{said}")
    assert page.form("/comments$").fields["body"] == "To you, Oren"


@pytest.mark.parametrize("blank", ["", " \n\t "])
def test_an_emptied_draft_is_forgotten(talk: Talk, blank: str) -> None:
    client = talk.client("maud")
    save(talk, client, WORDS)
    assert save(talk, client, blank).status_code == 200
    assert drafts(talk) == []


def test_posting_forgets_the_draft_it_was_posted_from_and_no_other(talk: Talk) -> None:
    said, client = talk.say("oren"), talk.client("maud")
    for parent in ("", said):
        save(talk, client, WORDS, parent=parent)
    save(talk, talk.client("oren"), "Oren's own")
    talk.post(client, "A whole thought.", form_key=uuid.uuid4().hex, parent=said)
    assert sorted(draft.body for draft in drafts(talk)) == [WORDS, "Oren's own"]
    talk.post(client, "Another.", form_key=uuid.uuid4().hex)
    assert [draft.body for draft in drafts(talk)] == ["Oren's own"]


def test_a_refused_comment_keeps_its_draft(talk: Talk) -> None:
    client = talk.client("maud")
    save(talk, client, WORDS)
    assert talk.post(client, "[" * 5000, form_key=uuid.uuid4().hex).status_code == 422
    assert [draft.body for draft in drafts(talk)] == [WORDS]


def test_drafts_are_forgotten_after_thirty_days(talk: Talk, clock: Clock) -> None:
    save(talk, talk.client("maud"), "Old")
    clock.advance(days=29)
    save(talk, talk.client("oren"), "Newer")
    clock.advance(days=1, seconds=1)
    with transaction(talk.app):
        operations.forget_old_drafts()
    assert [draft.body for draft in drafts(talk)] == ["Newer"]


def test_whoever_begins_too_many_loses_the_oldest(talk: Talk, clock: Clock, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(drafting, "MOST", 3)
    client = talk.client("maud")
    for number in range(5):
        clock.advance(minutes=1)
        save(talk, client, f"Number {number}", parent=talk.say("oren"))
    assert sorted(draft.body for draft in drafts(talk)) == ["Number 2", "Number 3", "Number 4"]


@pytest.mark.parametrize(("name", "status"), [("stranger", 400), ("silas", 403), ("oren", 200)])
def test_who_may_keep_a_draft(talk: Talk, name: str, status: int) -> None:
    if name == "silas":
        with transaction(talk.app):
            db.session.execute(db.text("UPDATE member SET state = 'suspended' WHERE handle = 'silas-rigby'"))
    assert save(talk, talk.client(name), WORDS).status_code == status


def test_a_closed_discussion_takes_no_drafts_and_a_hidden_one_is_not_there(talk: Talk) -> None:
    client = talk.client("maud")
    talk.to_thread(operations.lock_thread)
    assert save(talk, client, WORDS).status_code == 403
    talk.to_thread(operations.hide_thread)
    assert save(talk, client, WORDS).status_code == 404
    assert read(talk, client).status_code == 404


@pytest.mark.parametrize(
    "body", ["nul \0", "half \ud800", "a" * 10_241, "é" * 5_121, "piled e" + "\u0301" * 60, "a" * 300_000]
)
def test_what_cannot_be_kept_is_refused_in_words(talk: Talk, body: str) -> None:
    client = talk.client("maud")
    answer = save(talk, client, body.encode("utf-8", "surrogatepass"))
    assert answer.status_code == 422
    assert len(answer.json["detail"].split()) > 3
    assert drafts(talk) == []


def test_what_cannot_be_posted_yet_is_kept_all_the_same(talk: Talk) -> None:
    client = talk.client("maud")
    assert save(talk, client, "[" * 300).status_code == 200
    assert read(talk, client).json["body"] == "[" * 300


@pytest.mark.parametrize("parent", ["0" * 12, "x", "\0", "-1", "a" * 3000])
def test_a_draft_that_answers_nothing_here_is_refused(talk: Talk, parent: str) -> None:
    client = talk.client("maud")
    assert save(talk, client, WORDS, parent=parent).status_code == 422
    assert read(talk, client, parent=parent).status_code == 404


def test_a_draft_is_sent_as_a_whole_form_with_its_token_once(talk: Talk) -> None:
    client, path = talk.client("maud"), f"/threads/{talk.thread}/draft"
    assert client.put(path, data={"body": WORDS}).status_code == 400
    headers = {"X-CSRFToken": token(client)}
    assert client.put(path, data={"body": ["a", "b"]}, headers=headers).status_code == 422
    assert client.put(path, data=b"{", content_type="application/json", headers=headers).status_code in {200, 422}
    assert client.post(path, data={"body": WORDS}, headers=headers).status_code == 405
    assert drafts(talk) == []


def test_two_windows_save_at_once_and_one_draft_is_kept(talk: Talk) -> None:
    said = [f"From window {number}" for number in range(6)]
    answers: list[int] = []

    def window(words: str) -> None:
        answers.append(save(talk, talk.client("maud"), words).status_code)

    windows = [threading.Thread(target=window, args=(words,)) for words in said]
    for each in windows:
        each.start()
    for each in windows:
        each.join()
    assert answers == [200] * 6
    kept = drafts(talk)
    assert len(kept) == 1
    assert kept[0].body in said


def save(talk: Talk, client: FlaskClient, body: str | bytes, parent: str = "") -> Any:
    fields = {"csrf_token": token(client), "body": body, "parent": parent}
    headers = {"Accept": "application/json"}
    return client.put(f"/threads/{talk.thread}/draft", data=fields, headers=headers)


def read(talk: Talk, client: FlaskClient, parent: str = "") -> Any:
    return client.get(f"/threads/{talk.thread}/draft", query_string={"parent": parent})


def drafts(talk: Talk) -> list[Draft]:
    with transaction(talk.app):
        found = list(db.session.scalars(db.select(Draft).order_by(Draft.parent_id)))
        db.session.expunge_all()
        return found
