"""The moderators' pages: what waits, what was reported, what was decided, and the form under each."""

import re

import pytest

from northforum.access.audience import Audience
from northforum.core import richtext
from northforum.core.db import transaction
from northforum.discussion import operations as discussion
from northforum.discussion.models import CommentState
from northforum.moderation import queries
from northforum.moderation.models import Action, Decision, Reason
from tests.browser import visit
from tests.conftest import Clock
from tests.discussion.talk import Talk, statements
from tests.moderation.bench import decide, report, rows

LINK = "Look at https://plan.example/bay for it."
PAGES = ("/moderation", "/moderation/reported", "/moderation/decided", "/moderation/log")


def moderate(public_id: str) -> str:
    return f"/moderation/comments/{public_id}"


@pytest.mark.parametrize(("name", "status"), [("stranger", 302), ("maud", 403), ("edith", 403), ("moss", 200)])
def test_the_pages_are_for_moderators(talk: Talk, name: str, status: int) -> None:
    public_id, client = talk.say("oren"), talk.client(name)
    assert {client.get(path).status_code for path in (*PAGES, moderate(public_id))} == {status}
    answer = talk.send(client, moderate(public_id), action="remove", reason="spam", version="1", after="")
    assert answer.status_code == (400 if name == "stranger" else 303 if status == 200 else status)
    assert talk.comment(public_id).is_published == (name != "moss")


def test_the_menu_leads_moderators_there(talk: Talk) -> None:
    assert 'href="/moderation"' in talk.client("moss").get("/hubs").text
    assert 'href="/moderation"' not in talk.client("maud").get("/hubs").text


def test_what_is_held_waits_with_everything_one_needs_to_know(talk: Talk) -> None:
    first = talk.say("oren", "Who has the plan?")
    talk.say("maud", LINK, parent=first)
    page = talk.client("moss").get("/moderation").text
    for words in ("Maud Rigby", "plan.example", "In reply to Oren Rigby", "Who has the plan?", "0 removed"):
        assert words in page
    assert "a moderator looks at links by newcomers first" in page
    assert "Waiting (1)" in page


def test_a_moderator_lets_a_comment_be_read(talk: Talk) -> None:
    public_id = talk.say("maud", LINK)
    page = visit(talk.client("moss"), "/moderation").form("/moderation/comments/").submit(action="restore")
    assert "The comment can be read." in page.text
    assert "Nothing here" in page.text
    assert talk.comment(public_id).is_published


def test_a_moderator_removes_what_was_reported_and_comes_back_to_the_list(talk: Talk) -> None:
    public_id = talk.say("maud")
    report(talk, "oren", public_id, detail="He means me.")
    page = visit(talk.client("moss"), "/moderation/reported")
    assert "He means me." in page.text
    page = page.form("/moderation/comments/").submit(action="remove", reason="abuse", note="Not here.")
    assert page.answer.request.path == "/moderation/reported"
    assert "Nothing here" in page.text
    assert talk.comment(public_id).state is CommentState.REMOVED
    decided = talk.client("moss").get("/moderation/decided").text
    assert "Not here." in decided
    assert "Let it be read" in decided


def test_without_a_reason_the_form_comes_back_with_the_note(talk: Talk) -> None:
    public_id = talk.say("maud")
    answer = talk.send(
        talk.client("moss"), moderate(public_id), action="remove", reason="", note="Not here.", version="1"
    )
    assert answer.status_code == 422
    assert "Choose a reason: the writer is told." in answer.text
    assert "Not here.</textarea>" in answer.text
    assert talk.comment(public_id).is_published


@pytest.mark.parametrize(
    "fields",
    [
        {"action": "zebra", "version": "1"},
        {"action": "remove", "reason": "zebra", "version": "1"},
        {"action": "keep", "version": "x"},
        {"action": "keep", "version": "1", "note": "a" * 1001},
        {"action": "restore", "version": "1"},
        {},
    ],
)
def test_bad_input_changes_nothing(talk: Talk, fields: dict[str, str]) -> None:
    public_id = talk.say("maud")
    assert talk.send(talk.client("moss"), moderate(public_id), **fields).status_code == 422
    assert rows(talk, Decision) == []


def test_the_second_moderator_is_shown_what_the_first_decided(talk: Talk) -> None:
    public_id = talk.say("maud")
    decide(talk, "moss", public_id, Action.KEEP, note="Sharp, but fair.")
    sent = {"action": "remove", "reason": "abuse", "version": "1", "after": ""}
    answer = talk.send(talk.client("moss"), moderate(public_id), **sent)
    assert answer.status_code == 409
    assert "Another moderator has decided meanwhile" in answer.text
    assert "Sharp, but fair." in answer.text
    (kept,) = rows(talk, Decision)
    assert f'name="after" value="{kept.public_id}"' in answer.text


def test_a_decision_about_other_words_shows_the_new_ones(talk: Talk) -> None:
    public_id = talk.say("maud")
    talk.do(discussion.edit_comment, "maud", public_id, body=richtext.comment("Milder words."), version=1)
    answer = talk.send(talk.client("moss"), moderate(public_id), action="remove", reason="abuse", version="1")
    assert answer.status_code == 409
    assert "Milder words." in answer.text


def test_a_revised_comment_is_shown_with_its_changes(talk: Talk) -> None:
    public_id = talk.say("maud", "You are all fools here.")
    decide(talk, "moss", public_id, Action.REMOVE)
    talk.do(discussion.edit_comment, "maud", public_id, body=richtext.comment("You are all welcome here."), version=1)
    page = talk.client("moss").get("/moderation").text
    assert re.search(r"<del>.*fools.*</del>", page)
    assert re.search(r"<ins>.*welcome.*</ins>", page)


def test_ones_own_comment_is_shown_without_a_form(talk: Talk) -> None:
    public_id = talk.say("moss")
    report(talk, "oren", public_id)
    page = talk.client("moss").get("/moderation/reported").text
    assert "Another moderator decides about it." in page
    assert 'name="action"' not in page


def test_lists_go_on_by_pages(talk: Talk) -> None:
    for number in range(queries.ITEMS + 1):
        talk.say("maud", f"{LINK} {number}")
    client = talk.client("moss")
    first = visit(client, "/moderation")
    assert first.answer.text.count('class="case"') == queries.ITEMS
    second = first.follow("More")
    assert second.answer.text.count('class="case"') == 1
    assert client.get("/moderation?after=zebra").status_code == 422
    assert client.get("/moderation/decided?after=zebra").status_code == 422
    assert client.get("/moderation/log?after=zebra").status_code == 422


def test_hidden_threads_are_not_in_the_queue_and_closed_ones_are(talk: Talk) -> None:
    talk.say("maud", LINK)
    talk.to_thread(discussion.place_thread, title="Bay", path="/x", audience=Audience.HUB, audience_ref=1)
    with transaction(talk.app):
        assert queries.counts(talk.actor("moss")).pending == 1
    talk.to_thread(discussion.hide_thread)
    with transaction(talk.app):
        assert queries.counts(talk.actor("moss")).pending == 0
    assert "Nothing here" in talk.client("moss").get("/moderation").text


def test_withdrawn_comments_wait_no_longer_and_their_reports_can_be_closed(talk: Talk, clock: Clock) -> None:
    waiting, said = talk.say("maud", LINK), talk.say("maud")
    report(talk, "oren", said)
    for public_id in (waiting, said):
        talk.do(discussion.withdraw_comment, "maud", public_id)
    with transaction(talk.app):
        assert queries.counts(talk.actor("moss")) == (0, 1)
    clock.advance(minutes=10, seconds=1)
    decide(talk, "moss", said, Action.KEEP, reason=None)
    with transaction(talk.app):
        assert queries.counts(talk.actor("moss")) == (0, 0)


def test_who_withdraws_and_comes_back_does_not_escape_a_report(talk: Talk, clock: Clock) -> None:
    said = talk.say("maud")
    report(talk, "oren", said)
    talk.do(discussion.withdraw_comment, "maud", said)
    assert "its reports stay open" in talk.client("moss").get("/moderation/reported").text
    clock.advance(minutes=5)
    decide(talk, "moss", said, Action.KEEP, reason=None)
    talk.do(discussion.restore_comment, "maud", said)
    with transaction(talk.app):
        assert queries.counts(talk.actor("moss")) == (0, 1)
    decide(talk, "moss", said, Action.REMOVE)
    with transaction(talk.app):
        assert queries.counts(talk.actor("moss")) == (0, 0)


def test_the_record_has_every_decision(talk: Talk) -> None:
    public_id = talk.say("maud")
    decide(talk, "moss", public_id, Action.REMOVE, reason=Reason.SPAM, note="The third time.")
    decide(talk, "moss", public_id, Action.RESTORE)
    page = talk.client("moss").get("/moderation/log").text
    assert page.index("Let be read") < page.index("Advertising or spam")
    assert "The third time." in page


def test_lists_ask_as_often_for_many_as_for_one(talk: Talk) -> None:
    client = talk.client("moss")
    counted: list[int] = []
    for _ in range(2):
        for number in range(5):
            decide(talk, "moss", talk.say("maud", f"{LINK} {number} {len(counted)}"), Action.REMOVE)
            talk.say("oren", f"{LINK} {number} {len(counted)}")
        for path in PAGES:
            client.get(path)
            with statements(talk.app) as seen:
                client.get(path)
            counted.append(len(seen))
    assert counted[:4] == counted[4:]
    assert max(counted) <= 13
