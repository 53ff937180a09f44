"""A member reports a comment: once for each version, never their own, and learns what came of it."""

from collections.abc import Callable

import pytest
from flask import Flask

from northforum.access.audience import Audience
from northforum.core import richtext
from northforum.core.errors import Conflict, Forbidden, NeedsSignIn
from northforum.discussion import operations as discussion
from northforum.moderation.models import Action, Reason, Report
from tests.browser import visit
from tests.discussion.talk import Talk, begin
from tests.moderation.bench import decide, report, rows


def path(public_id: str) -> str:
    return f"/comments/{public_id}/report"


def test_a_member_reports_by_the_form_and_is_told_what_happens(talk: Talk) -> None:
    public_id = talk.say("maud", "Planted words.")
    client = talk.client("oren")
    page = visit(client, f"/comments/{public_id}")
    page = page.follow("Report this comment")
    assert "Planted words." in page.text
    page = page.form("/report").submit(reason="privacy", detail="That is my street.")
    assert page.headings[0] == "You reported this comment"
    assert "A moderator will read the comment" in page.text
    (made,) = rows(talk, Report)
    assert (made.reason, made.detail, made.comment_version) == (Reason.PRIVACY, "That is my street.", 1)
    assert "You reported this comment" in client.get(f"/comments/{public_id}").text
    assert "You reported this comment" not in talk.client("edith").get(f"/comments/{public_id}").text


def test_the_reporter_learns_the_outcome(talk: Talk) -> None:
    public_id = talk.say("maud", "Planted words.")
    report(talk, "oren", public_id)
    decide(talk, "moss", public_id, Action.REMOVE, note="For the writer alone.")
    page = talk.client("oren").get(path(public_id)).text
    assert "The comment is removed." in page
    assert "For the writer alone." not in page
    assert "Planted" not in page


def test_a_second_report_of_one_version_is_the_first(talk: Talk) -> None:
    public_id = talk.say("maud")
    assert report(talk, "oren", public_id) == report(talk, "oren", public_id, reason=Reason.SPAM)
    report(talk, "edith", public_id)
    talk.do(discussion.edit_comment, "maud", public_id, body=richtext.comment("Other words."), version=1)
    report(talk, "oren", public_id)
    assert [made.comment_version for made in rows(talk, Report)] == [1, 1, 2]


def test_after_an_edit_the_form_is_there_again(talk: Talk) -> None:
    public_id = talk.say("maud")
    report(talk, "oren", public_id)
    talk.do(discussion.edit_comment, "maud", public_id, body=richtext.comment("Other words."), version=1)
    assert "Report this comment" in talk.client("oren").get(path(public_id)).text


def test_a_report_of_words_that_have_changed_shows_the_new_ones(talk: Talk) -> None:
    public_id = talk.say("maud")
    talk.do(discussion.edit_comment, "maud", public_id, body=richtext.comment("Other words."), version=1)
    with pytest.raises(Conflict):
        report(talk, "oren", public_id, version=1)
    answer = talk.send(talk.client("oren"), path(public_id), reason="abuse", detail="Mine.", version="1")
    assert answer.status_code == 409
    assert "Other words." in answer.text
    assert "Mine." in answer.text
    assert 'name="version" value="2"' in answer.text
    assert rows(talk, Report) == []


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"version": "1"}, "Choose a reason."),
        ({"reason": "zebra", "version": "1"}, "Not a valid choice"),
        ({"reason": "abuse", "version": "zebra"}, "The form was not complete."),
        ({"reason": "abuse"}, "The form was not complete."),
        ({"reason": "abuse", "version": "1", "detail": "a" * 1001}, "Keep this to 1,000 characters"),
    ],
)
def test_what_is_not_complete_is_asked_for_again(talk: Talk, fields: dict[str, str], sentence: str) -> None:
    answer = talk.send(talk.client("oren"), path(talk.say("maud")), **fields)
    assert answer.status_code == 422
    assert sentence in answer.text
    assert rows(talk, Report) == []


def test_strangers_log_in_first_and_come_back(talk: Talk) -> None:
    public_id = talk.say("maud")
    page = visit(talk.client(), f"/comments/{public_id}").follow("Report this comment")
    assert page.answer.request.path == "/login"
    assert "report" in page.answer.request.query_string.decode()
    with pytest.raises(NeedsSignIn):
        report(talk, "stranger", public_id)


@pytest.mark.parametrize(("name", "status"), [("maud", 403), ("oren", 200), ("moss", 200)])
def test_who_may_report(talk: Talk, name: str, status: int) -> None:
    public_id = talk.say("maud")
    assert talk.client(name).get(path(public_id)).status_code == status
    assert talk.send(talk.client(name), path(public_id), reason="abuse", version="1").status_code in {status, 303}


@pytest.mark.parametrize("verb", [discussion.hold_comment, discussion.remove_comment])
def test_what_cannot_be_read_is_not_reported(talk: Talk, verb: object) -> None:
    public_id = talk.say("maud")
    talk.do(verb, "moss", public_id)  # type: ignore[arg-type]
    with pytest.raises(Forbidden):
        report(talk, "oren", public_id)


def test_nobody_reports_what_they_may_not_know_of(talk: Talk) -> None:
    public_id = talk.say("maud")
    talk.to_thread(discussion.place_thread, title="Bay", path="/x", audience=Audience.HUB, audience_ref=1)
    assert talk.client("oren").get(path(public_id)).status_code == 404
    waiting = talk.say("moss")
    assert talk.send(talk.client("oren"), path(waiting), reason="abuse", version="1").status_code == 404


def test_reports_are_limited(make_app: Callable[..., Flask]) -> None:
    talk = begin(make_app(rate_limits=True))
    public_id, client = talk.say("maud"), talk.client("oren")
    answers = [talk.send(client, path(public_id), reason="abuse", version="1") for _ in range(21)]
    assert [answer.status_code for answer in answers] == [303] * 20 + [429]
