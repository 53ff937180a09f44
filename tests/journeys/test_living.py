"""A discussion that lives while it is read: what others say arrives quietly, and moves nothing under anybody's eyes."""

import pytest
from playwright.sync_api import Locator, expect

from tests.cast import Person
from tests.journeys.conftest import OpenBrowser
from tests.journeys.town import Reader, Town

pytestmark = pytest.mark.database

LOOK = "document.dispatchEvent(new Event('visibilitychange'))"


def look(reader: Reader) -> None:
    """Let the page look for news at once, as when its tab is shown again."""
    reader.page.evaluate(LOOK)


def talk_of(town: Town, path: str, person: Person, count: int) -> list[str]:
    return [town.say(path, person, f"Thought number {number:02}.") for number in range(count)]


def top(comment: Locator) -> float:
    box = comment.bounding_box()
    assert box is not None
    return box["y"]


def test_what_others_say_arrives_without_moving_what_is_read(town: Town, open_browser: OpenBrowser) -> None:
    path = town.publish("On hearing at once")
    talk_of(town, path, town.settle("Vera Vocal"), 30)
    reader, writer = open_browser(town.settle("Rita Reads")), open_browser(town.settle("Wanda Writes"))
    for one in (reader, writer):
        one.go(path)
    middle = reader.comment("Thought number 15.")
    middle.evaluate("(comment) => comment.scrollIntoView({block: 'center', behavior: 'instant'})")
    before = top(middle)
    said = writer.post("Something that nobody has said yet.")
    look(reader)
    pill = reader.page.locator("[data-pill]")
    expect(pill).to_have_text("1 new comment")
    expect(reader.comment("Something that nobody has said yet.")).to_have_count(0)
    reader.expects_count(31)
    assert abs(top(middle) - before) < 1
    # The browser's driver would scroll a little to press what is on the screen already.
    pill.dispatch_event("click")
    arrived = reader.comment("Something that nobody has said yet.")
    expect(arrived).to_have_count(1)
    assert abs(top(middle) - before) < 1
    expect(pill).to_have_text("Go to the first new comment")
    pill.click()
    expect(arrived).to_be_focused()
    expect(pill).to_be_hidden()
    first = reader.page.locator("[data-comments] > .comment").first
    assert first.get_attribute("data-id") == said
    look(writer)
    expect(writer.comment("Something that nobody has said yet.")).to_have_count(1)
    expect(writer.page.locator("[data-pill]")).to_be_hidden()


def test_replies_edits_and_withdrawals_find_their_place(town: Town, open_browser: OpenBrowser) -> None:
    path, person = town.publish("On following along"), town.settle("Petra Places")
    town.say(path, person, "The first thought.")
    town.say(path, person, "The second thought.")
    reader, writer = open_browser(), open_browser(town.settle("Roger Replies"))
    for one in (reader, writer):
        one.go(path)
    writer.comment("The first thought.").get_by_text("Reply").click()
    writer.page.get_by_label("Your reply to").fill("An answer to the first.")
    writer.page.get_by_role("button", name="Post reply").click()
    reply = writer.id_of("An answer to the first.")
    look(reader)
    reader.page.locator("[data-pill]").click()
    after_first = reader.comment("The first thought.").locator("xpath=following-sibling::*[1]")
    expect(after_first).to_have_attribute("data-id", reply)
    writer.go(f"/comments/{reply}/withdraw")
    writer.main.get_by_role("button", name="Withdraw").click()
    look(reader)
    expect(reader.page.locator(f"#comment-{reply}")).to_contain_text("withdrawn by its writer")
    reader.expects_count(2)


def test_respect_shows_at_once_and_is_taken_back_where_it_fails(town: Town, open_browser: OpenBrowser) -> None:
    path = town.publish("On giving respect")
    town.say(path, town.settle("Ruby Respected"), "Worth a nod.")
    reader, other = open_browser(town.settle("Nora Nods")), open_browser()
    for one in (reader, other):
        one.go(path)
    button = reader.comment("Worth a nod.").locator("button.respect")
    expect(button).to_have_attribute("aria-pressed", "false")
    button.click()
    expect(button).to_have_attribute("aria-pressed", "true")
    expect(button.locator("[data-score]")).to_have_text("1")
    expect(button).not_to_have_attribute("aria-busy", "true")
    look(other)
    expect(other.comment("Worth a nod.").locator("[data-score]")).to_have_text("1")
    reader.page.reload()
    expect(button).to_have_attribute("aria-pressed", "true")
    reader.page.route("**/respect", lambda route: route.abort("connectionreset"))
    button.click()
    expect(reader.page.locator("[data-announce]").first).to_contain_text("There was no answer")
    expect(button).to_have_attribute("aria-pressed", "true")
    expect(button.locator("[data-score]")).to_have_text("1")
    other.comment("Worth a nod.").locator("button.respect").click()
    expect(other.page.get_by_label("Your password")).to_be_visible()


def test_more_opens_in_place_and_closes_with_the_keyboard(town: Town, open_browser: OpenBrowser) -> None:
    path = town.publish("On what else there is")
    town.say(path, town.settle("Mona More"), "There is more to this.")
    reader = open_browser(town.cast.editor)
    reader.go(path)
    more = reader.comment("There is more to this.").locator("[data-more]")
    more.focus()
    reader.page.keyboard.press("Enter")
    dialog = reader.page.get_by_role("dialog", name="About this comment")
    expect(dialog.get_by_role("button", name="Make it an editors’ pick")).to_be_visible()
    reader.page.keyboard.press("Escape")
    expect(dialog).to_be_hidden()
    expect(more).to_be_focused()
    more.click()
    dialog.get_by_role("button", name="Make it an editors’ pick").click()
    expect(reader.page.get_by_text("The comment is an editors’ pick now.")).to_be_visible()
    reader.go(path)
    reader.page.get_by_role("link", name="Editors’ picks (1)").click()
    expect(reader.comment("There is more to this.")).to_have_count(1)


def test_what_came_since_the_last_visit_is_marked(town: Town, open_browser: OpenBrowser, script: bool) -> None:
    how = "with" if script else "without"
    path, person = town.publish(f"On coming back {how} script"), town.settle(f"Clara Comes{how.title()}")
    writer = town.settle(f"Susan Says{how.title()}")
    town.say(path, writer, "The old thought.")
    reader = open_browser(person, script=script)
    if script:
        with reader.page.expect_response("**/visit"):
            reader.go(path)
            reader.page.locator("#discussion").scroll_into_view_if_needed()
    else:
        reader.go(path)
        reader.page.get_by_role("button", name="Mark what is new from now on").click()
    said = town.say(path, writer, "The new thought.")
    reader.go(path)
    note = reader.page.get_by_text("1 new since your last visit.")
    expect(note).to_be_visible()
    mark = "(comment) => getComputedStyle(comment.querySelector('.comment-head'), '::after').content"
    assert reader.comment("The new thought.").evaluate(mark) == '"New"'
    assert reader.comment("The old thought.").evaluate(mark) == "none"
    reader.page.get_by_role("link", name="Go to the first").click()
    if script:
        expect(reader.page.locator(f"#comment-{said}")).to_be_focused()
    else:
        expect(reader.page).to_have_url(f"{town.site.url}/comments/{said}")


def test_everything_is_there_without_script(town: Town, open_browser: OpenBrowser) -> None:
    path = town.publish("On doing without")
    said = talk_of(town, path, town.settle("Vic Vocal"), 2)
    reader = open_browser(town.settle("Plain Penny"), script=False)
    reader.go(path)
    reader.comment("Thought number 00.").locator("button.respect").click()
    expect(reader.comment("Thought number 00.").locator("[data-score]")).to_have_text("1")
    reader.page.get_by_role("link", name="Most respected").click()
    expect(reader.page.locator("[data-comments] > .comment").first).to_have_attribute("data-id", said[0])
    reader.page.get_by_role("button", name="Always read in this order").click()
    expect(reader.page.locator("[data-comments] > .comment").first).to_have_attribute("data-id", said[0])
    reader.comment("Thought number 01.").locator("[data-more]").click()
    reader.main.get_by_role("button", name="Give respect").click()
    editor = open_browser(town.cast.editor, script=False)
    editor.go(f"/comments/{said[1]}")
    editor.main.get_by_role("button", name="Pin this comment first").click()
    reader.go(path)
    expect(reader.page.locator(".pinned")).to_contain_text("Thought number 01.")
