"""Changing what a hub says of itself."""

import pytest

from northforum.core import richtext
from northforum.core.errors import Forbidden, Invalid
from northforum.hubs import operations
from northforum.hubs.models import HubKind
from northforum.hubs.operations import HubDetails
from tests.browser import visit
from tests.cast import Cast
from tests.hubs.conftest import Act, Hubs, count_of, hub_at


def details(name: str = "Weir Yard North") -> HubDetails:
    return HubDetails(name=name, kind=HubKind.CAMPUS, place="Salford", about=richtext.profile("New words."))


@pytest.mark.parametrize("name", ["host", "editor", "administrator"])
def test_a_host_or_an_editor_changes_the_page_and_the_address_stays(
    cast: Cast, hubs: Hubs, act: Act, name: str
) -> None:
    act(operations.describe_hub, getattr(cast, name), hubs.public, details(), version=1)
    with cast.app.app_context():
        hub = hub_at(hubs.public)
        assert (hub.name, hub.about_source, hub.version) == ("Weir Yard North", "New words.", 2)


@pytest.mark.parametrize("name", ["member", "other", "contributor", "moderator", "suspended"])
def test_others_do_not(cast: Cast, hubs: Hubs, act: Act, name: str) -> None:
    with pytest.raises(Forbidden):
        act(operations.describe_hub, getattr(cast, name), hubs.public, details(), version=1)


def test_a_second_writer_is_told(cast: Cast, hubs: Hubs, act: Act) -> None:
    act(operations.describe_hub, cast.host, hubs.public, details(), version=1)
    with pytest.raises(Invalid) as refusal:
        act(operations.describe_hub, cast.editor, hubs.public, details("Another"), version=1)
    assert "version" in refusal.value.fields


def test_nobodys_words_are_lost(cast: Cast, hubs: Hubs, act: Act) -> None:
    form = visit(cast.client(cast.editor), f"/hubs/{hubs.public}/edit").form("/edit$")
    act(operations.describe_hub, cast.host, hubs.public, details(), version=1)
    page = form.submit(about="The editor’s words.")
    assert page.status == 422
    assert "The editor’s words." in page.text
    assert "New words." in page.text
    page = page.form("/edit$").submit()
    assert "The page of Weir Yard is saved." in page.text
    with cast.app.app_context():
        assert hub_at(hubs.public).about_source == "The editor’s words."


@pytest.mark.parametrize("version", ["", "x", "٣", "9" * 40])
def test_a_broken_version_is_a_conflict_and_no_fault(cast: Cast, hubs: Hubs, version: str) -> None:
    page = visit(cast.client(cast.host), f"/hubs/{hubs.public}/edit").form("/edit$").submit(version=version)
    assert page.status == 422


def test_the_form_shows_what_is_stored(cast: Cast, hubs: Hubs) -> None:
    fields = visit(cast.client(cast.host), f"/hubs/{hubs.on_request}/edit").form("/edit$").fields
    assert fields["about"] == "Rooms round a yard."
    assert fields["joining"] == "request"
    assert fields["question"] == "What would you bring to the yard?"
    assert fields["version"] == "1"


def test_counting_is_no_description(cast: Cast, hubs: Hubs, act: Act) -> None:
    form = visit(cast.client(cast.host), f"/hubs/{hubs.public}/edit").form("/edit$")
    act(operations.join_hub, cast.other, hubs.public)
    assert form.submit(place="Eccles").status == 200
    assert count_of(cast, hubs.public) == 3


def test_a_refused_form_shows_nobody_outside_what_is_inside(cast: Cast, hubs: Hubs, act: Act) -> None:
    act(operations.describe_hub, cast.host, hubs.members_only, details(), version=1)
    client = cast.client(cast.other)
    fields = visit(client, "/").form("/logout").fields
    fields.setlist("version", ["1", "2"])
    answer = client.post(f"/hubs/{hubs.members_only}/edit", data=fields)
    assert answer.status_code == 403
    assert "New words." not in answer.text
