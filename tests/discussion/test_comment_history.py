"""What a comment said before: public where it was public, and gone with the comment."""

import pytest

from northforum.core import richtext
from northforum.discussion import operations
from tests.conftest import Clock
from tests.discussion.talk import Talk, row

FIRST, SECOND, THIRD = "The dor is stuck.", "The door is stuck.", "The door is open."


@pytest.fixture
def edited(talk: Talk, clock: Clock) -> str:
    """A comment that was corrected freely, and changed an hour later."""
    public_id = talk.say("maud", FIRST)
    edit(talk, public_id, SECOND)
    clock.advance(hours=1)
    edit(talk, public_id, THIRD)
    return public_id


def edit(talk: Talk, public_id: str, words: str) -> None:
    version = talk.comment(public_id).version
    talk.do(operations.edit_comment, "maud", public_id, body=richtext.comment(words), version=version)


def test_the_mark_leads_to_what_changed_since_the_time_of_free_editing(talk: Talk, edited: str) -> None:
    path = f"/comments/{edited}/history"
    assert f'href="{path}"' in talk.comment(edited).element
    page = talk.client().get(path)
    assert page.status_code == 200
    assert "The door is <del>" in page.text
    assert "stuck" in page.text
    assert ">open<" in page.text.replace("</span>", ">")
    assert "dor " not in page.text


@pytest.mark.parametrize("name", ["stranger", "oren", "maud", "moss"])
def test_whoever_may_read_the_comment_may_read_its_history(talk: Talk, edited: str, name: str) -> None:
    assert talk.client(name).get(f"/comments/{edited}/history").status_code == 200


@pytest.mark.parametrize("name", ["stranger", "oren", "maud", "moss", "edith"])
@pytest.mark.parametrize("state", ["withdrawn", "removed", "held", "hidden"])
def test_what_cannot_be_read_has_no_history(talk: Talk, edited: str, name: str, state: str) -> None:
    if state == "withdrawn":
        talk.do(operations.withdraw_comment, "maud", edited)
    elif state == "hidden":
        talk.to_thread(operations.hide_thread)
    else:
        talk.do(lambda _actor, comment: comment.remove() if state == "removed" else comment.hold([]), name, edited)
    answer = talk.client(name).get(f"/comments/{edited}/history")
    assert answer.status_code == 404
    assert "stuck" not in answer.text


def test_what_stood_there_before_words_that_were_held_stays_hidden_with_them(
    talk: Talk, edited: str, clock: Clock
) -> None:
    talk.do(lambda _actor, comment: comment.hold([]), "moss", edited)

    def revise(_actor: object, comment: object) -> None:
        operations.changing._keep_revision(row(edited))
        row(edited).edit(richtext.comment("Fit to be read."), clock.now())
        row(edited).publish(clock.now())

    talk.do(revise, "maud", edited)
    answer = talk.client().get(f"/comments/{edited}/history")
    assert answer.status_code == 200
    shown = answer.text.partition("<main")[2].partition("</main>")[0]
    assert "stuck" not in shown
    assert "open" not in shown


def test_a_comment_that_was_not_edited_or_freely_only_has_no_history(talk: Talk) -> None:
    public_id = talk.say("maud", FIRST)
    assert talk.client().get(f"/comments/{public_id}/history").status_code == 404
    edit(talk, public_id, SECOND)
    assert talk.client("maud").get(f"/comments/{public_id}/history").status_code == 404


def test_many_edits_are_shown_page_by_page_and_none_twice(talk: Talk, edited: str, clock: Clock) -> None:
    for number in range(2, 13):
        clock.advance(minutes=5)
        edit(talk, edited, f"The door is open, round {number}.")
    client, path, pages = talk.client(), f"/comments/{edited}/history", []
    while path:
        pages.append(client.get(path).text)
        path = pages[-1].partition('rel="next"')[0].rpartition('href="')[2].partition('"')[0]
        path = path if 'rel="next"' in pages[-1] else ""
    assert [page.count('class="edit"') for page in pages] == [5, 5, 2]
    assert "round 12" not in pages[1].replace("</span>", "")


def test_markup_in_words_is_text_in_the_history(talk: Talk, edited: str) -> None:
    edit(talk, edited, "<script>alert(1)</script> **bold**")
    page = talk.client().get(f"/comments/{edited}/history").text
    assert "<script>alert" not in page
    assert "<strong>" not in page.partition("<main")[2]


@pytest.mark.parametrize("before", ["-1", "zebra", "%00", "9" * 40, "1.5", "٣"])
def test_a_version_that_is_none_is_refused_in_words(talk: Talk, edited: str, before: str) -> None:
    answer = talk.client().get(f"/comments/{edited}/history?before={before}")
    assert answer.status_code == 400
    assert "no such version" in answer.text


@pytest.mark.parametrize("name", ["0" * 12, "%00", "x", "ü" * 12])
def test_no_comment_has_no_history(talk: Talk, name: str) -> None:
    assert talk.client().get(f"/comments/{name}/history").status_code == 404
