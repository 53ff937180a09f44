"""Addresses of moderation."""

from flask import url_for

from northforum.discussion.models import Comment


def report_url(comment: Comment) -> str:
    """Return where a comment is reported, and where its reporter learns what came of it."""
    return url_for("moderation.report_comment", public_id=comment.public_id)


def decide_url(comment: Comment) -> str:
    """Return where a moderator looks at one comment and decides."""
    return url_for("moderation.decide", public_id=comment.public_id)


def queue_url(tab: str = "pending", after: str | None = None) -> str:
    """Return the address of a list of the queue: ``pending``, ``reported`` or ``decided``."""
    return url_for(f"moderation.{tab}", after=after)


def log_url(after: str | None = None) -> str:
    """Return the address of the record of decisions."""
    return url_for("moderation.log", after=after)
