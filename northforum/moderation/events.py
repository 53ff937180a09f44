"""What happens in moderation."""

from dataclasses import dataclass

from northforum.core.events import Event


@dataclass(frozen=True)
class CommentReported(Event):
    """A member says that a comment should be looked at."""

    report_id: int
    comment_id: int
    reporter_id: int


@dataclass(frozen=True)
class CommentDecided(Event):
    """A moderator has decided about a comment of ``author_id``; the decision's row says what, and why."""

    decision_id: int
    comment_id: int
    thread_id: int
    author_id: int


@dataclass(frozen=True)
class ReportDecided(Event):
    """What ``reporter_id`` reported has been decided about; the decision's row says how."""

    report_id: int
    decision_id: int
    comment_id: int
    reporter_id: int
