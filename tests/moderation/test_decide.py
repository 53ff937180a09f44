"""A moderator decides: what becomes of the comment, of its reports, and of the record."""

from typing import Any

import pytest

from northforum.core import richtext
from northforum.core.db import transaction
from northforum.core.errors import Conflict, Forbidden, Invalid
from northforum.core.events import Event, Reaction, react
from northforum.discussion import operations as discussion
from northforum.discussion.models import CommentState
from northforum.moderation import queries
from northforum.moderation.events import CommentDecided, CommentReported, ReportDecided
from northforum.moderation.models import Action, Decision, Reason, Report
from northforum.reactions import REACTIONS
from tests.discussion.talk import Talk
from tests.moderation.bench import decide, report, rows


@pytest.mark.parametrize(
    ("action", "state"),
    [
        (Action.HOLD, CommentState.HELD),
        (Action.REMOVE, CommentState.REMOVED),
        (Action.KEEP, CommentState.PUBLISHED),
    ],
)
def test_a_decision_changes_the_comment_and_is_kept(talk: Talk, action: Action, state: CommentState) -> None:
    public_id = talk.say("maud")
    decide(talk, "moss", public_id, action, note="Page 3 of the rules.")
    comment = talk.comment(public_id)
    assert comment.state is state
    (kept,) = rows(talk, Decision)
    assert (kept.comment_id, kept.comment_version, kept.action) == (comment.id, comment.version, action)
    assert kept.note == "Page 3 of the rules."
    assert kept.reason is (None if action is Action.KEEP else Reason.ABUSE)


def test_a_removed_comment_is_let_back_by_a_further_decision(talk: Talk) -> None:
    public_id = talk.say("maud")
    decide(talk, "moss", public_id, Action.REMOVE)
    decide(talk, "moss", public_id, Action.RESTORE)
    assert talk.comment(public_id).is_published
    assert [kept.action for kept in rows(talk, Decision)] == [Action.REMOVE, Action.RESTORE]


def test_a_decision_closes_the_reports_of_what_was_seen(talk: Talk) -> None:
    public_id, other = talk.say("maud"), talk.say("maud")
    report(talk, "oren", public_id)
    report(talk, "edith", public_id)
    report(talk, "oren", other)
    decide(talk, "moss", public_id, Action.KEEP)
    (kept,) = rows(talk, Decision)
    assert [found.decision_id for found in rows(talk, Report)] == [kept.id, kept.id, None]


def test_a_decided_report_does_not_deafen_the_next(talk: Talk) -> None:
    public_id = talk.say("maud")
    report(talk, "oren", public_id)
    decide(talk, "moss", public_id, Action.KEEP)
    report(talk, "edith", public_id)
    talk.do(discussion.edit_comment, "maud", public_id, body=richtext.comment("Worse."), version=1)
    report(talk, "oren", public_id)
    with transaction(talk.app):
        assert queries.counts(talk.actor("moss")) == (0, 1)
    assert [found.is_open for found in rows(talk, Report)] == [False, True, True]


def test_writer_and_reporters_are_told_by_events(talk: Talk) -> None:
    public_id = talk.say("maud")
    seen: list[Event] = []
    noting: dict[type[Event], Reaction] = {
        kind: Reaction(now=[seen.append]) for kind in (CommentReported, CommentDecided, ReportDecided)
    }
    react({**REACTIONS, **noting})
    try:
        report(talk, "oren", public_id)
        decide(talk, "moss", public_id, Action.REMOVE)
    finally:
        react(REACTIONS)
    comment, (kept,), (told,) = talk.comment(public_id), rows(talk, Decision), rows(talk, Report)
    oren = talk.actor("oren").member_id
    assert seen == [
        CommentReported(told.id, comment.id, oren or 0),
        ReportDecided(told.id, kept.id, comment.id, oren or 0),
        CommentDecided(kept.id, comment.id, comment.thread_id, comment.author_id),
    ]


@pytest.mark.parametrize(
    ("action", "over", "field"),
    [
        (Action.REMOVE, {"reason": None}, "reason"),
        (Action.HOLD, {"reason": None}, "reason"),
        (Action.REMOVE, {"reason": Reason.OTHER}, "note"),
        (Action.RESTORE, {}, "action"),
    ],
)
def test_what_is_not_complete_changes_nothing(talk: Talk, action: Action, over: dict[str, Any], field: str) -> None:
    public_id = talk.say("maud")
    with pytest.raises(Invalid) as refusal:
        decide(talk, "moss", public_id, action, **over)
    assert list(refusal.value.fields) == [field]
    assert talk.comment(public_id).is_published
    assert rows(talk, Decision) == []


def test_a_decision_about_words_that_were_changed_meanwhile_is_a_conflict(talk: Talk) -> None:
    public_id = talk.say("maud")
    talk.do(discussion.edit_comment, "maud", public_id, body=richtext.comment("Milder."), version=1)
    with pytest.raises(Conflict, match="has changed since"):
        decide(talk, "moss", public_id, Action.REMOVE, version=1)
    assert talk.comment(public_id).is_published


def test_a_second_moderator_learns_of_the_first(talk: Talk) -> None:
    public_id = talk.say("maud")
    decide(talk, "moss", public_id, Action.KEEP)
    with pytest.raises(Conflict, match="Another moderator"):
        decide(talk, "moss", public_id, Action.REMOVE, after="")
    assert talk.comment(public_id).is_published


@pytest.mark.parametrize("name", ["maud", "oren", "edith", "silas"])
def test_only_moderators_decide(talk: Talk, name: str) -> None:
    with pytest.raises(Forbidden):
        decide(talk, name, talk.say("maud"), Action.REMOVE)
    assert rows(talk, Decision) == []


def test_a_moderator_does_not_decide_about_themselves(talk: Talk) -> None:
    with pytest.raises(Forbidden, match="your own"):
        decide(talk, "moss", talk.say("moss"), Action.KEEP)
