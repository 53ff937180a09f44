"""How often our own script may ask while somebody writes."""

from northforum.access.actor import Actor
from northforum.core import ratelimit
from northforum.core.ratelimit import Limit

PREVIEW = Limit("preview of a comment", "90 per minute")
DRAFT = Limit("draft of a comment", "60 per minute")
SUGGESTION = Limit("suggested members", "120 per minute")


def count(limit: Limit, actor: Actor) -> None:
    """Count one more by ``actor``; raises ``TooFast``."""
    ratelimit.hit(limit, str(actor.member_id))
