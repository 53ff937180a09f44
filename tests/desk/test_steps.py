"""Moving a piece on through the desk's own pages."""

import pytest

from northforum.articles.models import ArticleState
from northforum.core.db import transaction
from tests import factories
from tests.browser import Page, visit
from tests.cast import Cast
from tests.conftest import Clock
from tests.desk import editor

STEP = "/step$"


def state_of(cast: Cast, public_id: str) -> ArticleState:
    with transaction(cast.app):
        return editor.row(public_id).state


def steps(page: Page) -> set[str]:
    """Which steps a page has buttons for."""
    found = [button.attributes for button in page.root.all("button")]
    return {given["value"] for given in found if given.get("name") in {"step", "action"}} - {"save", "preview"}


def test_a_contributor_sends_a_piece_and_reads_it_until_it_comes_back(cast: Cast) -> None:
    writer, staff, piece = cast.client(cast.contributor), cast.client(cast.editor), cast.world.draft_id
    sent = editor.edit(writer, piece, "submit", standfirst="Saved on the way.")
    assert sent.url == f"/desk/articles/{piece}/read"
    assert "Sent for review" in sent.text
    assert "Saved on the way." in sent.text
    assert steps(sent) == {"take-back"}
    assert visit(writer, f"/desk/articles/{piece}").url == sent.url
    asked = visit(staff, f"/desk/articles/{piece}/read")
    assert steps(asked) == {"ask-changes", "approve", "schedule", "publish", "take-back", "archive"}
    assert "Changes are asked for" in asked.form(STEP).submit(step="ask-changes").text
    again = visit(writer, f"/desk/articles/{piece}")
    assert steps(again) == {"submit", "archive"}
    assert editor.editor_of(again).submit(standfirst="Better.", action="submit").status == 200
    assert state_of(cast, piece) is ArticleState.IN_REVIEW


def test_a_pitch_is_offered_and_accepted(cast: Cast) -> None:
    writer, staff = cast.client(cast.contributor), cast.client(cast.editor)
    page = editor.write(writer, "offer", standfirst="An idea.", body="", section="")
    assert "Offered as a pitch" in page.text
    assert editor.WHOLE["headline"] in visit(staff, "/desk?state=pitch").text
    read = visit(staff, f"{page.url}/read")
    assert steps(read) == {"accept", "archive"}
    assert "goes on with it as a draft" in read.form(STEP).submit(step="accept").text


def test_an_editor_schedules_a_piece_in_british_time(cast: Cast, clock: Clock) -> None:
    client, piece = cast.client(cast.editor), cast.world.draft_id
    page = (
        visit(client, f"/desk/articles/{piece}/read").form(STEP).submit(step="schedule", publish_at="2027-07-01T18:00")
    )
    assert "Scheduled for 1 July 2027, 18:00, British time." in page.text
    assert editor.editor_of(visit(client, f"/desk/articles/{piece}")).fields["publish_at"] == "2027-07-01T18:00"
    assert "1 July 2027" in visit(client, "/desk?state=scheduled").text
    assert "No longer scheduled" in page.form(STEP).submit(step="unschedule").text


@pytest.mark.parametrize("written", ["", "yesterday", "2020-01-01T10:00", "2027-03-28T01:30"])
def test_a_moment_that_cannot_be_is_said_at_its_field(cast: Cast, written: str) -> None:
    client = cast.client(cast.editor)
    for path, form, button in (("/read", STEP, "step"), ("", "", "action")):
        page = visit(client, f"/desk/articles/{cast.world.draft_id}{path}")
        sent = page.form(form) if form else editor.editor_of(page)
        refused = sent.submit(**{button: "schedule"}, publish_at=written)
        assert refused.status == 422
        assert refused.root.first("p", id="publish_at-error").text
    assert state_of(cast, cast.world.draft_id) is ArticleState.DRAFT


def test_the_list_of_what_is_missing_stands_beside_the_buttons(cast: Cast) -> None:
    client = cast.client(cast.editor)
    with transaction(cast.app):
        bare = factories.an_article(headline="Bare", standfirst="", is_published=False).public_id
    page = visit(client, f"/desk/articles/{bare}/read")
    assert "A standfirst: missing." in page.root.first("ul", class_="desk-checks").text
    refused = page.form(STEP).submit(step="publish")
    assert (refused.status, "This piece is not ready yet." in refused.text) == (422, True)


def test_whoever_comes_too_late_is_told(cast: Cast) -> None:
    client, piece = cast.client(cast.editor), cast.world.draft_id
    opened = visit(client, f"/desk/articles/{piece}/read").form(STEP)
    editor.edit(cast.client(cast.second_editor), piece, "publish")
    late = opened.submit(step="approve")
    assert (late.status, "moved on" in late.text) == (409, True)


@pytest.mark.parametrize("who", ["member", "moderator", "suspended"])
def test_the_pages_are_for_those_who_write(cast: Cast, who: str) -> None:
    answer = cast.client(getattr(cast, who)).get(f"/desk/articles/{cast.world.draft_id}/read")
    assert answer.status_code == 403


def test_a_contributor_does_not_read_what_is_somebody_else_s(cast: Cast) -> None:
    with transaction(cast.app):
        other = factories.an_article(headline="Not theirs", is_published=False).public_id
    writer = cast.client(cast.contributor)
    assert writer.get(f"/desk/articles/{other}/read").status_code == 404
    token = visit(writer, f"/desk/articles/{cast.world.draft_id}/read").form(STEP).fields["csrf_token"]
    for sent in ({"step": "submit"}, {"step": "publish"}):
        answer = writer.post(f"/desk/articles/{other}/step", data={"csrf_token": token, **sent})
        assert answer.status_code == 404
    own = writer.post(f"/desk/articles/{cast.world.draft_id}/step", data={"csrf_token": token, "step": "approve"})
    assert own.status_code == 403


@pytest.mark.parametrize(
    ("who", "before", "main"),
    [
        ("contributor", "", "submit"),
        ("editor", "", None),
        ("editor", "submit", "approve"),
        ("editor", "approve", "publish"),
    ],
)
def test_the_step_that_a_piece_waits_for_stands_out_for_whoever_takes_it(
    cast: Cast, who: str, before: str, main: str | None
) -> None:
    piece = cast.world.draft_id
    if before:
        visit(cast.client(cast.editor), f"/desk/articles/{piece}/read").form(STEP).submit(step=before)
    page = visit(cast.client(getattr(cast, who)), f"/desk/articles/{piece}/read")
    buttons = [button.attributes for button in page.form(STEP).node.all("button")]
    assert [given["value"] for given in buttons if not {"quiet", "text"} & set(given["class"].split())] == (
        [main] if main else []
    )


def test_a_piece_that_is_not_stored_yet_cannot_be_put_away(cast: Cast) -> None:
    assert "archive" not in steps(visit(cast.client(cast.contributor), "/desk/articles/new"))
