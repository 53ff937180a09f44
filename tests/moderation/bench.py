"""What the tests of moderation share: reports and decisions in a transaction of their own."""

from typing import Any

from northforum.core.db import db, transaction
from northforum.moderation import operations, queries
from northforum.moderation.models import Action, Decision, Reason, Report
from northforum.moderation.operations import Ruling
from tests.discussion.talk import Talk, row


def report(talk: Talk, name: str, public_id: str, *, reason: Reason = Reason.ABUSE, **over: Any) -> str:
    """Report a comment as it stands and return the report's public id."""
    with transaction(talk.app):
        comment = row(public_id)
        version = over.pop("version", comment.version)
        made = operations.report_comment(talk.actor(name), comment, reason=reason, version=version, **over)
        return made.public_id


def decide(talk: Talk, name: str, public_id: str, action: Action, **over: Any) -> str:
    """Decide about a comment as it stands, for abuse unless told otherwise; return the decision's public id."""
    with transaction(talk.app):
        comment = row(public_id)
        seen = {"version": comment.version, "after": queries.item_of(comment).last_decision, "reason": Reason.ABUSE}
        ruling = Ruling(action, **{**seen, **over})
        return operations.decide(talk.actor(name), comment, ruling=ruling).public_id


def rows(talk: Talk, model: type[Decision] | type[Report]) -> list[Any]:
    """Return every row, the oldest first."""
    with transaction(talk.app):
        found: list[Any] = list(db.session.scalars(db.select(model).order_by(model.id)))
        db.session.expunge_all()
        return found
