"""What each reader may find of threads and comments."""

import pytest
from flask import Flask

from northforum.access.audience import Audience
from northforum.core.db import transaction
from northforum.core.errors import NotFound
from northforum.discussion import operations, queries
from tests.discussion.talk import Talk, statements, thread_row

EVERYBODY = ["stranger", "maud", "moss"]


@pytest.fixture
def threads(talk: Talk) -> dict[str, str]:
    """Open a thread for each audience, with one comment of Oren's in each; the hidden one was open before."""
    opened = {"open": talk.thread}
    opened["members"] = talk.open("For members", Audience.MEMBERS)
    opened["hub"] = talk.open("For a hub", Audience.HUB, audience_ref=1)
    opened["hidden"] = talk.open("Down")
    with transaction(talk.app):
        for name in ("members", "hub"):
            operations.place_thread(thread_row(opened[name]), title=name, path="/", audience=Audience.EVERYONE)
    for thread in opened.values():
        talk.say("oren", thread=thread)
    with transaction(talk.app):
        operations.place_thread(
            thread_row(opened["members"]), title="For members", path="/m", audience=Audience.MEMBERS
        )
        operations.place_thread(
            thread_row(opened["hub"]), title="For a hub", path="/h", audience=Audience.HUB, audience_ref=1
        )
        operations.hide_thread(thread_row(opened["hidden"]))
    return opened


SEEN = [
    ("stranger", {"The loading bay"}),
    ("maud", {"The loading bay", "For members"}),
    ("moss", {"The loading bay", "For members", "For a hub"}),
]


@pytest.mark.parametrize(("name", "titles"), SEEN)
def test_lists_show_what_the_reader_may_see(talk: Talk, threads: dict[str, str], name: str, titles: set[str]) -> None:
    actor = talk.actor(name)
    oren = talk.actor("oren").member_id
    assert oren is not None
    with transaction(talk.app):
        assert {row.thread_title for row in queries.comments_by(actor, oren).items} == titles
        assert {row.thread_title for row in queries.latest_comments(actor)} == titles
        for key, thread in threads.items():
            title = {"open": "The loading bay", "members": "For members", "hub": "For a hub", "hidden": "Down"}[key]
            if title in titles:
                assert queries.visible_thread(actor, thread).title == title
            else:
                with pytest.raises(NotFound):
                    queries.visible_thread(actor, thread)


def test_what_a_member_said_comes_newest_first_by_pages(talk: Talk) -> None:
    said = [talk.say("maud") for _ in range(5)]
    talk.do(operations.withdraw_comment, "maud", said[2])
    maud = talk.actor("maud").member_id
    assert maud is not None
    found: list[str] = []
    after: str | None = None
    with transaction(talk.app):
        while True:
            page = queries.comments_by(talk.actor("stranger"), maud, after, limit=2)
            found += [row.public_id for row in page.items]
            after = page.next_cursor
            if after is None:
                break
    assert found == [said[4], said[3], said[1], said[0]]


def test_a_withdrawn_comment_is_in_no_list(talk: Talk) -> None:
    talk.do(operations.withdraw_comment, "maud", talk.say("maud"))
    with transaction(talk.app):
        assert not queries.latest_comments(talk.actor("maud"))


def test_an_owner_without_a_thread_finds_none(app: Flask) -> None:
    with transaction(app), pytest.raises(NotFound):
        queries.owned_thread(None)


def test_the_list_of_comments_is_one_query(talk: Talk, app: Flask) -> None:
    talk.say("maud")
    with transaction(app), statements(app) as seen:
        queries.latest_comments(talk.actor("maud"))
        assert len(seen) == 1
