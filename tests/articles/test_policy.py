"""Who may do what to articles, as one table: every step in every state by every role."""

from dataclasses import dataclass

import pytest

from northforum.access.actor import STRANGER, SYSTEM, Actor
from northforum.access.audience import Audience
from northforum.access.roles import Role
from northforum.articles import policy
from northforum.articles.models import ArticleState, Step

OWNER = 7
ACTORS = {
    "stranger": STRANGER,
    "member": Actor(member_id=1),
    "moderator": Actor(member_id=2, roles=frozenset({Role.MODERATOR})),
    "contributor": Actor(member_id=3, roles=frozenset({Role.CONTRIBUTOR})),
    "owner": Actor(member_id=OWNER, roles=frozenset({Role.CONTRIBUTOR})),
    "former contributor": Actor(member_id=OWNER),
    "suspended owner": Actor(member_id=OWNER, roles=frozenset({Role.CONTRIBUTOR}), is_suspended=True),
    "editor": Actor(member_id=4, roles=frozenset({Role.EDITOR})),
    "suspended editor": Actor(member_id=4, roles=frozenset({Role.EDITOR}), is_suspended=True),
    "administrator": Actor(member_id=5, roles=frozenset({Role.ADMINISTRATOR})),
    "system": SYSTEM,
}
STAFF = {"editor", "administrator", "system"}
# The columns of the table.
STATES = "pitch draft in_review changes_asked approved scheduled published unpublished archived".split()
# b: editors and whoever began the piece · e: editors · o: whoever began it · -: nobody
TABLE = {
    Step.SEE: "b b b b b b b b b",
    Step.EDIT: "b b e b e e e e e",
    Step.ANNOTATE: "b b b b b b b b b",
    Step.SHARE: "b b b b b b - b e",
    Step.CORRECT: "- - - - - - e - -",
    Step.OFFER: "- b - - - - - - -",
    Step.ACCEPT: "e - - - - - - - -",
    Step.SUBMIT: "- b - b - - - - -",
    Step.TAKE_BACK: "o - b - - - - - -",
    Step.ASK_CHANGES: "- - e - e - - - -",
    Step.APPROVE: "- e e e - - - - -",
    Step.SCHEDULE: "- e e e e e - e -",
    Step.UNSCHEDULE: "- - - - - e - - -",
    Step.PUBLISH: "- e e e e e - e -",
    Step.UNPUBLISH: "- - - - - - e - -",
    Step.ARCHIVE: "b b e b e - - e -",
    Step.REOPEN: "- - - - - - - - b",
}
WHO = {"b": STAFF | {"owner"}, "e": STAFF, "o": {"owner"}, "-": set()}


@dataclass
class Row:
    """What a rule needs of an article."""

    state: ArticleState
    created_by: int | None = OWNER


DRAFT = ArticleState.DRAFT


def allowed(rule: str, *rest: object) -> set[str]:
    return {name for name, actor in ACTORS.items() if getattr(policy, rule)(actor, *rest)}


def test_the_table_is_whole() -> None:
    assert set(TABLE) == set(Step)
    assert [ArticleState(name) for name in STATES] == list(ArticleState)


@pytest.mark.parametrize("step", list(Step))
@pytest.mark.parametrize("state", list(ArticleState))
def test_who_may_take_each_step_in_each_state(step: Step, state: ArticleState) -> None:
    letter = TABLE[step].split()[STATES.index(state)]
    assert allowed("may_take", step, Row(state)) == WHO[letter]
    assert policy.is_possible(step, Row(state)) == (letter != "-")


@pytest.mark.parametrize("step", list(Step))
def test_the_role_alone_is_asked_for_whatever_the_state(step: Step) -> None:
    owns = any(letter in "bo" for letter in TABLE[step].split())
    assert allowed("may_ever", step, Row(DRAFT)) == STAFF | ({"owner"} if owns else set())


@pytest.mark.parametrize(
    ("rule", "step"),
    [
        ("may_see_draft", Step.SEE),
        ("may_edit", Step.EDIT),
        ("may_publish", Step.PUBLISH),
        ("may_unpublish", Step.UNPUBLISH),
    ],
)
@pytest.mark.parametrize("state", list(ArticleState))
def test_a_rule_with_a_name_is_a_row_of_the_table(rule: str, step: Step, state: ArticleState) -> None:
    assert allowed(rule, Row(state)) == allowed("may_take", step, Row(state))


def test_what_may_be_done_with_a_piece_that_is_not_stored_yet() -> None:
    assert allowed("may_publish", None) == STAFF
    assert allowed("may_take", Step.SUBMIT, None) == STAFF | {"contributor", "owner"}


def test_contributors_and_editors_begin_articles() -> None:
    assert allowed("may_write") == STAFF | {"contributor", "owner"}


def test_editors_alone_arrange_sections_topics_and_authors() -> None:
    assert allowed("may_arrange") == STAFF


def test_a_piece_without_a_writer_belongs_to_nobody_signed_out() -> None:
    assert allowed("may_edit", Row(DRAFT, created_by=None)) == STAFF


@pytest.mark.parametrize(
    ("audience", "admitted", "known"),
    [
        (Audience.EVERYONE, True, True),
        (Audience.MEMBERS, False, True),
        (Audience.MEMBERS, True, True),
        (Audience.HUB, False, False),
        (Audience.HUB, True, True),
    ],
)
def test_a_piece_for_a_hub_is_unknown_to_the_rest(audience: Audience, admitted: bool, known: bool) -> None:
    assert policy.may_know_of(STRANGER, audience, admitted=admitted) is known


def test_a_stranger_is_told_to_sign_in() -> None:
    assert policy.may_write(STRANGER).needs_sign_in
    assert policy.may_publish(STRANGER, Row(DRAFT)).needs_sign_in


def test_who_comes_too_late_is_told_so() -> None:
    verdict = policy.may_take(ACTORS["owner"], Step.SUBMIT, Row(ArticleState.PUBLISHED))
    assert verdict.reason == policy.NOT_NOW
