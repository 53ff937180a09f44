"""Thousands of followers: each is told, in batches of their own transactions, and fast."""

import time
from typing import Any

import pytest
from sqlalchemy import func, insert, select

from northforum.core import clock
from northforum.core.db import db, transaction
from northforum.discussion.models import Follow, FollowKind
from northforum.members.models import Member
from northforum.notifications.models import Notification
from tests.discussion.talk import Talk, thread_row

FOLLOWERS = 5000
# A second on this kind of machine; the bound leaves room for a busy one.
SECONDS = 8.0


@pytest.mark.slow
def test_five_thousand_followers_are_told_in_seconds(talk: Talk, worker: Any) -> None:
    with transaction(talk.app):
        thread_id, now = thread_row(talk.thread).id, clock.now()
        people = [
            {"handle": f"m{number}", "name": "M", "email": f"m{number}@m.example", "password_hash": "x", "tone": 0}
            for number in range(FOLLOWERS)
        ]
        db.session.execute(insert(Member), [{**person, "created_at": now} for person in people])
        ids = db.session.scalars(select(Member.id).where(Member.password_hash == "x")).all()
        wishes = {"kind": FollowKind.THREAD, "subject_id": thread_id, "created_at": now}
        db.session.execute(insert(Follow), [{**wishes, "member_id": member_id} for member_id in ids])
    talk.say("maud")
    began = time.perf_counter()
    jobs = worker()
    took = time.perf_counter() - began
    with transaction(talk.app):
        assert db.session.scalar(select(func.count()).select_from(Notification)) == FOLLOWERS
    assert jobs == FOLLOWERS / 500
    assert took < SECONDS, f"{FOLLOWERS / took:.0f} rows a second"
    print(f"{FOLLOWERS / took:.0f} rows a second")  # noqa: T201 - for whoever measures
