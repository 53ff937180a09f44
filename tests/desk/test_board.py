"""The board of all pieces, and what its buttons do."""

from datetime import timedelta

import pytest

from northforum.access.actor import SYSTEM
from northforum.articles.queries import desk
from northforum.core.db import transaction
from tests import factories
from tests.browser import Page, visit
from tests.cast import Cast
from tests.conftest import Clock
from tests.desk import editor
from tests.members.reader import statements


def headlines(page: Page) -> list[str]:
    table = page.root.first("tbody")
    return [next(iter(cell.all("a", "b"))).text for cell in table.all("th")]


def test_an_editor_sees_every_piece_and_a_contributor_their_own(cast: Cast) -> None:
    board = visit(cast.client(cast.editor), "/desk")
    assert set(headlines(board)) == {"Not yet", "What we charge", "Rent by the month"}
    assert headlines(visit(cast.client(cast.contributor), "/desk")) == ["Not yet"]


@pytest.mark.parametrize(
    ("query", "shown"),
    [
        ("?state=draft", {"Not yet"}),
        ("?state=published", {"What we charge", "Rent by the month"}),
        ("?mine=yes", {"Rent by the month"}),
        ("?section=places", {"What we charge"}),
        ("?turn=writer", {"Not yet"}),
        ("?turn=editors", set()),
        ("?turn=mine", set()),
        ("?writer=fairbrother", {"Not yet"}),
        ("?writer=ruth+cal", {"Not yet", "What we charge", "Rent by the month"}),
        ("?q=RENT+month", {"Rent by the month"}),
        ("?q=100%25", set()),
        ("?q=w&state=published&section=places", {"What we charge"}),
    ],
)
def test_the_board_is_narrowed_by_state_and_writer(cast: Cast, query: str, shown: set[str]) -> None:
    page = visit(cast.client(cast.editor), f"/desk{query}")
    assert (set(headlines(page)) if shown else "No pieces here" in page.text) == (shown or True)


def test_an_empty_board_says_what_it_is_for(cast: Cast) -> None:
    page = visit(cast.client(cast.editor), "/desk?state=unpublished")
    assert "No pieces here" in page.text
    assert set(headlines(page.follow("All pieces"))) == {"Not yet", "What we charge", "Rent by the month"}


@pytest.mark.parametrize(("query", "is_open"), [("", False), ("?state=published", False), ("?q=charge", True)])
def test_what_narrows_the_board_is_folded_while_a_tab_says_it_all(cast: Cast, query: str, is_open: bool) -> None:
    page = visit(cast.client(cast.editor), f"/desk{query}")
    assert ("open" in page.root.first("details", class_="desk-fold").attributes) == is_open


def test_a_contributor_finds_what_waits_for_them(cast: Cast) -> None:
    client = cast.client(cast.contributor)
    assert headlines(visit(client, "/desk?turn=mine")) == ["Not yet"]
    editor.edit(client, cast.world.draft_id, "submit")
    assert "No pieces here" in visit(client, "/desk?turn=mine").text
    assert headlines(visit(cast.client(cast.editor), "/desk?turn=mine")) == ["Not yet"]


def test_a_further_page_is_narrowed_as_the_first(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(desk, "PAGE", 1)
    page = visit(cast.client(cast.editor), "/desk?state=published&writer=ruth")
    further = page.follow("Older pieces")
    assert {*headlines(page), *headlines(further)} == {"What we charge", "Rent by the month"}
    assert further.form("/desk$").fields["writer"] == "ruth"


@pytest.mark.parametrize(
    "query",
    [
        "?turn=nobody",
        "?q=" + "x" * 200,
        "?writer=%00",
        "?state=nonsense",
        "?state=%00",
        "?after=nonsense",
        "?state=draft&after=%F0",
    ],
)
def test_an_address_that_was_made_up_gets_a_sentence(cast: Cast, query: str) -> None:
    answer = cast.client(cast.editor).get(f"/desk{query}")
    assert 400 <= answer.status_code < 500


@pytest.mark.parametrize(("who", "status"), [("member", 403), ("host", 403), ("moderator", 403), ("suspended", 403)])
def test_the_board_is_for_those_who_write(cast: Cast, who: str, status: int) -> None:
    assert cast.client(getattr(cast, who)).get("/desk").status_code == status


def test_a_draft_is_published_from_the_board(cast: Cast) -> None:
    board = visit(cast.client(cast.editor), "/desk?state=draft")
    page = board.form("/publish$").submit()
    assert (page.url, page.status) == (cast.world.draft, 200)


def test_a_draft_that_is_not_ready_opens_with_what_is_missing(cast: Cast) -> None:
    client = cast.client(cast.editor)
    with transaction(cast.app):
        factories.an_article(by=cast.actor(cast.editor), headline="Bare", standfirst="", is_published=False)
    editor.edit(client, _newest(cast), hubs=cast.world.hub)
    page = visit(client, "/desk?state=draft").form(f"{_newest(cast)}/publish$").submit()
    assert page.status == 422
    assert "Add a standfirst" in page.text
    fields = editor.editor_of(page).fields
    assert (fields["headline"], fields.getlist("hubs")) == ("Bare", [cast.world.hub])
    fixed = editor.editor_of(page)
    assert fixed.submit(standfirst="Now it has one.", action="publish").status == 200


def test_contributors_get_no_button_to_publish(cast: Cast) -> None:
    client = cast.client(cast.contributor)
    board = visit(client, "/desk")
    assert not [form for form in board.forms() if form.action.endswith("/publish")]
    token = editor.editor_of(visit(client, editor.NEW)).fields["csrf_token"]
    answer = client.post(f"/desk/articles/{cast.world.draft_id}/publish", data={"csrf_token": token})
    assert answer.status_code == 403


def test_the_board_goes_on_and_costs_the_same(clock: Clock, cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(desk, "PAGE", 3)
    with transaction(cast.app):
        for number in range(4):
            clock.advance(minutes=1)
            factories.an_article(by=SYSTEM, headline=f"Piece {number}", is_published=False)
    client = cast.client(cast.editor)
    clock.set(clock.time + timedelta(minutes=1))
    with statements(cast.app) as seen:
        first = visit(client, "/desk")
    assert len([statement for statement in seen if statement.startswith("SELECT")]) <= 7
    second = first.follow("Older pieces")
    assert headlines(first) == ["Piece 3", "Piece 2", "Piece 1"]
    assert headlines(second)[0] == "Piece 0"
    assert headlines(second.follow("Back to the newest")) == headlines(first)


def _newest(cast: Cast) -> str:
    with cast.app.app_context():
        return editor.newest().public_id
