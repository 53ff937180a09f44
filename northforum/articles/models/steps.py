"""The way of a piece from an idea to its readers: its steps, where each leads, and whose turn it is."""

from collections.abc import Mapping
from enum import StrEnum

from northforum.articles.models.article import ArticleState


class Step(StrEnum):
    """Something that is done to a piece at the desk; most lead to another state."""

    SEE = "see"
    EDIT = "edit"
    ANNOTATE = "annotate"
    SHARE = "share"
    CORRECT = "correct"
    OFFER = "offer"
    ACCEPT = "accept"
    SUBMIT = "submit"
    TAKE_BACK = "take-back"
    ASK_CHANGES = "ask-changes"
    APPROVE = "approve"
    SCHEDULE = "schedule"
    UNSCHEDULE = "unschedule"
    PUBLISH = "publish"
    UNPUBLISH = "unpublish"
    ARCHIVE = "archive"
    REOPEN = "reopen"


LEADS_TO: Mapping[Step, ArticleState] = {
    Step.OFFER: ArticleState.PITCH,
    Step.ACCEPT: ArticleState.DRAFT,
    Step.SUBMIT: ArticleState.IN_REVIEW,
    Step.TAKE_BACK: ArticleState.DRAFT,
    Step.ASK_CHANGES: ArticleState.CHANGES_ASKED,
    Step.APPROVE: ArticleState.APPROVED,
    Step.SCHEDULE: ArticleState.SCHEDULED,
    Step.UNSCHEDULE: ArticleState.APPROVED,
    Step.PUBLISH: ArticleState.PUBLISHED,
    Step.UNPUBLISH: ArticleState.UNPUBLISHED,
    Step.ARCHIVE: ArticleState.ARCHIVED,
    Step.REOPEN: ArticleState.DRAFT,
}
# Steps that ask for nothing but the press of a button; the others have an operation of their own.
PLAIN_STEPS = frozenset(
    {
        Step.OFFER,
        Step.ACCEPT,
        Step.SUBMIT,
        Step.TAKE_BACK,
        Step.ASK_CHANGES,
        Step.APPROVE,
        Step.UNSCHEDULE,
        Step.ARCHIVE,
        Step.REOPEN,
    }
)


class Turn(StrEnum):
    """Who has to do the next thing to a piece."""

    WRITER = "writer"
    EDITORS = "editors"
    NOBODY = "nobody"


TURNS: Mapping[ArticleState, Turn] = {
    ArticleState.PITCH: Turn.EDITORS,
    ArticleState.DRAFT: Turn.WRITER,
    ArticleState.IN_REVIEW: Turn.EDITORS,
    ArticleState.CHANGES_ASKED: Turn.WRITER,
    ArticleState.APPROVED: Turn.EDITORS,
    ArticleState.SCHEDULED: Turn.NOBODY,
    ArticleState.PUBLISHED: Turn.NOBODY,
    ArticleState.UNPUBLISHED: Turn.NOBODY,
    ArticleState.ARCHIVED: Turn.NOBODY,
}


def states_of(turn: Turn) -> list[ArticleState]:
    """Return the states in which the next thing is for ``turn`` to do."""
    return [state for state, whose in TURNS.items() if whose is turn]
