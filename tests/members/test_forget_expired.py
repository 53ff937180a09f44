"""What ends by the clock is removed by the schedule."""

from datetime import timedelta

from flask import Flask
from sqlalchemy import func, select

from northforum.core.db import db, transaction
from northforum.members import operations
from northforum.members.models import JOIN_LIFETIME, RESET_LIFETIME, JoinRequest, Member, MemberSession, ResetToken
from northforum.members.models.sign_in import REST
from tests.conftest import Clock
from tests.members.conftest import PASSWORD, Person
from tests.members.reader import Reader

MODELS = (JoinRequest, ResetToken, MemberSession)


def counts(app: Flask) -> list[int]:
    with app.app_context():
        return [db.session.scalar(select(func.count()).select_from(model)) or 0 for model in (*MODELS, Member)]


def test_each_kind_goes_when_its_time_is_over_and_not_before(app: Flask, clock: Clock, ada: Person) -> None:
    reader = Reader(app)
    reader.send("/join", name="Cora Lindley", email="cora@lindley.example", password="blue-kettle-orchard")
    reader.send("/forgot", email=ada.email)
    reader.log_in(ada.email, PASSWORD)
    began = clock.now()
    for after, left in (
        (RESET_LIFETIME - timedelta(seconds=1), [1, 1, 1, 1]),
        (RESET_LIFETIME, [1, 0, 1, 1]),
        (REST, [1, 0, 0, 1]),
        (JOIN_LIFETIME, [0, 0, 0, 1]),
    ):
        clock.set(began + after)
        with transaction(app):
            operations.forget_expired()
        assert counts(app) == left
