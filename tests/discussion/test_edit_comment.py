"""Editing a comment: freely at first, marked later, never over somebody's other window."""

import pytest

from northforum.core import richtext
from northforum.core.errors import Conflict, Forbidden, Invalid
from northforum.discussion import operations
from tests.conftest import Clock
from tests.discussion.talk import Talk

WORDS = "The shutter sticks in the cold."


def test_the_writer_changes_the_words(talk: Talk) -> None:
    public_id = talk.say("maud", "The shuter sticks.")
    before = talk.counts()
    edit(talk, "maud", public_id)
    comment = talk.comment(public_id)
    assert comment.source == WORDS
    assert WORDS in comment.element
    assert comment.version == 2
    assert talk.counts()[:2] == before[:2]
    assert talk.counts()[2] > before[2]


def test_an_edit_within_ten_minutes_is_not_marked(talk: Talk, clock: Clock) -> None:
    public_id = talk.say("maud")
    clock.advance(minutes=10)
    edit(talk, "maud", public_id)
    assert talk.comment(public_id).edited_at is None
    assert "edited" not in talk.comment(public_id).element


def test_a_later_edit_is_marked_for_everyone(talk: Talk, clock: Clock) -> None:
    public_id = talk.say("maud")
    clock.advance(minutes=10, seconds=1)
    edit(talk, "maud", public_id)
    comment = talk.comment(public_id)
    assert comment.edited_at == clock.time
    assert 'class="edited" href=' in comment.element


def test_saving_the_same_words_changes_nothing(talk: Talk, clock: Clock) -> None:
    public_id = talk.say("maud", WORDS)
    clock.advance(hours=1)
    version = talk.counts()[2]
    edit(talk, "maud", public_id, version=7)
    comment = talk.comment(public_id)
    assert (comment.version, comment.edited_at, talk.counts()[2]) == (1, None, version)


@pytest.mark.parametrize("name", ["maud", "oren"])
def test_a_form_sent_without_its_field_shows_nobody_what_was_withdrawn(talk: Talk, name: str) -> None:
    public_id = talk.say("maud", WORDS)
    talk.do(operations.withdraw_comment, "maud", public_id)
    answer = talk.send(talk.client(name), f"/comments/{public_id}/edit", version="1")
    assert answer.status_code == 403
    assert WORDS not in answer.text


def test_an_edit_of_an_older_version_is_refused(talk: Talk) -> None:
    public_id = talk.say("maud")
    edit(talk, "maud", public_id)
    with pytest.raises(Conflict) as refusal:
        edit(talk, "maud", public_id, words="From the other window.")
    assert isinstance(refusal.value, Invalid)
    assert talk.comment(public_id).source == WORDS


@pytest.mark.parametrize("name", ["oren", "edith", "moss"])
def test_nobody_else_may_edit(talk: Talk, name: str) -> None:
    public_id = talk.say("maud")
    with pytest.raises(Forbidden):
        edit(talk, name, public_id)
    assert talk.client(name).get(f"/comments/{public_id}/edit").status_code == 403


def test_a_withdrawn_comment_cannot_be_edited(talk: Talk) -> None:
    public_id = talk.say("maud")
    talk.do(operations.withdraw_comment, "maud", public_id)
    with pytest.raises(Forbidden, match="withdrew"):
        edit(talk, "maud", public_id)


def test_a_comment_in_a_closed_thread_cannot_be_edited(talk: Talk) -> None:
    public_id = talk.say("maud")
    talk.to_thread(operations.lock_thread)
    with pytest.raises(Forbidden, match="closed"):
        edit(talk, "maud", public_id)


def test_a_comment_in_a_hidden_thread_is_not_there(talk: Talk) -> None:
    public_id = talk.say("maud")
    client = talk.client("maud")
    talk.to_thread(operations.hide_thread)
    assert client.get(f"/comments/{public_id}/edit").status_code == 404


def test_the_form_holds_the_words_and_leads_back_to_them(talk: Talk) -> None:
    public_id = talk.say("maud", "Who has the key?")
    client = talk.client("maud")
    page = client.get(f"/comments/{public_id}/edit")
    assert page.status_code == 200
    assert "Who has the key?" in page.text
    answer = talk.send(client, f"/comments/{public_id}/edit", body=WORDS, version="1")
    assert answer.status_code == 303
    assert answer.location.endswith(f"#comment-{public_id}")


def test_a_form_that_was_overtaken_shows_both_texts(talk: Talk) -> None:
    public_id = talk.say("maud")
    edit(talk, "maud", public_id)
    client = talk.client("maud")
    answer = talk.send(client, f"/comments/{public_id}/edit", body="From the other window.", version="1")
    assert answer.status_code == 409
    assert "From the other window." in answer.text
    assert WORDS in answer.text
    assert 'name="version" value="2"' in answer.text
    again = talk.send(client, f"/comments/{public_id}/edit", body="From the other window.", version="2")
    assert again.status_code == 303


@pytest.mark.parametrize("version", ["", "-1", "two", "9" * 40, "\u0662", "1.5"])
def test_a_version_that_is_none_is_refused_and_the_words_kept(talk: Talk, version: str) -> None:
    public_id = talk.say("maud")
    answer = talk.send(talk.client("maud"), f"/comments/{public_id}/edit", body="Kept words.", version=version)
    assert answer.status_code == 422
    assert "Kept words." in answer.text


def test_an_empty_edit_is_refused(talk: Talk) -> None:
    public_id = talk.say("maud", "Still here.")
    answer = talk.send(talk.client("maud"), f"/comments/{public_id}/edit", body=" ", version="1")
    assert answer.status_code == 422
    assert talk.comment(public_id).source == "Still here."


def edit(talk: Talk, name: str, public_id: str, *, words: str = WORDS, version: int = 1) -> None:
    talk.do(operations.edit_comment, name, public_id, body=richtext.comment(words), version=version)
