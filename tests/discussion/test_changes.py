"""What an open page asks again and again: whether its thread has changed, and what, so that it can follow."""

from collections.abc import Callable, Mapping
from typing import Any

import pytest
from flask import Flask
from hypothesis import HealthCheck, given, settings, strategies as st

from northforum.access.audience import Audience
from northforum.core import richtext
from northforum.core.db import db, transaction
from northforum.discussion import operations, queries, rendering
from northforum.discussion.models import Comment, CommentState, Sort
from northforum.discussion.queries import living
from tests.discussion.talk import Talk, row, statements, thread_row
from tests.pages.counting import statements as asked

Change = Mapping[str, Any]
PUBLIC = "public, max-age=0, must-revalidate"


def poll(talk: Talk, name: str = "stranger", thread: str = "") -> Any:
    return talk.client(name).get(f"/threads/{thread or talk.thread}/poll")


def changes(talk: Talk, since: int) -> Any:
    return talk.client().get(f"/threads/{talk.thread}/changes?since={since}").json


def test_a_poll_says_how_the_thread_stands(talk: Talk) -> None:
    assert poll(talk).json == {"version": 1, "count": 0, "newest": None}
    public_id = talk.say("maud")
    assert poll(talk).json == {"version": talk.counts()[2], "count": 1, "newest": public_id}


def test_a_poll_that_has_heard_it_never_reaches_flask_and_gets_no_body(talk: Talk, app: Flask) -> None:
    talk.say("maud")
    client, address = talk.client(), f"/threads/{talk.thread}/poll"
    known = {"If-None-Match": client.get(address).headers["ETag"]}
    with statements(app) as seen:
        answer = client.get(address, headers=known)
    assert (answer.status_code, answer.data, len(seen)) == (304, b"", 0)
    talk.say("oren")
    assert client.get(address, headers=known).status_code == 200


def test_what_is_open_to_everybody_is_the_same_for_everybody(talk: Talk) -> None:
    talk.say("maud")
    for path in ("poll", "changes?since=1"):
        answers = [talk.client(name).get(f"/threads/{talk.thread}/{path}") for name in ("stranger", "maud", "moss")]
        assert {answer.headers["Cache-Control"] for answer in answers} == {PUBLIC}
        assert len({answer.data for answer in answers}) == 1
        for answer in answers:
            assert "Set-Cookie" not in answer.headers
            assert "Cookie" not in answer.headers.get("Vary", "")


def test_what_is_for_members_is_theirs_alone(talk: Talk) -> None:
    inside = talk.open("Inside", Audience.MEMBERS)
    assert poll(talk, thread=inside).status_code == 404
    answer = poll(talk, "oren", inside)
    assert answer.json["count"] == 0
    assert "private" in answer.headers["Cache-Control"]
    assert talk.client().get(f"/threads/{inside}/changes?since=0").status_code == 404


def test_a_hidden_thread_is_not_there(talk: Talk) -> None:
    talk.say("maud")
    talk.to_thread(operations.hide_thread)
    assert {poll(talk, name).status_code for name in ("stranger", "maud", "moss")} == {404}


@pytest.mark.parametrize("since", ["", "-1", "x", "1.5", "٣", "9" * 30, "%00"])
def test_what_is_no_version_is_refused(talk: Talk, since: str) -> None:
    assert talk.client().get(f"/threads/{talk.thread}/changes?since={since}").status_code == 400


def test_a_page_of_a_version_that_never_was_is_told_to_load_again(talk: Talk) -> None:
    assert changes(talk, 99)["stale"]
    assert not changes(talk, 1)["stale"]


def test_what_was_never_published_is_no_change(talk: Talk) -> None:
    public_id = talk.say("maud")
    with transaction(talk.app):
        row(public_id).state, row(public_id).published_at = CommentState.HELD, None
    assert changes(talk, 0)["comments"] == []


def test_what_is_gone_comes_as_its_tombstone(talk: Talk) -> None:
    public_id = talk.say("maud", "These words.")
    talk.do(operations.withdraw_comment, "maud", public_id)
    change = changes(talk, 0)["comments"][0]
    assert change["gone"]
    assert "withdrawn by its writer" in change["html"]
    assert "These words." not in change["html"]


def test_changes_come_in_parts_of_whole_versions(talk: Talk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(living, "CHANGES", 3)
    said = [talk.say("maud") for _ in range(4)]
    first = changes(talk, 0)
    assert first["more"]
    assert first["version"] < talk.counts()[2]
    rest = changes(talk, first["version"])
    assert not rest["more"]
    assert [change["id"] for change in first["comments"] + rest["comments"]] == said
    with transaction(talk.app):
        operations.mark_outdated_of(row(said[0]).author_id)
    assert changes(talk, rest["version"])["stale"]


def test_changes_are_two_questions_however_many_there_are(talk: Talk, app: Flask) -> None:
    for _ in range(5):
        talk.say("oren", parent=talk.say("maud"))
    client = talk.client()
    with asked(app) as seen:
        client.get(f"/threads/{talk.thread}/changes?since=0")
    assert len(seen) == 2


def page(talk: Talk, sort: Sort) -> dict[str, str]:
    """Return the elements of a page by their ids, in its order."""
    rows = queries.conversation_page(thread_row(talk.thread).id, sort).items
    return dict(zip((one.public_id for one in rows), rendering.each(rows), strict=True))


class Open:
    """A page that lies open, and follows its thread as the script does (static/js/parts/placing.js)."""

    def __init__(self, held: Mapping[str, str], sort: Sort) -> None:
        self.held = dict(held)
        self.order = list(held)
        self.sort = sort
        self.roots = {name for name, html in held.items() if "data-parent" not in html}
        self.waiting: dict[str, Change] = {}

    def follow(self, found: list[Change]) -> None:
        for change in found:
            if change["id"] in self.held:
                self.held[change["id"]] = change["html"]
            else:
                self.waiting[change["id"]] = change
        for name in list(self.waiting):
            self.place(name)

    def place(self, name: str) -> bool:
        change = self.waiting.pop(name, None)
        if change is None:
            return name in self.held
        if change["parent"] is None:
            self.roots.add(name)
        beside = change["after"] if change["parent"] else change["newer" if self.sort is Sort.NEWEST else "older"]
        if beside is None:
            at = 0
        elif self.place(beside):
            at = self.order.index(beside) + 1
            while change["parent"] is None and at < len(self.order) and self.order[at] not in self.roots:
                at += 1
        else:
            return False
        self.order.insert(at, name)
        self.held[name] = change["html"]
        return True


def one_thing(talk: Talk, choice: int, share: float) -> None:
    """Do one of the things that change a thread to one of its comments."""
    said = [one.public_id for one in db.session.scalars(db.select(Comment).order_by(Comment.id))]
    target = row(said[int(share * len(said))]) if said else None
    maud, oren, edith = (talk.actor(name) for name in ("maud", "oren", "edith"))
    body = richtext.comment(f"Said {choice} {share} {len(said)}.")
    thread = thread_row(talk.thread)
    if target is None or choice == 0:
        operations.post_comment(maud, thread, body=body)
    elif not target.is_published:
        operations.restore_comment(maud, target)
    elif choice <= 2:
        operations.post_comment(maud, thread, body=body, parent=target.public_id)
    else:
        verbs: list[Callable[[], object]] = [
            lambda: operations.edit_comment(maud, target, body=body, version=target.version),
            lambda: operations.withdraw_comment(maud, target),
            lambda: operations.respect_comment(oren, target),
            lambda: operations.take_back_respect(oren, target),
            lambda: operations.pick_comment(edith, target),
            lambda: operations.mark_outdated_of(target.author_id),
        ]
        verbs[choice - 3]()
    db.session.flush()
    db.session.expire_all()


Things = st.lists(st.tuples(st.integers(0, 8), st.floats(0, 1, exclude_max=True)), max_size=12)


@given(before=Things, after=Things, sort=st.sampled_from([Sort.NEWEST, Sort.OLDEST]))
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_a_page_that_follows_the_changes_is_the_page_of_now(
    talk: Talk, before: list[tuple[int, float]], after: list[tuple[int, float]], sort: Sort
) -> None:
    with transaction(talk.app):
        for thing in before:
            one_thing(talk, *thing)
        version, reader = thread_row(talk.thread).version, Open(page(talk, sort), sort)
        for thing in after:
            one_thing(talk, *thing)
        found = queries.changes(queries.pulse(talk.actor("maud"), talk.thread), version)
        assert not found.has_more
        elements = rendering.each(found.rows)
        reader.follow(
            [
                {**one._mapping, "id": one.public_id, "html": html}
                for one, html in zip(found.rows, elements, strict=True)
            ]
        )
        now = page(talk, sort)
        assert reader.order == list(now)
        assert reader.held == now
        db.session.rollback()
