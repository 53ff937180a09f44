"""Undoing a withdrawal: for ten minutes, by the writer."""

import pytest

from northforum.core.errors import Forbidden
from northforum.discussion import operations
from tests.conftest import Clock
from tests.discussion.talk import Talk

WORDS = "The kettle is in the blue cupboard."


@pytest.fixture
def withdrawn(talk: Talk, clock: Clock) -> str:
    public_id = talk.say("maud", WORDS)
    talk.do(operations.withdraw_comment, "maud", public_id)
    return public_id


def test_everything_is_as_before(talk: Talk, clock: Clock, withdrawn: str) -> None:
    clock.advance(minutes=10)
    talk.do(operations.restore_comment, "maud", withdrawn)
    comment = talk.comment(withdrawn)
    assert comment.is_published
    assert comment.withdrawn_at is None
    assert WORDS in comment.element
    assert "Maud Rigby" in comment.element
    assert talk.counts()[:2] == (1, 1)


def test_ten_minutes_later_it_stays_withdrawn(talk: Talk, clock: Clock, withdrawn: str) -> None:
    clock.advance(minutes=10, seconds=1)
    with pytest.raises(Forbidden, match="ten minutes"):
        talk.do(operations.restore_comment, "maud", withdrawn)
    assert "/restore" not in talk.client("maud").get(f"/comments/{withdrawn}").text


@pytest.mark.parametrize("name", ["oren", "moss", "edith"])
def test_nobody_else_may_undo(talk: Talk, withdrawn: str, name: str) -> None:
    with pytest.raises(Forbidden):
        talk.do(operations.restore_comment, name, withdrawn)


def test_a_second_click_changes_nothing_more(talk: Talk, withdrawn: str) -> None:
    client = talk.client("maud")
    assert talk.send(client, f"/comments/{withdrawn}/restore").status_code == 303
    counts = talk.counts()
    assert talk.send(client, f"/comments/{withdrawn}/restore").status_code == 303
    assert talk.counts() == counts


def test_a_closed_thread_does_not_prevent_undoing(talk: Talk, withdrawn: str) -> None:
    talk.to_thread(operations.lock_thread)
    talk.do(operations.restore_comment, "maud", withdrawn)
    assert talk.counts()[0] == 1


def test_the_button_leads_back_to_the_comment(talk: Talk, withdrawn: str) -> None:
    answer = talk.send(talk.client("maud"), f"/comments/{withdrawn}/restore")
    assert answer.status_code == 303
    assert answer.location.endswith(f"#comment-{withdrawn}")
    assert talk.comment(withdrawn).is_published


def test_the_address_only_takes_a_form(talk: Talk, withdrawn: str) -> None:
    assert talk.client("maud").get(f"/comments/{withdrawn}/restore").status_code == 405
