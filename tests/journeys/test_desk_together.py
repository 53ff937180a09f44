"""Editors at work on the same site: nobody's words are lost, and what is taken down is gone."""

import pytest
from playwright.sync_api import expect

from tests.journeys.conftest import OpenBrowser
from tests.journeys.town import Town

pytestmark = pytest.mark.database


def test_two_editors_on_one_piece_lose_no_words(town: Town, open_browser: OpenBrowser, script: bool) -> None:
    path = town.publish(f"Two editors {'with' if script else 'without'} script")
    editor = open_browser(town.cast.editor, script=script)
    editor.go(f"/desk/articles/{town.article(path).public_id}")
    editor.page.get_by_role("textbox", name="Standfirst").fill("Mine, typed slowly.")
    town.edit(path, standfirst="Theirs, saved first.")
    editor.page.get_by_role("button", name="Save", exact=True).click()
    expect(editor.page.get_by_role("textbox", name="Standfirst")).to_have_value("Mine, typed slowly.")
    expect(editor.page.locator(".desk-theirs")).to_contain_text("Theirs, saved first.")
    expect(editor.page.locator(".desk-theirs")).to_contain_text("Samuel Birtle saved this piece")
    assert town.article(path).standfirst == "Theirs, saved first."
    editor.page.get_by_role("button", name="Save", exact=True).click()
    expect(editor.page.locator("[data-flash]")).to_contain_text("Saved.")
    assert town.article(path).standfirst == "Mine, typed slowly."


def test_a_piece_that_is_taken_down_is_gone_with_its_comments_and_comes_back_with_them(
    town: Town, open_browser: OpenBrowser, script: bool
) -> None:
    headline = f"Taken down {'with' if script else 'without'} script"
    path = town.publish(headline)
    comment = town.say(path, town.cast.member, "I was here.")
    editor, reader = open_browser(town.cast.editor, script=script), open_browser(script=script)
    editor.go(f"/desk/articles/{town.article(path).public_id}")
    editor.page.get_by_role("link", name="Take it down").click()
    editor.page.get_by_role("button", name="Take it down").click()
    expect(editor.page.get_by_text("Taken down.")).to_be_visible()
    assert reader.go(path).status == 410
    assert reader.go(f"/comments/{comment}").status == 404
    for listing in ("/", "/archive", "/sections/opinion"):
        reader.go(listing)
        expect(reader.main).not_to_contain_text(headline)
    editor.page.get_by_role("button", name="Publish", exact=True).click()
    expect(editor.page.get_by_role("heading", level=1)).to_have_text(headline)
    assert reader.go(path).status == 200
    expect(reader.comment("I was here.")).to_be_visible()


def test_the_preview_shows_the_piece_while_it_is_written(town: Town, open_browser: OpenBrowser, script: bool) -> None:
    editor = open_browser(town.cast.contributor, script=script)
    editor.go("/desk/articles/new")
    editor.page.get_by_label("Headline", exact=True).fill("Not for a while")
    editor.write_piece("## A sub-heading\n\nAnd *some* words.")
    if not script:
        editor.page.get_by_role("button", name="Preview").click()
        expect(editor.page.locator("[name=body]")).to_have_value("## A sub-heading\n\nAnd *some* words.")
    expect(editor.main.get_by_role("heading", name="A sub-heading")).to_be_visible()
    expect(editor.main.locator("em", has_text="some")).to_be_visible()
    editor.page.get_by_role("button", name="Save draft").click()
    expect(editor.page.get_by_text("Saved. 5 words")).to_be_visible()


def test_a_piece_that_is_not_ready_says_what_it_lacks_and_keeps_its_words(
    town: Town, open_browser: OpenBrowser, script: bool
) -> None:
    editor = open_browser(town.cast.editor, script=script)
    editor.go("/desk/articles/new")
    editor.page.get_by_label("Headline", exact=True).fill("Half a piece")
    editor.write_piece("Some words that must stay.")
    editor.page.get_by_role("button", name="Publish", exact=True).click()
    expect(editor.page.locator(".error-summary")).to_contain_text("Add a standfirst")
    expect(editor.page.locator(".error-summary")).to_contain_text("Choose the section")
    expect(editor.page.locator("[name=body]")).to_have_value("Some words that must stay.")
