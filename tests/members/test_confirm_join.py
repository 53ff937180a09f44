"""Confirming an address: a press, a member, and back to the very spot."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from flask import Flask
from sqlalchemy import func, select

from northforum.core.db import db, transaction
from northforum.core.errors import Conflict
from northforum.members import operations
from northforum.members.models import JoinRequest, Member
from tests.conftest import Clock, Mailbox
from tests.members.conftest import AddPerson
from tests.members.reader import Reader

TYPED = {"name": "Cora Lindley", "email": "cora@lindley.example", "password": "blue-kettle-orchard"}
SPOT = "/articles/tide?after=3#discussion"
Asked = Callable[..., str]


@pytest.fixture
def asked(worker: Callable[[], int], mailbox: Mailbox, clock: Clock) -> Asked:
    """Ask to join and return the path of the link in the mail."""

    def ask(reader: Reader, **typed: str) -> str:
        clock.advance(seconds=1)
        given = {**TYPED, "next": SPOT, **typed}
        assert reader.send("/join", **given).status_code == 303
        worker()
        return "/confirm/" + mailbox.text(given["email"]).split("/confirm/")[1].split()[0]

    return ask


def members(app: Flask) -> int:
    with app.app_context():
        return db.session.scalar(select(func.count()).select_from(Member)) or 0


def test_the_browser_that_asked_confirms_with_one_press_and_is_back_where_it_was(
    app: Flask, reader: Reader, asked: Asked
) -> None:
    link = asked(reader)
    answer = reader.send(link)
    assert (answer.status_code, answer.location) == (303, SPOT)
    assert reader.handle == "cora-lindley"
    assert members(app) == 1


def test_looking_at_the_link_confirms_nothing(app: Flask, reader: Reader, asked: Asked) -> None:
    link = asked(reader)
    for _ in range(3):
        assert Reader(app).get(link).status_code == 200
    assert members(app) == 0


def test_another_browser_is_asked_for_the_password(app: Flask, reader: Reader, asked: Asked) -> None:
    link = asked(reader)
    elsewhere = Reader(app)
    assert elsewhere.send(link).status_code == 422
    refused = elsewhere.send(link, password="something-else-entirely")
    assert refused.status_code == 422
    assert "not the password that was chosen" in refused.text
    assert members(app) == 0
    answer = elsewhere.send(link, password=TYPED["password"])
    assert (answer.status_code, answer.location) == (303, SPOT)
    assert elsewhere.handle == "cora-lindley"


def test_guessing_that_password_is_soon_over(make_app: Callable[..., Flask], asked: Asked, reader: Reader) -> None:
    link = asked(reader)
    elsewhere = Reader(make_app(rate_limits=True))
    for _ in range(10):
        assert elsewhere.send(link, password="a-guess-of-mine").status_code == 422
    assert elsewhere.send(link, password=TYPED["password"]).status_code == 429


def test_a_link_works_once(app: Flask, reader: Reader, asked: Asked) -> None:
    link = asked(reader)
    reader.send(link)
    page = Reader(app).get(link)
    assert page.status_code == 410
    assert "no longer works" in page.text
    assert "/login" in page.text


def test_a_link_ends_after_a_day(reader: Reader, asked: Asked, clock: Clock) -> None:
    link = asked(reader)
    clock.advance(hours=24)
    assert reader.get(link).status_code == 410


@pytest.mark.parametrize("token", ["x", "%00", "a" * 3000, "%ED%A0%80", "..%2F"])
def test_a_token_of_nobodys_is_no_link(reader: Reader, token: str) -> None:
    assert reader.get(f"/confirm/{token}").status_code in {404, 410, 414}


def test_confirming_ends_the_other_wishes_for_the_address(app: Flask, reader: Reader, asked: Asked) -> None:
    somebody_else = Reader(app)
    theirs = asked(somebody_else, password="a-password-of-the-thief", name="Not Cora")
    mine = asked(reader)
    assert reader.send(mine).status_code == 303
    assert somebody_else.get(theirs).status_code == 410
    with app.app_context():
        assert db.session.scalar(select(func.count()).select_from(JoinRequest)) == 0


def test_nobody_can_park_an_account_on_an_address_of_another(app: Flask, reader: Reader, asked: Asked) -> None:
    """The owner of the address gets the thief's mail, opens it in their own browser, and does not know the password."""
    link = asked(reader, email="owner@lindley.example")
    owner = Reader(app)
    assert owner.send(link, password="what-the-owner-would-type").status_code == 422
    assert members(app) == 0


def test_the_next_member_of_the_same_name_gets_another_handle(app: Flask, asked: Asked) -> None:
    for number, handle in enumerate(["cora-lindley", "cora-lindley-2", "cora-lindley-3"]):
        reader = Reader(app)
        reader.send(asked(reader, email=f"cora{number}@lindley.example"))
        assert reader.handle == handle


def test_a_link_leads_only_to_this_site(reader: Reader, asked: Asked) -> None:
    assert reader.send(asked(reader, next="//evil.example/")).location == "/"


def test_an_address_that_got_an_account_otherwise_is_refused(
    reader: Reader, asked: Asked, add_person: AddPerson
) -> None:
    link = asked(reader)
    add_person("Cora Lindley", TYPED["email"])
    answer = reader.send(link)
    assert answer.status_code == 409
    assert "has an account by now" in answer.text


def test_a_wish_taken_meanwhile_is_taken_once(app: Flask, reader: Reader, asked: Asked) -> None:
    asked(reader)
    with app.app_context():
        wish = db.session.scalars(select(JoinRequest)).one()
        wish_id, token_hash = wish.id, wish.token_hash or ""
    with transaction(app):
        operations.confirm_join(wish_id, token_hash, "a browser")
    with pytest.raises(Conflict), transaction(app):
        operations.confirm_join(wish_id, token_hash, "a browser")
    assert members(app) == 1


def test_two_presses_at_once_make_one_member(app: Flask, reader: Reader, asked: Asked) -> None:
    link = asked(reader)
    readers = [Reader(app) for _ in range(4)]
    pages = [each.get(link) for each in readers]
    ready = Barrier(len(readers))

    def press(number: int) -> int:
        ready.wait()
        return readers[number].send_again(pages[number], link, password=TYPED["password"]).status_code

    with ThreadPoolExecutor(len(readers)) as pool:
        answers = sorted(pool.map(press, range(len(readers))))
    assert answers[0] == 303
    assert set(answers[1:]) <= {409, 410}
    assert members(app) == 1
