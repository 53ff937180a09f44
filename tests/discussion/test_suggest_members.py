"""Names to choose from behind an @: those who take part first, nobody who is suspended."""

import uuid
from typing import Any

import pytest

from northforum.core.db import db, transaction
from northforum.discussion import operations
from northforum.discussion.queries import mentions
from tests import factories
from tests.discussion.talk import Talk

PATH = "/members/suggest"


@pytest.fixture
def town(talk: Talk) -> Talk:
    """A discussion among more members than are suggested at once."""
    with transaction(talk.app):
        for name in (
            "Olga Rigby",
            "Orla Quayle",
            "Ömer Öz",
            "Otto Percy-Oren",
            *(f"Orel Miller {n}" for n in "abcdefghi"),
        ):
            factories.a_member(name, email=f"{uuid.uuid4().hex}@test.example")
    return talk


def handles(talk: Talk, name: str, **query: str) -> list[str]:
    answer: Any = talk.client(name).get(PATH, query_string=query)
    assert answer.status_code == 200
    assert answer.headers["Cache-Control"] == "private, no-store"
    return [one["handle"] for one in answer.json]


def test_handles_and_names_are_found_by_how_they_begin(town: Talk) -> None:
    assert handles(town, "maud", q="orl") == ["orla-quayle"]
    assert handles(town, "maud", q="OTTO-P") == ["otto-percy-oren"]
    assert handles(town, "maud", q="ren-r") == []


def test_those_who_take_part_are_found_by_each_of_their_names_and_by_one_letter(town: Talk) -> None:
    assert handles(town, "maud", q="rig", thread=town.thread) == []
    town.say("oren")
    for q in ("o", "rig", "Oren R"):
        assert handles(town, "maud", q=q, thread=town.thread) == ["oren-rigby"]
    assert handles(town, "maud", q="o") == []


def test_at_most_eight_are_suggested_and_those_who_take_part_come_first(town: Talk) -> None:
    town.say("oren")
    found = handles(town, "maud", q="or", thread=town.thread)
    assert (len(found), len(set(found))) == (8, 8)
    assert found[0] == "oren-rigby"


def test_an_index_finds_handles(town: Talk) -> None:
    with transaction(town.app):
        if db.engine.dialect.name != "sqlite":
            return
        shown = mentions._by_handle("or").compile(db.engine, compile_kwargs={"literal_binds": True})
        plan = " ".join(row.detail for row in db.session.execute(db.text(f"EXPLAIN QUERY PLAN {shown}")))
    assert "SEARCH member USING INDEX" in plan
    assert "handle>? AND handle<?" in plan


def test_nobody_suspended_and_not_oneself(town: Talk) -> None:
    with transaction(town.app):
        db.session.execute(db.text("UPDATE member SET state = 'suspended' WHERE handle = 'orla-quayle'"))
    assert handles(town, "maud", q="orla") == []
    assert handles(town, "maud", q="maud") == []


@pytest.mark.parametrize("q", ["", "%", "_", "o%", "\\", "a" * 41, "' OR 1=1", "\u202e", " "])
def test_what_begins_no_name_finds_nobody(town: Talk, q: str) -> None:
    assert handles(town, "maud", q=q) == []


@pytest.mark.parametrize(("q", "status"), [("%00", 422), ("%EF%BF%BD", 422), ("%ED%A0%80", 200), ("%FF", 200)])
def test_what_is_no_text_finds_nobody_or_is_refused_in_words(town: Talk, q: str, status: int) -> None:
    answer: Any = town.client("maud").get(f"{PATH}?q={q}", headers={"Accept": "application/json"})
    assert answer.status_code == status
    assert answer.json == [] or "broken" in answer.json["detail"]


def test_a_stranger_is_asked_to_log_in(town: Talk) -> None:
    assert town.client().get(f"{PATH}?q=o").status_code in {302, 401}


def test_a_thread_that_is_not_open_to_the_reader_says_nothing(town: Talk) -> None:
    town.to_thread(operations.hide_thread)
    for thread in (town.thread, "0" * 12, "x", "%00"):
        assert town.client("maud").get(PATH, query_string={"q": "o", "thread": thread}).status_code == 404
