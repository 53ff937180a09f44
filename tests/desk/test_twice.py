"""What is pressed twice, from an old page or from two windows is done once, said plainly, and breaks nothing."""

import pytest

from northforum.articles.models import ArticleState
from northforum.core.db import transaction
from tests.browser import Form, Page, visit
from tests.cast import Cast
from tests.desk import editor

STEP = "/step$"


def state_of(cast: Cast, public_id: str) -> ArticleState:
    with transaction(cast.app):
        return editor.row(public_id).state


def reading(cast: Cast, piece: str) -> Form:
    """Open the page of the piece with its steps, as an editor."""
    return visit(cast.client(cast.editor), f"/desk/articles/{piece}/read").form(STEP)


def is_refused_in_words(page: Page) -> bool:
    """Return whether a page says that the piece has moved on, instead of breaking."""
    return page.status in {403, 409} and "moved on" in page.text


@pytest.mark.parametrize(
    ("before", "step", "leads_to"),
    [
        ((), "submit", ArticleState.IN_REVIEW),
        (("submit",), "ask-changes", ArticleState.CHANGES_ASKED),
        (("submit",), "take-back", ArticleState.DRAFT),
        (("submit",), "approve", ArticleState.APPROVED),
        ((), "offer", ArticleState.PITCH),
        (("offer",), "accept", ArticleState.DRAFT),
        ((), "archive", ArticleState.ARCHIVED),
        (("archive",), "reopen", ArticleState.DRAFT),
        ((), "publish", ArticleState.PUBLISHED),
    ],
)
def test_a_double_click_takes_each_step_once(
    cast: Cast, before: tuple[str, ...], step: str, leads_to: ArticleState
) -> None:
    piece = cast.world.draft_id
    for earlier in before:
        assert reading(cast, piece).submit(step=earlier).status == 200
    form = reading(cast, piece)
    assert form.submit(step=step).status == 200
    again = form.submit(step=step)
    assert is_refused_in_words(again) or again.status == 200, (again.status, again.text)
    assert state_of(cast, piece) is leads_to


def test_scheduling_twice_keeps_the_moment(cast: Cast) -> None:
    form = reading(cast, cast.world.draft_id)
    for _ in range(2):
        page = form.submit(step="schedule", publish_at="2027-07-01T18:00")
        assert "1 July 2027, 18:00" in page.text
    assert state_of(cast, cast.world.draft_id) is ArticleState.SCHEDULED


def test_a_note_or_a_link_that_is_sent_twice_is_there_once(cast: Cast) -> None:
    client, desk = cast.client(cast.editor), f"/desk/articles/{cast.world.draft_id}"
    note = visit(client, f"{desk}/read?note=all").form("/notes$")
    link = visit(client, f"{desk}/share").form("/share$")
    for _ in range(2):
        assert note.submit(words="Says who?").status == 200
        assert link.submit(label="Ruth").status == 200
    read, shared = visit(client, f"{desk}/read"), visit(client, f"{desk}/share")
    assert len([node for node in read.root.all("p") if node.text == "Says who?"]) == 1
    assert len([form for form in shared.forms() if form.action.endswith("/end")]) == 1


def test_two_windows_publish_and_take_down_one_piece(cast: Cast) -> None:
    client, piece = cast.client(cast.editor), cast.world.draft_id
    first, second = (visit(client, f"/desk/articles/{piece}") for _ in range(2))
    board = visit(client, "/desk").form(f"{piece}/publish$")
    assert "Published." in editor.editor_of(first).submit(action="publish").text
    late = editor.editor_of(second).submit(action="publish", standfirst="Typed in the other window.")
    assert late.status in {409, 422}
    assert editor.editor_of(late).fields["standfirst"] == "Typed in the other window."
    assert board.submit().status in {200, 409}
    asked = [visit(client, f"/desk/articles/{piece}/unpublish").form("/unpublish$") for _ in range(2)]
    assert "Taken down." in asked[0].submit().text
    assert asked[1].submit().status in {200, 409}
    assert state_of(cast, piece) is ArticleState.UNPUBLISHED


def test_the_back_button_after_publishing_leads_to_a_form_that_says_what_happened(cast: Cast) -> None:
    client, piece = cast.client(cast.editor), cast.world.draft_id
    page = visit(client, f"/desk/articles/{piece}")
    assert "Published." in editor.editor_of(page).submit(action="publish").text
    # Back in the browser the form stands there as it was: saving it must not unpublish, nor overwrite unseen.
    again = editor.editor_of(page).submit(action="save", standfirst="From the page before.")
    assert again.status in {200, 409, 422}
    if again.status != 200:
        assert editor.editor_of(again).fields["standfirst"] == "From the page before."
    assert state_of(cast, piece) is ArticleState.PUBLISHED


@pytest.mark.parametrize("path", ["read", "unpublish", "share", "history/1"])
def test_a_form_whose_sign_has_run_out_does_nothing_and_says_so(cast: Cast, path: str) -> None:
    client, piece = cast.client(cast.editor), cast.world.draft_id
    if path == "unpublish":
        reading(cast, piece).submit(step="publish")
    editor.edit(client, piece, standfirst="Saved once, so that there is a history.")
    before = state_of(cast, piece)
    form = next(form for form in visit(client, f"/desk/articles/{piece}/{path}").forms() if piece in form.action)
    sent = client.post(form.action, data={**form.fields, "csrf_token": "stale", "step": "approve", "label": "Ruth"})
    page = Page(client, sent)
    assert page.status == 400
    assert "again" in page.text
    assert state_of(cast, piece) is before
