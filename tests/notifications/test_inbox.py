"""The page of what one was told, and the count beside the bell: one's own, and nothing that can no longer be read."""

import re
from datetime import timedelta

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from northforum.core import clock as clock_module
from northforum.core.db import db, transaction
from northforum.discussion import operations
from northforum.notifications import operations as notifications
from northforum.notifications.models import Notification, NotificationKind
from tests.browser import Page, visit
from tests.discussion.talk import Talk, row
from tests.notifications.test_tell_of_comment import follow_thread, said


def mark(client: FlaskClient) -> str:
    """Return what stands beside the bell."""
    found = re.search(r'<span class="unread">([^<]*)', client.get("/hubs").text)
    return found[1] if found else ""


def inbox(client: FlaskClient) -> Page:
    return visit(client, "/notifications")


def test_the_bell_counts_what_is_unread_up_to_ninety_nine(talk: Talk) -> None:
    client = talk.client("maud")
    assert mark(client) == ""
    first = said(talk, "maud")
    said(talk, "oren", first)
    said(talk, "edith", first)
    assert mark(client) == "1"
    with transaction(talk.app):
        told = db.session.scalars(select(Notification)).one()
        values = {"member_id": told.member_id, "thread_id": told.thread_id, "kind": NotificationKind.REPLY}
        moments = {"created_at": told.created_at, "updated_at": told.updated_at}
        db.session.add_all([Notification(**values, **moments, subject=f"reply:x{number}") for number in range(99)])
    assert mark(client) == "99+"


def test_each_thing_is_a_sentence_that_leads_to_the_first_new_comment(talk: Talk) -> None:
    first = said(talk, "maud")
    reply = said(talk, "oren", first)
    said(talk, "edith", first)
    follow_thread(talk, "maud")
    lone = said(talk, "moss")
    page = inbox(talk.client("maud"))
    main = page.root.first("main")
    links = {node.text: node.attributes["href"] for node in main.all("a") if "data-reads" in node.attributes}
    assert links == {
        "2 replies to your comment, the latest by Edith Rigby": f"/comments/{reply}#comment-{reply}",
        "Moss Rigby commented in a discussion that you follow": f"/comments/{lone}#comment-{lone}",
    }
    assert "The loading bay" in main.text


def test_one_thing_or_all_are_marked_as_read_by_button(talk: Talk) -> None:
    first = said(talk, "maud")
    said(talk, "oren", first)
    follow_thread(talk, "maud")
    said(talk, "moss")
    client = talk.client("maud")
    page = inbox(client).form(r"/notifications/\d+/read").submit()
    assert (page.url, mark(client)) == ("/notifications", "1")
    page.form("/notifications/read").submit()
    assert mark(client) == ""
    assert "Mark as read" not in inbox(client).text


def test_nobody_reads_what_another_was_told(talk: Talk) -> None:
    first = said(talk, "maud")
    said(talk, "oren", first)
    with transaction(talk.app):
        notification_id = db.session.scalars(select(Notification.id)).one()
    other = talk.client("edith")
    assert "Oren" not in inbox(other).root.first("main").text
    assert talk.send(other, f"/notifications/{notification_id}/read").status_code == 303
    assert mark(talk.client("maud")) == "1"


@pytest.mark.parametrize("is_hidden", [True, False])
def test_what_can_no_longer_be_read_is_named_to_nobody(talk: Talk, is_hidden: bool) -> None:
    first = said(talk, "maud")
    reply = said(talk, "oren", first)
    if is_hidden:
        talk.to_thread(operations.hide_thread)
    else:
        talk.do(operations.withdraw_comment, "oren", reply)
    text = inbox(talk.client("maud")).root.first("main").text
    assert "can no longer be read" in text
    assert "Oren" not in text
    assert "loading bay" not in text


def test_where_the_first_of_several_is_gone_the_thread_is_led_to(talk: Talk) -> None:
    first = said(talk, "maud")
    reply = said(talk, "oren", first)
    said(talk, "edith", first)
    talk.do(operations.withdraw_comment, "oren", reply)
    page = inbox(talk.client("maud"))
    assert 'href="/articles/the-loading-bay#discussion" data-reads' in page.html


def test_nobody_is_named_whose_comments_are_gone(talk: Talk) -> None:
    first = said(talk, "maud")
    said(talk, "oren", first)
    latest = said(talk, "edith", first)
    assert "2 replies to your comment, the latest by Edith Rigby" in inbox(talk.client("maud")).text
    talk.do(operations.withdraw_comment, "edith", latest)
    text = inbox(talk.client("maud")).root.first("main").text
    assert "2 replies to your comment" in text
    assert "Edith" not in text


def test_a_comment_released_late_is_read_by_a_visit(talk: Talk) -> None:
    follow_thread(talk, "maud")
    late, later = talk.say("oren"), said(talk, "edith")
    client = talk.client("maud")
    address = f"/threads/{talk.thread}/visit"
    talk.send(client, address)
    with transaction(talk.app):
        row(late).published_at = clock_module.now() + timedelta(seconds=1)
        db.session.flush()
        notifications.tell_of_comment(row(late).id)
    assert mark(client) == "1"
    assert talk.send(client, address, newest=later, accept="application/json").status_code in {204, 429}
    talk.send(client, address, newest=later)
    assert mark(client) == ""


def test_reading_a_thread_marks_what_was_told_of_it_up_to_there(talk: Talk) -> None:
    first = said(talk, "maud")
    second = said(talk, "oren", first)
    follow_thread(talk, "maud")
    said(talk, "edith")
    client = talk.client("maud")
    assert mark(client) == "2"
    with transaction(talk.app):
        comment = row(second)
        notifications.read_thread(talk.actor("maud").member_id or 0, comment.thread_id, comment.id)
    assert mark(client) == "1"


def test_a_visit_to_the_thread_marks_what_was_told_of_it(talk: Talk) -> None:
    first = said(talk, "maud")
    said(talk, "oren", first)
    client = talk.client("maud")
    assert talk.send(client, f"/threads/{talk.thread}/visit").status_code == 303
    assert mark(client) == ""


def test_the_list_comes_in_pages(talk: Talk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("northforum.notifications.queries.told.A_PAGE", 2)
    for _ in range(3):
        first = said(talk, "maud")
        said(talk, "oren", first)
    first_page = inbox(talk.client("maud"))
    second = first_page.follow("Earlier")
    assert [page.html.count("data-reads") for page in (first_page, second)] == [2, 1]
    assert talk.client("maud").get("/notifications?after=zebra").status_code >= 400


def test_the_list_of_what_is_followed_says_how_much_is_new(talk: Talk) -> None:
    follow_thread(talk, "edith")
    said(talk, "maud")
    said(talk, "oren")
    assert "2 new" in visit(talk.client("edith"), "/following").text
