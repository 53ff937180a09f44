"""Events: what happened, and the table of what follows, given by the application."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from northforum.core import outbox


@dataclass(frozen=True)
class Event:
    """Something that happened, named in the past tense; carries ids only."""


Listener = Callable[[Any], None]


@dataclass(frozen=True)
class Reaction:
    """What follows an event: ``now`` in the same transaction, ``later`` by the worker."""

    now: Sequence[Listener] = ()
    later: Sequence[Listener] = ()


_reactions: dict[type[Event], Reaction] = {}


def react(reactions: Mapping[type[Event], Reaction]) -> None:
    """Use ``reactions`` as the table of after-effects of this process."""
    _reactions.clear()
    _reactions.update(reactions)
    outbox.know(
        {
            job_name(listener): _job(listener, event_type)
            for event_type, reaction in reactions.items()
            for listener in reaction.later
        }
    )


def emit(event: Event) -> None:
    """Run what follows at once and write a job row for what follows later; the rows live or die with the change."""
    reaction = _reactions.get(type(event), Reaction())
    for listener in reaction.now:
        listener(event)
    for listener in reaction.later:
        outbox.add(job_name(listener), vars(event))


def job_name(listener: Listener) -> str:
    """Return the name under which a job row calls ``listener``: feature and function."""
    return f"{listener.__module__.removeprefix('northforum.').split('.')[0]}.{listener.__name__}"


def _job(listener: Listener, event_type: type[Event]) -> Callable[[dict[str, Any]], None]:
    return lambda payload: listener(event_type(**payload))
