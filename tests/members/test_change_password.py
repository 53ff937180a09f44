"""Changing the password with the present one."""

from collections.abc import Callable

import pytest
from flask import Flask
from sqlalchemy import select, update

from northforum.access.actor import STRANGER, SYSTEM
from northforum.core.db import db, transaction
from northforum.core.errors import Invalid, NeedsSignIn
from northforum.members import operations, queries
from northforum.members.models import Member, MemberSession
from tests.conftest import Mailbox
from tests.members.conftest import PASSWORD, Person
from tests.members.reader import Reader

NEW = "seven-gulls-at-low-tide"
PAGE = "/account/security"


def test_it_keeps_this_browser_with_a_new_key_and_ends_every_other(
    app: Flask, ada: Person, ada_reading: Reader, worker: Callable[[], int], mailbox: Mailbox
) -> None:
    elsewhere = Reader(app)
    elsewhere.log_in(ada.email, PASSWORD, remember="y")
    with app.app_context():
        before = set(db.session.scalars(select(MemberSession.token_hash)))
    answer = ada_reading.send(PAGE, present=PASSWORD, password=NEW)
    assert (answer.status_code, answer.location) == (303, PAGE)
    assert ada_reading.handle == ada.handle
    assert elsewhere.handle is None
    with app.app_context():
        after = set(db.session.scalars(select(MemberSession.token_hash)))
    assert len(after) == 1
    assert not after & before
    assert Reader(app).log_in(ada.email, NEW).status_code == 303
    worker()
    assert mailbox.last(ada.email)["Subject"] == "Your password at NorthForum was changed"


def test_a_remembered_sign_in_stays_one(app: Flask, ada: Person) -> None:
    reader = Reader(app)
    reader.log_in(ada.email, PASSWORD, remember="y")
    reader.send(PAGE, present=PASSWORD, password=NEW)
    reader.client.delete_cookie("session", domain="127.0.0.1")
    assert reader.handle == ada.handle


def test_links_in_mail_die_with_the_old_password(app: Flask, ada: Person, ada_reading: Reader) -> None:
    with transaction(app):
        token = operations.issue_reset_token(SYSTEM, queries.known_member(ada.email))
    ada_reading.send(PAGE, present=PASSWORD, password=NEW)
    assert Reader(app).get(f"/reset/{token}").status_code == 410


@pytest.mark.parametrize(
    ("present", "password", "sentence"),
    [
        ("wrong-one-entirely", NEW, "not your present password"),
        ("", NEW, "Enter your present password."),
        (PASSWORD, "", "Enter a new password."),
        (PASSWORD, "short", "at least 10 characters"),
        (PASSWORD, "ada@moss.example", "too close to your name"),
    ],
)
def test_what_cannot_be_accepted_changes_nothing(
    app: Flask, ada: Person, ada_reading: Reader, present: str, password: str, sentence: str
) -> None:
    page = ada_reading.send(PAGE, present=present, password=password)
    assert page.status_code == 422
    assert sentence in page.text
    assert Reader(app).log_in(ada.email, PASSWORD).status_code == 303


def test_guessing_the_present_password_is_soon_over(make_app: Callable[..., Flask], ada: Person) -> None:
    reader = Reader(make_app(rate_limits=True))
    reader.log_in(ada.email, PASSWORD)
    answers = [reader.send(PAGE, present="wrong", password=NEW).status_code for _ in range(11)]
    assert answers == [422] * 10 + [429]


def test_a_stranger_is_sent_to_log_in_first(reader: Reader) -> None:
    answer = reader.get(PAGE)
    assert answer.status_code == 302
    assert answer.location == "/login?next=/account/security"


def test_a_password_that_changed_meanwhile_is_not_overwritten(app: Flask, ada: Person, ben: Person) -> None:
    with transaction(app):
        proved = queries.own_credentials(ada.actor, PASSWORD)
        with pytest.raises(Invalid):
            operations.change_password(ben.actor, None, "a browser", credentials=proved, password_hash="x")
        with pytest.raises(NeedsSignIn):
            operations.change_password(STRANGER, None, "a browser", credentials=proved, password_hash="x")
        db.session.execute(update(Member).values(password_hash="another"))
        with pytest.raises(Invalid):
            operations.change_password(ada.actor, None, "a browser", credentials=proved, password_hash="x")
