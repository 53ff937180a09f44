"""Who may report and decide, as one table."""

import pytest

from northforum.access.actor import STRANGER, Actor
from northforum.access.roles import Role
from northforum.discussion.models import Comment, CommentState, Thread
from northforum.moderation import policy
from northforum.moderation.models import Action, Reason
from tests.conftest import NOON

WRITER = 1
ACTORS = {
    "stranger": STRANGER,
    "writer": Actor(member_id=WRITER),
    "writing moderator": Actor(member_id=WRITER, roles=frozenset({Role.MODERATOR})),
    "member": Actor(member_id=2),
    "suspended": Actor(member_id=3, is_suspended=True),
    "contributor": Actor(member_id=4, roles=frozenset({Role.CONTRIBUTOR})),
    "editor": Actor(member_id=5, roles=frozenset({Role.EDITOR})),
    "moderator": Actor(member_id=6, roles=frozenset({Role.MODERATOR})),
    "suspended moderator": Actor(member_id=7, roles=frozenset({Role.MODERATOR}), is_suspended=True),
    "administrator": Actor(member_id=8, roles=frozenset({Role.ADMINISTRATOR})),
}
OTHERS = {"member", "contributor", "editor", "moderator", "administrator"}
STAFF = {"moderator", "administrator"}


def a_comment(state: CommentState) -> Comment:
    return Comment(author_id=WRITER, state=state, thread=Thread(), path="11", published_at=NOON)


def allowed(rule: object) -> set[str]:
    assert callable(rule)
    return {name for name, actor in ACTORS.items() if rule(actor)}


@pytest.mark.parametrize("state", CommentState)
def test_who_may_report_and_decide(state: CommentState) -> None:
    comment = a_comment(state)
    reporting = OTHERS if state is CommentState.PUBLISHED else set()
    assert allowed(lambda actor: policy.may_report(actor, comment)) == reporting
    assert allowed(lambda actor: policy.may_decide(actor, comment)) == STAFF
    assert allowed(policy.may_moderate) == {*STAFF, "writing moderator"}


@pytest.mark.parametrize(
    ("state", "actions"),
    [
        (CommentState.PUBLISHED, {Action.REMOVE, Action.HOLD, Action.KEEP}),
        (CommentState.HELD, {Action.RESTORE, Action.REMOVE}),
        (CommentState.REMOVED, {Action.RESTORE}),
        (CommentState.WITHDRAWN, {Action.KEEP}),
    ],
)
def test_what_can_be_decided(state: CommentState, actions: set[Action]) -> None:
    assert set(policy.possible_actions(a_comment(state))) == actions


def test_every_no_is_a_sentence_and_strangers_log_in_first() -> None:
    for state in CommentState:
        for actor in ACTORS.values():
            verdicts = (policy.may_report(actor, a_comment(state)), policy.may_decide(actor, a_comment(state)))
            assert all(verdict.reason.endswith(".") for verdict in verdicts if not verdict)
    assert policy.may_report(STRANGER, a_comment(CommentState.PUBLISHED)).needs_sign_in
    assert policy.may_decide(STRANGER, a_comment(CommentState.PUBLISHED)).needs_sign_in


def test_every_reason_has_its_words() -> None:
    assert all(reason.label and reason.sentence.endswith(".") for reason in Reason)
