"""Asking to join: one answer for every address, one mail, no member yet."""

from collections.abc import Callable
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import func, select

from northforum.core import outbox
from northforum.core.db import db, transaction
from northforum.members import jobs
from northforum.members.events import JoinAsked
from northforum.members.models import JoinRequest, Member
from tests.conftest import Clock, Mailbox
from tests.members.conftest import PASSWORD, Person
from tests.members.reader import Reader, statements

TYPED = {"name": "Cora Lindley", "email": "cora@lindley.example", "password": "blue-kettle-orchard"}


def join_requests(app: Flask) -> list[JoinRequest]:
    with app.app_context():
        return list(db.session.scalars(select(JoinRequest)))


def test_a_stranger_gets_a_link_by_mail_and_is_no_member_yet(
    app: Flask, reader: Reader, worker: Callable[[], int], mailbox: Mailbox
) -> None:
    answer = reader.send("/join", **TYPED)
    assert (answer.status_code, answer.location) == (303, "/join/sent")
    assert "cora@lindley.example" in reader.get("/join/sent").text
    assert worker() == 1
    assert "http://127.0.0.1:8000/confirm/" in mailbox.text("cora@lindley.example")
    with app.app_context():
        assert db.session.scalar(select(func.count()).select_from(Member)) == 0


def test_a_known_address_gets_the_same_answer_and_another_mail(
    app: Flask, ada: Person, worker: Callable[[], int], mailbox: Mailbox
) -> None:
    answers = [Reader(app).send("/join", **{**TYPED, "email": email}) for email in (ada.email, "new@moss.example")]
    assert answers[0].status_code == answers[1].status_code
    assert answers[0].location == answers[1].location
    assert answers[0].data == answers[1].data
    worker()
    assert len(mailbox.to(ada.email)) == len(mailbox.to("new@moss.example")) == 1
    assert "/confirm/" not in mailbox.text(ada.email)
    assert "/login" in mailbox.text(ada.email)
    assert "/forgot" in mailbox.text(ada.email)
    assert [asked.email for asked in join_requests(app)] == ["new@moss.example"]


def test_a_known_address_gets_its_mail_after_the_mail_server_was_away(
    app: Flask, data: Path, reader: Reader, ada: Person, mailbox: Mailbox, clock: Clock
) -> None:
    # No folder can be made where a file stands.
    (data / "mail").touch()
    reader.send("/join", **{**TYPED, "email": ada.email})
    outbox.run_until_idle(app)
    (data / "mail").unlink()
    clock.advance(minutes=1)
    outbox.run_until_idle(app)
    assert "/login" in mailbox.text(ada.email)
    assert join_requests(app) == []


def test_known_and_unknown_addresses_cost_the_database_the_same(app: Flask, ada: Person) -> None:
    readers = Reader(app), Reader(app)
    pages = [reader.get("/join") for reader in readers]
    with statements(app) as for_known:
        readers[0].send_again(pages[0], "/join", **{**TYPED, "email": ada.email})
    with statements(app) as for_unknown:
        readers[1].send_again(pages[1], "/join", **TYPED)
    assert for_known == for_unknown


def test_the_page_says_the_same_to_a_browser_that_did_not_just_ask(reader: Reader) -> None:
    page = reader.get("/join/sent")
    assert page.status_code == 200
    assert "the address that you gave" in page.text


def test_the_password_is_kept_as_a_hash_only_and_no_token_is_kept_as_it_is(
    app: Flask, reader: Reader, worker: Callable[[], int], mailbox: Mailbox
) -> None:
    reader.send("/join", **TYPED)
    worker()
    [asked] = join_requests(app)
    token = mailbox.text(TYPED["email"]).split("/confirm/")[1].split()[0]
    assert asked.password_hash.startswith("$argon2id$")
    assert asked.token_hash
    assert token not in asked.token_hash
    assert len(asked.token_hash) == 64


def test_a_mail_written_twice_leaves_only_the_later_link_good(
    app: Flask, reader: Reader, worker: Callable[[], int], mailbox: Mailbox, clock: Clock
) -> None:
    reader.send("/join", **TYPED)
    worker()
    clock.advance(seconds=1)
    [asked] = join_requests(app)
    with transaction(app):
        jobs.send_confirmation(JoinAsked(asked.id))
    links = [
        str(message.get_body(("plain",)).get_content()).split("/confirm/")[1].split()[0]  # type: ignore[union-attr]
        for message in mailbox.to(TYPED["email"])
    ]
    assert [reader.get(f"/confirm/{link}").status_code for link in links] == [410, 200]


def test_a_job_for_a_wish_that_is_gone_does_nothing(app: Flask, mailbox: Mailbox) -> None:
    with transaction(app):
        jobs.send_confirmation(JoinAsked(404))
    assert mailbox.all() == []


@pytest.mark.parametrize(
    ("field", "text", "sentence"),
    [
        ("name", "", "Enter your name."),
        ("name", " \u200b ", "Enter your name"),
        ("name", "1234", "Enter your name, as you would like to be read."),
        ("name", "Cora cora.example", "Leave addresses out of your name"),
        ("name", "Cora <b>", "Leave brackets"),
        ("name", "Moderator", "kept for the site itself"),
        ("name", "x" * 81, "80 characters"),
        ("name", "Co\x00ra", "broken"),
        ("name", "C" + "\u0301" * 40, "marks stacked"),
        ("email", "", "Enter your e-mail address."),
        ("email", "cora", "such as name@example.org"),
        ("email", "cora@lindley", "such as name@example.org"),
        ("email", "a" * 250 + "@lindley.example", "254 characters"),
        ("password", "", "Enter a password."),
        ("password", "kettle", "at least 10 characters"),
        ("password", "x" * 1025, "1,024 characters"),
        ("password", "password123", "tried first"),
        ("password", "cora lindley", "too close to your name"),
        ("password", "blue-kettle\x00-orchard", "cannot be typed again"),
    ],
)
def test_what_cannot_be_accepted_comes_back_with_a_sentence(
    app: Flask, reader: Reader, field: str, text: str, sentence: str
) -> None:
    page = reader.send("/join", **{**TYPED, field: text})
    assert page.status_code == 422
    assert sentence in page.text
    assert TYPED["password"] not in page.text
    kept = {name: value for name, value in TYPED.items() if name not in {field, "password"}}
    assert all(f'value="{value}"' in page.text for value in kept.values())
    assert join_requests(app) == []


def test_a_field_sent_twice_is_refused(reader: Reader) -> None:
    page = reader.get("/join")
    token = page.text.split('name="csrf_token" value="')[1].split('"')[0]
    values: dict[str, object] = {**TYPED, "csrf_token": token, "email": ["a@b.example", "c@d.example"]}
    answer = reader.client.post("/join", data=values, base_url="http://127.0.0.1:8000")
    assert answer.status_code == 422
    assert "more than once" in answer.text


def test_a_member_who_is_logged_in_is_sent_on(ada_reading: Reader) -> None:
    answer = ada_reading.get("/join?next=/articles/tide%23discussion")
    assert (answer.status_code, answer.location) == (302, "/articles/tide#discussion")


def test_the_way_back_is_kept_on_the_page_and_given_to_those_who_have_an_account(reader: Reader) -> None:
    page = reader.get("/join?next=/articles/tide%23discussion")
    assert 'name="next" value="/articles/tide#discussion"' in page.text
    assert 'href="/login?next=/articles/tide%23discussion"' in page.text


def test_an_address_is_not_flooded_with_mail(make_app: Callable[..., Flask]) -> None:
    app = make_app(rate_limits=True)
    for _ in range(5):
        assert Reader(app).send("/join", **TYPED).status_code == 303
    refused = Reader(app).send("/join", **TYPED)
    assert refused.status_code == 429
    assert int(refused.headers["Retry-After"]) > 60


def test_the_password_of_the_tests_would_be_accepted(reader: Reader) -> None:
    assert reader.send("/join", **{**TYPED, "password": PASSWORD}).status_code == 303
