"""The writer of a comment that others cannot read is told so, why, and what they can do: nobody else is."""

import uuid

import pytest

from northforum.discussion import operations as discussion
from northforum.moderation.models import Action, Reason
from tests.browser import visit
from tests.cast import Cast
from tests.discussion.talk import Talk, token
from tests.moderation.bench import decide

LINK = "See https://plan.example/bay."
HEAD = "Comments of yours that others cannot read"


def test_a_held_comment_leads_to_its_own_page_that_says_so(talk: Talk) -> None:
    client = talk.client("maud")
    answer = talk.post(client, LINK, form_key=uuid.uuid4().hex)
    assert answer.status_code == 303
    page = client.get(answer.headers["Location"]).text
    assert "Your comment waits for a moderator" in page
    assert "a moderator looks at links by newcomers first" in page
    assert "plan.example" in page
    assert 'class="tombstone"' not in page
    assert talk.client("oren").get(answer.headers["Location"]).status_code == 404


def test_the_script_is_given_the_held_words(talk: Talk) -> None:
    answer = talk.post(talk.client("maud"), LINK, form_key=uuid.uuid4().hex, accept="text/html-fragment")
    assert answer.status_code == 202
    assert answer.text.count("data-held") == 1
    assert "Your comment waits for a moderator." in answer.text
    assert "plan.example" in answer.text
    assert talk.client("maud").get(answer.headers["Location"]).status_code == 200


def test_a_removed_comment_says_why_and_is_revised_by_its_writer(talk: Talk) -> None:
    public_id = talk.say("maud", "Planted words.")
    decide(talk, "moss", public_id, Action.REMOVE, reason=Reason.PRIVACY, note="That is her home address.")
    page = visit(talk.client("maud"), f"/comments/{public_id}")
    for words in ("A moderator removed your comment", "It gives away something that is private.", "her home address"):
        assert words in page.text
    page = page.follow("Edit your comment").form("/edit").submit(body="Kinder words.")
    assert page.answer.request.path == f"/comments/{public_id}"
    assert "Your comment waits for a moderator" in page.text
    assert "Kinder words." in page.text
    decide(talk, "moss", public_id, Action.RESTORE)
    assert "Kinder words." in talk.client().get(f"/comments/{public_id}").text


@pytest.mark.parametrize("name", ["stranger", "oren", "edith"])
def test_nobody_else_is_told_why(talk: Talk, name: str) -> None:
    public_id = talk.say("maud", "Planted words.")
    decide(talk, "moss", public_id, Action.REMOVE, reason=Reason.PRIVACY, note="That is her home address.")
    page = talk.client(name).get(f"/comments/{public_id}").text
    assert "A removed comment" in page
    for words in ("Planted", "private", "home address", "Maud"):
        assert words not in page.partition("<main")[2]


def test_withdrawing_what_waits_and_undoing_it(talk: Talk) -> None:
    public_id = talk.say("maud", LINK)
    client = talk.client("maud")
    page = visit(client, f"/comments/{public_id}/withdraw")
    assert "plan.example" in page.text
    page = page.form("/withdraw").submit()
    assert page.headings[0] == "A withdrawn comment"
    page = page.form("/restore").submit()
    assert "Your comment waits for a moderator" in page.text
    assert talk.client("oren").get(f"/comments/{public_id}").status_code == 404


def test_the_thread_lists_what_waits_for_its_writer_alone(cast: Cast) -> None:
    client, others = cast.client(cast.host), [cast.client(), cast.client(cast.member), cast.client(cast.moderator)]
    article = cast.world.article
    assert HEAD not in client.get(article).text
    for number in range(6):
        sent = {"csrf_token": token(client), "form_key": uuid.uuid4().hex, "body": f"{LINK} {number}"}
        assert client.post(f"/threads/{cast.world.thread_id}/comments", data=sent).status_code == 303
    for path in (article, f"{article}?from=mail", f"{article}/comments?sort=oldest"):
        page = client.get(path).text
        assert page.count(HEAD) == 2
        assert page.count("One waits for a moderator.") == 5
        assert all(HEAD not in other.get(path).text for other in others)


def test_the_thread_says_that_one_was_removed(cast: Cast) -> None:
    actor, moderator = cast.actor(cast.member), cast.actor(cast.moderator)
    talk = Talk(cast.app, {"maud": actor, "moss": moderator})
    talk.do(discussion.remove_comment, "moss", cast.world.comments[0])
    page = cast.client(cast.member).get(cast.world.article).text
    assert "A moderator removed one." in page
    assert f'href="/comments/{cast.world.comments[0]}">See how it stands' in page
    assert HEAD not in cast.client(cast.other).get(cast.world.article).text
