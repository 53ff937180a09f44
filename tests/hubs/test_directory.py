"""The directory of hubs and the lists of their members, as pages."""

import pytest

from northforum.core.db import transaction
from northforum.hubs import queries
from tests import factories
from tests.browser import visit
from tests.cast import Cast
from tests.hubs.conftest import Hubs


def test_the_directory_lists_hubs_under_their_places(cast: Cast, hubs: Hubs) -> None:
    page = visit(cast.client(), "/hubs")
    assert page.headings == ["Hubs of the North", "Bury", "Pulley House", "Salford", "Lamp Street", "Weir Yard"]
    assert "Set-Cookie" not in page.answer.headers


def test_the_directory_shows_a_secret_hub_to_its_members(cast: Cast, hubs: Hubs) -> None:
    seen = {
        name: "The Back Room" in visit(cast.client(getattr(cast, name)), "/hubs").headings
        for name in ("member", "host", "other", "editor", "moderator")
    }
    assert seen == {"member": True, "host": True, "other": False, "editor": False, "moderator": True}


def test_the_directory_filters_by_kind(cast: Cast, hubs: Hubs) -> None:
    assert "Weir Yard" in visit(cast.client(), "/hubs").follow("Campuses").headings
    empty = visit(cast.client(), "/hubs?kind=venue")
    assert "No venues yet" in empty.text


def test_an_unknown_kind_gets_a_sentence(cast: Cast) -> None:
    page = visit(cast.client(), "/hubs?kind=palace")
    assert page.status == 400
    assert "There is no such kind of hub." in page.text


def test_the_members_of_a_public_hub_are_there_for_everybody(cast: Cast, hubs: Hubs) -> None:
    page = visit(cast.client(), f"/hubs/{hubs.public}").follow("All members")
    assert cast.member.name in page.text
    assert "2 people are in Weir Yard" in page.text


def test_the_members_of_a_closed_hub_are_there_for_those_inside(cast: Cast, hubs: Hubs) -> None:
    address = f"/hubs/{hubs.members_only}/members"
    names = ("member", "host", "moderator", "other", "editor")
    answers = {name: cast.client(getattr(cast, name)).get(address).status_code for name in names}
    assert answers == {"member": 200, "host": 200, "moderator": 200, "other": 403, "editor": 403}
    assert cast.client().get(f"/hubs/{hubs.secret}/members").status_code == 404


def test_a_long_list_has_further_pages(cast: Cast, hubs: Hubs, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(queries.places, "MEMBERS_A_PAGE", 1)
    first = visit(cast.client(), f"/hubs/{hubs.public}/members")
    second = first.follow("Earlier members")
    assert {cast.member.name in first.text, cast.member.name in second.text} == {True, False}
    assert "Earlier members" not in second.text
    assert second.follow("Back to the newest").url == f"/hubs/{hubs.public}/members"
    assert cast.client().get(f"/hubs/{hubs.public}/members?after=nonsense").status_code == 422


def test_names_are_text(cast: Cast) -> None:
    with transaction(cast.app):
        factories.a_hub("<b>Bold</b> & Co", hosts=[cast.host.member_id], summary='"><script>x</script>')
    page = visit(cast.client(), "/hubs")
    assert "<b>Bold</b> & Co" in page.headings
    assert "<script>x" not in page.html
