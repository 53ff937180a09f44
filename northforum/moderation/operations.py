"""Reporting a comment, and deciding about it."""

from dataclasses import dataclass

from sqlalchemy import update

from northforum.access.actor import Actor
from northforum.access.verdict import authorize
from northforum.core import clock, db as core_db
from northforum.core.db import db
from northforum.core.errors import Conflict, Forbidden, Invalid
from northforum.core.events import emit
from northforum.discussion import operations as discussion, queries as discussion_queries
from northforum.discussion.models import Comment
from northforum.moderation import policy, queries
from northforum.moderation.events import CommentDecided, CommentReported, ReportDecided
from northforum.moderation.models import Action, Decision, Reason, Report

_CONCEALING = frozenset({Action.HOLD, Action.REMOVE})


class Overtaken(Conflict, Invalid):
    """The comment is not what its form was filled from any more; the form is shown with what it is now."""

    default_message = "This comment has changed since you opened it. It is shown as it stands now: please look again."


class DecidedMeanwhile(Overtaken):
    """Another moderator was quicker."""

    default_message = "Another moderator has decided meanwhile. Their decision is shown: please look again."


@dataclass(frozen=True, slots=True)
class Ruling:
    """What a moderator wants, and what they had seen: the comment's version, and the decision before, if any."""

    action: Action
    version: int
    reason: Reason | None = None
    note: str = ""
    after: str = ""


def report_comment(actor: Actor, comment: Comment, *, reason: Reason, version: int, detail: str = "") -> Report:
    """Ask moderators to look at ``comment``; a second report of the same version is the first one.

    Raises
    ------
    Overtaken
        When the comment has been changed since it was read.
    """
    discussion_queries.lock_with_thread(comment)
    authorize(policy.may_report(actor, comment))
    reporter_id = _member(actor)
    if comment.version != version:
        raise Overtaken
    if first := queries.own_report(reporter_id, comment):
        return first
    report = Report(
        public_id=core_db.public_id(),
        comment_id=comment.id,
        comment_version=comment.version,
        reporter_id=reporter_id,
        reason=reason,
        detail=detail,
        created_at=clock.now(),
    )
    db.session.add(report)
    db.session.flush()
    emit(CommentReported(report.id, comment.id, reporter_id))
    return report


def decide(actor: Actor, comment: Comment, *, ruling: Ruling) -> Decision:
    """Do what a moderator decided about the version of ``comment`` that they saw, and keep the decision for good.

    What was reported of it up to that version is decided with it, but not while its writer may undo its withdrawal.

    Raises
    ------
    Overtaken
        When the writer or another moderator has changed what the decision was about.
    Invalid
        Under ``action``, when there is no such thing to decide; under ``reason`` or ``note``, when one is missing.
    """
    discussion_queries.lock_with_thread(comment)
    authorize(policy.may_decide(actor, comment))
    _expect_seen(comment, ruling)
    _expect_complete(comment, ruling)
    decision = Decision(
        public_id=core_db.public_id(),
        comment_id=comment.id,
        comment_version=comment.version,
        action=ruling.action,
        reason=ruling.reason if ruling.action in _CONCEALING else None,
        note=ruling.note,
        moderator_id=_member(actor),
        created_at=clock.now(),
    )
    db.session.add(decision)
    _carry_out(actor, comment, ruling.action)
    db.session.flush()
    if not policy.may_come_back(comment, decision.created_at):
        _close_reports(comment, decision)
    emit(CommentDecided(decision.id, comment.id, comment.thread_id, comment.author_id))
    return decision


def _member(actor: Actor) -> int:
    if actor.member_id is None:
        raise Forbidden("Only a member can do this.")
    return actor.member_id


def _expect_seen(comment: Comment, ruling: Ruling) -> None:
    last = queries.last_decision(comment.id)
    if (last.public_id if last else "") != ruling.after:
        raise DecidedMeanwhile
    if comment.version != ruling.version:
        raise Overtaken


def _expect_complete(comment: Comment, ruling: Ruling) -> None:
    if ruling.action not in policy.possible_actions(comment):
        raise Invalid(action="This is not possible as the comment stands. Choose one of the actions shown.")
    if ruling.action in _CONCEALING and ruling.reason is None:
        raise Invalid(reason="Choose a reason: the writer is told.")
    if ruling.action in _CONCEALING and ruling.reason is Reason.OTHER and not ruling.note:
        raise Invalid(note="Say in a sentence what the reason is: the writer is told.")


def _carry_out(actor: Actor, comment: Comment, action: Action) -> None:
    if action is Action.HOLD:
        discussion.hold_comment(actor, comment)
    elif action is Action.REMOVE:
        discussion.remove_comment(actor, comment)
    elif action is Action.RESTORE:
        discussion.release_comment(actor, comment)


def _close_reports(comment: Comment, decision: Decision) -> None:
    seen = Report.comment_id == comment.id, Report.comment_version <= decision.comment_version
    closing = update(Report).where(*seen, Report.decision_id.is_(None)).values(decision_id=decision.id)
    closed = db.session.execute(closing.returning(Report.id, Report.reporter_id)).all()
    for report_id, reporter_id in sorted(tuple(row) for row in closed):
        emit(ReportDecided(report_id, decision.id, comment.id, reporter_id))
