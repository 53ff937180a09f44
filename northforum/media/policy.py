"""Who may add pictures."""

from northforum.access.actor import Actor
from northforum.access.verdict import SIGN_IN_FIRST, YES, Verdict, no


def may_add_picture(actor: Actor) -> Verdict:
    """Answer whether the actor may upload pictures for articles."""
    if actor.is_system or actor.writes_at_the_desk:
        return YES
    return no("Only contributors and editors add pictures.") if actor.is_member else SIGN_IN_FIRST
