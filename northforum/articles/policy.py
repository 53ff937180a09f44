"""Who may do what to articles. State is the operations' matter; here it counts only where it changes who may act."""

from typing import Protocol

from northforum.access.actor import Actor
from northforum.access.audience import Audience
from northforum.access.verdict import SIGN_IN_FIRST, YES, Verdict, no
from northforum.articles.models import ArticleState

DESK_ONLY = "Only contributors and editors write at the desk."
EDITORS_ONLY = "Only editors do this."
SUSPENDED = "Your account is suspended, so you cannot work at the desk."


class Piece(Protocol):
    """What a rule needs to know of an article; a row or a Core row will do."""

    @property
    def created_by(self) -> int | None:
        """Whose piece it is."""

    @property
    def state(self) -> ArticleState:
        """How far it is."""


def may_write(actor: Actor) -> Verdict:
    """Answer whether the actor may begin an article."""
    if actor.is_system:
        return YES
    if not actor.is_member:
        return SIGN_IN_FIRST
    if actor.is_suspended:
        return no(SUSPENDED)
    return YES if actor.writes_at_the_desk else no(DESK_ONLY)


def may_see_draft(actor: Actor, article: Piece) -> Verdict:
    """Answer whether the actor may open the article at the desk, whatever its state."""
    return _at_desk(actor, own=_is_own(actor, article), reason="This is somebody else’s piece.")


def may_edit(actor: Actor, article: Piece) -> Verdict:
    """Answer whether the actor may change the article: editors each one, contributors their own drafts."""
    own_draft = _is_own(actor, article) and article.state is ArticleState.DRAFT
    return _at_desk(actor, own=own_draft, reason="Only editors change a piece that has been published.")


def may_publish(actor: Actor, _article: Piece) -> Verdict:
    """Answer whether the actor may publish the article."""
    return _at_desk(actor, own=False, reason=EDITORS_ONLY)


def may_unpublish(actor: Actor, _article: Piece) -> Verdict:
    """Answer whether the actor may take the article down."""
    return _at_desk(actor, own=False, reason=EDITORS_ONLY)


def may_arrange(actor: Actor) -> Verdict:
    """Answer whether the actor may add sections and topics, and say who an author is."""
    return _at_desk(actor, own=False, reason=EDITORS_ONLY)


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
