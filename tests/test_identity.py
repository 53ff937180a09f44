"""From a cookie to the actor of a request."""

import sqlite3
from collections.abc import Callable
from datetime import datetime

import pytest
from flask import Flask
from sqlalchemy import event, select
from sqlalchemy.exc import OperationalError

from northforum.access.actor import SYSTEM
from northforum.access.roles import Role
from northforum.core.db import db, transaction
from northforum.members import operations, queries
from northforum.members.models import MemberSession
from tests.conftest import Clock
from tests.members.conftest import PASSWORD, AddPerson, Person, ada, ada_reading, add_person, password_hash, reader
from tests.members.reader import Reader, statements

__all__ = ["ada", "ada_reading", "add_person", "password_hash", "reader"]


def last_seen(app: Flask) -> tuple[datetime, datetime]:
    with app.app_context():
        row = db.session.scalars(select(MemberSession)).one()
        return row.last_seen_at, row.expires_at


def test_a_stranger_costs_the_database_no_question_about_who_they_are(app: Flask, reader: Reader) -> None:
    with statements(app) as seen:
        reader.get("/login")
    assert not [each for each in seen if "member_session" in each]


def test_a_member_is_known_by_two_questions(app: Flask, ada_reading: Reader) -> None:
    with statements(app) as seen:
        ada_reading.get("/forgot")
    asked = [each for each in seen if "member_session" in each or "hub_member" in each]
    assert len(asked) == 2


def test_use_is_noted_at_most_once_in_five_minutes(app: Flask, clock: Clock, ada: Person) -> None:
    reader = Reader(app)
    reader.log_in(ada.email, PASSWORD)
    began, ends = last_seen(app)
    clock.advance(minutes=4, seconds=59)
    reader.get("/account")
    assert last_seen(app) == (began, ends)
    clock.advance(seconds=1)
    reader.get("/account")
    seen, lasts = last_seen(app)
    assert seen == clock.now()
    assert lasts - ends == seen - began


def test_a_sign_in_that_rests_for_half_a_day_ends(app: Flask, clock: Clock, ada: Person) -> None:
    reader = Reader(app)
    reader.log_in(ada.email, PASSWORD)
    for _ in range(3):
        clock.advance(hours=11)
        assert reader.handle == ada.handle
    clock.advance(hours=12)
    assert reader.handle is None


def test_a_remembered_sign_in_ends_after_thirty_days_however_often_it_is_used(
    app: Flask, clock: Clock, ada: Person
) -> None:
    reader = Reader(app)
    reader.log_in(ada.email, PASSWORD, remember="y")
    for _ in range(29):
        clock.advance(days=1)
        assert reader.handle == ada.handle
    clock.advance(days=1)
    assert reader.handle is None


def test_a_dead_sign_in_is_taken_off_the_browser_once_and_an_open_form_stays_good(
    app: Flask, ada: Person, clock: Clock
) -> None:
    reader = Reader(app)
    reader.log_in(ada.email, PASSWORD, remember="y")
    with transaction(app):
        operations.end_other_sign_ins(ada.actor, 0)
    page = reader.get("/login")
    cookies = page.headers.getlist("Set-Cookie")
    assert any(cookie.startswith("remember=;") for cookie in cookies)
    with reader.client.session_transaction(base_url="http://127.0.0.1:8000") as session:
        assert "_user_id" not in session
    assert reader.send_again(page, "/login", email=ada.email, password=PASSWORD).status_code == 303
    assert reader.handle == ada.handle


@pytest.mark.parametrize("value", ["", "x", "1|abc", "|", "\xff" * 50, "a" * 3000])
def test_a_forged_remember_cookie_opens_nothing(app: Flask, ada: Person, value: str) -> None:
    reader = Reader(app)
    reader.client.set_cookie("remember", value, domain="127.0.0.1")
    assert reader.handle is None


@pytest.mark.parametrize("value", ["", "x", "e30.x.y", "a" * 3000])
def test_a_forged_session_cookie_opens_nothing(app: Flask, ada: Person, value: str) -> None:
    reader = Reader(app)
    reader.client.set_cookie("session", value, domain="127.0.0.1")
    assert reader.handle is None


def test_roles_and_standing_take_effect_on_the_next_request(
    app: Flask, add_person: AddPerson, ada_reading: Reader, ada: Person
) -> None:
    assert "/desk" not in ada_reading.get("/account").text
    with transaction(app):
        operations.grant_role(SYSTEM, queries.known_member(ada.handle), Role.EDITOR)
    assert "/desk" in ada_reading.get("/account").text
    with transaction(app):
        operations.suspend_member(SYSTEM, queries.known_member(ada.handle))
    assert ada_reading.get("/account/profile").status_code == 403


def test_over_https_the_cookies_are_for_this_host_alone(make_app: Callable[..., Flask], ada: Person) -> None:
    reader = Reader(make_app(site_url="https://forum.example"), base_url="https://forum.example")
    page = reader.get("/login")
    token = page.text.split('name="csrf_token" value="')[1].split('"')[0]
    values = {"csrf_token": token, "email": ada.email, "password": PASSWORD, "remember": "y"}
    answer = reader.client.post(
        "/login", data=values, base_url="https://forum.example", headers={"Referer": "https://forum.example/login"}
    )
    assert answer.status_code == 303
    cookies = {cookie.split("=")[0]: cookie for cookie in answer.headers.getlist("Set-Cookie")}
    assert set(cookies) == {"__Host-session", "__Host-remember"}
    for cookie in cookies.values():
        parts = {part.strip() for part in cookie.split(";")}
        assert {"Secure", "HttpOnly", "Path=/", "SameSite=Lax"} <= parts
        assert not any(part.startswith("Domain") for part in parts)


def test_a_page_is_read_even_when_its_use_cannot_be_noted(app: Flask, clock: Clock, ada: Person) -> None:
    reader = Reader(app)
    reader.log_in(ada.email, PASSWORD)
    clock.advance(minutes=6)
    with app.app_context():
        engine = db.engine

    def refuse(_connection: object, _cursor: object, statement: str, *_rest: object) -> None:
        if statement.startswith("UPDATE member_session"):
            raise OperationalError(statement, {}, sqlite3.OperationalError("the disk is full"))

    event.listen(engine, "before_cursor_execute", refuse)
    assert reader.get("/account").status_code == 200
    event.remove(engine, "before_cursor_execute", refuse)
    assert reader.get("/account").status_code == 200
