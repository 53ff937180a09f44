"""Writing a piece in the rich editor: with pictures and a film, by keyboard alone, pasted, and without script."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import Locator, expect

from tests.journeys.conftest import OpenBrowser
from tests.journeys.putting import DROP, PASTE, picture
from tests.journeys.town import Reader, Town

pytestmark = pytest.mark.database

# What Word and Google Docs put on the clipboard for one and the same text, in the shape that each is known for.
CLIPBOARDS = Path(__file__).with_name("clipboards")
WRITTEN = """\
## The stairs

The lift has been **out** since *March*, says [the survey](https://mill.example/lift).

## Who climbs

- printers
  - with paper
- binders

1.  first floor

> Everybody takes the stairs.

| Floor | Steps |
| --- | --- |
| 1 | 22 |"""
FILM = "https://www.youtube.com/watch?v=abc123"


def test_a_piece_with_a_picture_and_a_film_is_written_and_published(town: Town, open_browser: OpenBrowser) -> None:
    editor, text = begun(town, open_browser, "Up the stairs")
    page = editor.page
    text.click()
    page.keyboard.type("The lift is out. See @weir")
    page.get_by_role("option", name="Weir Yard").click()
    page.keyboard.press("Enter")
    text.evaluate(PASTE, ["text/plain", FILM])
    expect(text.locator(".embed-place")).to_have_text("Watch on YouTube")
    text.evaluate(DROP, list(picture()))
    words = page.get_by_role("dialog", name="The picture’s words")
    words.get_by_role("button", name="Put it in").click()
    expect(words).to_be_visible()  # There is no picture without a description.
    words.get_by_label("Description").fill("A stair of brick.")
    words.get_by_label("Caption").fill("Twenty-two steps.")
    words.get_by_label("Credit").fill("Ada Reed")
    words.get_by_role("button", name="Put it in").click()
    expect(text.locator("figure img[alt='A stair of brick.']")).to_have_js_property("naturalWidth", 640)
    page.get_by_role("button", name="Publish", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Up the stairs")
    body = page.locator(".prose").first
    expect(body.get_by_alt_text("A stair of brick.")).to_be_visible()
    expect(body.locator("figcaption")).to_have_text("Twenty-two steps.Photo: Ada Reed")
    expect(body.get_by_role("link", name="Video Watch on YouTube")).to_have_attribute("href", FILM)
    expect(body.get_by_role("link", name="Weir Yard")).to_have_attribute("href", "/hubs/weir-yard")
    assert not page.locator("iframe").count()


def test_a_piece_is_written_by_keyboard_alone(town: Town, open_browser: OpenBrowser) -> None:
    editor, text = begun(town, open_browser, "By keyboard")
    keys = editor.page.keyboard
    text.focus()
    keys.type("A ")
    keys.press("Control+b")
    keys.type("strong")
    keys.press("Control+b")
    keys.type(" beginning.\n## The stairs\n- one\ntwo\n\n> Said.")
    keys.press("Alt+F10")
    expect(editor.page.get_by_role("button", name="Strong")).to_be_focused()
    keys.press("Shift+Tab")
    keys.press("Tab")
    expect(editor.page.get_by_role("button", name="Strong")).to_be_focused()
    for _ in range(2):
        keys.press("ArrowRight")
    keys.press("Enter")
    link = editor.page.get_by_role("dialog", name="Link")
    expect(link).to_be_visible()
    keys.press("Control+a")
    keys.type("/hubs")
    keys.press("Enter")
    expect(text).to_be_focused()
    card_by_keys(editor, text)
    save = editor.page.get_by_role("button", name="Save draft")
    save.focus()
    keys.press("Enter")
    expect(editor.page.locator("[data-flash]")).to_contain_text("Saved.")
    wanted = "A **strong** beginning.\n\n## The stairs\n\n- one\n- two\n\n> Said.[/hubs](/hubs)\n\n[The climb](https://vimeo.com/1)"
    expect(editor.page.locator("[name=body]")).to_have_value(wanted)


def card_by_keys(editor: Reader, text: Locator) -> None:
    keys = editor.page.keyboard
    keys.press("Enter")
    keys.press("Enter")
    keys.press("Alt+F10")
    for _ in range(9):
        keys.press("ArrowRight")
    expect(editor.page.get_by_role("button", name="Film, sound or post")).to_be_focused()
    keys.press("Enter")
    keys.type("https://vimeo.com/1")
    keys.press("Tab")
    keys.type("The climb")
    keys.press("Enter")
    expect(text.locator(".embed-title")).to_have_text("The climb")


@pytest.mark.parametrize(
    ("name", "markdown"),
    [
        ("word", WRITTEN),
        ("google-docs", WRITTEN.replace("> Everybody", "Everybody")),
        ("hostile", "Words\n\na b\n\nGo\n\n![c](/media/abcdefghijkl)"),
    ],
)
def test_what_is_pasted_comes_out_clean(town: Town, open_browser: OpenBrowser, name: str, markdown: str) -> None:
    editor, text = begun(town, open_browser, "Pasted")
    text.click()
    text.evaluate(PASTE, ["text/html", (CLIPBOARDS / f"{name}.html").read_text()])
    expect(editor.page.locator("[name=body]")).to_have_value(markdown)


def test_markdown_and_rich_text_are_one_text(town: Town, open_browser: OpenBrowser) -> None:
    editor, text = begun(town, open_browser, "Both ways")
    page, box = editor.page, editor.page.locator("[name=body]")
    page.get_by_role("button", name="Write in Markdown").click()
    expect(text).to_be_hidden()
    box.fill("> [!pull]\n> Keep the *door* open.\n\n|a|b|\n|-|-|\n|1|2|")
    page.get_by_role("button", name="Back to the rich text").click()
    expect(text.locator("blockquote.pull em")).to_have_text("door")
    text.locator("blockquote.pull").click()
    page.keyboard.press("Control+End")
    page.keyboard.press("ArrowDown")
    page.keyboard.type("End.")
    expect(box).to_have_value(re.compile(r"^> \[!pull\]\n> Keep the \*door\* open\.\n\n\|a\|b\|\n\|-\|-\|\n\|1\|2\|"))
    expect(page.locator("[data-words]")).to_contain_text("words")


def test_without_script_the_same_piece_is_written_in_markdown(town: Town, open_browser: OpenBrowser) -> None:
    editor = open_browser(town.cast.editor, script=False)
    editor.go("/desk/articles/new")
    page = editor.page
    expect(page.get_by_role("toolbar", name="Formatting")).to_be_hidden()
    page.get_by_label("Headline", exact=True).fill("No script")
    page.get_by_label("The piece").fill(f"## Stairs\n\n{FILM}")
    page.get_by_role("button", name="Preview").click()
    expect(editor.main.locator(".embed-place")).to_have_text("Watch on YouTube")
    page.get_by_role("button", name="Save draft").click()
    expect(page.get_by_label("The piece")).to_have_value(f"## Stairs\n\n{FILM}")


def begun(town: Town, open_browser: OpenBrowser, headline: str) -> tuple[Reader, Locator]:
    """Return an editor on the page of a new piece that lacks only its text, and the place for that."""
    editor = open_browser(town.cast.editor)
    editor.go("/desk/articles/new")
    page = editor.page
    page.get_by_label("Headline", exact=True).fill(headline)
    page.get_by_label("Standfirst").fill("What a broken lift says.")
    page.locator("[name=byline-0-name]").fill("Ruth Calder")
    page.locator("[name=section]").select_option(label="Opinion")
    return editor, page.locator(".editor-text")
