"""A piece from its first draft to its readers and beyond: sent, sent back, approved, scheduled, corrected, restored."""

import re
from datetime import UTC, datetime, timedelta

import pytest
from playwright.sync_api import expect

from northforum.core import local_time
from tests import servers
from tests.journeys.conftest import OpenBrowser
from tests.journeys.putting import DROP, PASTE, picture
from tests.journeys.town import Reader, Town, wait_for

pytestmark = pytest.mark.database
FIRST, SECOND = "The lift has been out since March.", "The lift has been out since March, says the caretaker."
FILM = "https://www.youtube.com/watch?v=abc123"


def press(reader: Reader, name: str) -> None:
    reader.main.get_by_role("button", name=name, exact=True).first.click()


def said(reader: Reader, words: str) -> None:
    expect(reader.page.locator("[data-flash]")).to_contain_text(words)


def test_a_piece_goes_all_the_way(town: Town, open_browser: OpenBrowser, script: bool) -> None:
    how = "with" if script else "without"
    headline, path = f"All the way {how} script", f"/articles/all-the-way-{how}-script"
    writer, editor = (open_browser(who, script=script) for who in (town.cast.contributor, town.cast.editor))
    reader = open_browser(script=script)
    write(writer, headline)
    ask_for_changes(editor, headline)
    change(writer, headline)
    approve(editor)
    share(editor, reader)
    schedule(editor, reader, path, ahead=20 if script else 40)
    expect(reader.main).to_contain_text(SECOND)
    for described in ("A stair of brick.", "A door of brick."):
        expect(reader.main.get_by_alt_text(described).first).to_be_visible()
    expect(reader.main.get_by_role("link", name="Watch on YouTube")).to_have_attribute("href", FILM)
    correct(editor, town.article(path).public_id)
    reader.page.reload()
    expect(reader.page.locator(".article-corrections")).to_contain_text("We said March; it was April.")
    reader.go("/corrections")
    expect(reader.main).to_contain_text("We said March; it was April.")
    bring_back(editor, headline)
    reader.go(path)
    expect(reader.main).to_contain_text(SECOND)
    expect(reader.page.locator(".article-corrections")).to_contain_text("it was April")
    take_down_and_publish_again(editor, reader, path)
    move(editor, reader, path)


def write(writer: Reader, headline: str) -> None:
    writer.go("/desk/articles/new")
    page = writer.page
    page.get_by_label("Headline", exact=True).fill(headline)
    page.get_by_label("Standfirst").fill("What a broken lift says about a building.")
    writer.main.get_by_label("Section", exact=True).select_option("opinion")
    page.locator("[name=picture]").set_input_files({"name": "d.png", "mimeType": "image/png", "buffer": picture()})
    page.locator("[name=hero_alt]").fill("A door of brick.")
    if writer.script:
        write_richly(writer)
    else:
        writer.write_piece(f"{FIRST}\n\n{FILM}")
    press(writer, "Send for review")
    said(writer, "Sent for review")


def write_richly(writer: Reader) -> None:
    """Write in the rich editor: a film is pasted, a picture dropped."""
    text, words = writer.page.locator(".editor-text"), writer.page.get_by_role("dialog", name="The picture’s words")
    text.click()
    writer.page.keyboard.type(FIRST)
    writer.page.keyboard.press("Enter")
    text.evaluate(PASTE, ["text/plain", FILM])
    expect(text.locator(".embed-place")).to_have_text("Watch on YouTube")
    text.evaluate(DROP, list(picture()))
    words.get_by_label("Description").fill("A stair of brick.")
    words.get_by_role("button", name="Put it in").click()
    expect(text.get_by_alt_text("A stair of brick.")).to_be_visible()


def ask_for_changes(editor: Reader, headline: str) -> None:
    editor.go("/desk?turn=mine")
    editor.page.get_by_role("link", name=headline, exact=True).click()
    editor.page.get_by_role("link", name="Read it").click()
    editor.page.locator(".desk-paragraph", has_text=FIRST).get_by_role("link", name="Note on paragraph").click()
    editor.page.get_by_label("Note", exact=True).fill("Who says so?")
    press(editor, "Leave the note")
    said(editor, "Your note is there")
    press(editor, "Ask for changes")
    said(editor, "Changes are asked for")


def change(writer: Reader, headline: str) -> None:
    """Do what the note asks for, and send the piece again; without script its second picture is put in here."""
    writer.go("/desk?turn=mine")
    writer.page.get_by_role("link", name=headline, exact=True).click()
    writer.page.get_by_role("link", name="Notes", exact=True).click()
    expect(writer.page.locator(".desk-paragraph.noted", has_text=FIRST)).to_contain_text("Who says so?")
    press(writer, "Mark as done")
    writer.page.get_by_role("link", name="Edit", exact=True).click()
    desk = writer.page.url
    extra = "" if writer.script else f"\n\n![A stair of brick.]({add_to_library(writer)})"
    writer.go(desk)
    written = writer.page.locator("[name=body]").input_value()
    writer.write_piece(written.replace(FIRST, SECOND) + extra)
    press(writer, "Send for review")
    said(writer, "Sent for review")


def add_to_library(writer: Reader) -> str:
    """Put a picture into the library with its form, and return its address."""
    writer.go("/desk/pictures")
    place = writer.page.locator(".library-add")
    if not place.locator("[name=alt]").is_visible():
        place.locator("summary").click()
    place.locator("[name=file]").set_input_files({"name": "s.png", "mimeType": "image/png", "buffer": picture()})
    place.locator("[name=alt]").fill("A stair of brick.")
    place.get_by_role("button", name="Add the picture").click()
    expect(writer.page).to_have_url(re.compile(r"/desk/pictures/\w{12}$"))
    return f"/media/{writer.page.url[-12:]}"


def approve(editor: Reader) -> None:
    """Approve the piece; it cannot be scheduled before its picture has a credit."""
    editor.page.reload()
    expect(editor.main).to_contain_text("says the caretaker")
    expect(editor.page.locator(".desk-checks .missing")).to_contain_text("The picture is credited")
    press(editor, "Approve")
    said(editor, "Approved")
    editor.page.get_by_label("Publish at").fill(local_time.written(datetime.now(UTC) + timedelta(minutes=2)))
    press(editor, "Schedule")
    expect(editor.main).to_contain_text("This piece is not ready yet.")
    editor.page.get_by_role("link", name="Edit", exact=True).click()
    editor.page.locator("[name=hero_credit]").fill("Ada Reed")
    press(editor, "Save draft")
    said(editor, "Saved.")
    editor.page.get_by_role("link", name="Read it").click()
    expect(editor.page.locator(".desk-checks .missing")).to_have_count(0)


def share(editor: Reader, stranger: Reader) -> None:
    """Let a stranger read the piece by its secret link, until the link has run out."""
    back = editor.page.url
    editor.page.get_by_role("link", name="Preview links").click()
    editor.page.get_by_label("Who it is for").fill("Ruth")
    press(editor, "Make a link")
    link = editor.page.get_by_label("The new link").input_value()
    answer = stranger.go(link)
    assert answer.status == 200
    assert "no-store" in answer.headers["cache-control"]
    expect(stranger.main).to_contain_text(SECOND)
    stranger.town.let_preview_links_run_out()
    assert stranger.go(link).status == 410
    editor.go(back)


def schedule(editor: Reader, reader: Reader, path: str, ahead: int) -> None:
    """Schedule the piece; a worker whose clock has come so far publishes it, as no minute is taken twice."""
    at = datetime.now(UTC) + timedelta(minutes=ahead - 2)
    editor.page.get_by_label("Publish at").fill(local_time.written(at))
    press(editor, "Schedule")
    said(editor, "Scheduled for")
    assert reader.go(path).status == 404
    with servers.worker_ahead(editor.town.site, ahead):
        published = f"a worker that publishes {path}"
        wait_for(lambda: editor.town.article(path).is_published or None, published, servers.START_SECONDS)
    assert reader.go(path).status == 200


def correct(editor: Reader, public_id: str) -> None:
    editor.go(f"/desk/articles/{public_id}")
    written = editor.page.locator("[name=body]").input_value()
    editor.write_piece(written.replace(SECOND, "The lift has been out since April."))
    editor.page.get_by_label("The correction").fill("We said March; it was April.")
    press(editor, "Save")
    said(editor, "Saved.")


def bring_back(editor: Reader, headline: str) -> None:
    editor.page.get_by_role("link", name="History", exact=True).click()
    editor.page.locator(".desk-table").get_by_role("link", name=headline).nth(1).click()
    editor.page.get_by_role("link", name="Beside the present").click()
    expect(editor.main.locator("del").first).to_contain_text("March")
    expect(editor.main.locator("ins").first).to_contain_text("April")
    press(editor, "Bring this back")
    said(editor, "Brought back")


def take_down_and_publish_again(editor: Reader, reader: Reader, path: str) -> None:
    editor.page.get_by_role("link", name="Take it down").click()
    press(editor, "Take it down")
    said(editor, "Taken down.")
    desk = editor.page.url
    assert reader.go(path).status == 410
    press(editor, "Publish")
    said(editor, "Published.")
    assert reader.go(path).status == 200
    editor.go(desk)


def move(editor: Reader, reader: Reader, path: str) -> None:
    """Give the piece another address; the former one leads there."""
    if not editor.page.locator("[name=slug]").is_visible():
        editor.page.locator("summary", has_text="Address and sharing").click()
    editor.page.locator("[name=slug]").fill(f"{path.rpartition('/')[2]}-for-good")
    press(editor, "Save")
    said(editor, "Saved.")
    assert reader.go(path).status == 200
    expect(reader.page).to_have_url(re.compile(f"{path}-for-good$"))


def test_two_editors_collide_and_both_texts_are_kept(town: Town, open_browser: OpenBrowser, script: bool) -> None:
    path = town.publish(f"A collision {'with' if script else 'without'} script")
    editor = open_browser(town.cast.editor, script=script)
    desk = f"/desk/articles/{town.article(path).public_id}"
    editor.go(desk)
    editor.page.get_by_label("Standfirst").fill("Mine, typed slowly.")
    town.edit(path, standfirst="Theirs, saved first.")
    press(editor, "Save")
    theirs = editor.page.locator(".desk-theirs")
    expect(theirs.locator("del").first).to_contain_text("Theirs")
    expect(theirs.locator("ins").first).to_contain_text("Mine")
    press(editor, "Save")
    said(editor, "Saved.")
    editor.go(f"{desk}/history")
    editor.page.locator(".desk-table").get_by_role("link", name="A collision").nth(1).click()
    expect(editor.main.locator("ins").first).to_contain_text("Theirs, saved first")
