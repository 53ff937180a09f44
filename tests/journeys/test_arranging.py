"""An editor arranges the front page: by dragging, by keys, and by the plain form."""

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.conftest import OpenBrowser
from tests.journeys.town import Town

pytestmark = pytest.mark.database


def lead(page: Page) -> str:
    """Return the headline of the front page's first piece."""
    return page.locator(".card-lead .card-headline").inner_text()


def test_an_editor_arranges_the_front_page(town: Town, open_browser: OpenBrowser, script: bool) -> None:
    how = "with" if script else "without"
    for name in ("First", "Second", "Third"):
        town.publish(f"{name} {how} script")
    editor = open_browser(town.cast.editor, script=script)
    editor.go("/desk/front")
    slots, page = editor.page.locator("[data-slot]"), editor.page
    if script:
        page.locator("[data-piece]", has_text=f"First {how} script").drag_to(slots.nth(0))
        page.locator("[data-piece]", has_text=f"Second {how} script").drag_to(slots.nth(1))
        expect(slots.nth(0).locator("[data-piece-here]")).to_have_text(f"First {how} script")
        # By keys: the second goes up, and the first stands where it was.
        slots.nth(1).get_by_role("button", name="Move up").focus()
        page.keyboard.press("Enter")
        expect(slots.nth(0).locator("[data-piece-here]")).to_have_text(f"Second {how} script")
        expect(slots.nth(1).locator("[data-piece-here]")).to_have_text(f"First {how} script")
    else:
        for number, name in enumerate(("Second", "First")):
            label = slots.nth(number).locator("option", has_text=f"{name} {how} script").inner_text()
            slots.nth(number).get_by_label("Piece").select_option(label=label)
    page.get_by_role("button", name="Preview").click()
    expect(page.get_by_text("Preview, not saved.")).to_be_visible()
    assert lead(page) == f"Second {how} script"
    page.get_by_role("button", name="Save").click()
    expect(page.locator("[data-flash]")).to_contain_text("The front page is arranged.")
    reader = open_browser(script=script)
    reader.go("/")
    assert lead(reader.page) == f"Second {how} script"
