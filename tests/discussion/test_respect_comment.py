"""Giving respect and taking it back: one for each member and comment, counted in what everybody sees."""

from typing import Any

import pytest

from northforum.access.actor import STRANGER
from northforum.core.db import transaction
from northforum.core.errors import Forbidden, NeedsSignIn
from northforum.discussion import operations, queries
from tests.discussion.talk import Talk, row, token


def test_respect_counts_once_for_each_member_and_shows_in_the_element(talk: Talk) -> None:
    public_id = talk.say("maud")
    version = talk.counts()[2]
    for name in ("oren", "oren", "edith"):
        talk.do(operations.respect_comment, name, public_id)
    comment = talk.comment(public_id)
    assert comment.score == 2
    assert "<span data-score>2</span>" in comment.element
    assert talk.counts()[2] == version + 2
    assert comment.thread_version == version + 2


def test_respect_is_taken_back_once(talk: Talk) -> None:
    public_id = talk.say("maud")
    talk.do(operations.respect_comment, "oren", public_id)
    for _ in range(2):
        talk.do(operations.take_back_respect, "oren", public_id)
    assert talk.comment(public_id).score == 0
    assert "<span data-score></span>" in talk.comment(public_id).element


def test_nobody_respects_their_own_comment_or_one_that_is_gone(talk: Talk) -> None:
    public_id = talk.say("maud")
    with pytest.raises(Forbidden, match="your own"):
        talk.do(operations.respect_comment, "maud", public_id)
    talk.do(operations.withdraw_comment, "maud", public_id)
    with pytest.raises(Forbidden, match="cannot be read"):
        talk.do(operations.respect_comment, "oren", public_id)


def test_strangers_are_asked_to_log_in(talk: Talk) -> None:
    public_id = talk.say("maud")
    with transaction(talk.app), pytest.raises(NeedsSignIn):
        operations.respect_comment(STRANGER, row(public_id))
    assert talk.client().get(f"/comments/{public_id}/respect").location.startswith("/login?next=")


def test_the_button_of_a_comment_gives_and_its_page_takes_back(talk: Talk) -> None:
    public_id = talk.say("maud")
    client = talk.client("oren")
    address = f"/comments/{public_id}/respect"
    answer = client.post(address, data={"csrf_token": token(client)})
    assert (answer.status_code, answer.location) == (303, f"/articles/the-loading-bay#comment-{public_id}")
    assert 'name="take"' in client.get(address).text
    client.post(address, data={"csrf_token": token(client), "take": "yes"})
    assert talk.comment(public_id).score == 0
    assert 'name="take"' not in client.get(address).text


def test_scores_are_checked_and_put_right(talk: Talk) -> None:
    public_id = talk.say("maud")
    talk.do(operations.respect_comment, "oren", public_id)
    with transaction(talk.app):
        row(public_id).score = 7
    with transaction(talk.app):
        assert any("respect of 7" in sentence for sentence in queries.count_disagreements())
        operations.recount()
    assert talk.comment(public_id).score == 1
    with transaction(talk.app):
        assert queries.count_disagreements() == []


def test_script_is_told_the_score_and_whether_it_stands(talk: Talk) -> None:
    public_id = talk.say("maud")
    talk.do(operations.respect_comment, "edith", public_id)
    client, address = talk.client("oren"), f"/comments/{public_id}/respect"
    assert talk.send(client, address, accept="application/json").json == {"score": 2, "respected": True}
    taken = talk.send(client, address, accept="application/json", take="yes")
    assert taken.json == {"score": 1, "respected": False}
    own = talk.send(talk.client("maud"), address, accept="application/json")
    assert own.status_code == 403


def test_respect_is_not_given_and_taken_without_end(talk: Talk, make_app: Any) -> None:
    public_id = talk.say("maud")
    talk.app = make_app(rate_limits=True)
    client, address = talk.client("oren"), f"/comments/{public_id}/respect"
    fields = {"csrf_token": token(client)}
    statuses = [client.post(address, data=fields).status_code for _ in range(121)]
    assert statuses[-2:] == [303, 429]
