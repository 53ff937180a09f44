"""Every event has a reaction, or the table says why it has none."""

import importlib
import pkgutil

import northforum
from northforum.core import versions
from northforum.core.events import Event, job_name
from northforum.reactions import REACTIONS, SEEN_ON_NO_LIST, WITHOUT_REACTION
from tests.architecture import source


def all_events() -> set[type[Event]]:
    """Every event class of the package."""
    for module in pkgutil.walk_packages(northforum.__path__, "northforum."):
        if module.name.endswith(".events"):
            importlib.import_module(module.name)
    return {kind for kind in Event.__subclasses__() if kind.__module__.startswith("northforum.")}


def test_every_event_has_a_reaction_or_a_reason() -> None:
    told = set(REACTIONS) | set(WITHOUT_REACTION)
    assert {kind.__name__ for kind in all_events() - told} == set()


def test_a_reason_is_given_in_words_and_only_where_nothing_follows() -> None:
    assert all(len(reason.split()) > 2 for reason in WITHOUT_REACTION.values())
    assert not set(REACTIONS) & set(WITHOUT_REACTION)


def test_every_event_bumps_a_version_of_many_pages_or_is_seen_on_none() -> None:
    bumping = {
        kind for kind, reaction in REACTIONS.items() if {versions.bump_lists, versions.bump_site} & {*reaction.now}
    }
    assert {kind.__name__ for kind in all_events() - bumping - set(SEEN_ON_NO_LIST)} == set()
    assert not bumping & set(SEEN_ON_NO_LIST)
    assert all(len(reason.split()) > 2 for reason in SEEN_ON_NO_LIST.values())


def test_every_event_is_emitted_somewhere() -> None:
    text = "\n".join(module.text for module in source.modules() if module.room not in {"events", ""})
    assert {kind.__name__ for kind in all_events() if f"{kind.__name__}(" not in text} == set()


def test_each_job_has_a_name_of_its_own() -> None:
    listeners = {listener for reaction in REACTIONS.values() for listener in reaction.later}
    assert len({job_name(listener) for listener in listeners}) == len(listeners)
