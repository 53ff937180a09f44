"""Events: what follows now, what follows later, and by which name."""

from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from flask import Flask

from northforum.core import events, outbox
from northforum.core.db import transaction
from northforum.core.events import Event, Reaction, emit


@dataclass(frozen=True)
class KettleBoiled(Event):
    """A kettle has boiled."""

    kettle_id: int


heard: list[tuple[str, int]] = []


def pour(event: KettleBoiled) -> None:
    heard.append(("pour", event.kettle_id))


def wash_up(event: KettleBoiled) -> None:
    heard.append(("wash up", event.kettle_id))


@pytest.fixture(autouse=True)
def table(app: Flask) -> Iterator[None]:
    """Use a table of reactions of our own."""
    heard.clear()
    before = dict(events._reactions)
    events.react({KettleBoiled: Reaction(now=[pour], later=[wash_up])})
    yield
    events.react(before)


def test_now_happens_in_the_transaction_and_later_by_the_worker(app: Flask) -> None:
    with transaction(app):
        emit(KettleBoiled(3))
        assert heard == [("pour", 3)]
    assert outbox.run_until_idle(app) == 1
    assert heard == [("pour", 3), ("wash up", 3)]


def test_an_event_that_nobody_reacts_to_is_no_error(app: Flask) -> None:
    events.react({})
    with transaction(app):
        emit(KettleBoiled(4))
    assert outbox.run_until_idle(app) == 0
    assert heard == []


def test_a_job_is_named_by_feature_and_function() -> None:
    assert events.job_name(wash_up) == "tests.wash_up"
