"""The open editor, its questions and lists: for everybody, in both themes, on phone and desk, and by keys alone."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Locator, Page, expect

from tests import validity
from tests.journeys.conftest import OpenBrowser
from tests.journeys.putting import DROP, picture
from tests.journeys.test_editor import begun
from tests.journeys.town import Town

pytestmark = pytest.mark.database

INSIDE = "(dialog) => dialog.contains(document.activeElement) || document.activeElement === document.body"
WIDER = "() => document.documentElement.scrollWidth > document.documentElement.clientWidth"
QUESTIONS = ("Link", "Picture", "Film, sound or post")


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [360, 1280])
def test_the_open_editor_is_for_everybody(town: Town, open_browser: OpenBrowser, width: int, scheme: str) -> None:
    editor, text = begun(town, open_browser, "For everybody")
    page = editor.page
    page.set_viewport_size({"width": width, "height": 800})
    page.emulate_media(color_scheme="dark" if scheme == "dark" else "light", reduced_motion="reduce")
    # Through the browser's own door, which the page's policy does not guard.
    page.evaluate(f"() => {{ {validity.AXE.read_text(encoding='utf-8')} }}")
    faults = {name: [*validity.axe_violations(page), *too_wide(page)] for name in states(page, text)}
    assert not {name: found for name, found in faults.items() if found}


def states(page: Page, text: Locator) -> Iterator[str]:
    """Bring the editor into each of its states, and tell its name while it is there."""
    text.click()
    page.keyboard.type("The lift is **out**.\n## The stairs\n- one\ntwo\n\n> Said.")
    yield "written"
    page.keyboard.press("Control+End")
    page.keyboard.type("\n\nSee @weir")
    expect(page.get_by_role("option").first).to_be_visible()
    yield "mentions"
    page.keyboard.press("Escape")
    for name in QUESTIONS:
        page.get_by_role("toolbar", name="Formatting").get_by_role("button", name=name, exact=True).click()
        expect(page.get_by_role("dialog", name=name, exact=True)).to_be_visible()
        yield name
        page.keyboard.press("Escape")
    text.evaluate(DROP, list(picture()))
    words = page.get_by_role("dialog", name="The picture’s words")
    expect(words).to_be_visible()
    yield "words"
    words.get_by_label("Description").fill("A stair of brick.")
    words.get_by_role("button", name="Put it in").click()
    expect(text.locator("figure img")).to_have_js_property("naturalWidth", 640)
    yield "picture"
    page.get_by_role("button", name="Write in Markdown").click()
    yield "Markdown"


def too_wide(page: Page) -> list[str]:
    return ["wider than the screen"] if page.evaluate(WIDER) else []


@pytest.mark.parametrize("name", QUESTIONS)
def test_a_question_takes_the_focus_keeps_it_and_gives_it_back(
    town: Town, open_browser: OpenBrowser, name: str
) -> None:
    editor, text = begun(town, open_browser, "By keys")
    page, keys = editor.page, editor.page.keyboard
    text.focus()
    keys.type("The stairs")
    keys.press("Alt+F10")
    tool = page.get_by_role("toolbar", name="Formatting").get_by_role("button", name=name, exact=True)
    for _ in range(20):
        if tool.evaluate("(tool) => tool === document.activeElement"):
            break
        keys.press("ArrowRight")
    expect(tool).to_be_focused()
    keys.press("Enter")
    dialog = page.get_by_role("dialog", name=name, exact=True)
    expect(dialog.locator(":focus")).to_have_count(1)
    for key in ("Tab", "Shift+Tab"):
        for _ in range(8):
            keys.press(key)
            assert dialog.evaluate(INSIDE)
    keys.press("Escape")
    expect(dialog).to_be_hidden()
    expect(text).to_be_focused()
    keys.type(", again")
    expect(text).to_have_text("The stairs, again")


def test_every_tool_is_reached_by_arrows_and_escape_leads_back(town: Town, open_browser: OpenBrowser) -> None:
    editor, text = begun(town, open_browser, "Round the tools")
    keys = editor.page.keyboard
    text.focus()
    keys.press("Alt+F10")
    tools = editor.page.get_by_role("toolbar", name="Formatting").get_by_role("button")
    names = []
    for _ in range(tools.count()):
        names.append(editor.page.evaluate("document.activeElement.textContent.trim()"))
        keys.press("ArrowRight")
    assert names == [words.strip() for words in tools.all_text_contents()]
    expect(tools.first).to_be_focused()
    keys.press("End")
    expect(tools.last).to_be_focused()
    keys.press("Escape")
    expect(text).to_be_focused()
