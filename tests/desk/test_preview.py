"""Seeing a piece as its page will show it, before it is saved."""

import pytest

from tests.browser import visit
from tests.cast import Cast
from tests.desk import editor
from tests.desk.editor import NEW, WHOLE


def test_without_script_the_form_comes_back_below_the_preview(cast: Cast) -> None:
    client = cast.client(cast.editor)
    with cast.app.app_context():
        before = editor.count()
    page = editor.write(client, "preview")
    assert page.status == 200
    shown = page.root.first("section", class_="preview")
    assert "Preview, not saved" in shown.text
    assert shown.first("h2", id="s-the-stairs").text.startswith("The stairs")
    assert editor.editor_of(page).fields["body"] == WHOLE["body"]
    with cast.app.app_context():
        assert editor.count() == before


def test_a_preview_of_a_stored_piece_changes_nothing(cast: Cast) -> None:
    client = cast.client(cast.contributor)
    page = editor.edit(client, cast.world.draft_id, "preview", headline="Another headline")
    assert page.root.first("p", class_="preview-headline").text == "Another headline"
    assert editor.editor_of(page).submit(action="save").status == 200
    with cast.app.app_context():
        assert editor.newest().headline == "Another headline"


def test_a_script_gets_the_body_alone(cast: Cast) -> None:
    client = cast.client(cast.contributor)
    token = editor.editor_of(visit(client, NEW)).fields["csrf_token"]
    answer = client.post("/desk/preview", data={"body": "So *it* is.<script>"}, headers={"X-CSRFToken": token})
    assert answer.text.strip() == "<p>So <em>it</em> is.&lt;script&gt;</p>"
    assert client.post("/desk/preview", data={}, headers={"X-CSRFToken": token}).status_code == 200


@pytest.mark.parametrize("body", ["a" * 210_000, "\0", "[" * 5000, "e" + "\u0301" * 40])
def test_what_cannot_be_shown_gets_a_sentence(cast: Cast, body: str) -> None:
    client = cast.client(cast.editor)
    token = editor.editor_of(visit(client, NEW)).fields["csrf_token"]
    answer = client.post("/desk/preview", data={"body": body}, headers={"X-CSRFToken": token})
    assert answer.status_code == 422
    assert 'class="error"' in answer.text
    page = editor.write(client, "preview", body=body)
    assert page.status == 422
    assert editor.editor_of(page).fields["headline"] == WHOLE["headline"]


def test_a_preview_needs_the_desk_and_a_token(cast: Cast) -> None:
    assert cast.client(cast.editor).post("/desk/preview", data={"body": "x"}).status_code == 400
    client = cast.client(cast.member)
    token = visit(client, cast.world.article).root.first("input", name="csrf_token").attributes["value"]
    answer = client.post("/desk/preview", data={"body": "x"}, headers={"X-CSRFToken": token})
    assert answer.status_code == 403
