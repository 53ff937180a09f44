"""A comment's own page: in its context, for those who may read the thread."""

from itertools import pairwise

import pytest
from flask import Flask

from northforum.access.audience import Audience
from northforum.core.db import db, transaction
from northforum.discussion import operations
from northforum.discussion.queries import comments
from tests.browser import visit
from tests.discussion.talk import Talk, a_copy, row, statements


def test_the_page_shows_what_it_answers_and_what_answers_it(talk: Talk) -> None:
    first = talk.say("maud", "First of all.")
    middle = talk.say("oren", "Secondly.", parent=first)
    last = talk.say("edith", "Thirdly.", parent=middle)
    beside = talk.say("moss", "Another matter.", parent=first)
    page = talk.client().get(f"/comments/{middle}").text
    places = [page.index(f'id="comment-{public_id}"') for public_id in (first, middle, last)]
    assert places == sorted(places)
    assert beside not in page


def test_the_page_leads_to_the_subject(talk: Talk) -> None:
    page = visit(talk.client(), f"/comments/{talk.say('maud')}")
    assert page.headings[0] == "A comment by Maud Rigby"
    assert any(link.attributes.get("href") == "/articles/the-loading-bay#discussion" for link in page.root.all("a"))


def test_headings_leave_no_level_out(talk: Talk) -> None:
    page = visit(talk.client("oren"), f"/comments/{talk.say('maud')}")
    levels = [int(node.tag[1]) for node in page.root.first("main").all("h1", "h2", "h3", "h4")]
    assert levels[0] == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))


def test_a_member_answers_without_script(talk: Talk) -> None:
    first = talk.say("maud")
    page = visit(talk.client("oren"), f"/comments/{first}").form("/threads/.+/comments").submit(body="Quite so.")
    assert talk.counts()[:2] == (2, 1)
    assert talk.comment(first).reply_count == 1
    assert page.answer.request.path in {"/articles/the-loading-bay", f"/comments/{first}"}


def test_a_stranger_is_told_to_log_in_and_comes_back_here(talk: Talk) -> None:
    first = talk.say("maud")
    page = talk.client().get(f"/comments/{first}").text
    assert "You must be logged in to post a comment." in page
    assert f"/login?next=/comments/{first}%23reply" in page
    assert 'name="body"' not in page


def test_a_closed_thread_says_so(talk: Talk) -> None:
    first = talk.say("maud")
    talk.to_thread(operations.lock_thread)
    page = talk.client("oren").get(f"/comments/{first}").text
    assert "This discussion is closed" in page
    assert 'name="body"' not in page


@pytest.mark.parametrize(
    ("audience", "name", "status"),
    [
        (Audience.EVERYONE, "stranger", 200),
        (Audience.MEMBERS, "stranger", 404),
        (Audience.MEMBERS, "maud", 200),
        (Audience.HUB, "maud", 404),
        (Audience.HUB, "moss", 200),
    ],
)
def test_only_the_audience_finds_it(talk: Talk, audience: Audience, name: str, status: int) -> None:
    first = talk.say("maud")
    ref = 1 if audience is Audience.HUB else None
    talk.to_thread(operations.place_thread, title="Bay", path="/x", audience=audience, audience_ref=ref)
    assert talk.client(name).get(f"/comments/{first}").status_code == status


def test_nobody_finds_a_comment_of_a_hidden_thread(talk: Talk) -> None:
    first = talk.say("maud")
    talk.to_thread(operations.hide_thread)
    assert {talk.client(name).get(f"/comments/{first}").status_code for name in ("stranger", "maud", "moss")} == {404}


@pytest.mark.parametrize("name", ["0" * 12, "x", "../etc", "%00", "%F0%9F%92%A9", "u" * 12, "A" * 3000])
def test_an_address_that_is_none_is_not_found(talk: Talk, name: str) -> None:
    assert talk.client().get(f"/comments/{name}").status_code in {404, 400}


def test_many_replies_are_cut_and_said_to_be(talk: Talk) -> None:
    first = talk.say("maud")
    with transaction(talk.app):
        for _ in range(comments.DESCENDANTS + 1):
            db.session.add(a_copy(row(first), row(first)))
            db.session.flush()
    page = talk.client().get(f"/comments/{first}").text
    assert "There is more below this comment" in page
    assert page.count("<article") == comments.DESCENDANTS + 1


def test_the_writer_alone_is_shown_the_way_to_edit(talk: Talk) -> None:
    first = talk.say("maud")
    assert '.own[data-author="maud-rigby"]' in talk.client("maud").get(f"/comments/{first}").text
    assert "maud-rigby" not in talk.client("oren").get(f"/comments/{first}").text.partition("</style>")[0]
    assert "<style" not in talk.client().get(f"/comments/{first}").text


def test_the_page_takes_few_statements(talk: Talk, app: Flask) -> None:
    first = talk.say("maud")
    second = talk.say("oren", parent=first)
    for _ in range(8):
        talk.say("edith", parent=second)
    client = talk.client()
    client.get(f"/comments/{second}")
    with statements(app) as seen:
        client.get(f"/comments/{second}")
    assert len(seen) <= 6, "\n".join(seen)
