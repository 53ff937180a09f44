"""Two at once about one comment, each with a connection of their own."""

from northforum.core.db import transaction
from northforum.discussion import operations as discussion, queries as discussion_queries
from northforum.moderation import operations
from northforum.moderation.models import Action, Decision, Reason, Report
from northforum.moderation.operations import Ruling
from tests.discussion.talk import Talk, row
from tests.discussion.test_races import at_once
from tests.moderation.bench import rows


def test_of_two_moderators_at_once_the_second_gets_a_conflict(talk: Talk) -> None:
    public_id = talk.say("maud")

    def removing() -> str:
        ruling = Ruling(Action.REMOVE, version=1, reason=Reason.SPAM)
        return operations.decide(talk.actor("moss"), row(public_id), ruling=ruling).action

    def keeping() -> str:
        return operations.decide(talk.actor("moss"), row(public_id), ruling=Ruling(Action.KEEP, version=1)).action

    results = at_once(talk, removing, keeping)
    assert sorted(result == "conflict" for result in results) == [False, True]
    assert len(rows(talk, Decision)) == 1
    assert talk.comment(public_id).is_published == (results[0] == "conflict")


def test_one_member_reporting_twice_at_once_reports_once(talk: Talk) -> None:
    public_id = talk.say("maud")

    def reporting() -> str:
        made = operations.report_comment(talk.actor("oren"), row(public_id), reason=Reason.ABUSE, version=1)
        return made.public_id

    assert len(set(at_once(talk, reporting, reporting, reporting))) == 1
    assert len(rows(talk, Report)) == 1


def test_a_removal_and_a_withdrawal_at_once_count_once(talk: Talk) -> None:
    public_id = talk.say("maud")

    def removing() -> str:
        ruling = Ruling(Action.REMOVE, version=1, reason=Reason.SPAM)
        return operations.decide(talk.actor("moss"), row(public_id), ruling=ruling).action

    def withdrawing() -> str:
        discussion.withdraw_comment(talk.actor("maud"), row(public_id))
        return "withdrawn"

    results = at_once(talk, removing, withdrawing)
    assert sum(result in {"remove", "withdrawn"} for result in results) == 1
    assert talk.counts()[0] == 0
    with transaction(talk.app):
        assert discussion_queries.count_disagreements() == []


def test_releasing_twice_at_once_counts_once(talk: Talk) -> None:
    public_id = talk.say("maud", "See https://plan.example/bay.")

    def releasing() -> str:
        return discussion.release_comment(talk.actor("moss"), row(public_id)).state

    assert at_once(talk, releasing, releasing) == ["published", "published"]
    assert talk.counts()[:2] == (1, 1)
    with transaction(talk.app):
        assert discussion_queries.count_disagreements() == []
