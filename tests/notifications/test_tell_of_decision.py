"""What moderators decided is told to the comment's writer and to whoever reported it."""

from typing import Any

import pytest

from northforum.discussion import operations
from northforum.moderation.models import Action
from tests.browser import visit
from tests.discussion.talk import Talk
from tests.moderation.bench import decide, report
from tests.notifications.test_tell_of_comment import told


@pytest.mark.parametrize(
    ("action", "expected"),
    [
        (Action.REMOVE, {"maud": [("decision", 1)], "oren": [("report", 1)]}),
        (Action.KEEP, {"oren": [("report", 1)]}),
    ],
)
def test_a_decision_is_told_to_the_writer_and_the_reporter(
    talk: Talk, worker: Any, action: Action, expected: object
) -> None:
    public_id = talk.say("maud")
    talk.to_thread(lambda thread: operations.mute_thread(talk.actor("maud"), thread))
    report(talk, "oren", public_id)
    decide(talk, "moss", public_id, action)
    worker()
    assert told(talk) == expected


def test_each_finds_out_where_to_read_of_it(talk: Talk, worker: Any) -> None:
    public_id = talk.say("maud")
    report(talk, "oren", public_id)
    decide(talk, "moss", public_id, Action.REMOVE)
    worker()
    writer = visit(talk.client("maud"), "/notifications")
    assert f'href="/comments/{public_id}#comment-{public_id}"' in writer.html
    assert "A moderator decided about your comment" in writer.text
    assert "about a comment that you reported" in visit(talk.client("oren"), "/notifications").text
