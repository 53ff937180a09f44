"""Pages of a thread: every comment once, in order, in one query."""

import random
from collections.abc import Callable, Sequence
from itertools import chain

import pytest
from flask import Flask
from hypothesis import HealthCheck, given, settings, strategies as st
from sqlalchemy import text

from northforum.core import direct
from northforum.core.db import db, transaction
from northforum.core.errors import BadRequest
from northforum.discussion import queries, rendering
from northforum.discussion.models import Comment, Sort, Thread
from northforum.discussion.queries import conversations
from tests.conftest import NOON
from tests.discussion.talk import Talk, statements, thread_row

Shape = Sequence[tuple[float, int]]


def plant(talk: Talk, shape: Shape) -> int:
    """Fill a new thread: each pair is where a comment stands and how much it is respected; return the thread's id."""
    public_id = talk.open("Planted")
    with transaction(talk.app):
        thread = thread_row(public_id)
        planted: list[Comment] = []
        first_id = direct.next_id(Comment)
        for number, (share, score) in enumerate(shape):
            above = None if share < 0.3 or not planted else planted[int(share * len(planted)) - 1]
            planted.append(_planted(talk, thread, first_id + number, above, score))
            if above:
                next(one for one in planted if one.id == above.root_id).reply_count += 1
        db.session.add_all(planted)
        _give_out(first_id + len(shape))
        return thread.id


def _planted(talk: Talk, thread: Thread, comment_id: int, above: Comment | None, score: int) -> Comment:
    comment = Comment(
        thread_id=thread.id,
        author_id=talk.actor("maud").member_id,
        created_at=NOON,
        published_at=NOON,
        source="",
        html="",
        rules=1,
        element="<article></article>",
        element_version=rendering.ELEMENT_VERSION,
        score=score if above is None else 0,
        reply_count=0,
    )
    comment.take_place(comment_id, above)
    return comment


def _give_out(largest: int) -> None:
    """Let PostgreSQL give out ids from behind ``largest`` on."""
    if db.engine.dialect.name == "postgresql":
        db.session.execute(text("SELECT setval('comment_id_seq', :largest)"), {"largest": largest})


def read(thread_id: int, sort: Sort) -> list[list[int]]:
    """Return the ids of every page."""
    pages: list[list[int]] = []
    after: str | None = None
    while True:
        page = queries.conversation_page(thread_id, sort, after)
        pages.append([row.id for row in page.items])
        after = page.next_cursor
        if after is None:
            return pages


def expected(thread_id: int, sort: Sort) -> list[int]:
    """Return the ids in the order that a reader should meet them, the plain way."""
    rows = list(db.session.scalars(db.select(Comment).where(Comment.thread_id == thread_id)))
    root = {comment.id: comment for comment in rows if comment.parent_id is None}
    keys: dict[Sort, Callable[[Comment], tuple[int, ...]]] = {
        Sort.NEWEST: lambda first: (-first.id,),
        Sort.OLDEST: lambda first: (first.id,),
        Sort.RESPECTED: lambda first: (-first.score, -first.id),
        Sort.REPLIES: lambda first: (-first.reply_count, -first.id),
    }
    ordered = sorted(rows, key=lambda comment: (*keys[sort](root[comment.root_id]), comment.path))
    return [comment.id for comment in ordered]


@given(shape=st.lists(st.tuples(st.floats(0, 1), st.integers(0, 3)), max_size=40))
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_every_comment_is_reached_once_in_every_order(talk: Talk, shape: Shape) -> None:
    with pytest.MonkeyPatch.context() as small:
        small.setattr(conversations, "CONVERSATIONS", 3)
        small.setattr(conversations, "ROWS", 7)
        thread_id = plant(talk, shape)
        with transaction(talk.app):
            for sort in Sort:
                pages = read(thread_id, sort)
                assert list(chain(*pages)) == expected(thread_id, sort)
                assert all(len(page) <= 7 for page in pages)
                assert all(pages) or pages == [[]]


@pytest.mark.parametrize("sort", list(Sort))
def test_pages_hold_at_most_fifty_conversations_and_three_hundred_rows(talk: Talk, sort: Sort) -> None:
    dice = random.Random(4)
    thread_id = plant(talk, [(dice.random(), dice.randrange(5)) for _ in range(700)])
    with transaction(talk.app):
        pages = read(thread_id, sort)
        roots = dict(db.session.execute(db.select(Comment.id, Comment.root_id)).all())
        assert list(chain(*pages)) == expected(thread_id, sort)
    assert all(len(page) <= 300 and len({roots[one] for one in page}) <= 50 for page in pages)
    assert len(pages) > 2


@pytest.mark.parametrize("sort", list(Sort))
def test_a_page_is_one_query_and_a_further_page_two(talk: Talk, app: Flask, sort: Sort) -> None:
    thread_id = plant(talk, [(0.1, 0)] * 120)
    with transaction(app):
        db.session.connection()
        with statements(app) as first:
            page = queries.conversation_page(thread_id, sort)
        with statements(app) as second:
            queries.conversation_page(thread_id, sort, page.next_cursor)
    assert (len(first), len(second)) == (1, 2)


@pytest.mark.parametrize("after", ["", "0" * 12, "x", "\0", "z" * 500])
def test_a_page_after_a_comment_that_is_not_there_is_refused(talk: Talk, after: str) -> None:
    talk.say("maud")
    with transaction(talk.app), pytest.raises(BadRequest):
        queries.conversation_page(thread_row(talk.thread).id, Sort.NEWEST, after)


def test_a_page_after_a_comment_of_another_thread_is_refused(talk: Talk) -> None:
    elsewhere = talk.say("maud", thread=talk.open("Parking"))
    with transaction(talk.app), pytest.raises(BadRequest):
        queries.conversation_page(thread_row(talk.thread).id, Sort.NEWEST, elsewhere)


def test_orders_have_the_names_of_their_addresses() -> None:
    assert [queries.sort_named(name) for name in ("newest", "oldest", "respected", "replies")] == list(Sort)
    for name in ("", "NEWEST", "best", "newest ", "\0"):
        with pytest.raises(BadRequest):
            queries.sort_named(name)


def test_the_first_page_knows_its_comments(talk: Talk) -> None:
    dice = random.Random(9)
    thread_id = plant(talk, [(dice.random(), 0) for _ in range(400)])
    with transaction(talk.app):
        first = {row.id for row in queries.conversation_page(thread_id).items}
        rows = list(db.session.scalars(db.select(Comment).where(Comment.thread_id == thread_id)))
        assert {row.id for row in rows if queries.is_on_first_page(row)} == first


@pytest.mark.parametrize("sort", [Sort.NEWEST, Sort.OLDEST])
def test_a_page_walks_an_index_and_sorts_nothing(talk: Talk, app: Flask, sort: Sort) -> None:
    thread_id = plant(talk, [(0.1, 0)] * 30)
    with transaction(app):
        is_sqlite = db.engine.dialect.name == "sqlite"
        if not is_sqlite:
            # Of so few rows PostgreSQL would read all; asked not to, it shows whether the index can give the order.
            db.session.execute(text("SET LOCAL enable_seqscan = off"))
            db.session.execute(text("SET LOCAL enable_bitmapscan = off"))
        page = conversations.page_statement(sort, True, conversations.CONVERSATIONS, conversations.ROWS)
        filled = page.params(thread_id=thread_id).compile(db.engine, compile_kwargs={"literal_binds": True})
        explain = "EXPLAIN QUERY PLAN" if is_sqlite else "EXPLAIN"
        asked = db.session.connection().exec_driver_sql(f"{explain} {filled}")
        plan = [row.detail if is_sqlite else row[0] for row in asked]
    assert any(f"ix_comment_{sort}" in line for line in plan)
    assert not any("TEMP B-TREE" in line or "Sort" in line for line in plan)
