"""Whatever members and moderators do one after the other: counters, elements and visibility agree."""

from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings, strategies as st

from northforum.core import richtext
from northforum.core.db import db, transaction
from northforum.core.errors import DomainError
from northforum.discussion import operations, queries
from northforum.discussion.models import Comment, ThreadState
from tests.discussion.talk import Talk, row, thread_row

pytestmark = pytest.mark.no_cover
SECRET, LINK = "planted", "https://plan.example/"
MOST = 4
STEPS = (
    "post",
    "answer",
    "link",
    "edit",
    "withdraw",
    "undo",
    "hold",
    "remove",
    "release",
    "pick",
    "unpick",
    "pin",
    "close",
    "hold all",
)


def verb(talk: Talk, step: str, number: int) -> Callable[[Comment], Any]:
    maud, moss = talk.actor("maud"), talk.actor("moss")
    body = richtext.comment(f"{SECRET} {number} {LINK if number % 3 == 0 else ''}")
    acts: dict[str, Callable[[Comment], Any]] = {
        "edit": lambda comment: operations.edit_comment(maud, comment, body=body, version=comment.version),
        "withdraw": lambda comment: operations.withdraw_comment(maud, comment),
        "undo": lambda comment: operations.restore_comment(maud, comment),
        "hold": lambda comment: operations.hold_comment(moss, comment),
        "remove": lambda comment: operations.remove_comment(moss, comment),
        "release": lambda comment: operations.release_comment(moss, comment),
        "pick": lambda comment: operations.pick_comment(talk.actor("edith"), comment),
        "unpick": lambda comment: operations.unpick_comment(talk.actor("edith"), comment),
        "pin": lambda comment: operations.pin_comment(moss, comment),
    }
    return acts[step]


def take(talk: Talk, step: str, which: int, number: int, made: list[str]) -> None:
    if step in {"close", "hold all"}:
        states = (ThreadState.LOCKED, ThreadState.OPEN) if step == "close" else (ThreadState.HELD, ThreadState.OPEN)
        with transaction(talk.app):
            thread_row(talk.thread).move_to(states[number % 2])
        return
    target = made[which % len(made)] if made else None
    try:
        if step in {"post", "answer", "link"}:
            words = f"{SECRET} {number} {LINK if step == 'link' else ''}"
            made.append(talk.say("maud", words, parent=target if step == "answer" else None))
        elif target:
            talk.do(lambda _actor, comment: verb(talk, step, number)(comment), "maud", target)
    except DomainError:
        return


def expect_agreement(talk: Talk, made: list[str]) -> None:
    with transaction(talk.app):
        assert queries.count_disagreements() == []
        thread = thread_row(talk.thread)
        shown = {found.public_id: found for found in queries.conversation_page(thread.id).items}
        for public_id in made:
            comment = row(public_id)
            assert (public_id in shown) == comment.has_place
            assert (SECRET in comment.element) == comment.is_published, comment.state
            assert comment.is_published or comment.picked_at is None
        pinned = db.session.get(Comment, thread.pinned_id) if thread.pinned_id else None
        assert pinned is None or pinned.is_published
        last = db.session.scalar(
            db.select(db.func.max(Comment.id)).where(Comment.published_at.is_not(None), Comment.thread_id == thread.id)
        )
        assert thread.last_comment_id == (last or 0)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture], derandomize=True)
@given(st.lists(st.tuples(st.sampled_from(STEPS), st.integers(0, MOST), st.integers(0, 9)), max_size=14))
def test_any_order_of_acts_leaves_a_site_that_agrees(talk: Talk, steps: list[tuple[str, int, int]]) -> None:
    talk.thread = talk.open()
    made: list[str] = []
    for step, which, number in steps:
        take(talk, step, which, number, made)
    expect_agreement(talk, made)
