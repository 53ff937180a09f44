"""A profile, and the comments that carry its name."""

import pytest
from playwright.sync_api import expect

from tests.journeys.conftest import OpenBrowser
from tests.journeys.town import Town, wait_for

pytestmark = pytest.mark.database


def test_a_new_name_shows_in_old_comments(town: Town, open_browser: OpenBrowser, script: bool) -> None:
    person = town.settle("Nan Oldroyd" if script else "Nell Oldroyd")
    path = town.publish(f"On names {'with' if script else 'without'} script")
    comment = town.say(path, person, "I go by another name.")
    reader, stranger = open_browser(person, script=script), open_browser(script=script)
    reader.go("/account/profile")
    reader.page.get_by_label("Your name").fill("Nan Newsome")
    reader.page.get_by_label("What you do, in a line").fill("Bookbinder")
    reader.page.get_by_label("About you").fill("I bind *books*.")
    reader.page.get_by_role("button", name="Save").click()
    expect(reader.page.get_by_text("Your profile is saved.")).to_be_visible()

    def renamed() -> bool:
        stranger.go(path)
        return "Nan Newsome" in stranger.page.locator(f"#comment-{comment}").inner_text()

    wait_for(renamed, "the new name on the old comment")
    stranger.page.locator(f"#comment-{comment}").get_by_role("link", name="Nan Newsome", exact=True).click()
    expect(stranger.page).to_have_url(f"{town.site.url}/members/{person.handle}")
    expect(stranger.page.get_by_role("heading", level=1)).to_have_text("Nan Newsome")
    expect(stranger.main).to_contain_text("Bookbinder")
    expect(stranger.main.locator("em")).to_have_text("books")
