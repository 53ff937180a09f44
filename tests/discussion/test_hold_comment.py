"""Comments that wait for a moderator, and what moderators do to them: counts, places, pages."""

import uuid
from datetime import timedelta

import pytest

from northforum.core import richtext
from northforum.core.db import db, transaction
from northforum.core.errors import Forbidden, Invalid, TooFast
from northforum.discussion import operations, queries
from northforum.discussion.models import Comment, CommentRevision, CommentState, HoldReason, ThreadState
from northforum.members import queries as members
from tests.conftest import NOON, Clock
from tests.discussion.talk import Talk, row, thread_row

LINK = "See [the plan](https://plan.example/bay)."


def move(talk: Talk, state: ThreadState, **over: object) -> None:
    with transaction(talk.app):
        thread = thread_row(talk.thread)
        thread.move_to(state)
        for name, value in over.items():
            setattr(thread, name, value)


def spoken(talk: Talk, name: str) -> int:
    with transaction(talk.app):
        return members.comment_count_of(talk.actor(name).member_id or 0)


def agrees(talk: Talk) -> bool:
    with transaction(talk.app):
        return queries.count_disagreements() == []


def revise(talk: Talk, name: str, public_id: str, words: str) -> None:
    version = talk.comment(public_id).version
    talk.do(operations.edit_comment, name, public_id, body=richtext.comment(words), version=version)


def test_a_held_comment_has_no_place_and_no_count(talk: Talk) -> None:
    move(talk, ThreadState.HELD)
    before = talk.counts()
    comment = talk.comment(talk.say("maud"))
    assert (comment.state, comment.reasons) == (CommentState.HELD, [HoldReason.THREAD])
    assert not comment.has_place
    assert comment.element.strip() == ""
    assert talk.counts() == before
    assert spoken(talk, "maud") == 0
    assert agrees(talk)


def test_staff_speak_at_once_in_a_held_thread(talk: Talk) -> None:
    talk.to_thread(operations.set_authors, [talk.actor("oren").member_id])
    move(talk, ThreadState.HELD)
    assert [talk.comment(talk.say(name)).is_published for name in ("oren", "edith", "moss")] == [True] * 3


def test_a_newcomers_link_waits_and_a_known_members_does_not(talk: Talk) -> None:
    assert talk.comment(talk.say("maud", LINK)).reasons == [HoldReason.LINKS]
    for _ in range(3):
        talk.say("oren")
    assert talk.comment(talk.say("oren", LINK)).is_published


def test_a_newcomer_who_puts_a_link_into_a_comment_waits_again(talk: Talk) -> None:
    public_id = talk.say("maud")
    revise(talk, "maud", public_id, LINK)
    comment = talk.comment(public_id)
    assert (comment.state, comment.reasons) == (CommentState.HELD, [HoldReason.LINKS])
    assert talk.counts()[:2] == (0, 1)
    assert "plan.example" not in comment.element
    assert agrees(talk)


def test_a_link_that_a_moderator_has_let_pass_is_not_held_again(talk: Talk) -> None:
    public_id = talk.say("maud", LINK)
    talk.do(operations.release_comment, "moss", public_id)
    revise(talk, "maud", public_id, f"{LINK} It is long.")
    assert talk.comment(public_id).is_published


def test_releasing_gives_a_place_and_counts_once(talk: Talk) -> None:
    first = talk.say("oren")
    move(talk, ThreadState.HELD)
    reply = talk.say("maud", "At last.", parent=first)
    for _ in range(2):
        talk.do(operations.release_comment, "moss", reply)
    comment = talk.comment(reply)
    assert comment.is_published
    assert comment.has_place
    assert comment.hold_reasons == ""
    assert "At last." in comment.element
    assert talk.counts()[:2] == (2, 1)
    assert talk.comment(first).reply_count == 1
    assert spoken(talk, "maud") == 1
    assert comment.thread.last_comment_id == comment.id
    assert comment.thread_version <= comment.thread.version
    assert agrees(talk)


@pytest.mark.parametrize("verb", [operations.hold_comment, operations.remove_comment])
def test_what_is_taken_down_leaves_counts_and_comes_back_with_them(talk: Talk, verb: object) -> None:
    first = talk.say("oren")
    reply = talk.say("maud", "Planted words.", parent=first)
    version = talk.counts()[2]
    talk.do(verb, "moss", reply)  # type: ignore[arg-type]
    comment = talk.comment(reply)
    assert "Planted" not in comment.element
    assert "tombstone" in comment.element
    assert talk.counts()[:2] == (1, 1)
    assert version < comment.thread_version <= talk.counts()[2]
    assert talk.comment(first).reply_count == 0
    assert spoken(talk, "maud") == 0
    talk.do(operations.release_comment, "moss", reply)
    assert "Planted" in talk.comment(reply).element
    assert talk.counts()[:2] == (2, 1)
    assert talk.comment(first).reply_count == 1
    assert spoken(talk, "maud") == 1
    assert agrees(talk)


def test_pick_and_pin_fall_away_with_the_words(talk: Talk) -> None:
    public_id = talk.say("maud")
    with transaction(talk.app):
        comment = row(public_id)
        comment.pick(NOON)
        comment.thread.count(picks=+1)
        comment.thread.pinned_id = comment.id
    talk.do(operations.remove_comment, "moss", public_id)
    comment = talk.comment(public_id)
    assert (comment.picked_at, comment.thread.pick_count, comment.thread.pinned_id) == (None, 0, None)
    assert agrees(talk)


def test_a_removed_comment_is_revised_and_waits(talk: Talk, clock: Clock) -> None:
    public_id = talk.say("maud", "Planted words.")
    clock.advance(minutes=11)
    revise(talk, "maud", public_id, "Planted words, once more.")
    talk.do(operations.remove_comment, "moss", public_id)
    revise(talk, "maud", public_id, "Kinder words.")
    comment = talk.comment(public_id)
    assert (comment.state, comment.reasons) == (CommentState.HELD, [HoldReason.REVISED])
    assert "Kinder" not in comment.element
    with transaction(talk.app):
        kept = db.session.scalars(db.select(CommentRevision).where(CommentRevision.comment_id == comment.id)).all()
        assert [revision.is_public for revision in kept] == [False, False]
    talk.do(operations.release_comment, "moss", public_id)
    assert "Kinder words." in talk.comment(public_id).element
    assert agrees(talk)


def test_the_same_words_again_do_not_bring_a_removed_comment_back(talk: Talk) -> None:
    public_id = talk.say("maud", "Planted words.")
    talk.do(operations.remove_comment, "moss", public_id)
    revise(talk, "maud", public_id, "Planted words.")
    assert talk.comment(public_id).state is CommentState.REMOVED


def test_a_held_comment_that_is_edited_keeps_its_reasons(talk: Talk) -> None:
    public_id = talk.say("maud", LINK)
    revise(talk, "maud", public_id, "Without a link.")
    assert talk.comment(public_id).reasons == [HoldReason.LINKS, HoldReason.REVISED]


def test_withdrawing_what_is_held_and_undoing_it_holds_it_again(talk: Talk) -> None:
    public_id = talk.say("maud", LINK)
    talk.do(operations.withdraw_comment, "maud", public_id)
    assert talk.comment(public_id).state is CommentState.WITHDRAWN
    talk.do(operations.restore_comment, "maud", public_id)
    comment = talk.comment(public_id)
    assert (comment.state, comment.reasons) == (CommentState.HELD, [HoldReason.LINKS])
    assert talk.counts()[:2] == (0, 0)
    assert agrees(talk)


def test_a_removed_comment_cannot_be_withdrawn_and_so_not_restored(talk: Talk) -> None:
    public_id = talk.say("maud")
    talk.do(operations.remove_comment, "moss", public_id)
    for verb in (operations.withdraw_comment, operations.restore_comment):
        with pytest.raises(Forbidden):
            talk.do(verb, "maud", public_id)


@pytest.mark.parametrize("verb", [operations.hold_comment, operations.remove_comment, operations.release_comment])
@pytest.mark.parametrize("name", ["maud", "oren", "edith", "silas"])
def test_only_moderators_take_down_and_let_back(talk: Talk, verb: object, name: str) -> None:
    public_id = talk.say("oren")
    with pytest.raises(Forbidden):
        talk.do(verb, name, public_id)  # type: ignore[arg-type]


def test_a_moderator_does_not_decide_about_their_own_comment(talk: Talk) -> None:
    with pytest.raises(Forbidden, match="your own"):
        talk.do(operations.remove_comment, "moss", talk.say("moss"))


def test_a_slow_thread_lets_a_member_wait_and_not_its_staff(talk: Talk, clock: Clock) -> None:
    move(talk, ThreadState.SLOW, slow_minutes=30)
    talk.say("maud")
    with pytest.raises(TooFast, match="waits 30 minutes") as refusal:
        talk.say("maud")
    assert refusal.value.retry_after == 1801
    assert "send them again in 31 minutes" in refusal.value.message
    talk.say("moss")
    talk.say("moss")
    clock.advance(minutes=30)
    talk.say("maud")


def test_a_thread_past_its_time_takes_nothing_more(talk: Talk) -> None:
    public_id = talk.say("maud")
    move(talk, ThreadState.OPEN, closes_at=NOON - timedelta(minutes=1), closing_message="Thank you all.")
    with pytest.raises(Invalid, match="Thank you all"):
        talk.say("oren")
    with pytest.raises(Invalid, match="Thank you all"):
        revise(talk, "maud", public_id, "Otherwise.")


def test_nobody_answers_what_is_held(talk: Talk) -> None:
    public_id = talk.say("maud", LINK)
    with pytest.raises(Invalid):
        talk.say("oren", parent=public_id)


def test_a_form_sent_again_gives_the_held_comment(talk: Talk) -> None:
    key = uuid.uuid4().hex
    assert talk.say("maud", LINK, key=key) == talk.say("maud", LINK, key=key)
    with transaction(talk.app):
        assert db.session.scalar(db.select(db.func.count()).select_from(Comment)) == 1
