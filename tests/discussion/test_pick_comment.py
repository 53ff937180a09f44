"""Editors' picks and the pinned comment: who may, what shows, and what becomes of them when the words go."""

from collections.abc import Callable

import pytest

from northforum.core.db import transaction
from northforum.core.errors import Forbidden
from northforum.discussion import operations, queries
from tests.browser import visit
from tests.discussion.talk import Talk, thread_row

VERBS = (operations.pick_comment, operations.unpick_comment, operations.pin_comment, operations.unpin_comment)


def honours(talk: Talk) -> tuple[int, bool]:
    """Return how many picks the thread counts, and whether a comment is pinned."""
    with transaction(talk.app):
        assert queries.count_disagreements() == []
        thread = thread_row(talk.thread)
        return thread.pick_count, thread.pinned_id is not None


def test_a_pick_is_counted_once_and_says_so(talk: Talk) -> None:
    public_id = talk.say("maud")
    version = talk.counts()[2]
    for _ in range(2):
        talk.do(operations.pick_comment, "edith", public_id)
    comment = talk.comment(public_id)
    assert "Editor’s pick" in comment.element
    assert comment.thread_version == version + 1 == talk.counts()[2]
    assert honours(talk) == (1, False)
    for _ in range(2):
        talk.do(operations.unpick_comment, "edith", public_id)
    assert "Editor’s pick" not in talk.comment(public_id).element
    assert honours(talk) == (0, False)


def test_one_comment_stands_first_at_a_time(talk: Talk) -> None:
    first, second = talk.say("maud"), talk.say("oren")
    talk.do(operations.pin_comment, "edith", first)
    talk.do(operations.pin_comment, "moss", second)
    talk.do(operations.unpin_comment, "moss", first)
    with transaction(talk.app):
        pinned_id = thread_row(talk.thread).pinned_id
    assert pinned_id == talk.comment(second).id
    version = talk.counts()[2]
    talk.do(operations.pin_comment, "moss", second)
    assert talk.counts()[2] == version
    talk.do(operations.unpin_comment, "edith", second)
    assert honours(talk) == (0, False)


def test_what_is_withdrawn_is_neither_picked_nor_pinned(talk: Talk) -> None:
    public_id = talk.say("maud")
    talk.do(operations.pick_comment, "edith", public_id)
    talk.do(operations.pin_comment, "edith", public_id)
    assert honours(talk) == (1, True)
    talk.do(operations.withdraw_comment, "maud", public_id)
    assert honours(talk) == (0, False)
    talk.do(operations.restore_comment, "maud", public_id)
    assert honours(talk) == (0, False)


@pytest.mark.parametrize("verb", [operations.hold_comment, operations.remove_comment])
def test_what_moderators_keep_back_is_neither_picked_nor_pinned(talk: Talk, verb: Callable[..., object]) -> None:
    public_id = talk.say("maud")
    talk.do(operations.pick_comment, "edith", public_id)
    talk.do(operations.pin_comment, "edith", public_id)
    talk.do(verb, "moss", public_id)
    assert honours(talk) == (0, False)
    talk.do(operations.release_comment, "moss", public_id)
    assert honours(talk) == (0, False)


@pytest.mark.parametrize("verb", VERBS, ids=lambda verb: verb.__name__)
def test_nothing_is_done_to_what_cannot_be_read(talk: Talk, verb: Callable[..., object]) -> None:
    public_id = talk.say("maud")
    talk.do(operations.withdraw_comment, "maud", public_id)
    with pytest.raises(Forbidden):
        talk.do(verb, "edith", public_id)


@pytest.mark.parametrize("verb", VERBS, ids=lambda verb: verb.__name__)
def test_members_neither_pick_nor_pin(talk: Talk, verb: Callable[..., object]) -> None:
    public_id = talk.say("maud")
    for name in ("maud", "oren", *(["moss"] if "unpick" in verb.__name__ or "pick" in verb.__name__ else [])):
        with pytest.raises(Forbidden, match="Only editors"):
            talk.do(verb, name, public_id)


def test_everything_is_on_the_comments_own_page(talk: Talk) -> None:
    public_id = talk.say("maud")
    address = f"/comments/{public_id}"
    page = visit(talk.client("edith"), address)
    page = page.form(f"{address}/pick").submit()
    assert "picks now" in page.text or "editors’ pick now" in page.text
    page = page.form(f"{address}/pin").submit()
    assert honours(talk) == (1, True)
    page = page.form(f"{address}/pick").submit()
    page = page.form(f"{address}/pin").submit()
    assert honours(talk) == (0, False)
    page = page.form(f"{address}/respect").submit()
    assert talk.comment(public_id).score == 1


def test_more_about_a_comment_is_given_alone_for_its_reader(talk: Talk) -> None:
    public_id = talk.say("maud")
    words = {name: talk.client(name).get(f"/comments/{public_id}/more").text for name in ("maud", "oren", "edith")}
    assert "Edit your comment" in words["maud"]
    assert "Give respect" not in words["maud"]
    assert "Give respect" in words["oren"]
    assert "/pick" in words["edith"]
    assert "/pin" not in words["oren"]
    strangers = talk.client().get(f"/comments/{public_id}/more")
    assert "<form" not in strangers.text
    assert "<html" not in strangers.text
    assert talk.client("maud").get(f"/comments/{public_id}/more").headers["Cache-Control"] == "private, no-store"


def test_more_about_what_is_not_there_is_not_found(talk: Talk) -> None:
    assert talk.client("maud").get(f"/comments/{'0' * 12}/more").status_code == 404
