"""How often somebody may ask while they write, and respect what others wrote."""

from northforum.access.actor import Actor
from northforum.core import ratelimit
from northforum.core.ratelimit import Limit

PREVIEW = Limit("preview of a comment", "90 per minute")
DRAFT = Limit("draft of a comment", "60 per minute")
SUGGESTION = Limit("suggested members", "120 per minute")
# Each makes the pages of a discussion out of date.
RESPECT = Limit("respect", "120 per hour")


def count(limit: Limit, actor: Actor) -> None:
    """Count one more by ``actor``; raises ``TooFast``."""
    ratelimit.hit(limit, str(actor.member_id))
