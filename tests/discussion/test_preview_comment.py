"""Seeing a comment as it will look, before it is posted."""

import uuid
from typing import Any

import pytest

from northforum.core.db import db, transaction
from northforum.discussion import operations
from tests import browser
from tests.discussion.talk import Talk, token
from tests.discussion.test_bad_input import BAD_BODIES

FRAGMENT = "text/html-fragment"


def test_a_script_gets_the_comment_alone(talk: Talk) -> None:
    client = talk.client("maud")
    answer = preview(talk, client, "So *it* is, @oren-rigby.<script>", accept=FRAGMENT)
    assert answer.status_code == 200
    shown = '<p>So <em>it</em> is, <a href="/members/oren-rigby">@oren-rigby</a>.&lt;script&gt;</p>'
    assert answer.text.strip() == f'<div class="body">{shown}\n</div>'
    assert talk.counts()[0] == 0


def test_without_script_the_form_comes_back_below_the_preview(talk: Talk) -> None:
    said, client, key = talk.say("oren"), talk.client("maud"), uuid.uuid4().hex
    page = browser.Page(client, preview(talk, client, "So *it* is.", parent=said, form_key=key))
    assert page.status == 200
    assert "So it is." in page.root.first("section", class_="preview-here").text
    form = page.form("/comments$")
    assert form.fields["body"] == "So *it* is."
    assert (form.fields["parent"], form.fields["form_key"]) == (said, key)
    form.submit()
    assert talk.counts()[0] == 2


def test_an_edit_is_previewed_without_script_too(talk: Talk) -> None:
    public_id, client = talk.say("maud", "As it was."), talk.client("maud")
    path = f"/comments/{public_id}/edit"
    page = browser.Page(client, talk.send(client, path, body="As it *is*.", version="1", preview="yes"))
    assert page.status == 200
    assert "As it is." in page.root.first("section", class_="preview-here").text
    assert page.form("/edit$").fields["body"] == "As it *is*."
    assert talk.comment(public_id).source == "As it was."


@pytest.mark.parametrize("name", BAD_BODIES)
def test_what_cannot_be_shown_gets_a_sentence_and_is_kept(talk: Talk, name: str) -> None:
    client = talk.client("maud")
    answer = preview(talk, client, BAD_BODIES[name], accept=FRAGMENT)
    assert answer.status_code == 422
    assert 'class="error"' in answer.text
    assert preview(talk, client, BAD_BODIES[name]).status_code == 422
    public_id = talk.say("maud", "As it was.")
    fields = {"body": BAD_BODIES[name], "version": "1", "preview": "yes"}
    assert talk.send(client, f"/comments/{public_id}/edit", **fields).status_code == 422


@pytest.mark.parametrize(("name", "status"), [("stranger", 400), ("silas", 403), ("oren", 200)])
def test_who_may_ask_for_a_preview(talk: Talk, name: str, status: int) -> None:
    with transaction(talk.app):
        db.session.execute(db.text("UPDATE member SET state = 'suspended' WHERE handle = 'silas-rigby'"))
    assert preview(talk, talk.client(name), "Words.").status_code == status


def test_a_closed_discussion_previews_nothing_and_a_hidden_one_is_not_there(talk: Talk) -> None:
    client = talk.client("maud")
    talk.to_thread(operations.lock_thread)
    assert preview(talk, client, "Words.").status_code == 403
    talk.to_thread(operations.hide_thread)
    assert preview(talk, client, "Words.").status_code == 404


def test_a_preview_needs_its_token(talk: Talk) -> None:
    assert talk.client("maud").post(f"/threads/{talk.thread}/preview", data={"body": "x"}).status_code == 400


def test_an_edit_in_place_gets_the_form_and_then_the_comment(talk: Talk) -> None:
    public_id, client = talk.say("maud", "As it was."), talk.client("maud")
    path, accept = f"/comments/{public_id}/edit", {"Accept": FRAGMENT}
    form = client.get(path, headers=accept).text
    assert form.lstrip().startswith("<form")
    assert "As it was." in form
    answer = talk.send(client, path, body="As it *is*.", version="1", accept=FRAGMENT)
    assert answer.status_code == 200
    assert answer.text.strip() == talk.comment(public_id).element.strip()
    again = talk.send(client, path, body="Too late.", version="1", accept=FRAGMENT)
    assert again.status_code == 409
    assert again.text.lstrip().startswith("<form")
    assert "Too late." in again.text
    assert "As it *is*." in again.text
    refused = talk.send(client, path, body=" ", version="2", accept=FRAGMENT)
    assert refused.status_code == 422
    assert refused.text.lstrip().startswith("<form")


def test_too_many_previews_have_to_wait(talk: Talk, make_app: Any) -> None:
    talk.app = make_app(rate_limits=True)
    client = talk.client("maud")
    fields, headers = {"csrf_token": token(client), "body": "Words."}, {"Accept": FRAGMENT}
    path = f"/threads/{talk.thread}/preview"
    answers = [client.post(path, data=fields, headers=headers) for _ in range(91)]
    assert [answer.status_code for answer in answers[-2:]] == [200, 429]
    assert int(answers[-1].headers["Retry-After"]) > 0


def preview(talk: Talk, client: Any, body: str, **fields: Any) -> Any:
    return talk.send(client, f"/threads/{talk.thread}/preview", body=body, **fields)


def test_nobody_learns_whose_words_a_tombstone_stands_for(talk: Talk) -> None:
    public_id = talk.say("maud")
    talk.do(operations.withdraw_comment, "maud", public_id)
    client = talk.client("oren")
    for path, body in ((f"/threads/{talk.thread}/preview", "I agree."), (f"/threads/{talk.thread}/comments", "")):
        answer = talk.send(client, path, body=body, parent=public_id, form_key=uuid.uuid4().hex)
        assert "Maud" not in answer.text.partition("<main")[2]
