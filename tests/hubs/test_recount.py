"""Counters against rows."""

from sqlalchemy import update

from northforum.core.db import db, transaction
from northforum.hubs import operations, queries
from northforum.hubs.models import Hub
from tests.cast import Cast
from tests.hubs.conftest import Act, Hubs, count_of


def test_counts_agree_after_a_busy_day(cast: Cast, hubs: Hubs, act: Act) -> None:
    act(operations.join_hub, cast.other, hubs.public)
    act(operations.join_hub, cast.other, hubs.on_request, answer="Two stools.")
    act(operations.leave_hub, cast.member, hubs.public)
    act(operations.accept_request, cast.host, hubs.on_request, cast.other.member_id)
    with cast.app.app_context():
        assert queries.count_disagreements() == []


def test_a_wrong_count_is_found_and_put_right(cast: Cast, hubs: Hubs, act: Act) -> None:
    act(operations.join_hub, cast.other, hubs.on_request, answer="Two stools.")
    with transaction(cast.app):
        db.session.execute(update(Hub).where(Hub.slug == hubs.public).values(member_count=40))
    with cast.app.app_context():
        assert queries.count_disagreements() == ["The hub weir-yard counts 40 members and has 2."]
    with transaction(cast.app):
        assert operations.recount() == 1
    assert count_of(cast, hubs.public) == 2
    with cast.app.app_context():
        assert queries.count_disagreements() == []
