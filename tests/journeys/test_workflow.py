"""A piece from its first draft to its readers and beyond: sent, sent back, approved, scheduled, corrected, restored."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta

import pytest
from playwright.sync_api import expect

from northforum.core import clock, local_time, outbox
from northforum.reactions import SCHEDULE
from tests.journeys.conftest import OpenBrowser
from tests.journeys.town import Reader, Town

pytestmark = pytest.mark.database
FIRST, SECOND = "The lift has been out since March.", "The lift has been out since March, says the caretaker."


@contextmanager
def later(moment: datetime) -> Iterator[None]:
    """Move the clock of this process, which takes the worker's part, to ``moment``."""
    clock.set_source(lambda: moment)
    try:
        yield
    finally:
        clock.set_source(None)


def press(reader: Reader, name: str) -> None:
    reader.main.get_by_role("button", name=name, exact=True).first.click()


def said(reader: Reader, words: str) -> None:
    expect(reader.page.locator("[data-flash]")).to_contain_text(words)


def test_a_piece_goes_all_the_way(town: Town, open_browser: OpenBrowser, script: bool) -> None:
    headline = f"All the way {'with' if script else 'without'} script"
    path = f"/articles/all-the-way-{'with' if script else 'without'}-script"
    writer, editor = (open_browser(who, script=script) for who in (town.cast.contributor, town.cast.editor))
    reader = open_browser(script=script)
    write(writer, headline)
    ask_for_changes(editor, headline)
    change(writer, headline)
    moment = approve_and_schedule(editor)
    assert reader.go(path).status == 404
    # Each minute is taken once, and both stories may begin in the same.
    with later(moment + timedelta(minutes=1 if script else 5)):
        outbox.run_schedule(town.cast.app, [task for task in SCHEDULE if task.name == "desk.publish_due"])
    assert reader.go(path).status == 200
    expect(reader.main).to_contain_text(SECOND)
    correct(editor, town.article(path).public_id)
    reader.page.reload()
    expect(reader.page.locator(".article-corrections")).to_contain_text("We said March; it was April.")
    reader.go("/corrections")
    expect(reader.main).to_contain_text("We said March; it was April.")
    bring_back(editor, headline)
    reader.go(path)
    expect(reader.main).to_contain_text(SECOND)
    expect(reader.page.locator(".article-corrections")).to_contain_text("it was April")


def write(writer: Reader, headline: str) -> None:
    writer.go("/desk/articles/new")
    writer.page.get_by_label("Headline", exact=True).fill(headline)
    writer.page.get_by_label("Standfirst").fill("What a broken lift says about a building.")
    writer.write_piece(FIRST)
    writer.main.get_by_label("Section", exact=True).select_option("opinion")
    press(writer, "Send for review")
    said(writer, "Sent for review")


def ask_for_changes(editor: Reader, headline: str) -> None:
    editor.go("/desk?turn=mine")
    editor.page.get_by_role("link", name=headline, exact=True).click()
    editor.page.get_by_role("link", name="Read it").click()
    editor.page.get_by_role("link", name="Note on paragraph 1").click()
    editor.page.get_by_label("Note", exact=True).fill("Who says so?")
    press(editor, "Leave the note")
    said(editor, "Your note is there")
    press(editor, "Ask for changes")
    said(editor, "Changes are asked for")


def change(writer: Reader, headline: str) -> None:
    writer.go("/desk?turn=mine")
    writer.page.get_by_role("link", name=headline, exact=True).click()
    writer.page.get_by_role("link", name="Notes", exact=True).click()
    expect(writer.main).to_contain_text("Who says so?")
    press(writer, "Mark as done")
    writer.page.get_by_role("link", name="Edit", exact=True).click()
    writer.write_piece(SECOND)
    press(writer, "Send for review")
    said(writer, "Sent for review")


def approve_and_schedule(editor: Reader) -> datetime:
    editor.page.reload()
    expect(editor.main).to_contain_text("says the caretaker")
    press(editor, "Approve")
    said(editor, "Approved")
    moment = datetime.now(UTC).replace(second=0, microsecond=0) + timedelta(minutes=2)
    editor.page.get_by_label("Publish at").fill(local_time.written(moment))
    press(editor, "Schedule")
    said(editor, "Scheduled for")
    return moment


def correct(editor: Reader, public_id: str) -> None:
    editor.go(f"/desk/articles/{public_id}")
    editor.write_piece("The lift has been out since April.")
    editor.page.get_by_label("The correction").fill("We said March; it was April.")
    press(editor, "Save")
    said(editor, "Saved.")


def bring_back(editor: Reader, headline: str) -> None:
    editor.page.get_by_role("link", name="History", exact=True).click()
    editor.page.locator(".desk-table").get_by_role("link", name=headline).nth(1).click()
    expect(editor.main.locator("ins").first).to_contain_text("caretaker")
    press(editor, "Bring this back")
    said(editor, "Brought back")


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
