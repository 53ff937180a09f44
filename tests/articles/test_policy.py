"""Who may do what to articles, as one table."""

from dataclasses import dataclass

import pytest

from northforum.access.actor import STRANGER, SYSTEM, Actor
from northforum.access.audience import Audience
from northforum.access.roles import Role
from northforum.articles import policy
from northforum.articles.models import ArticleState

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
DRAFT, PUBLISHED, UNPUBLISHED = ArticleState.DRAFT, ArticleState.PUBLISHED, ArticleState.UNPUBLISHED


@dataclass
class Row:
    """What a rule needs of an article."""

    state: ArticleState
    created_by: int | None = OWNER


def allowed(rule: str, *rest: object) -> set[str]:
    return {name for name, actor in ACTORS.items() if getattr(policy, rule)(actor, *rest)}


def test_contributors_and_editors_begin_articles() -> None:
    assert allowed("may_write") == STAFF | {"contributor", "owner"}


@pytest.mark.parametrize("state", list(ArticleState))
def test_editors_see_each_piece_at_the_desk_and_contributors_their_own(state: ArticleState) -> None:
    assert allowed("may_see_draft", Row(state)) == STAFF | {"owner"}


@pytest.mark.parametrize(("state", "others"), [(DRAFT, {"owner"}), (PUBLISHED, set()), (UNPUBLISHED, set())])
def test_contributors_edit_their_own_drafts_only(state: ArticleState, others: set[str]) -> None:
    assert allowed("may_edit", Row(state)) == STAFF | others


@pytest.mark.parametrize("rule", ["may_publish", "may_unpublish"])
@pytest.mark.parametrize("state", list(ArticleState))
def test_editors_alone_publish_and_take_down(rule: str, state: ArticleState) -> None:
    assert allowed(rule, Row(state)) == STAFF


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
