"""Who may do what to articles: one table of steps, with the states in which a writer and an editor may take each.

Administrators hold every role, so what is an editor's is theirs as well.
"""

from collections.abc import Mapping
from typing import NamedTuple, Protocol

from northforum.access.actor import Actor
from northforum.access.audience import Audience
from northforum.access.verdict import SIGN_IN_FIRST, YES, Verdict, no
from northforum.articles.models import ArticleState, Step

DESK_ONLY = "Only contributors and editors write at the desk."
EDITORS_ONLY = "Only editors do this."
SUSPENDED = "Your account is suspended, so you cannot work at the desk."


NOT_YOURS = "This is somebody else’s piece."
NOT_NOW = "This piece has moved on, so that is not open to you at the moment."


class Rule(NamedTuple):
    """In which states a step is open: to contributors for pieces that they began, and to editors for every piece."""

    own: frozenset[ArticleState]
    editors: frozenset[ArticleState]


_PITCH, _DRAFT, _REVIEW, _CHANGES = (
    ArticleState.PITCH,
    ArticleState.DRAFT,
    ArticleState.IN_REVIEW,
    ArticleState.CHANGES_ASKED,
)
_APPROVED, _SCHEDULED, _ARCHIVED = ArticleState.APPROVED, ArticleState.SCHEDULED, ArticleState.ARCHIVED
_PUBLISHED, _UNPUBLISHED = ArticleState.PUBLISHED, ArticleState.UNPUBLISHED
_NONE = frozenset[ArticleState]()
_ALL = frozenset(ArticleState)
_WRITING = frozenset({_PITCH, _DRAFT, _CHANGES})
_COMING = frozenset({_DRAFT, _REVIEW, _CHANGES, _APPROVED, _SCHEDULED})

RULES: Mapping[Step, Rule] = {
    Step.SEE: Rule(own=_ALL, editors=_ALL),
    Step.EDIT: Rule(own=_WRITING, editors=_ALL),
    Step.ANNOTATE: Rule(own=_ALL, editors=_ALL),
    Step.SHARE: Rule(own=_ALL - {_PUBLISHED, _ARCHIVED}, editors=_ALL - {_PUBLISHED}),
    Step.CORRECT: Rule(own=_NONE, editors=frozenset({_PUBLISHED})),
    Step.OFFER: Rule(own=frozenset({_DRAFT}), editors=frozenset({_DRAFT})),
    Step.ACCEPT: Rule(own=_NONE, editors=frozenset({_PITCH})),
    Step.SUBMIT: Rule(own=frozenset({_DRAFT, _CHANGES}), editors=frozenset({_DRAFT, _CHANGES})),
    Step.TAKE_BACK: Rule(own=frozenset({_PITCH, _REVIEW}), editors=frozenset({_REVIEW})),
    Step.ASK_CHANGES: Rule(own=_NONE, editors=frozenset({_REVIEW, _APPROVED})),
    Step.APPROVE: Rule(own=_NONE, editors=frozenset({_DRAFT, _REVIEW, _CHANGES})),
    Step.SCHEDULE: Rule(own=_NONE, editors=_COMING | {_UNPUBLISHED}),
    Step.UNSCHEDULE: Rule(own=_NONE, editors=frozenset({_SCHEDULED})),
    Step.PUBLISH: Rule(own=_NONE, editors=_COMING | {_UNPUBLISHED}),
    Step.UNPUBLISH: Rule(own=_NONE, editors=frozenset({_PUBLISHED})),
    Step.ARCHIVE: Rule(own=_WRITING, editors=_WRITING | {_REVIEW, _APPROVED, _UNPUBLISHED}),
    Step.REOPEN: Rule(own=frozenset({_ARCHIVED}), editors=frozenset({_ARCHIVED})),
}


class Piece(Protocol):
    """What a rule needs to know of an article; a row or a Core row will do."""

    @property
    def created_by(self) -> int | None:
        """Whose piece it is."""

    @property
    def state(self) -> ArticleState:
        """How far it is."""


class WithAccount(Protocol):
    """What a rule needs to know of an author; a row or a Core row will do."""

    @property
    def member_id(self) -> int | None:
        """Whose account it is."""


def may_write(actor: Actor) -> Verdict:
    """Answer whether the actor may begin an article."""
    if actor.is_system:
        return YES
    if not actor.is_member:
        return SIGN_IN_FIRST
    if actor.is_suspended:
        return no(SUSPENDED)
    return YES if actor.writes_at_the_desk else no(DESK_ONLY)


def may_take(actor: Actor, step: Step, article: Piece | None) -> Verdict:
    """Answer whether the actor may take ``step`` with the article as it stands; without one, with a new draft."""
    rule, state = RULES[step], article.state if article else ArticleState.DRAFT
    own = article is None or _is_own(actor, article)
    role = _at_desk(actor, own=own and bool(rule.own), reason=NOT_YOURS if rule.own else EDITORS_ONLY)
    if not role:
        return role
    open_in = rule.editors | (rule.own if own else _NONE) if actor.is_editor else rule.own
    return YES if state in open_in else no(NOT_NOW)


def is_possible(step: Step, article: Piece) -> bool:
    """Return whether anybody may take ``step`` with the article as it stands."""
    return article.state in RULES[step].editors | RULES[step].own


def may_ever(actor: Actor, step: Step, article: Piece) -> Verdict:
    """Answer whether the step is the actor's at all, in whichever state the article is."""
    own = _is_own(actor, article) and bool(RULES[step].own)
    return _at_desk(actor, own=own, reason=NOT_YOURS if RULES[step].own else EDITORS_ONLY)


def may_see_draft(actor: Actor, article: Piece) -> Verdict:
    """Answer whether the actor may open the article at the desk, whatever its state."""
    return may_take(actor, Step.SEE, article)


def may_edit(actor: Actor, article: Piece) -> Verdict:
    """Answer whether the actor may change the article: editors each one, contributors their own while they write it."""
    return may_take(actor, Step.EDIT, article)


def may_publish(actor: Actor, article: Piece | None) -> Verdict:
    """Answer whether the actor may publish the article as it stands."""
    return may_take(actor, Step.PUBLISH, article)


def may_unpublish(actor: Actor, article: Piece) -> Verdict:
    """Answer whether the actor may take the article down."""
    return may_take(actor, Step.UNPUBLISH, article)


def may_arrange(actor: Actor) -> Verdict:
    """Answer whether the actor may add sections and topics, and say who an author is."""
    return _at_desk(actor, own=False, reason=EDITORS_ONLY)


def may_describe_author(actor: Actor, author: WithAccount) -> Verdict:
    """Answer whether the actor may say who an author is: editors may, and authors of themselves."""
    if actor.is_suspended:
        return no(SUSPENDED)
    own = actor.member_id is not None and author.member_id == actor.member_id
    return YES if own else may_arrange(actor)


def may_know_of(actor: Actor, audience: Audience, *, admitted: bool) -> bool:
    """Return whether a reader may learn that a published article is there: of one for members, everybody may."""
    return admitted or audience is Audience.MEMBERS


def _at_desk(actor: Actor, *, own: bool, reason: str) -> Verdict:
    allowed = may_write(actor)
    if not allowed or actor.is_editor or own:
        return allowed
    return no(reason)


def _is_own(actor: Actor, article: Piece) -> bool:
    return actor.member_id is not None and article.created_by == actor.member_id
