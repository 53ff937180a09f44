"""The list of sign-ins: a member ends their own, one by one or all at once."""

import pytest
from flask import Flask
from sqlalchemy import select

from northforum.core.db import db
from northforum.members.models import MemberSession
from tests.members.conftest import PASSWORD, Person
from tests.members.reader import Reader

PHONE = "Mozilla/5.0 (iPhone; CPU iPhone OS 19_0 like Mac OS X) AppleWebKit/605 Version/19.0 Mobile Safari/604.1"
PAGE = "/account/security"


@pytest.fixture
def phone(app: Flask, ada: Person) -> Reader:
    reader = Reader(app, device=PHONE)
    reader.log_in(ada.email, PASSWORD, remember="y")
    return reader


def token(reader: Reader) -> str:
    return reader.get(PAGE).text.split('name="csrf_token" value="')[1].split('"')[0]


def session_id(app: Flask, device: str) -> int:
    with app.app_context():
        return db.session.scalars(select(MemberSession.id).where(MemberSession.device == device)).one()


def test_the_page_lists_each_device_and_marks_this_one(ada_reading: Reader, phone: Reader) -> None:
    page = ada_reading.get(PAGE).text
    assert "Safari on iPhone" in page
    assert page.count("This device") == 1
    assert page.count("Last used") == 2


def test_one_device_is_ended_and_the_others_stay(app: Flask, ada: Person, ada_reading: Reader, phone: Reader) -> None:
    path = f"{PAGE}/sign-ins/{session_id(app, 'Safari on iPhone')}/end"
    assert ada_reading.post(path, {"csrf_token": token(ada_reading)}).location == PAGE
    assert phone.handle is None
    assert phone.client.get_cookie("remember", domain="127.0.0.1") is None
    assert ada_reading.handle == ada.handle


def test_every_other_device_is_ended_at_once(app: Flask, ada: Person, ada_reading: Reader, phone: Reader) -> None:
    third = Reader(app)
    third.log_in(ada.email, PASSWORD)
    assert ada_reading.post(f"{PAGE}/sign-ins/end-others", {"csrf_token": token(ada_reading)}).status_code == 303
    assert (phone.handle, third.handle, ada_reading.handle) == (None, None, ada.handle)


def test_ending_ones_own_leads_to_the_log_in_page(app: Flask, phone: Reader) -> None:
    path = f"{PAGE}/sign-ins/{session_id(app, 'Safari on iPhone')}/end"
    assert phone.post(path, {"csrf_token": token(phone)}).location == "/login"
    assert phone.handle is None


def test_somebody_elses_sign_in_is_not_there(app: Flask, ben: Person, phone: Reader, ada: Person) -> None:
    reader = Reader(app)
    reader.log_in(ben.email, PASSWORD)
    path = f"{PAGE}/sign-ins/{session_id(app, 'Safari on iPhone')}/end"
    assert reader.post(path, {"csrf_token": token(reader)}).status_code == 404
    assert phone.handle == ada.handle


@pytest.mark.parametrize("number", ["0", "999", str(2**63 - 1), str(2**64), "-1", "x"])
def test_a_number_that_is_no_sign_in_of_ones_own_is_not_there(ada_reading: Reader, number: str) -> None:
    path = f"{PAGE}/sign-ins/{number}/end"
    assert ada_reading.post(path, {"csrf_token": token(ada_reading)}).status_code == 404
