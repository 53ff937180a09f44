"""Who may do what in a discussion, as one table."""

from datetime import timedelta

import pytest

from northforum.access.actor import STRANGER, SYSTEM, Actor
from northforum.access.audience import Audience
from northforum.access.roles import HubRole, Role
from northforum.access.verdict import Verdict
from northforum.discussion import policy
from northforum.discussion.models import (
    PATH_LIMIT,
    UNDO,
    Comment,
    CommentState,
    QuestionStage,
    Thread,
    ThreadMode,
    ThreadState,
)
from tests.conftest import NOON

WRITER, HUB = 1, 7
ACTORS = {
    "stranger": STRANGER,
    "system": SYSTEM,
    "writer": Actor(member_id=WRITER),
    "member": Actor(member_id=2),
    "in the hub": Actor(member_id=3, hub_roles={HUB: HubRole.MEMBER}),
    "editor": Actor(member_id=4, roles=frozenset({Role.EDITOR})),
    "moderator": Actor(member_id=5, roles=frozenset({Role.MODERATOR})),
    "administrator": Actor(member_id=6, roles=frozenset({Role.ADMINISTRATOR})),
    "suspended writer": Actor(member_id=WRITER, is_suspended=True),
}
MEMBERS = {"writer", "member", "in the hub", "editor", "moderator", "administrator"}


def a_thread(state: ThreadState = ThreadState.OPEN, audience: Audience = Audience.EVERYONE) -> Thread:
    return Thread(state=state, audience=audience, audience_ref=HUB if audience is Audience.HUB else None)


def a_comment(thread: Thread | None = None, *, withdrawn: bool = False, path: str = "11") -> Comment:
    state = CommentState.WITHDRAWN if withdrawn else CommentState.PUBLISHED
    return Comment(
        author_id=WRITER,
        state=state,
        thread=thread or a_thread(),
        path=path,
        published_at=NOON,
        withdrawn_at=NOON if withdrawn else None,
    )


def allowed(rule: object) -> set[str]:
    assert callable(rule)
    return {name for name, actor in ACTORS.items() if rule(actor)}


@pytest.mark.parametrize(
    ("state", "audience", "who"),
    [
        (ThreadState.OPEN, Audience.EVERYONE, MEMBERS),
        (ThreadState.OPEN, Audience.MEMBERS, MEMBERS),
        (ThreadState.OPEN, Audience.HUB, {"in the hub", "moderator", "administrator"}),
        (ThreadState.LOCKED, Audience.EVERYONE, set()),
        (ThreadState.HIDDEN, Audience.EVERYONE, set()),
    ],
)
def test_who_may_comment(state: ThreadState, audience: Audience, who: set[str]) -> None:
    thread = a_thread(state, audience)
    assert allowed(lambda actor: policy.may_comment(actor, thread)) == who
    assert allowed(lambda actor: policy.may_reply(actor, a_comment(thread))) == who


@pytest.mark.parametrize(
    ("comment", "may_edit", "may_withdraw"),
    [
        (a_comment(), {"writer"}, {"writer", "suspended writer"}),
        (a_comment(a_thread(ThreadState.LOCKED)), set(), {"writer", "suspended writer"}),
        (a_comment(a_thread(ThreadState.HIDDEN)), set(), {"writer", "suspended writer"}),
        (a_comment(a_thread(audience=Audience.HUB)), set(), {"writer", "suspended writer"}),
        (a_comment(withdrawn=True), set(), set()),
    ],
)
def test_who_may_change_a_comment(comment: Comment, may_edit: set[str], may_withdraw: set[str]) -> None:
    assert allowed(lambda actor: policy.may_edit(actor, comment)) == may_edit
    assert allowed(lambda actor: policy.may_withdraw(actor, comment)) == may_withdraw
    assert not allowed(lambda actor: policy.may_restore(actor, comment, NOON)) - {"writer"}


@pytest.mark.parametrize(
    ("later", "who"), [(timedelta(), {"writer"}), (UNDO, {"writer"}), (UNDO + timedelta(seconds=1), set())]
)
def test_who_may_undo_a_withdrawal(later: timedelta, who: set[str]) -> None:
    comment = a_comment(withdrawn=True)
    assert allowed(lambda actor: policy.may_restore(actor, comment, NOON + later)) == who


@pytest.mark.parametrize("comment", [a_comment(withdrawn=True), a_comment(path="1" * PATH_LIMIT)])
def test_what_nobody_may_answer(comment: Comment) -> None:
    assert not allowed(lambda actor: policy.may_reply(actor, comment))


def test_every_no_is_a_sentence() -> None:
    comment, thread = a_comment(), a_thread(ThreadState.LOCKED)
    verdicts: list[Verdict] = []
    for actor in ACTORS.values():
        verdicts += [policy.may_comment(actor, thread), policy.may_reply(actor, a_comment(withdrawn=True))]
        verdicts += [policy.may_edit(actor, comment), policy.may_withdraw(actor, comment)]
        verdicts += [policy.may_restore(actor, comment, NOON)]
    assert all(verdict.reason.endswith(".") for verdict in verdicts if not verdict)


def test_a_stranger_needs_to_sign_in_and_nothing_else() -> None:
    assert policy.may_comment(STRANGER, a_thread()).reason == "You must be logged in to post a comment."
    for rule in (policy.may_edit, policy.may_withdraw):
        assert rule(STRANGER, a_comment()).needs_sign_in
    assert policy.may_restore(STRANGER, a_comment(withdrawn=True), NOON).needs_sign_in


@pytest.mark.parametrize(
    ("rule", "who"),
    [
        (policy.may_steer, {"system", "editor", "moderator", "administrator"}),
        (policy.may_hide, {"system", "editor", "moderator", "administrator"}),
        (lambda actor: policy.may_steer(actor, is_author=True), MEMBERS | {"system"}),
    ],
)
def test_who_steers_a_thread(rule: object, who: set[str]) -> None:
    assert allowed(rule) == who


@pytest.mark.parametrize(
    ("stage", "asks"), [(QuestionStage.SOON, set()), (QuestionStage.OPEN, MEMBERS), (QuestionStage.OVER, set())]
)
def test_who_asks_and_who_answers(stage: QuestionStage, asks: set[str]) -> None:
    thread = a_thread()
    thread.mode, thread.question_stage, thread.questions_open_at = ThreadMode.QUESTIONS, stage, NOON
    assert allowed(lambda actor: policy.may_comment(actor, thread)) == asks
    assert allowed(lambda actor: policy.may_answer(actor, thread)) == {"editor", "moderator", "administrator"}
    assert allowed(lambda actor: policy.may_answer(actor, thread, is_author=True)) == MEMBERS
