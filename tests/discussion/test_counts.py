"""Whether counters agree with the comments, and putting them right."""

from collections.abc import Callable

import pytest
from flask import Flask
from sqlalchemy import Update

from northforum.core.db import db, transaction
from northforum.discussion import operations, queries
from northforum.discussion.models import Comment, Thread
from northforum.members.models import Member
from tests.discussion.talk import Talk


@pytest.fixture
def lively(talk: Talk) -> Talk:
    """Have a conversation with a reply, a withdrawn reply and a restored comment."""
    first = talk.say("maud")
    talk.say("oren", parent=first)
    withdrawn = talk.say("maud", parent=first)
    talk.do(operations.withdraw_comment, "maud", withdrawn)
    back = talk.say("edith")
    talk.do(operations.withdraw_comment, "edith", back)
    talk.do(operations.restore_comment, "edith", back)
    talk.open("Silent")
    return talk


def disagreements(app: Flask) -> list[str]:
    with transaction(app):
        return queries.count_disagreements()


def test_operations_leave_nothing_to_put_right(lively: Talk) -> None:
    assert disagreements(lively.app) == []
    with transaction(lively.app):
        assert operations.recount() == []
    assert lively.counts()[:2] == (3, 2)


@pytest.mark.parametrize(
    ("spoil", "sentence"),
    [
        (db.update(Thread).values(comment_count=9), "counts 9 comments"),
        (db.update(Thread).values(root_count=9), "counts 9 conversations"),
        (db.update(Comment).values(reply_count=9), "counts 9 replies"),
        (db.update(Member).values(comment_count=9), "counts 9 comments"),
    ],
)
def test_a_wrong_counter_is_told_and_put_right(lively: Talk, spoil: Update, sentence: str) -> None:
    with transaction(lively.app):
        db.session.execute(spoil)
    found = disagreements(lively.app)
    assert found
    assert all(sentence in line for line in found)
    version = lively.counts()[2]
    with transaction(lively.app):
        assert operations.recount() == found
    assert disagreements(lively.app) == []
    assert lively.counts()[2] > version


@pytest.mark.parametrize(
    "spoil",
    [
        db.update(Comment).where(Comment.depth == 1).values(path="11"),
        db.update(Comment).where(Comment.depth == 0).values(path="1z"),
        db.update(Comment).where(Comment.depth == 1).values(depth=3),
        db.update(Comment).where(Comment.depth == 1).values(root_id=77),
    ],
)
def test_a_comment_in_the_wrong_place_is_told(lively: Talk, spoil: Update) -> None:
    with transaction(lively.app):
        db.session.execute(spoil)
    assert any("does not stand below" in line for line in disagreements(lively.app))


def test_a_reply_in_another_thread_than_its_parent_is_told(lively: Talk) -> None:
    with transaction(lively.app):
        other = db.session.scalar(db.select(Thread.id).where(Thread.title == "Silent"))
        db.session.execute(db.update(Comment).where(Comment.depth == 1).values(thread_id=other))
    assert any("does not stand below" in line for line in disagreements(lively.app))


def test_a_form_that_made_two_comments_is_told(lively: Talk) -> None:
    with transaction(lively.app):
        # A copy without constraints stands before the table for this connection: the table itself refuses such a row.
        db.session.execute(db.text("CREATE TEMP TABLE comment AS SELECT * FROM comment"))
        db.session.execute(db.update(Comment).values(form_key="k" * 32))
        found = queries.count_disagreements()
        db.session.execute(db.text("DROP TABLE comment"))
    assert any("two comments made by one form" in line for line in found)


def test_the_last_comment_is_found_again(lively: Talk) -> None:
    last: Callable[[], object] = lambda: db.session.scalars(db.select(Thread.last_comment_at).order_by(Thread.id)).all()  # noqa: E731
    with transaction(lively.app):
        before = last()
        db.session.execute(db.update(Thread).values(last_comment_at=None))
        operations.recount()
        assert last() == before
