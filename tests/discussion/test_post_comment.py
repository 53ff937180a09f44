"""Posting a comment: it stands there for everyone, once, whatever happens on the way."""

import uuid

import pytest
from flask import Flask

from northforum.access.audience import Audience
from northforum.core import richtext
from northforum.core.db import db, transaction
from northforum.core.errors import Forbidden, Invalid, NeedsSignIn, NotFound
from northforum.discussion import operations, queries
from northforum.discussion.models import PATH_LIMIT, Mark
from northforum.members.models import Member
from tests.discussion.talk import PATH, Talk, a_copy, row, statements


def test_a_comment_is_stored_with_its_source_and_clean_html(talk: Talk) -> None:
    comment = talk.comment(talk.say("maud", "Bring a *trolley*. <script>alert(1)</script>"))
    assert comment.source == "Bring a *trolley*. <script>alert(1)</script>"
    assert "<em>trolley</em>" in comment.html
    assert "<script" not in comment.html
    assert comment.rules == richtext.RULES_VERSION
    assert comment.html.strip() in comment.element


def test_a_comment_is_counted_once_everywhere(talk: Talk) -> None:
    before = talk.counts()
    talk.say("oren", parent=talk.say("maud"))
    comments, conversations, version = talk.counts()
    assert (comments, conversations) == (2, 1)
    assert version > before[2]
    with transaction(talk.app):
        counted = dict(db.session.execute(db.select(Member.handle, Member.comment_count)).all())
        assert (counted["maud-rigby"], counted["oren-rigby"]) == (1, 1)


def test_a_reply_stands_below_what_it_answers(talk: Talk) -> None:
    first = talk.say("maud")
    answer = talk.say("oren", parent=first)
    deeper = talk.say("maud", parent=answer)
    rows = [talk.comment(public_id) for public_id in (first, answer, deeper)]
    assert [one.depth for one in rows] == [0, 1, 2]
    assert {one.root_id for one in rows} == {rows[0].id}
    assert rows[2].parent_id == rows[1].id
    assert rows[2].path.startswith(rows[1].path)
    assert rows[0].reply_count == 2


def test_the_form_leads_to_the_comment_in_its_thread(talk: Talk) -> None:
    answer = talk.post(talk.client("maud"), "The ramp is too steep.", form_key=uuid.uuid4().hex)
    assert answer.status_code == 303
    place, _, anchor = answer.location.partition("#")
    assert place == PATH
    assert talk.comment(anchor.removeprefix("comment-")).source == "The ramp is too steep."


def test_a_comment_off_the_first_page_is_shown_on_its_own_page(talk: Talk) -> None:
    first = talk.say("maud")
    with transaction(talk.app):
        for _ in range(queries.conversations.CONVERSATIONS):
            db.session.add(a_copy(row(first)))
            db.session.flush()
    answer = talk.post(talk.client("oren"), "I would not.", parent=first, form_key=uuid.uuid4().hex)
    assert answer.location.startswith("/comments/")
    assert f"#comment-{answer.location.split('/')[2].partition('#')[0]}" in answer.location


def test_a_script_gets_the_element_alone(talk: Talk) -> None:
    answer = talk.post(talk.client("maud"), "Straight in.", form_key=uuid.uuid4().hex, accept="text/html-fragment")
    assert answer.status_code == 201
    assert answer.text.startswith("<article")
    assert answer.headers["X-Comment-Count"] == "1"
    assert answer.headers["Location"].removeprefix("/comments/") in answer.text
    assert talk.counts()[0] == 1


def test_a_refusal_gives_a_script_the_composer_with_the_words(talk: Talk) -> None:
    answer = talk.post(talk.client("maud"), " ", form_key=uuid.uuid4().hex, accept="text/html-fragment")
    assert answer.status_code == 422
    assert answer.text.lstrip().startswith("<form")


def test_one_form_sent_twice_makes_one_comment(talk: Talk) -> None:
    client, key = talk.client("maud"), uuid.uuid4().hex
    answers = [talk.post(client, "Only once.", form_key=key) for _ in range(2)]
    assert [answer.status_code for answer in answers] == [303, 303]
    assert answers[0].location == answers[1].location
    assert talk.counts()[:2] == (1, 1)


@pytest.mark.parametrize("what", ["words", "place"])
def test_a_form_sent_again_with_something_else_in_it_drops_nothing(talk: Talk, what: str) -> None:
    client, key, first = talk.client("maud"), uuid.uuid4().hex, talk.say("oren")
    talk.post(client, "Before going back.", form_key=key)
    words = "After going back." if what == "words" else "Before going back."
    again = talk.post(client, words, form_key=key, parent=first if what == "place" else "")
    assert again.status_code == 422
    assert "has posted other words already" in again.text
    assert f"{words}</textarea>" in again.text
    assert f'name="form_key" value="{key}"' not in again.text
    assert talk.counts()[0] == 2


def test_the_same_key_in_another_thread_is_another_form(talk: Talk) -> None:
    key = uuid.uuid4().hex
    first, other = talk.say("maud", key=key), talk.say("maud", key=key, thread=talk.open("Parking"))
    assert first != other


def test_a_comment_without_a_form_needs_no_key(talk: Talk) -> None:
    assert talk.say("maud", "One.", key=None) != talk.say("maud", "Two.", key=None)


def test_a_form_without_a_key_is_taken(talk: Talk) -> None:
    assert talk.post(talk.client("maud"), "Plain.").status_code == 303


def test_a_stranger_is_asked_to_log_in_and_keeps_the_words(talk: Talk) -> None:
    client = talk.app.test_client()
    answer = talk.send(client, f"/threads/{talk.thread}/comments", body="Let me in to say this.")
    assert answer.status_code in {400, 401}
    assert "Let me in to say this." in answer.text
    with pytest.raises(NeedsSignIn):
        talk.say("stranger")


def test_a_suspended_member_cannot_post(talk: Talk) -> None:
    with pytest.raises(Forbidden, match="suspended"):
        talk.say("silas")


def test_a_closed_thread_takes_nothing_more(talk: Talk) -> None:
    first = talk.say("maud")
    talk.to_thread(operations.lock_thread)
    with pytest.raises(Forbidden, match="closed"):
        talk.say("oren", parent=first)
    answer = talk.post(talk.client("oren"), "Too late?", form_key=uuid.uuid4().hex)
    assert answer.status_code == 403
    assert "Too late?" in answer.text
    assert talk.counts()[0] == 1


def test_a_hidden_thread_is_not_there(talk: Talk) -> None:
    talk.to_thread(operations.hide_thread)
    answer = talk.post(talk.client("maud"), "Is anybody there?", form_key=uuid.uuid4().hex)
    assert answer.status_code == 404
    assert "Is anybody there?" in answer.text


def test_a_thread_of_a_hub_is_not_there_for_others(talk: Talk) -> None:
    thread = talk.open("Inside", Audience.HUB, audience_ref=1)
    answer = talk.send(talk.client("maud"), f"/threads/{thread}/comments", body="Psst.")
    assert answer.status_code == 404
    with transaction(talk.app), pytest.raises(NotFound):
        queries.visible_thread(talk.actor("maud"), thread)


@pytest.mark.parametrize("parent", ["0" * 12, "not an id", "x" * 2000])
def test_an_unknown_parent_is_refused_and_the_words_kept(talk: Talk, parent: str) -> None:
    answer = talk.post(talk.client("maud"), "An answer to nobody.", parent=parent, form_key=uuid.uuid4().hex)
    assert answer.status_code == 422
    assert "An answer to nobody." in answer.text
    assert talk.counts()[0] == 0


def test_a_parent_of_another_thread_is_refused(talk: Talk) -> None:
    elsewhere = talk.say("maud", thread=talk.open("Parking"))
    with pytest.raises(Invalid) as refusal:
        talk.say("oren", parent=elsewhere)
    assert "not in this discussion" in refusal.value.fields["parent"]


def test_a_withdrawn_comment_cannot_be_answered_but_the_words_can_be_sent_again(talk: Talk) -> None:
    first = talk.say("maud")
    talk.do(operations.withdraw_comment, "maud", first)
    client = talk.client("oren")
    answer = talk.post(client, "I was about to agree.", parent=first, form_key=uuid.uuid4().hex)
    assert answer.status_code == 422
    assert "can no longer be read here" in answer.text
    assert "I was about to agree." in answer.text
    assert 'name="parent" value=""' in answer.text


def test_a_reply_to_a_reply_of_a_withdrawn_comment_is_taken(talk: Talk) -> None:
    first = talk.say("maud")
    answer = talk.say("oren", parent=first)
    talk.do(operations.withdraw_comment, "maud", first)
    assert talk.comment(talk.say("edith", parent=answer)).depth == 2


def test_a_line_of_replies_ends_before_a_path_is_too_long(talk: Talk) -> None:
    first = talk.say("maud")
    with transaction(talk.app):
        row(first).path = "1" * (PATH_LIMIT - 13)
    with pytest.raises(Invalid) as refusal:
        talk.say("oren", parent=first)
    assert "very long" in refusal.value.fields["parent"]


def test_comments_carry_what_their_writer_is_in_the_thread(talk: Talk) -> None:
    talk.to_thread(operations.set_authors, [talk.actor("oren").member_id])
    marks = [talk.comment(talk.say(name)).mark for name in ("maud", "oren", "edith", "moss")]
    assert marks == [None, Mark.AUTHOR, Mark.EDITOR, Mark.MODERATOR]


def test_an_author_who_is_an_editor_too_is_marked_as_author(talk: Talk) -> None:
    talk.to_thread(operations.set_authors, [talk.actor("edith").member_id])
    assert talk.comment(talk.say("edith")).mark is Mark.AUTHOR


def test_posting_takes_few_statements_however_long_the_thread(talk: Talk, app: Flask) -> None:
    first = talk.say("maud")
    for _ in range(5):
        talk.say("oren", parent=first)
    with statements(app) as seen:
        talk.say("maud", parent=first)
    assert len(seen) <= 15, "\n".join(seen)
