"""The story of a piece once more, by keyboard alone: nothing here moves or presses a mouse."""

from datetime import UTC, datetime, timedelta

import pytest
from playwright.sync_api import Locator, expect

from northforum.core import local_time
from tests import servers
from tests.journeys.conftest import OpenBrowser
from tests.journeys.keys import Keys
from tests.journeys.putting import picture
from tests.journeys.town import Reader, Town, wait_for

pytestmark = pytest.mark.database
HEADLINE, PATH = "All the way by keys", "/articles/all-the-way-by-keys"
FIRST, ADDED = "The lift has been out since March", ", says the caretaker"
AHEAD = 60


def test_a_piece_goes_all_the_way_by_keyboard(town: Town, open_browser: OpenBrowser) -> None:
    writer, editor, reader = open_browser(town.cast.contributor), open_browser(town.cast.editor), open_browser()
    write(writer, Keys(writer))
    ask_for_changes(editor, Keys(editor))
    change(writer, Keys(writer))
    schedule(editor, Keys(editor))
    with servers.worker_ahead(town.site, AHEAD):
        wait_for(lambda: town.article(PATH).is_published or None, "the piece", servers.START_SECONDS)
    reader.go(PATH)
    expect(reader.main).to_contain_text(FIRST + ADDED)
    expect(reader.main.get_by_alt_text("A stair of brick.").first).to_be_visible()
    correct_and_bring_back(editor, Keys(editor))
    reader.go("/corrections")
    expect(reader.main).to_contain_text("We said March; it was April.")


def write(writer: Reader, keys: Keys) -> None:
    writer.go("/desk/articles/new")
    keys.type("Headline", HEADLINE)
    keys.type("Standfirst", "What a broken lift says about a building.")
    page, text = writer.page, writer.page.locator(".editor-text")
    keys.reach(text)
    page.keyboard.type(FIRST)
    embed(writer)
    page.keyboard.press("Control+End")
    keys.reach(writer.main.get_by_label("Section", exact=True))
    page.keyboard.type("Opinion")
    keys.reach(page.locator("[name=picture]"))
    # The window to choose a file in is the system's, not the page's.
    page.locator("[name=picture]").set_input_files({"name": "stairs.png", "mimeType": "image/png", "buffer": picture()})
    keys.type("Description of the picture", "A stair of brick.")
    keys.type("Credit", "Ada Reed")
    keys.press("Send for review")
    keys.said("Sent for review")


def embed(writer: Reader) -> None:
    """Put a film in by the tools of the editor."""
    keys = writer.page.keyboard
    keys.press("Enter")
    keys.press("Alt+F10")
    tool = writer.page.get_by_role("button", name="Film, sound or post")
    for _ in range(20):
        if tool.evaluate("(one) => one === document.activeElement"):
            break
        keys.press("ArrowRight")
    keys.press("Enter")
    keys.type("https://vimeo.com/1")
    keys.press("Tab")
    keys.type("The climb")
    keys.press("Enter")
    expect(writer.page.locator(".editor-text .embed-title")).to_have_text("The climb")


def ask_for_changes(editor: Reader, keys: Keys) -> None:
    editor.go("/desk?turn=mine")
    keys.follow(editor.main.get_by_role("link", name=HEADLINE, exact=True))
    keys.follow(editor.main.get_by_role("link", name="Read it"))
    paragraph = editor.page.locator(".desk-paragraph", has_text=FIRST)
    keys.follow(paragraph.get_by_role("link", name="Note on paragraph"))
    expect(editor.page.get_by_label("Note", exact=True)).to_be_focused()
    editor.page.keyboard.type("Who says so?")
    keys.press("Leave the note")
    keys.said("Your note is there")
    keys.press("Ask for changes")
    keys.said("Changes are asked for")


def change(writer: Reader, keys: Keys) -> None:
    writer.go("/desk?turn=mine")
    keys.follow(writer.main.get_by_role("link", name=HEADLINE, exact=True))
    keys.follow(writer.main.get_by_role("link", name="Notes", exact=True))
    expect(writer.page.locator(".desk-paragraph.noted")).to_contain_text("Who says so?")
    keys.press("Mark as done")
    keys.said("Marked as done")
    keys.follow(writer.main.get_by_role("link", name="Edit", exact=True))
    keys.reach(writer.page.locator(".editor-text"))
    writer.page.keyboard.press("Control+Home")
    writer.page.keyboard.press("End")
    writer.page.keyboard.type(ADDED)
    keys.press("Send for review")
    keys.said("Sent for review")


def schedule(editor: Reader, keys: Keys) -> None:
    editor.page.reload()
    keys.press("Approve")
    keys.said("Approved")
    at = datetime.now(UTC) + timedelta(minutes=AHEAD - 2)
    moment(keys, editor.main.get_by_label("Publish at"), local_time.written(at))
    keys.press("Schedule")
    keys.said("Scheduled for")


def moment(keys: Keys, field: Locator, written: str) -> None:
    """Type a moment part by part, in the order in which the browser shows them: that of its own language."""
    keys.reach(field)
    at, press = datetime.fromisoformat(written), field.page.keyboard
    half = [f"{at:%I}", f"{at:%M}", f"{at:%p}"]
    for parts in (
        [f"{at:%m}", f"{at:%d}", f"{at:%Y}", *half],
        [f"{at:%d}", f"{at:%m}", f"{at:%Y}", f"{at:%H}", f"{at:%M}"],
    ):
        press.press("Control+a")
        for part in parts:
            press.type(part)
            if part == parts[2]:
                press.press("ArrowRight")  # A year may have more than four figures.
        if field.input_value() == written:
            return
        field.evaluate("(one) => { one.blur(); one.focus(); }")
    raise AssertionError(f"{field.input_value()} instead of {written}")


def correct_and_bring_back(editor: Reader, keys: Keys) -> None:
    editor.go(f"/desk/articles/{editor.town.article(PATH).public_id}")
    keys.reach(editor.page.locator(".editor-text"))
    editor.page.keyboard.press("Control+Home")
    editor.page.keyboard.type("Corrected. ")
    keys.reach(editor.page.locator("[name=correction]"))
    editor.page.keyboard.type("We said March; it was April.")
    keys.press("Save")
    keys.said("Saved.")
    keys.follow(editor.main.get_by_role("link", name="History", exact=True))
    keys.follow(editor.page.locator(".desk-table").get_by_role("link", name=HEADLINE).nth(1))
    keys.follow(editor.main.get_by_role("link", name="Beside the present"))
    expect(editor.main.locator("ins").first).to_contain_text("Corrected.")
    keys.press("Bring this back")
    keys.said("Brought back")
