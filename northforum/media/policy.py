"""Who may do what with pictures."""

from typing import Protocol

from northforum.access.actor import Actor
from northforum.access.verdict import SIGN_IN_FIRST, YES, Verdict, no


class Owned(Protocol):
    """A picture, as far as rules ask; a row or a Core row will do."""

    @property
    def uploaded_by(self) -> int | None:
        """The member who put it in."""


def may_add_picture(actor: Actor) -> Verdict:
    """Answer whether the actor may upload pictures for articles."""
    if actor.is_suspended:
        return no("Your account is suspended, so you cannot work at the desk.")
    if actor.is_system or actor.writes_at_the_desk:
        return YES
    return no("Only contributors and editors add pictures.") if actor.is_member else SIGN_IN_FIRST


def may_see_library(actor: Actor) -> Verdict:
    """Answer whether the actor may look through the library; who may add to it may."""
    return may_add_picture(actor)


def may_change_picture(actor: Actor, picture: Owned) -> Verdict:
    """Answer whether the actor may describe, replace or remove the picture."""
    verdict = may_add_picture(actor)
    if verdict and (actor.is_editor or picture.uploaded_by == actor.member_id):
        return YES
    return no("Only editors change the pictures of others.") if verdict else verdict
