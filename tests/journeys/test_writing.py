"""Writing a comment with every help there is, with script and without; nothing typed is lost."""

import pytest
from playwright.sync_api import expect

from northforum.core.db import db, transaction
from tests.journeys.conftest import OpenBrowser
from tests.journeys.town import Reader, Town

pytestmark = pytest.mark.database

BOX = "Your comment"


def test_the_toolbar_and_its_keys_format_what_is_chosen(town: Town, open_browser: OpenBrowser) -> None:
    reader = begins(town, open_browser, "Tola Barr", "On formatting")
    box, page = reader.page.get_by_label(BOX), reader.page
    box.fill("strong words")
    box.evaluate("(box) => box.setSelectionRange(0, 6)")
    page.keyboard.press("Control+b")
    expect(box).to_have_value("**strong** words")
    page.keyboard.press("Control+b")
    expect(box).to_have_value("strong words")
    box.evaluate("(box) => box.setSelectionRange(7, 12)")
    page.keyboard.press("Tab")
    expect(page.get_by_role("button", name="Strong")).to_be_focused()
    page.keyboard.press("ArrowRight")
    expect(page.get_by_role("button", name="Emphasis")).to_be_focused()
    page.keyboard.press("Enter")
    expect(box).to_have_value("strong *words*")
    page.keyboard.press("Control+z")
    expect(box).to_have_value("strong words")
    page.get_by_role("button", name="List").click()
    expect(box).to_have_value("- strong words")
    page.get_by_role("button", name="Preview").click()
    expect(page.locator("[data-preview] li")).to_have_text("strong words")
    box.press("End")
    box.type(" and `code`")
    expect(page.locator("[data-preview] code")).to_have_text("code")
    box.press("Control+Enter")
    expect(reader.comment("strong words and code")).to_have_count(1)


def test_a_draft_survives_a_reload_another_browser_and_a_lapsed_sign_in(town: Town, open_browser: OpenBrowser) -> None:
    person, path = town.settle("Dot Draft"), town.publish("On drafts")
    reader = open_browser(person)
    reader.go(path)
    reader.page.get_by_label(BOX).fill("A thought that takes its time.")
    expect(reader.page.locator("[data-draft]").first).to_have_text("Draft saved")
    elsewhere = open_browser(person, script=False)
    elsewhere.go(path)
    expect(elsewhere.page.get_by_label(BOX)).to_have_value("A thought that takes its time.")
    reader.page.reload()
    expect(reader.page.get_by_label(BOX)).to_have_value("A thought that takes its time.")
    town.end_sign_ins(person)
    reader.page.get_by_label(BOX).fill("A thought that took its time.")
    reader.go(path)
    reader.page.locator("#discussion").get_by_role("link", name="Log in").click()
    reader.log_in(person.email)
    expect(reader.page.get_by_label(BOX)).to_have_value("A thought that took its time.")
    reader.page.get_by_role("button", name="Post comment").click()
    expect(reader.comment("A thought that took its time.")).to_have_count(1)
    reader.page.reload()
    expect(reader.page.get_by_label(BOX)).to_have_value("")
    assert drafts_of(town, person.member_id) == 0


def test_a_member_is_named_by_the_keyboard(town: Town, open_browser: OpenBrowser) -> None:
    named = town.settle("Quentin Quillfeather")
    reader = begins(town, open_browser, "Mena Shun", "On names")
    box, page = reader.page.get_by_label(BOX), reader.page
    box.click()
    page.keyboard.type("As @quen")
    option = page.get_by_role("option", name="Quentin Quillfeather")
    expect(option).to_have_attribute("aria-selected", "true")
    expect(box).to_have_attribute("aria-activedescendant", str(option.get_attribute("id")))
    page.keyboard.press("Escape")
    expect(option).to_have_count(0)
    page.keyboard.type("t")
    expect(option).to_be_visible()
    page.keyboard.press("Enter")
    expect(box).to_have_value(f"As @{named.handle} ")
    page.keyboard.type("said")
    page.get_by_role("button", name="Post comment").click()
    link = reader.comment("said").get_by_role("link", name=f"@{named.handle}")
    expect(link).to_have_attribute("href", f"/members/{named.handle}")


def test_a_passage_is_quoted_and_a_reply_keeps_its_own_draft(town: Town, open_browser: OpenBrowser) -> None:
    reader = begins(town, open_browser, "Quota Shaw", "On quoting", said="The kettle is broken. Nobody minds.")
    page, said = reader.page, reader.comment("The kettle is broken.")
    page.get_by_label(BOX).fill("Kept meanwhile.")
    said.locator(".body p").evaluate("(p) => getSelection().setBaseAndExtent(p.firstChild, 0, p.firstChild, 21)")
    said.get_by_role("button", name="Quote").click()
    reply = page.get_by_label("Your reply to")
    expect(reply).to_have_value("> The kettle is broken.\n\n")
    page.keyboard.type("It is.")
    page.keyboard.press("Escape")
    expect(page.get_by_label(BOX)).to_have_value("Kept meanwhile.")
    said.evaluate("(comment) => { getSelection().removeAllRanges(); comment.tabIndex = -1; comment.focus(); }")
    page.keyboard.press("r")
    expect(reply).to_have_value("> The kettle is broken.\n\nIt is.")
    reply.press("Control+Enter")
    expect(reader.comment("It is.")).to_have_attribute("data-depth", "1")
    expect(reader.comment("It is.").locator("blockquote")).to_have_text("The kettle is broken.")


def test_a_comment_is_edited_in_its_place(town: Town, open_browser: OpenBrowser) -> None:
    reader = begins(town, open_browser, "Edie Tor", "On editing")
    page = reader.page
    reader.post("The dor is open.")
    reader.comment("The dor").get_by_role("link", name="Edit").click()
    box = page.get_by_label("Edit your comment")
    expect(box).to_be_focused()
    box.fill(" ")
    page.get_by_role("button", name="Save").click()
    expect(page.locator("[data-edit] .error").first).to_be_visible()
    page.get_by_label("Edit your comment").fill("The *door* is open.")
    page.get_by_role("button", name="Save").click()
    expect(reader.comment("The door is open.")).to_be_focused()
    expect(page.locator("[data-edit]")).to_have_count(0)
    reader.comment("The door").get_by_role("link", name="Edit").click()
    page.get_by_label("Edit your comment").press("Escape")
    expect(reader.comment("The door is open.").locator(".body")).to_be_visible()


def test_without_script_there_are_a_preview_a_draft_and_names_by_hand(town: Town, open_browser: OpenBrowser) -> None:
    named = town.settle("Percy Plain")
    reader = begins(town, open_browser, "Paula Plain", "On plain pages", script=False)
    page = reader.page
    expect(page.get_by_role("toolbar")).to_have_count(0)
    page.get_by_label(BOX).fill(f"So *it* is, @{named.handle}.")
    page.get_by_role("button", name="Preview").click()
    expect(page.get_by_role("region", name="Preview").locator("em")).to_have_text("it")
    expect(page.get_by_label(BOX)).to_have_value(f"So *it* is, @{named.handle}.")
    page.get_by_role("button", name="Post comment").click()
    said = reader.comment("So it is")
    expect(said.get_by_role("link", name=f"@{named.handle}")).to_be_visible()
    said.get_by_role("link", name="Edit").click()
    page.get_by_label("Edit your comment").fill("So **it** was.")
    page.get_by_role("button", name="Preview").click()
    expect(page.get_by_role("region", name="Preview").locator("strong")).to_have_text("it")
    page.get_by_role("button", name="Save").click()
    expect(reader.comment("So it was.")).to_be_visible()


def begins(
    town: Town, open_browser: OpenBrowser, name: str, headline: str, *, said: str = "", script: bool = True
) -> Reader:
    """Let somebody new open a new article, under which another has spoken."""
    person, path = town.settle(name), town.publish(headline)
    if said:
        town.say(path, town.cast.other, said)
    reader = open_browser(person, script=script)
    reader.go(path)
    return reader


def drafts_of(town: Town, member_id: int) -> int:
    with transaction(town.cast.app):
        rows = db.text("SELECT count(*) FROM draft WHERE member_id = :member_id")
        return int(db.session.execute(rows, {"member_id": member_id}).scalar_one())
