"""Stored elements: the same for every reader, drawn anew when they are out of date."""

import hashlib
from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask

from northforum.core import templating
from northforum.core.db import db, transaction
from northforum.core.events import emit
from northforum.discussion import jobs, operations, queries, rendering
from northforum.discussion.models import DRAWN_DEPTH, Comment, Mark
from northforum.members.events import ProfileChanged
from northforum.members.models import AuthorCard, Member
from tests.conftest import NOON
from tests.discussion.talk import Talk, row, statements, thread_row

# What the present ELEMENT_VERSION draws. When this changes, raise the version: older elements are drawn anew then.
DRAWN = {2: "c320820cb07f11f9"}


def test_the_version_grows_with_what_is_drawn(app: Flask) -> None:
    states: list[dict[str, Any]] = [
        {"state": "published", "mark": Mark.AUTHOR, "edited_at": None, "depth": 0, "picked_at": NOON, "score": 3},
        {"state": "published", "mark": None, "edited_at": NOON, "depth": DRAWN_DEPTH + 2},
        {"state": "withdrawn", "mark": None, "edited_at": None, "depth": 1},
        {"state": "removed", "mark": None, "edited_at": None, "depth": 1},
        {"state": "held", "mark": None, "edited_at": None, "depth": 1},
    ]
    plain = {"public_id": "abcabcabcabc", "created_at": NOON, "has_place": True, "score": 0, "picked_at": None}
    with transaction(app):
        drawn = [
            templating.render(
                "discussion/_comment.html",
                comment={**plain, **state},
                author=AuthorCard(1, "ada-marsden", "Ada Marsden", 3, "", "", "Baltic Creative", "baltic-creative"),
                body="Words.",
                drawn_depth=DRAWN_DEPTH,
                parent_public_id="defdefdefdef",
                parent_name="Ben Holt",
            )
            for state in states
        ]
    assert DRAWN[rendering.ELEMENT_VERSION] == hashlib.sha256("".join(drawn).encode()).hexdigest()[:16]


def test_an_element_is_the_same_for_every_reader(talk: Talk) -> None:
    public_id = talk.say("maud", "Mind the step.")
    element = talk.comment(public_id).element.strip()
    for name in ("stranger", "maud", "oren", "moss"):
        assert element in talk.client(name).get(f"/comments/{public_id}").text


def test_an_element_names_no_file_that_changes_with_a_build(talk: Talk) -> None:
    assert "/static/" not in talk.comment(talk.say("maud")).element


def test_words_and_names_are_escaped(talk: Talk) -> None:
    with transaction(talk.app):
        maud = db.session.get(Member, talk.actor("maud").member_id)
        assert maud is not None
        maud.name = 'Maud "<b>" & Sons'
    element = talk.comment(talk.say("maud", "A <b>bold</b> claim & more")).element
    assert "<b>" not in element
    assert "Maud &#34;&lt;b&gt;&#34; &amp; Sons" in element


def test_an_outdated_element_is_drawn_for_its_reader_and_nothing_is_written(talk: Talk) -> None:
    public_id = talk.say("oren", "Fresh.", parent=talk.say("maud"))
    with transaction(talk.app):
        row(public_id).element, row(public_id).element_version = "<article>old</article>", 0
    page = talk.client().get(f"/comments/{public_id}").text
    assert "Fresh." in page
    assert ">old<" not in page
    assert talk.comment(public_id).element_version == 0


def test_the_job_draws_what_is_outdated_in_chunks(
    talk: Talk, worker: Callable[[], int], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(operations.upkeep, "CHUNK", 2)
    said = [talk.say("maud") for _ in range(5)]
    worker()
    with transaction(talk.app):
        db.session.execute(db.update(Comment).values(element_version=0, element=""))
        operations.redraw_outdated()
    assert worker() == 2
    assert all(talk.comment(public_id).element_version == rendering.ELEMENT_VERSION for public_id in said)
    assert all(public_id in talk.comment(public_id).element for public_id in said)


def test_the_schedule_draws_what_a_former_version_has_drawn(talk: Talk) -> None:
    public_id = talk.say("maud")
    with transaction(talk.app):
        row(public_id).element_version = rendering.ELEMENT_VERSION - 1
        jobs.rerender_after_upgrade()
    assert talk.comment(public_id).element_version == rendering.ELEMENT_VERSION


def test_a_new_name_stands_at_every_comment(talk: Talk, worker: Callable[[], int]) -> None:
    line = [talk.say("maud")]
    for _ in range(DRAWN_DEPTH + 1):
        line.append(talk.say("oren" if len(line) % 2 else "maud", parent=line[-1]))
    worker()
    version = talk.counts()[2]
    old, new = (
        ("Oren Rigby", "Oren Holt")
        if talk.comment(line[-2]).author_id == _id(talk, "oren")
        else ("Maud Rigby", "Maud Holt")
    )
    _rename(talk, old.split()[0].lower(), new)
    worker()
    elements = [talk.comment(public_id).element for public_id in line]
    assert not any(old in element for element in elements)
    assert f">{new}</a></p>" in elements[-1]
    assert talk.counts()[2] == version + 1


def test_other_authors_have_other_marks(talk: Talk, worker: Callable[[], int]) -> None:
    mauds, orens = talk.say("maud"), talk.say("oren")
    talk.to_thread(operations.set_authors, [_id(talk, "maud")])
    worker()
    assert [talk.comment(one).mark for one in (mauds, orens)] == [Mark.AUTHOR, None]
    assert ">Author<" in talk.comment(mauds).element
    talk.to_thread(operations.set_authors, [_id(talk, "oren")])
    worker()
    assert [talk.comment(one).mark for one in (mauds, orens)] == [None, Mark.AUTHOR]
    assert ">Author<" not in talk.comment(mauds).element


def test_former_authors_have_the_mark_of_their_role(talk: Talk, worker: Callable[[], int]) -> None:
    names = ("maud", "edith", "moss")
    talk.to_thread(operations.set_authors, [_id(talk, name) for name in names])
    said = [talk.say(name) for name in names]
    assert {talk.comment(one).mark for one in said} == {Mark.AUTHOR}
    talk.to_thread(operations.set_authors, [])
    worker()
    assert [talk.comment(one).mark for one in said] == [None, Mark.EDITOR, Mark.MODERATOR]


def test_a_page_of_elements_is_joined_without_a_query(talk: Talk, app: Flask) -> None:
    for _ in range(3):
        talk.say("maud")
    with transaction(app):
        page = queries.conversation_page(thread_row(talk.thread).id)
        with statements(app) as seen:
            html = rendering.elements(page.items)
    assert not seen
    assert html.count("<article") == 3


def test_a_deep_reply_says_whom_it_answers(talk: Talk) -> None:
    line = [talk.say("maud")]
    for _ in range(DRAWN_DEPTH + 1):
        line.append(talk.say("oren", parent=line[-1]))
    elements = [talk.comment(public_id).element for public_id in line]
    assert ["In reply to" in element for element in elements] == [False] * (DRAWN_DEPTH + 1) + [True]
    assert f'href="/comments/{line[-2]}"' in elements[-1]
    assert f'data-depth="{DRAWN_DEPTH}"' in elements[-1]


def _id(talk: Talk, name: str) -> int:
    member_id = talk.actor(name).member_id
    assert member_id is not None
    return member_id


def _rename(talk: Talk, name: str, new: str) -> None:
    with transaction(talk.app):
        member = db.session.get(Member, _id(talk, name))
        assert member is not None
        member.name = new
        db.session.flush()
        emit(ProfileChanged(member.id))
