"""What new, edited and revised comments all pass before others read them: small checks, in order.

A check refuses with a sentence, holds with a reason, or lets pass. The first refusal is the answer; the reasons to hold
are all kept. A further rule is a further function and its line in ``CHECKS``.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import NamedTuple

from northforum.discussion.models import CommentState, HoldReason, ThreadState

REPEAT = timedelta(minutes=5)
# Whoever has fewer comments that can be read is a newcomer.
KNOWN_AFTER = 3
HIDDEN = "This discussion is not open to you."
CLOSED = "This discussion is closed. It can still be read."
REPEATED = "You posted the same words here a moment ago. They have arrived."
# A link to a page of the site's own, as a mention is one, leads nowhere else.
_LINK = re.compile(r'<a href="((?:https?|mailto):[^"]*)"', re.IGNORECASE)


class Outcome(StrEnum):
    """What becomes of a comment."""

    PUBLISH = "publish"
    HOLD = "hold"
    REFUSE = "refuse"


class Recent(NamedTuple):
    """The writer's last comment but ``place - 1``: when, and whether it says the same in the same thread."""

    place: int
    at: datetime
    is_same: bool


@dataclass(frozen=True, slots=True)
class Draft:
    """What is known of a comment before it is made or changed.

    ``recent`` has those of the writer's last other comments that say the same, or whose place a rate asks about;
    ``last_here`` is when they last spoke in a slow thread. ``edits`` is the state of the comment that these are other
    words for, none for a new one, and ``edited`` is when it was edited, the last time first. ``is_staff`` for the
    thread's authors, editors and moderators; ``spoken`` counts the writer's comments that can be read. The last two
    matter only where the words have links that the comment had not before.
    """

    at: datetime
    recent: Sequence[Recent] = ()
    state: ThreadState = ThreadState.OPEN
    is_over: bool = False
    closing_message: str = ""
    slow_minutes: int = 0
    last_here: datetime | None = None
    edits: CommentState | None = None
    edited: Sequence[datetime] = ()
    is_staff: bool = False
    has_new_links: bool = False
    spoken: int = 0
    is_rate_limited: bool = True

    @property
    def is_new(self) -> bool:
        """Whether this is a comment more, and not other words for one."""
        return self.edits is None


@dataclass(frozen=True, slots=True)
class Decision:
    """What becomes of a draft: why it is held, or a sentence for its writer, with seconds where waiting helps."""

    outcome: Outcome
    reasons: tuple[HoldReason, ...] = ()
    sentence: str = ""
    retry_after: int = 0


@dataclass(frozen=True, slots=True)
class Rate:
    """At most ``count`` comments of one member in ``span``, and as many edits of one comment."""

    count: int
    span: timedelta
    posted: str
    edited: str


Check = Callable[[Draft], Decision]
PUBLISH = Decision(Outcome.PUBLISH)
RATES = (
    Rate(
        10,
        timedelta(minutes=1),
        "You have posted ten comments within a minute.",
        "You have edited this comment ten times within a minute.",
    ),
    Rate(
        60,
        timedelta(hours=1),
        "You have posted sixty comments within an hour.",
        "You have edited this comment sixty times within an hour.",
    ),
)
# A look back over this many comments of a writer answers every check.
LOOK_BACK = max(rate.count for rate in RATES)


def screen(draft: Draft) -> Decision:
    """Return what becomes of ``draft``: the first refusal, or every reason to hold it, or that it is published."""
    reasons: list[HoldReason] = []
    for check in CHECKS:
        decision = check(draft)
        if decision.outcome is Outcome.REFUSE:
            return decision
        reasons += decision.reasons
    return Decision(Outcome.HOLD, tuple(reasons)) if reasons else PUBLISH


def links_in(html: str) -> frozenset[str]:
    """Return the addresses elsewhere that clean HTML links to."""
    return frozenset(_LINK.findall(html))


def _is_hidden(draft: Draft) -> Decision:
    return _refuse(HIDDEN) if draft.state is ThreadState.HIDDEN else PUBLISH


def _is_closed(draft: Draft) -> Decision:
    closed = draft.state is ThreadState.LOCKED or draft.is_over
    return _refuse(draft.closing_message or CLOSED) if closed else PUBLISH


def _is_too_fast(draft: Draft) -> Decision:
    if not draft.is_rate_limited:
        return PUBLISH
    edited = dict(enumerate(draft.edited, 1))
    times = {recent.place: recent.at for recent in draft.recent} if draft.is_new else edited
    for rate in RATES:
        wait = times[rate.count] + rate.span - draft.at if rate.count in times else timedelta()
        if wait > timedelta():
            return _refuse(rate.posted if draft.is_new else rate.edited, wait)
    return PUBLISH


def _repeats_itself(draft: Draft) -> Decision:
    repeated = any(recent.is_same and draft.at - recent.at < REPEAT for recent in draft.recent)
    return _refuse(REPEATED) if repeated else PUBLISH


def _is_too_soon(draft: Draft) -> Decision:
    if draft.state is not ThreadState.SLOW or draft.is_staff or not draft.is_new or draft.last_here is None:
        return PUBLISH
    wait = draft.last_here + timedelta(minutes=draft.slow_minutes) - draft.at
    if wait <= timedelta():
        return PUBLISH
    minutes = "a minute" if draft.slow_minutes == 1 else f"{draft.slow_minutes} minutes"
    return _refuse(f"This is a slow discussion: each member waits {minutes} between two comments.", wait)


def _stands_in_a_held_thread(draft: Draft) -> Decision:
    return _hold(HoldReason.THREAD) if draft.state is ThreadState.HELD and not draft.is_staff else PUBLISH


def _links_as_a_newcomer(draft: Draft) -> Decision:
    is_newcomer = draft.spoken < KNOWN_AFTER and not draft.is_staff
    return _hold(HoldReason.LINKS) if draft.has_new_links and is_newcomer else PUBLISH


def _is_revised(draft: Draft) -> Decision:
    kept_back = draft.edits in {CommentState.HELD, CommentState.REMOVED}
    return _hold(HoldReason.REVISED) if kept_back else PUBLISH


def _hold(reason: HoldReason) -> Decision:
    return Decision(Outcome.HOLD, (reason,))


def _refuse(sentence: str, wait: timedelta | None = None) -> Decision:
    return Decision(Outcome.REFUSE, sentence=sentence, retry_after=int(wait.total_seconds()) + 1 if wait else 0)


CHECKS: tuple[Check, ...] = (
    _is_hidden,
    _is_closed,
    _is_too_fast,
    _repeats_itself,
    _is_too_soon,
    _stands_in_a_held_thread,
    _links_as_a_newcomer,
    _is_revised,
)
