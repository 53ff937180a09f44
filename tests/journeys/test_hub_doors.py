"""Into a hub and out of it: at once where it is open, and by its host's word where it is not."""

import pytest
from playwright.sync_api import expect

from tests.journeys.conftest import OpenBrowser
from tests.journeys.town import Town

pytestmark = pytest.mark.database


def test_a_member_joins_an_open_hub_and_leaves_it(town: Town, open_browser: OpenBrowser, script: bool) -> None:
    person = town.settle("Ida Openshaw" if script else "Iris Openshaw")
    reader = open_browser(script=script)
    reader.go("/hubs/weir-yard")
    reader.page.get_by_role("link", name="Log in to join this hub").click()
    reader.log_in(person.email)
    expect(reader.page).to_have_url(f"{town.site.url}/hubs/weir-yard")
    reader.page.get_by_role("button", name="Join this hub").click()
    expect(reader.page.get_by_text("You are a member of Weir Yard.")).to_be_visible()
    reader.go("/hubs/weir-yard/members")
    expect(reader.main).to_contain_text(person.name)
    reader.go("/hubs/weir-yard/leave")
    reader.page.get_by_role("button", name="Leave the hub").click()
    expect(reader.page.get_by_text("You have left Weir Yard.")).to_be_visible()
    expect(reader.page.get_by_role("button", name="Join this hub")).to_be_visible()
    assert not town.disagreements()


def test_a_host_lets_in_somebody_who_asked(town: Town, open_browser: OpenBrowser, script: bool) -> None:
    person = town.settle("Askew Knox" if script else "Asa Knox")
    reader, host = open_browser(person, script=script), open_browser(town.cast.host, script=script)
    reader.go("/hubs/lamp-street")
    reader.page.get_by_label("What would you bring to the yard?").fill("A kiln, and patience.")
    reader.page.get_by_role("button", name="Ask to join").click()
    expect(reader.page.get_by_text("You asked to join")).to_be_visible()
    town.letter_to(town.cast.host.email, "")

    host.go("/hubs/lamp-street/requests")
    expect(host.main).to_contain_text("A kiln, and patience.")
    host.page.get_by_role("button", name=f"Let {person.name} in").click()
    expect(host.page.get_by_text(f"{person.name} is a member of Lamp Street now.")).to_be_visible()
    town.letter_to(person.email, "")
    reader.go("/hubs/lamp-street")
    expect(reader.page.get_by_text("You are a member", exact=True)).to_be_visible()
    assert not town.disagreements()


def test_a_secret_hub_is_nowhere_for_those_outside(town: Town, open_browser: OpenBrowser) -> None:
    person, host = town.settle("Peep Inman"), open_browser(town.cast.host)
    assert host.go("/hubs/the-back-room").status == 200
    for reader in (open_browser(), open_browser(person)):
        assert reader.go("/hubs/the-back-room").status == 404
        reader.go("/hubs")
        expect(reader.main).not_to_contain_text("The Back Room")
