"""Two at once: real threads, each with its own connection, on the database under test."""

import threading
import uuid
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

from northforum.core import richtext
from northforum.core.db import transaction
from northforum.core.errors import DomainError
from northforum.discussion import operations, queries
from tests.discussion.talk import Talk, row, thread_row


def at_once(talk: Talk, *acts: Callable[[], str]) -> list[str]:
    """Run every act in a thread and a transaction of its own, begun at the same moment; return what came of each."""
    ready = threading.Barrier(len(acts))

    def run(act: Callable[[], str]) -> str:
        ready.wait(timeout=20)
        try:
            with transaction(talk.app):
                return act()
        except DomainError as refusal:
            return refusal.code

    with ThreadPoolExecutor(len(acts)) as pool:
        return list(pool.map(run, acts))


def posting(talk: Talk, name: str, words: str, key: str, parent: str | None = None) -> Callable[[], str]:
    body = richtext.comment(words)
    return lambda: (
        operations.post_comment(
            talk.actor(name), thread_row(talk.thread), body=body, form_key=key, parent=parent
        ).public_id
    )


def agrees(talk: Talk) -> bool:
    with transaction(talk.app):
        return queries.count_disagreements() == []


def test_one_form_sent_many_times_at_once_makes_one_comment(talk: Talk) -> None:
    key = uuid.uuid4().hex
    made = at_once(talk, *[posting(talk, "maud", "Once.", key) for _ in range(4)])
    assert len(set(made)) == 1
    assert talk.counts()[:2] == (1, 1)
    assert agrees(talk)


def test_many_members_at_once_are_all_counted(talk: Talk) -> None:
    first = talk.say("maud")
    acts = [
        posting(talk, name, f"{name} {number}", uuid.uuid4().hex, parent=first if number else None)
        for name in ("maud", "oren", "edith", "moss")
        for number in range(2)
    ]
    made = at_once(talk, *acts)
    assert len(set(made)) == 8
    assert talk.counts()[:2] == (9, 5)
    assert talk.comment(first).reply_count == 4
    assert agrees(talk)


def test_an_edit_and_a_withdrawal_at_once_never_show_the_words(talk: Talk) -> None:
    for number in range(3):
        public_id = talk.say("maud")
        body = richtext.comment(f"Edited at the last moment, {number}.")

        def edit(public_id: str = public_id, body: richtext.Rendered = body) -> str:
            operations.edit_comment(talk.actor("maud"), row(public_id), body=body, version=1)
            return "edited"

        def withdraw(public_id: str = public_id) -> str:
            operations.withdraw_comment(talk.actor("maud"), row(public_id))
            return "withdrawn"

        results = at_once(talk, edit, withdraw)
        assert results[1] == "withdrawn"
        assert results[0] in {"edited", "forbidden"}
        comment = talk.comment(public_id)
        assert not comment.is_published
        assert "last moment" not in comment.element
    assert agrees(talk)


def test_two_edits_of_one_version_never_both_win(talk: Talk) -> None:
    public_id = talk.say("maud")

    def editing(words: str) -> Callable[[], str]:
        body = richtext.comment(words)
        return lambda: operations.edit_comment(talk.actor("maud"), row(public_id), body=body, version=1).source

    results = at_once(talk, editing("From the desk."), editing("From the train."))
    assert sorted(result == "conflict" for result in results) == [False, True]
    assert talk.comment(public_id).source in results
    assert talk.comment(public_id).version == 2


def test_withdrawing_twice_at_once_counts_once(talk: Talk) -> None:
    public_id = talk.say("maud")

    def withdraw() -> str:
        operations.withdraw_comment(talk.actor("maud"), row(public_id))
        return "withdrawn"

    assert at_once(talk, withdraw, withdraw) == ["withdrawn", "withdrawn"]
    assert talk.counts()[0] == 0
    assert agrees(talk)


def test_a_reply_and_the_withdrawal_of_what_it_answers_at_once_agree(talk: Talk) -> None:
    first = talk.say("maud")

    def withdraw() -> str:
        operations.withdraw_comment(talk.actor("maud"), row(first))
        return "withdrawn"

    results = at_once(talk, posting(talk, "oren", "I agree.", uuid.uuid4().hex, first), withdraw)
    assert results[1] == "withdrawn"
    assert talk.counts()[0] == (0 if results[0] == "invalid" else 1)
    assert agrees(talk)


def test_posting_while_a_thread_closes_is_either_in_or_refused(talk: Talk) -> None:
    def close() -> str:
        operations.lock_thread(thread_row(talk.thread))
        return "closed"

    results = at_once(talk, posting(talk, "oren", "Last word.", uuid.uuid4().hex), close)
    assert results[1] == "closed"
    assert talk.counts()[0] == (0 if results[0] == "forbidden" else 1)
