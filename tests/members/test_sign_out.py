"""Signing out ends the sign-in of this browser, and no other."""

from flask import Flask
from sqlalchemy import func, select

from northforum.core.db import db
from northforum.members.models import MemberSession
from tests.members.conftest import PASSWORD, Person
from tests.members.reader import Reader


def sign_out(reader: Reader) -> str:
    token = reader.get("/login").text.split('name="csrf_token" value="')
    token = token if len(token) > 1 else reader.get("/account/security").text.split('name="csrf_token" value="')
    answer = reader.post("/logout", {"csrf_token": token[1].split('"')[0]})
    assert answer.status_code == 303
    return answer.location


def sign_ins(app: Flask) -> int:
    with app.app_context():
        return db.session.scalar(select(func.count()).select_from(MemberSession)) or 0


def test_it_ends_this_browsers_sign_in_only(app: Flask, ada: Person, ada_reading: Reader) -> None:
    elsewhere = Reader(app)
    elsewhere.log_in(ada.email, PASSWORD)
    assert sign_out(ada_reading) == "/"
    assert ada_reading.handle is None
    assert elsewhere.handle == ada.handle
    assert sign_ins(app) == 1


def test_it_takes_the_remember_cookie_off(app: Flask, ada: Person) -> None:
    reader = Reader(app)
    reader.log_in(ada.email, PASSWORD, remember="y")
    assert reader.client.get_cookie("remember", domain="127.0.0.1")
    sign_out(reader)
    assert reader.client.get_cookie("remember", domain="127.0.0.1") is None
    assert reader.handle is None


def test_a_cookie_that_was_copied_before_is_worth_nothing_afterwards(app: Flask, ada: Person) -> None:
    reader, thief = Reader(app), Reader(app)
    reader.log_in(ada.email, PASSWORD, remember="y")
    for name in ("session", "remember"):
        cookie = reader.client.get_cookie(name, domain="127.0.0.1")
        assert cookie is not None
        thief.client.set_cookie(name, cookie.value, domain="127.0.0.1")
    assert thief.handle == ada.handle
    sign_out(reader)
    assert thief.handle is None


def test_a_stranger_may_press_it_too(reader: Reader) -> None:
    assert sign_out(reader) == "/"


def test_it_is_no_link(reader: Reader) -> None:
    assert reader.get("/logout").status_code == 405


def test_without_its_token_it_does_nothing(ada_reading: Reader, ada: Person) -> None:
    assert ada_reading.post("/logout", {}).status_code == 400
    assert ada_reading.handle == ada.handle
