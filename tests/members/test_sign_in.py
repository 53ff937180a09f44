"""Signing in: the right password opens, everything else says one sentence."""

import re
from collections.abc import Callable
from datetime import timedelta

import argon2
import pytest
from flask import Flask
from sqlalchemy import select, update

from northforum.access.actor import SYSTEM
from northforum.core import passwords
from northforum.core.db import db, transaction
from northforum.core.errors import Forbidden, Invalid, NeedsSignIn
from northforum.members import operations, queries
from northforum.members.models import Member, MemberSession
from northforum.members.views import sessions
from tests.conftest import Clock
from tests.members.conftest import PASSWORD, AddPerson, Person
from tests.members.reader import Reader, statements

FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:145.0) Gecko/20100101 Firefox/145.0"


def sign_ins(app: Flask) -> list[MemberSession]:
    with app.app_context():
        return list(db.session.scalars(select(MemberSession).order_by(MemberSession.id)))


def test_the_right_password_opens_and_leads_back_to_the_spot(app: Flask, ada: Person) -> None:
    reader = Reader(app, device=FIREFOX)
    answer = reader.send("/login?next=/articles/tide%3Fafter%3D3%23discussion", email=ada.email, password=PASSWORD)
    assert (answer.status_code, answer.location) == (303, "/articles/tide?after=3#discussion")
    assert reader.handle == ada.handle
    [row] = sign_ins(app)
    assert (row.member_id, row.device, row.remembered) == (ada.id, "Firefox on Linux", False)


@pytest.mark.parametrize("email", ["ADA@Moss.Example", "  ada@moss.example "])
def test_an_address_is_found_however_it_is_typed(reader: Reader, ada: Person, email: str) -> None:
    assert reader.log_in(email, PASSWORD).status_code == 303


def test_unknown_address_and_wrong_password_get_the_same_page(app: Flask, ada: Person) -> None:
    pages = [Reader(app).log_in(email, "not-the-password") for email in (ada.email, "nobody@moss.example")]
    assert [page.status_code for page in pages] == [422, 422]
    told = [re.sub(r'(name="csrf_token" value=")[^"]+', "", page.text) for page in pages]
    assert told[0] == told[1].replace("nobody@moss.example", ada.email)
    assert "do not belong together" in told[0]
    assert "not-the-password" not in told[0]
    assert sign_ins(app) == []


def test_unknown_address_and_wrong_password_ask_the_database_the_same(app: Flask, ada: Person) -> None:
    readers = Reader(app), Reader(app)
    pages = [reader.get("/login") for reader in readers]
    with statements(app) as for_known:
        readers[0].send_again(pages[0], "/login", email=ada.email, password="wrong")
    with statements(app) as for_unknown:
        readers[1].send_again(pages[1], "/login", email="nobody@moss.example", password="wrong")
    assert for_known == for_unknown


def test_the_database_keeps_no_key_that_a_thief_of_it_could_use(app: Flask, ada_reading: Reader) -> None:
    [row] = sign_ins(app)
    with ada_reading.client.session_transaction(base_url="http://127.0.0.1:8000") as session:
        key = session["_user_id"]
    assert len(row.token_hash) == 64
    assert key not in row.token_hash
    assert row.token_hash not in key


def test_a_sign_in_that_is_not_remembered_ends_with_the_browser(app: Flask, ada: Person) -> None:
    reader = Reader(app)
    answer = reader.log_in(ada.email, PASSWORD)
    cookies = answer.headers.getlist("Set-Cookie")
    assert not any("Expires" in cookie for cookie in cookies if cookie.startswith("session="))
    assert reader.client.get_cookie("remember", domain="127.0.0.1") is None


def test_a_sign_in_that_is_remembered_outlives_the_browser_for_thirty_days(
    app: Flask, ada: Person, clock: Clock
) -> None:
    reader = Reader(app)
    reader.log_in(ada.email, PASSWORD, remember="y")
    [row] = sign_ins(app)
    assert row.remembered
    assert row.expires_at - row.created_at == timedelta(days=30)
    reader.client.delete_cookie("session", domain="127.0.0.1")
    assert reader.handle == ada.handle
    clock.advance(days=30)
    assert reader.handle is None
    assert reader.client.get_cookie("remember", domain="127.0.0.1") is None


def test_signing_in_without_remembering_drops_what_an_earlier_sign_in_left(
    app: Flask, ada: Person, ben: Person
) -> None:
    reader = Reader(app)
    reader.log_in(ada.email, PASSWORD, remember="y")
    page = reader.get("/account/security")
    assert page.status_code == 200
    reader.post("/logout", {"csrf_token": page.text.split('name="csrf_token" value="')[1].split('"')[0]})
    reader.log_in(ben.email, PASSWORD)
    reader.client.delete_cookie("session", domain="127.0.0.1")
    assert reader.handle is None


def test_signing_in_again_in_one_browser_replaces_the_sign_in(app: Flask, ada_reading: Reader, ada: Person) -> None:
    [before] = sign_ins(app)
    page = ada_reading.get("/account/security")
    token = page.text.split('name="csrf_token" value="')[1].split('"')[0]
    values = {"csrf_token": token, "email": ada.email, "password": PASSWORD}
    assert ada_reading.post("/login", values).status_code == 303
    [after] = sign_ins(app)
    assert after.token_hash != before.token_hash


def test_a_member_who_is_logged_in_is_sent_on(ada_reading: Reader) -> None:
    answer = ada_reading.get("/login?next=/hubs")
    assert (answer.status_code, answer.location) == (302, "/hubs")


@pytest.mark.parametrize(
    "path", ["//evil.example", "https://evil.example", "/\\evil.example", "javascript:alert(1)", "", "/%0d%0aX"]
)
def test_next_never_leads_away(reader: Reader, ada: Person, path: str) -> None:
    answer = reader.send("/login", email=ada.email, password=PASSWORD, next=path)
    assert answer.status_code == 303
    assert answer.location in {"/", "/%0d%0aX"}


@pytest.mark.parametrize(
    ("email", "password"),
    [("", ""), ("ada@moss.example", ""), ("", PASSWORD), ("x" * 300, PASSWORD), ("a\x00b", PASSWORD), ("a@b", "\x00")],
)
def test_bad_input_is_refused_with_a_page(reader: Reader, ada: Person, email: str, password: str) -> None:
    page = reader.send("/login", email=email, password=password)
    assert page.status_code == 422
    assert "error-summary" in page.text


def test_a_suspended_member_is_not_let_in_and_hears_why_only_with_the_right_password(app: Flask, ada: Person) -> None:
    with transaction(app):
        operations.suspend_member(SYSTEM, queries.known_member(ada.handle))
    assert Reader(app).log_in(ada.email, "wrong").status_code == 422
    answer = Reader(app).log_in(ada.email, PASSWORD)
    assert answer.status_code == 403
    assert "suspended" in answer.text
    assert sign_ins(app) == []


def test_guessing_at_one_account_from_one_address_is_soon_over_and_harms_nobody_else(
    make_app: Callable[..., Flask], ada: Person, ben: Person, clock: Clock
) -> None:
    app = make_app(rate_limits=True)
    for _ in range(10):
        assert Reader(app).log_in(ada.email, "wrong").status_code == 422
    refused = Reader(app).log_in(ada.email, PASSWORD)
    assert refused.status_code == 429
    assert int(refused.headers["Retry-After"]) <= 15 * 60
    assert Reader(app).log_in(ben.email, PASSWORD).status_code == 303
    clock.advance(minutes=15)
    assert Reader(app).log_in(ada.email, PASSWORD).status_code == 303


def test_another_spelling_of_the_address_is_no_new_account_to_guess_at(
    make_app: Callable[..., Flask], ada: Person
) -> None:
    app = make_app(rate_limits=True)
    spellings = [ada.email, ada.email.upper(), ada.email.replace("moss", "\uff4doss"), ada.email.replace(".", "\u3002")]
    answers = [Reader(app).log_in(spellings[number % 4], "wrong").status_code for number in range(11)]
    assert answers == [422] * 10 + [429]


def test_sign_ins_that_work_are_not_counted(make_app: Callable[..., Flask], ada: Person) -> None:
    app = make_app(rate_limits=True)
    assert {Reader(app).log_in(ada.email, PASSWORD).status_code for _ in range(12)} == {303}


def test_guessing_at_many_accounts_from_one_address_is_soon_over(make_app: Callable[..., Flask]) -> None:
    app = make_app(rate_limits=True)
    reader = Reader(app)
    page = reader.get("/login")
    answers = [
        reader.send_again(page, "/login", email=f"m{number}@moss.example", password="x").status_code
        for number in range(101)
    ]
    assert answers == [422] * 100 + [429]


def test_an_old_hash_is_made_anew_when_its_member_signs_in(app: Flask, reader: Reader, ada: Person) -> None:
    weak = argon2.PasswordHasher(time_cost=1, memory_cost=8, parallelism=1).hash(PASSWORD)
    with transaction(app):
        db.session.execute(update(Member).values(password_hash=weak))
    assert reader.log_in(ada.email, PASSWORD).status_code == 303
    with app.app_context():
        stored = db.session.scalars(select(Member.password_hash)).one()
    assert stored != weak
    assert not passwords.needs_rehash(stored)
    assert Reader(app).log_in(ada.email, PASSWORD).status_code == 303


def test_a_password_that_changed_between_comparison_and_lock_opens_nothing(app: Flask, ada: Person) -> None:
    with transaction(app):
        proved = queries.credentials(ada.email, PASSWORD)
        db.session.execute(update(Member).values(password_hash="another"))
        with pytest.raises(Invalid):
            operations.sign_in("a browser", None, credentials=proved, remember=False)


def test_a_suspension_between_comparison_and_lock_counts(app: Flask, ada: Person) -> None:
    with transaction(app):
        proved = queries.credentials(ada.email, PASSWORD)
        operations.suspend_member(SYSTEM, queries.known_member(ada.handle))
        with pytest.raises(Forbidden):
            operations.sign_in("a browser", None, credentials=proved, remember=False)


def test_a_form_that_was_sent_while_signed_out_can_be_sent_after_signing_in(
    app: Flask, ada: Person, add_person: AddPerson
) -> None:
    reader = Reader(app)
    reader.log_in(ada.email, PASSWORD)
    page = reader.get("/account/profile")
    with transaction(app):
        operations.end_other_sign_ins(ada.actor, 0)
    stopped = reader.send_again(page, "/account/profile", headline="Basket maker", bio="Willow & rush\nmostly")
    assert stopped.status_code == 401
    wrong = reader.send_again(stopped, "/account/profile", email=ada.email, password="wrong")
    assert wrong.status_code == 422
    again = reader.send_again(wrong, "/login", email=ada.email, password=PASSWORD)
    assert again.status_code == 200
    saved = reader.send_again(again, "/nowhere")
    assert (saved.status_code, saved.location) == (303, "/members/ada-moss")
    with app.app_context():
        member = db.session.scalars(select(Member)).one()
        assert (member.headline, member.bio_source) == ("Basket maker", "Willow & rush\nmostly")


def test_what_was_kept_is_carried_to_an_empty_log_in_form(reader: Reader) -> None:
    token = reader.get("/login").text.split('name="csrf_token" value="')[1].split('"')[0]
    page = reader.post("/login", {"csrf_token": token, "resend": "signed-by-nobody"})
    assert page.status_code == 200
    assert 'name="resend" value="signed-by-nobody"' in page.text
    assert "error-summary" not in page.text


def test_a_kept_form_that_nobody_signed_is_ignored(reader: Reader, ada: Person) -> None:
    answer = reader.send("/login", email=ada.email, password=PASSWORD, resend="signed-by-nobody")
    assert (answer.status_code, answer.location) == (303, "/")


def test_a_kept_form_in_an_address_is_ignored(reader: Reader) -> None:
    assert "signed-by-nobody" not in reader.get("/login?resend=signed-by-nobody").text.split("<form")[1]


def test_a_sign_in_that_ended_at_once_is_carried_by_no_browser(app: Flask) -> None:
    with app.test_request_context("/"), pytest.raises(NeedsSignIn):
        sessions.begin(operations.NewSignIn(member_id=1, session_id=1, key="ended", remembered=False))
