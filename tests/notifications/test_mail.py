"""Mail about what members were told: collected, once, by the real mail server, and ended with one click."""

import re
from collections.abc import Callable
from email.message import EmailMessage
from urllib.parse import urlsplit

import pytest
from flask import Flask
from sqlalchemy import select, update

from northforum import reactions
from northforum.core import outbox
from northforum.core.db import db, transaction
from northforum.discussion import operations
from northforum.members.models import Member
from northforum.notifications import operations as notifications
from northforum.notifications.models import Notification
from tests.browser import visit
from tests.conftest import Clock
from tests.discussion.talk import Talk, begin, statements
from tests.notifications.test_tell_of_comment import follow_thread
from tests.servers import MailServer


@pytest.fixture
def talk(make_app: Callable[..., Flask], mail_server: MailServer, clock: Clock) -> Talk:
    """Give a discussion on a site whose mail goes to a real server."""
    clock.advance(seconds=1)
    return begin(make_app(mail_url=mail_server.url))


def work(talk: Talk) -> None:
    """Let the worker take a turn: jobs, schedule, and the jobs that come of it."""
    outbox.run_until_idle(talk.app)
    outbox.run_schedule(talk.app, reactions.SCHEDULE)
    outbox.run_until_idle(talk.app)


def text(message: EmailMessage, kind: str = "plain") -> str:
    body = message.get_body((kind,))
    assert body is not None
    return str(body.get_content())


def to(server: MailServer, name: str) -> list[EmailMessage]:
    return [message for message in server.messages if message["To"] == f"{name}@test.example"]


def answer(talk: Talk, clock: Clock, name: str = "oren") -> str:
    """Let maud say something and somebody answer; return the reply."""
    first = talk.say("maud")
    clock.advance(minutes=2)
    return talk.say(name, parent=first)


def test_a_reply_is_mailed_in_plain_text_and_html_with_its_address(
    talk: Talk, mail_server: MailServer, clock: Clock
) -> None:
    reply = answer(talk, clock)
    work(talk)
    (message,) = mail_server.messages
    assert message["To"] == "maud@test.example"
    assert message["Subject"] == "“Oren Rigby” answered your comment: The loading bay"
    for kind in ("plain", "html"):
        assert f"/comments/{reply}#comment-{reply}" in text(message, kind)
        assert "/unsubscribe/" in text(message, kind)
    assert message["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"


def test_a_name_makes_no_link_in_a_mail(talk: Talk, mail_server: MailServer, clock: Clock) -> None:
    with transaction(talk.app):
        db.session.execute(update(Member).where(Member.handle == "oren-rigby").values(name="win.example/prize"))
    answer(talk, clock)
    work(talk)
    (message,) = mail_server.messages
    assert "win.example" not in f"{message['Subject']}{text(message)}{text(message, 'html')}"


def test_a_choice_takes_rows_in_the_order_in_which_mail_is_prepared(talk: Talk) -> None:
    answer_to = talk.say("maud")
    talk.say("oren", parent=answer_to)
    outbox.run_until_idle(talk.app)
    orders = []
    for verb in (notifications.prepare_mail, lambda: notifications.choose_mail(talk.actor("maud"), by_mail=False)):
        with statements(talk.app) as seen, transaction(talk.app):
            verb()
        orders.append(
            [word for line in seen for word in ("UPDATE notification ", "INTO notification_pref") if word in line]
        )
    assert orders == [["UPDATE notification ", "INTO notification_pref"]] * 2


def test_what_comes_within_ten_minutes_is_collected(talk: Talk, mail_server: MailServer, clock: Clock) -> None:
    answer(talk, clock)
    work(talk)
    for _ in range(2):
        answer(talk, clock, "edith")
        work(talk)
    assert len(mail_server.messages) == 1
    clock.advance(minutes=11)
    work(talk)
    assert [message["Subject"] for message in mail_server.messages[1:]] == [
        "“Edith Rigby” answered your comment, and 1 more"
    ]
    clock.advance(minutes=11)
    work(talk)
    assert len(mail_server.messages) == 2


def test_a_busy_thread_is_mailed_once_until_it_is_read(talk: Talk, mail_server: MailServer, clock: Clock) -> None:
    follow_thread(talk, "edith")
    for _ in range(2):
        clock.advance(minutes=11)
        talk.say("maud")
        work(talk)
    assert len(to(mail_server, "edith")) == 1
    with transaction(talk.app):
        notifications.read_all(talk.actor("edith"))
    clock.advance(minutes=11)
    talk.say("maud")
    work(talk)
    assert len(to(mail_server, "edith")) == 2


def test_what_was_read_or_can_no_longer_be_read_is_not_mailed(
    talk: Talk, mail_server: MailServer, clock: Clock
) -> None:
    reply = answer(talk, clock)
    outbox.run_until_idle(talk.app)
    outbox.run_schedule(talk.app, reactions.SCHEDULE)
    talk.do(operations.withdraw_comment, "oren", reply)
    outbox.run_until_idle(talk.app)
    answer(talk, clock)
    outbox.run_until_idle(talk.app)
    with transaction(talk.app):
        notifications.read_all(talk.actor("maud"))
    clock.advance(minutes=11)
    work(talk)
    assert mail_server.messages == []


def test_old_news_is_not_mailed(talk: Talk, mail_server: MailServer, clock: Clock) -> None:
    answer(talk, clock)
    clock.advance(days=3)
    work(talk)
    assert mail_server.messages == []


def test_one_click_ends_mail_without_a_sign_in_and_the_switch_brings_it_back(
    talk: Talk, mail_server: MailServer, clock: Clock
) -> None:
    answer(talk, clock)
    work(talk)
    address = str(mail_server.messages[0]["List-Unsubscribe"]).strip("<>")
    client = talk.app.test_client()
    done = client.post(urlsplit(address).path, data={"List-Unsubscribe": "One-Click"})
    assert (done.status_code, "Set-Cookie" in done.headers) == (200, False)
    clock.advance(minutes=11)
    answer(talk, clock)
    work(talk)
    assert len(mail_server.messages) == 1
    page = visit(talk.client("maud"), "/account/notifications")
    assert not page.form("/account/notifications").fields.get("by_mail")
    page.form("/account/notifications").submit(by_mail="y")
    clock.advance(minutes=11)
    answer(talk, clock)
    work(talk)
    assert len(mail_server.messages) == 2


def test_the_page_behind_the_link_asks_once(talk: Talk, mail_server: MailServer, clock: Clock) -> None:
    answer(talk, clock)
    work(talk)
    found = re.search(r"/unsubscribe/\S+", text(mail_server.messages[0]))
    assert found is not None
    page = visit(talk.app.test_client(), found[0])
    assert "End these mails?" in page.text
    assert "No more mail" in page.form("/unsubscribe/").submit().text


@pytest.mark.parametrize("token", ["zebra", "MQ.zebra.zebra", "%00"])
def test_nobody_elses_mail_is_ended_by_guessing(talk: Talk, token: str) -> None:
    assert talk.app.test_client().post(f"/unsubscribe/{token}").status_code in {400, 404}


def test_a_mail_whose_worker_died_is_not_lost_and_not_doubled(
    talk: Talk, mail_server: MailServer, clock: Clock
) -> None:
    answer(talk, clock)
    outbox.run_until_idle(talk.app)
    for _ in range(2):
        with transaction(talk.app):
            notifications.prepare_mail()
    with transaction(talk.app):
        jobs = db.session.scalars(select(outbox.Job.name)).all()
        set_aside = db.session.scalars(select(Notification.mailed_at)).all()
    assert (list(jobs), None in set_aside) == (["notifications.send_mail"], False)
    outbox.run_until_idle(talk.app)
    assert len(mail_server.messages) == 1


def test_what_was_read_long_ago_is_forgotten(talk: Talk, clock: Clock) -> None:
    answer(talk, clock)
    outbox.run_until_idle(talk.app)
    with transaction(talk.app):
        notifications.read_all(talk.actor("maud"))
    answer(talk, clock)
    outbox.run_until_idle(talk.app)
    for days, left in ((89, 2), (2, 1)):
        clock.advance(days=days)
        with transaction(talk.app):
            notifications.forget_read()
            assert len(db.session.scalars(select(Notification.id)).all()) == left


def test_many_members_are_prepared_in_turns(
    talk: Talk, mail_server: MailServer, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("northforum.notifications.queries.A_TURN", 1)
    monkeypatch.setattr("northforum.notifications.queries.mailing.A_TURN", 1)
    for name in ("oren", "edith", "moss"):
        follow_thread(talk, name)
    talk.say("maud")
    work(talk)
    assert {message["To"] for message in mail_server.messages} == {
        f"{name}@test.example" for name in ("oren", "edith", "moss")
    }
