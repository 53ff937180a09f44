"""What a comment must pass before it is published: small checks in order, each of which may refuse."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

REPEAT = timedelta(minutes=5)


class Outcome(StrEnum):
    """What a check decides."""

    PUBLISH = "publish"
    REFUSE = "refuse"


@dataclass(frozen=True, slots=True)
class Recent:
    """An earlier comment of the same writer: when, and whether it says the same in the same thread."""

    at: datetime
    is_same: bool


@dataclass(frozen=True, slots=True)
class Draft:
    """What is known of a comment before it is made; ``recent`` has the writer's last ones, newest first."""

    at: datetime
    recent: Sequence[Recent]
    is_rate_limited: bool = True


@dataclass(frozen=True, slots=True)
class Decision:
    """What becomes of a draft, with a sentence for its writer; ``retry_after`` seconds where waiting helps."""

    outcome: Outcome
    reason: str = ""
    retry_after: int = 0


@dataclass(frozen=True, slots=True)
class Rate:
    """At most ``count`` comments of one member in ``span``."""

    count: int
    span: timedelta
    sentence: str


PUBLISH = Decision(Outcome.PUBLISH)
RATES = (
    Rate(10, timedelta(minutes=1), "You have posted ten comments within a minute."),
    Rate(60, timedelta(hours=1), "You have posted sixty comments within an hour."),
)
# A look back over this many comments of a writer answers every check.
LOOK_BACK = max(rate.count for rate in RATES)


def screen(draft: Draft) -> Decision:
    """Return the decision of the first check that does not let ``draft`` pass."""
    decisions = (check(draft) for check in CHECKS)
    return next((decision for decision in decisions if decision.outcome is not Outcome.PUBLISH), PUBLISH)


def _repeats_itself(draft: Draft) -> Decision:
    if any(recent.is_same and draft.at - recent.at < REPEAT for recent in draft.recent):
        return Decision(Outcome.REFUSE, "You posted the same words here a moment ago. They are in the discussion.")
    return PUBLISH


def _is_too_fast(draft: Draft) -> Decision:
    if not draft.is_rate_limited:
        return PUBLISH
    for rate in RATES:
        if len(draft.recent) >= rate.count:
            wait = draft.recent[rate.count - 1].at + rate.span - draft.at
            if wait > timedelta():
                return Decision(Outcome.REFUSE, rate.sentence, retry_after=_whole_seconds(wait))
    return PUBLISH


def _whole_seconds(span: timedelta) -> int:
    return int(span.total_seconds()) + 1


CHECKS: tuple[Callable[[Draft], Decision], ...] = (_is_too_fast, _repeats_itself)
