"""Somebody looks for what was said: from the masthead, by keys, as they type, and without script."""

import re

from playwright.sync_api import expect

from northforum.search.models import Kind
from tests.journeys.conftest import OpenBrowser
from tests.journeys.town import Town
from tests.search import world


def test_a_reader_searches_from_the_masthead_and_sees_results_as_they_type(
    town: Town, open_browser: OpenBrowser, script: bool
) -> None:
    place = "pumphouse" if script else "winding"
    said = world.say(town.cast, town.cast.member, f"The old {place} is to let again.")
    world.take_in(town.cast.app)
    assert (Kind.COMMENT, said) in world.found(town.cast.app, place)
    page = open_browser(script=script).page
    page.set_viewport_size({"width": 1280, "height": 800})
    page.goto("/")
    page.locator("summary").filter(has_text="Search").click()
    box = page.get_by_role("combobox" if script else "searchbox", name=re.compile("^Search "))
    box.fill(place)
    box.press("Enter")
    expect(page).to_have_url(re.compile(rf"/search\?q={place}"))
    expect(page.locator("mark")).to_have_text(place)
    page.locator(".found a").first.click()
    expect(page).to_have_url(re.compile("/comments/"))
    if not script:
        return
    page.goto("/search")
    page.keyboard.type("pumphou")
    expect(page.locator("mark")).to_have_text("pumphouse")
    expect(page.get_by_role("status").filter(has_text="One result.")).to_be_attached()
    expect(page).to_have_url(re.compile(r"/search\?q=pumphou$"))


def test_arrows_and_enter_lead_from_the_box_to_a_hub(town: Town, open_browser: OpenBrowser) -> None:
    world.take_in(town.cast.app)
    page = open_browser(town.cast.member).page
    page.set_viewport_size({"width": 1280, "height": 800})
    page.goto("/")
    page.locator("summary").filter(has_text="Search").press("Enter")
    box = page.get_by_role("combobox", name=re.compile("^Search "))
    expect(box).to_be_focused()
    page.keyboard.type("weir")
    option = page.get_by_role("option", name=re.compile("Weir Yard"))
    expect(option).to_be_visible()
    page.keyboard.press("ArrowDown")
    expect(option).to_have_attribute("aria-selected", "true")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("/hubs/weir-yard$"))
