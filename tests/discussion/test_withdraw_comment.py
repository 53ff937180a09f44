"""Withdrawing a comment: its words go, its place stays."""

import pytest

from northforum.core.db import db, transaction
from northforum.core.errors import Forbidden
from northforum.discussion import operations
from northforum.discussion.models import DRAWN_DEPTH, CommentState
from northforum.members.models import Member
from tests.discussion.talk import Talk

WORDS = "I take the lift when nobody looks."


def test_the_words_and_the_name_are_gone_and_the_place_stays(talk: Talk) -> None:
    public_id = talk.say("maud", WORDS)
    answer = talk.say("oren", "Me too.", parent=public_id)
    talk.do(operations.withdraw_comment, "maud", public_id)
    comment = talk.comment(public_id)
    assert comment.state is CommentState.WITHDRAWN
    assert f'id="comment-{public_id}"' in comment.element
    for secret in (WORDS, "Maud", "maud"):
        assert secret not in comment.element
    assert talk.comment(answer).path.startswith(comment.path)


def test_the_words_are_kept_for_undoing(talk: Talk) -> None:
    public_id = talk.say("maud", WORDS)
    talk.do(operations.withdraw_comment, "maud", public_id)
    assert talk.comment(public_id).source == WORDS


def test_a_withdrawn_comment_is_not_counted(talk: Talk) -> None:
    first = talk.say("maud")
    answer = talk.say("oren", parent=first)
    version = talk.counts()[2]
    talk.do(operations.withdraw_comment, "oren", answer)
    assert talk.counts()[:2] == (1, 1)
    assert talk.counts()[2] > version
    assert talk.comment(first).reply_count == 0
    with transaction(talk.app):
        oren = db.session.get(Member, talk.actor("oren").member_id)
        assert oren is not None
        assert oren.comment_count == 0


def test_a_withdrawn_beginning_keeps_its_conversation(talk: Talk) -> None:
    first = talk.say("maud")
    talk.say("oren", parent=first)
    talk.do(operations.withdraw_comment, "maud", first)
    assert talk.counts()[:2] == (1, 1)
    assert talk.comment(first).reply_count == 1


def test_deep_replies_stop_naming_the_writer_at_once(talk: Talk) -> None:
    line = [talk.say("maud")]
    for _ in range(DRAWN_DEPTH + 1):
        line.append(talk.say("oren" if len(line) % 2 else "maud", parent=line[-1]))
    named, naming = line[-2], line[-1]
    writer = "Maud" if talk.comment(named).author_id == talk.actor("maud").member_id else "Oren"
    assert f">{writer} Rigby</a></p>" in talk.comment(naming).element
    talk.do(operations.withdraw_comment, writer.lower(), named)
    page = talk.client().get(f"/comments/{naming}").text
    assert "a comment that is gone</a>" in page
    assert f">{writer} Rigby</a></p>" not in page


@pytest.mark.parametrize("name", ["oren", "edith", "moss"])
def test_nobody_else_may_withdraw(talk: Talk, name: str) -> None:
    public_id = talk.say("maud")
    with pytest.raises(Forbidden):
        talk.do(operations.withdraw_comment, name, public_id)
    assert talk.client(name).get(f"/comments/{public_id}/withdraw").status_code == 403


def test_a_comment_is_withdrawn_once(talk: Talk) -> None:
    public_id = talk.say("maud")
    talk.do(operations.withdraw_comment, "maud", public_id)
    version = talk.counts()[2]
    talk.do(operations.withdraw_comment, "maud", public_id)
    assert talk.counts()[::2] == (0, version)


def test_a_second_click_and_the_way_back_lead_to_the_comment(talk: Talk) -> None:
    public_id = talk.say("maud", WORDS)
    client = talk.client("maud")
    for _ in range(2):
        answer = talk.send(client, f"/comments/{public_id}/withdraw")
        assert (answer.status_code, answer.location) == (303, f"/comments/{public_id}")
    back = client.get(f"/comments/{public_id}/withdraw")
    assert (back.status_code, back.location) == (302, f"/comments/{public_id}")


def test_a_closed_thread_does_not_hold_words_back(talk: Talk) -> None:
    public_id = talk.say("maud")
    talk.to_thread(operations.lock_thread)
    talk.do(operations.withdraw_comment, "maud", public_id)
    assert not talk.comment(public_id).is_published


def test_the_page_asks_once_and_offers_to_undo(talk: Talk) -> None:
    public_id = talk.say("maud", WORDS)
    client = talk.client("maud")
    question = client.get(f"/comments/{public_id}/withdraw")
    assert question.status_code == 200
    assert WORDS in question.text
    assert talk.comment(public_id).is_published
    answer = talk.send(client, f"/comments/{public_id}/withdraw")
    assert answer.status_code == 303
    page = client.get(answer.location)
    assert page.status_code == 200
    assert WORDS not in page.text
    assert f"/comments/{public_id}/restore" in page.text


def test_others_see_the_tombstone_and_no_undo(talk: Talk) -> None:
    public_id = talk.say("maud", WORDS)
    talk.do(operations.withdraw_comment, "maud", public_id)
    page = talk.client("oren").get(f"/comments/{public_id}")
    assert page.status_code == 200
    assert "withdrawn" in page.text
    assert "Maud" not in page.text
    assert "/restore" not in page.text
    assert 'name="body"' not in page.text
