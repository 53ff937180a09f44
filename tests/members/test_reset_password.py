"""A new password by mail: one answer for every address, one link, one use."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from flask import Flask
from sqlalchemy import func, select

from northforum.access.actor import SYSTEM
from northforum.core.db import db, transaction
from northforum.members import jobs, operations, queries
from northforum.members.events import PasswordChanged, ResetAsked
from northforum.members.models import Member, ResetToken
from tests.conftest import Clock, Mailbox
from tests.members.conftest import PASSWORD, Person
from tests.members.reader import Reader, statements

NEW = "seven-gulls-at-low-tide"


def link_for(email: str, mailbox: Mailbox) -> str:
    return "/reset/" + mailbox.text(email).split("/reset/")[1].split()[0]


@pytest.fixture
def link(reader: Reader, ada: Person, worker: Callable[[], int], mailbox: Mailbox, clock: Clock) -> str:
    clock.advance(seconds=1)
    reader.send("/forgot", email=ada.email)
    worker()
    return link_for(ada.email, mailbox)


def test_the_link_gives_a_new_password_and_a_fresh_sign_in(
    app: Flask, ada: Person, link: str, worker: Callable[[], int], mailbox: Mailbox, clock: Clock
) -> None:
    reader = Reader(app)
    answer = reader.send(link, password=NEW)
    assert (answer.status_code, answer.location) == (303, "/account")
    assert reader.handle == ada.handle
    assert Reader(app).log_in(ada.email, PASSWORD).status_code == 422
    assert Reader(app).log_in(ada.email, NEW).status_code == 303
    clock.advance(seconds=1)
    worker()
    assert mailbox.last(ada.email)["Subject"] == "Your password at NorthForum was changed"


def test_it_ends_every_sign_in_there_was(app: Flask, ada: Person, ada_reading: Reader, link: str) -> None:
    assert Reader(app).send(link, password=NEW).status_code == 303
    assert ada_reading.handle is None


def test_known_and_unknown_addresses_get_the_same_answer(
    app: Flask, ada: Person, worker: Callable[[], int], mailbox: Mailbox
) -> None:
    readers = Reader(app), Reader(app)
    pages = [reader.get("/forgot") for reader in readers]
    with statements(app) as for_known:
        known = readers[0].send_again(pages[0], "/forgot", email=ada.email)
    with statements(app) as for_unknown:
        unknown = readers[1].send_again(pages[1], "/forgot", email="nobody@moss.example")
    assert (known.status_code, known.location, known.data) == (unknown.status_code, unknown.location, unknown.data)
    assert for_known == for_unknown
    told = [reader.get("/forgot/sent").text for reader in readers]
    assert told[0].replace(ada.email, "nobody@moss.example") == told[1]
    assert worker() == 2
    assert len(mailbox.to(ada.email)) == 1
    assert mailbox.to("nobody@moss.example") == []
    with app.app_context():
        assert db.session.scalar(select(func.count()).select_from(ResetToken)) == 1


def test_the_page_says_the_same_to_a_browser_that_did_not_just_ask(reader: Reader) -> None:
    assert "the address that you gave" in reader.get("/forgot/sent").text


def test_looking_at_the_link_changes_nothing(app: Flask, ada: Person, link: str) -> None:
    for _ in range(3):
        assert Reader(app).get(link).status_code == 200
    assert Reader(app).log_in(ada.email, PASSWORD).status_code == 303


def test_the_link_works_once(app: Flask, link: str) -> None:
    Reader(app).send(link, password=NEW)
    page = Reader(app).get(link)
    assert page.status_code == 410
    assert "/forgot" in page.text


def test_the_link_ends_after_an_hour(reader: Reader, link: str, clock: Clock) -> None:
    clock.advance(minutes=59)
    assert reader.get(link).status_code == 200
    clock.advance(minutes=2)
    assert reader.get(link).status_code == 410


def test_other_links_die_with_the_old_password(
    app: Flask, reader: Reader, ada: Person, link: str, worker: Callable[[], int], mailbox: Mailbox, clock: Clock
) -> None:
    clock.advance(seconds=1)
    reader.send("/forgot", email=ada.email)
    worker()
    later = link_for(ada.email, mailbox)
    assert later != link
    Reader(app).send(later, password=NEW)
    assert reader.get(link).status_code == 410


def test_the_token_is_kept_as_a_hash_only(app: Flask, link: str) -> None:
    with app.app_context():
        [row] = db.session.scalars(select(ResetToken))
    assert row.token_hash
    assert link.removeprefix("/reset/") not in row.token_hash


@pytest.mark.parametrize(
    ("password", "sentence"), [("", "Enter a new password."), ("short", "at least 10"), ("ada moss", "at least 10")]
)
def test_a_weak_password_is_refused_and_the_link_stays_good(
    reader: Reader, link: str, password: str, sentence: str
) -> None:
    page = reader.send(link, password=password)
    assert page.status_code == 422
    assert sentence in page.text
    assert reader.get(link).status_code == 200


@pytest.mark.parametrize("email", ["", "ada", "a\x00@moss.example", "x" * 300])
def test_what_is_no_address_comes_back_with_a_sentence(reader: Reader, email: str) -> None:
    page = reader.send("/forgot", email=email)
    assert page.status_code == 422
    assert "error-summary" in page.text


def test_a_suspended_member_stays_outside(app: Flask, ada: Person, link: str) -> None:
    with transaction(app):
        operations.suspend_member(SYSTEM, queries.known_member(ada.handle))
    assert Reader(app).send(link, password=NEW).status_code == 403
    with transaction(app):
        operations.restore_member(SYSTEM, queries.known_member(ada.handle))
    assert Reader(app).log_in(ada.email, PASSWORD).status_code == 303


def test_an_address_is_not_flooded_with_mail(make_app: Callable[..., Flask], ada: Person) -> None:
    app = make_app(rate_limits=True)
    answers = [Reader(app).send("/forgot", email=ada.email).status_code for _ in range(6)]
    assert answers == [303] * 5 + [429]


def test_two_presses_at_once_change_it_once(app: Flask, link: str) -> None:
    readers = [Reader(app) for _ in range(4)]
    pages = [reader.get(link) for reader in readers]
    ready = Barrier(len(readers))

    def press(number: int) -> int:
        ready.wait()
        return readers[number].send_again(pages[number], link, password=f"{NEW}-{number}").status_code

    with ThreadPoolExecutor(len(readers)) as pool:
        answers = sorted(pool.map(press, range(len(readers))))
    assert answers[0] == 303
    assert set(answers[1:]) <= {409, 410}


def test_a_job_for_what_is_gone_does_nothing(app: Flask, mailbox: Mailbox) -> None:
    with transaction(app):
        jobs.send_reset(ResetAsked(404))
        jobs.tell_password_changed(PasswordChanged(404))
    assert mailbox.all() == []


def test_a_link_from_an_operator_works_like_one_from_a_mail(app: Flask, ada: Person) -> None:
    with transaction(app):
        token = operations.issue_reset_token(SYSTEM, queries.known_member(ada.email))
    reader = Reader(app)
    assert reader.send(f"/reset/{token}", password=NEW).status_code == 303
    with app.app_context():
        assert db.session.scalars(select(Member.handle)).one() == reader.handle
