"""What is typed into a piece survives crashes, lapsed sign-ins, second windows and a server that is away."""

import re
import time
from contextlib import suppress
from itertools import takewhile

import pytest
from playwright.sync_api import Error, Locator, Page, expect

from tests.journeys.conftest import OpenBrowser
from tests.journeys.town import Reader, Town

pytestmark = pytest.mark.database

NEW = "/desk/articles/new"
# What a crash may cost at most.
SECONDS = 5
SENTENCE = "The lift at the mill has been out since March and nobody who works above the third floor has seen the "


def test_a_crash_in_the_middle_of_a_sentence_loses_at_most_five_seconds(town: Town, open_browser: OpenBrowser) -> None:
    editor = at_a_new_piece(town, open_browser, "Crashed")
    typed = type_without_a_pause(editor.page)
    crashed_at = time.monotonic()
    again = crash(editor.page)
    # On another device, of which the first one's browser knows nothing.
    elsewhere = open_browser(town.cast.editor)
    elsewhere.go(NEW)
    offered(elsewhere.page, "Crashed").get_by_role("link", name="Open them").click()
    held(elsewhere.page, typed, crashed_at - SECONDS)
    # The browser that crashed kept more of it.
    again.goto(NEW)
    offered(again, "Crashed").get_by_role("link", name="Open them").click()
    held(again, typed, crashed_at - SECONDS)
    again.get_by_role("button", name="Save draft").click()
    expect(again.locator("[data-flash]")).to_contain_text("Saved.")
    again.goto(NEW)
    expect(offered(again, "Crashed")).to_have_count(0)


def test_a_browser_that_restores_its_windows_shows_the_words_at_once(town: Town, open_browser: OpenBrowser) -> None:
    editor = at_a_new_piece(town, open_browser, "Restored")
    write(editor.page, "Half a sentence, and ")
    kept(editor.page)
    write(editor.page, "another half")
    address = editor.page.url
    again = crash(editor.page)
    again.goto(address)
    expect(again.locator(".editor-text")).to_have_text(re.compile("Half a sentence, and"))
    expect(again.get_by_role("heading", name="and not saved")).to_be_visible()


def test_two_windows_on_one_piece_lose_nothing_of_each_other(town: Town, open_browser: OpenBrowser) -> None:
    path = town.publish("Two windows")
    article = town.article(path)
    editor = open_browser(town.cast.editor)
    windows = {"First window. ": editor.page, "Second window. ": editor.page.context.new_page()}
    for page in windows.values():
        page.goto(f"/desk/articles/{article.public_id}")
    for words, page in windows.items():
        page.bring_to_front()
        write(page, words, "Control+Home")
    for page in windows.values():
        kept(page)
        again = crash(page)
    again.goto(f"/desk/articles/{article.public_id}")
    expect(again.locator("[data-kept-words]:visible")).to_have_count(2)
    for words in windows:
        offered(again, words).get_by_role("link", name="Compare and go on").click()
        expect(again.locator(".desk-sides ins")).to_contain_text(words.strip())
        expect(again.locator(".editor-text")).to_contain_text(words.strip())
        again.goto(f"/desk/articles/{article.public_id}")
    after = town.article(path)
    assert (after.version, after.body_source) == (article.version, article.body_source)


def test_a_sign_in_that_lapses_while_one_writes_loses_nothing(town: Town, open_browser: OpenBrowser) -> None:
    editor, page = lapsed(town, open_browser, "Lapsed")
    editor.take_session(town.cast.second_editor)
    write(page, " And in again.")
    kept(page)
    page.get_by_role("button", name="Save draft").click()
    expect(page.locator("[data-flash]")).to_contain_text("Saved.")
    expect(page.locator("[name=body]")).to_have_value("Typed while logged out. And in again.")


def test_words_typed_after_the_sign_in_lapsed_survive_a_crash(town: Town, open_browser: OpenBrowser) -> None:
    editor, page = lapsed(town, open_browser, "Lapsed, then crashed")
    editor.page = crash(page)
    editor.take_session(town.cast.second_editor)
    editor.go(NEW)
    offered(editor.page, "Lapsed, then crashed").get_by_role("link", name="Open them").click()
    expect(editor.page.locator(".editor-text")).to_have_text("Typed while logged out.")


def test_a_piece_that_is_saved_after_the_sign_in_lapsed_is_saved_by_the_next(
    town: Town, open_browser: OpenBrowser
) -> None:
    editor, page = lapsed(town, open_browser, "Lapsed, then saved")
    page.get_by_role("button", name="Save draft").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Log in, and nothing is lost")
    editor.log_in(town.cast.second_editor.email)
    page.get_by_role("button", name="Send again").click()
    expect(page.locator("[data-flash]")).to_contain_text("Saved.")
    expect(page.locator("[name=body]")).to_have_value("Typed while logged out.")
    editor.go(NEW)
    expect(offered(page, "Lapsed, then saved")).to_have_count(0)


def lapsed(town: Town, open_browser: OpenBrowser, headline: str) -> tuple[Reader, Page]:
    """Return an editor whose sign-in ended while they wrote, and their page."""
    person = town.cast.second_editor
    editor = open_browser(person)
    page = begin(editor, headline)
    kept(page)
    town.end_sign_ins(person)
    write(page, "Typed while logged out.")
    troubled(page, "You are logged out: log in in another window. Your words are kept in this browser.")
    return editor, page


@pytest.mark.parametrize("end", ["crash", "back"])
def test_a_server_that_is_away_costs_no_words(town: Town, open_browser: OpenBrowser, end: str) -> None:
    editor = open_browser(town.cast.editor)
    page = begin(editor, f"Away, then {end}")
    kept(page)
    page.context.set_offline(offline=True)
    typed = type_without_a_pause(page)
    if end == "crash":
        crashed_at = time.monotonic()
        page = crash(page)
        page.context.set_offline(offline=False)
        page.goto(NEW)
        offered(page, f"Away, then {end}").get_by_role("link", name="Open them").click()
        held(page, typed, crashed_at - SECONDS)
    else:
        troubled(page, "No connection. Your words are kept in this browser.")
        expect(page.locator("[name=body]")).to_have_value(SENTENCE.strip())
        page.context.set_offline(offline=False)
        kept(page)
        expect(page.locator("[data-note]")).to_have_text("")
        elsewhere = open_browser(town.cast.editor)
        elsewhere.go(NEW)
        offered(elsewhere.page, f"Away, then {end}").get_by_role("link", name="Open them").click()
        expect(elsewhere.page.locator("[name=body]")).to_have_value(page.locator("[name=body]").input_value())
    editor.complaints.clear()


def test_a_save_that_does_not_arrive_leaves_the_words_behind(town: Town, open_browser: OpenBrowser) -> None:
    editor = open_browser(town.cast.editor)
    page = begin(editor, "Never arrived")
    kept(page)
    write(page, "And a little more.")
    page.context.set_offline(offline=True)
    page.get_by_role("button", name="Save draft").click()
    page.wait_for_url("chrome-error://**")
    page.context.set_offline(offline=False)
    page.goto(NEW)
    offered(page, "Never arrived").get_by_role("link", name="Open them").click()
    expect(page.locator(".editor-text")).to_have_text("And a little more.")
    editor.complaints.clear()


def test_two_editors_in_one_text_see_both_and_lose_neither(town: Town, open_browser: OpenBrowser) -> None:
    path = town.publish("Two in one text")
    desk = f"/desk/articles/{town.article(path).public_id}"
    first, second = open_browser(town.cast.second_editor), open_browser(town.cast.editor)
    for editor, words in ((first, "First. "), (second, "Second. ")):
        editor.go(desk)
        write(editor.page, words, "Control+Home")
    first.page.get_by_role("button", name="Save", exact=True).click()
    expect(first.page.locator("[data-flash]")).to_contain_text("Saved.")
    second.page.get_by_role("button", name="Save", exact=True).click()
    theirs = second.page.locator(".desk-theirs")
    expect(theirs.locator("del").first).to_contain_text("First")
    expect(theirs.locator("ins").first).to_contain_text("Second")
    expect(theirs.get_by_label("Their text")).to_have_value(re.compile("^First"))
    # The words that were refused are kept though nothing more was typed.
    kept(second.page)
    second.page = crash(second.page)
    second.go(desk)
    offered(second.page, "Second.").get_by_role("link", name="Compare and go on").click()
    expect(second.page.locator(".desk-sides del").first).to_contain_text("First")
    expect(second.page.locator(".editor-text")).to_contain_text("Second.")
    assert town.article(path).body_source.startswith("First. ")


def test_kept_words_are_compared_taken_and_thrown_away_without_script(town: Town, open_browser: OpenBrowser) -> None:
    path = town.publish("Kept and plain")
    desk = f"/desk/articles/{town.article(path).public_id}"
    for words in ("Thrown away. ", "Taken. "):
        writer = open_browser(town.cast.editor)
        writer.go(desk)
        write(writer.page, words, "Control+Home")
        kept(writer.page)
        crash(writer.page)
    editor = open_browser(town.cast.editor, script=False)
    editor.go(desk)
    expect(editor.main).to_contain_text("They are newer than what is saved.")
    offered(editor.page, "Thrown away.").get_by_role("button", name="Throw away").click()
    expect(editor.page.locator("[data-flash]")).to_contain_text("Thrown away.")
    offered(editor.page, "Taken.").get_by_role("link", name="Compare and go on").click()
    expect(editor.page.locator(".desk-sides ins")).to_contain_text("Taken.")
    editor.page.get_by_role("button", name="Save", exact=True).click()
    expect(editor.page.locator("[data-flash]")).to_contain_text("Saved.")
    assert town.article(path).body_source.startswith("Taken. ")
    expect(editor.page.locator("[data-kept-words]")).to_have_count(0)


def at_a_new_piece(town: Town, open_browser: OpenBrowser, headline: str) -> Reader:
    editor = open_browser(town.cast.editor)
    begin(editor, headline)
    return editor


def begin(editor: Reader, headline: str) -> Page:
    editor.go(NEW)
    editor.page.get_by_label("Headline", exact=True).fill(headline)
    return editor.page


def write(page: Page, words: str, where: str = "Control+End") -> None:
    page.locator(".editor-text").click()
    page.keyboard.press(where)
    page.keyboard.type(words)
    expect(page.locator("[name=body]")).to_have_value(re.compile(re.escape(words.strip())))


def type_without_a_pause(page: Page) -> list[tuple[float, int]]:
    """Type on and on for some seconds; return when how many letters stood there."""
    page.locator(".editor-text").click()
    page.keyboard.press("Control+End")
    typed: list[tuple[float, int]] = []
    for number, letter in enumerate(SENTENCE, start=1):
        page.keyboard.type(letter, delay=70)
        typed.append((time.monotonic(), number))
    return typed


def held(page: Page, typed: list[tuple[float, int]], moment: float) -> None:
    """Hold that everything is there that had been typed at ``moment``, and that the sentence is as it was typed."""
    text = page.locator(".editor-text")
    expect(text).to_contain_text(SENTENCE[:10])
    words = text.inner_text().strip("\n")
    least = len(list(takewhile(lambda step: step[0] <= moment, typed)))
    assert SENTENCE.startswith(words.rstrip())
    assert least > 0
    assert len(words) >= least - 1  # A space at the end is not kept.


def crash(page: Page) -> Page:
    """End the page as a crash does, with nothing of it run any more; return another in the same browser."""
    with page.expect_event("crash"), suppress(Error):
        page.goto("chrome://crash")
    context = page.context
    page.close()
    return context.new_page()


def offered(page: Page, words: str) -> Locator:
    return page.locator("[data-kept-words]", has_text=words)


def kept(page: Page) -> None:
    """Wait until the page says that the server has all that was typed."""
    expect(page.locator("form[data-touched]:not([data-unsent])")).to_have_count(1, timeout=10_000)
    expect(page.locator("[data-kept]")).to_have_text(re.compile(r"^Kept at \d\d:\d\d$"), timeout=10_000)


def troubled(page: Page, words: str) -> None:
    expect(page.locator("[data-note]")).to_contain_text(words, timeout=15_000)


def test_what_no_text_may_hold_keeps_no_words_from_being_kept(town: Town, open_browser: OpenBrowser) -> None:
    editor = at_a_new_piece(town, open_browser, "Pasted\ufffd from elsewhere, o" + "\u0301" * 30)
    write(editor.page, "Words beside it")
    kept(editor.page)
    elsewhere = open_browser(town.cast.editor)
    elsewhere.go(NEW)
    offered(elsewhere.page, "Pasted from elsewhere").get_by_role("link", name="Open them").click()
    expect(elsewhere.page.locator(".editor-text")).to_contain_text("Words beside it")
