"""Posting when something gets in the way: an impatient finger, the back button, a lost connection, a lapsed sign-in."""

import pytest
from playwright.sync_api import BrowserContext, Page, Route, expect

from tests.journeys.conftest import OpenBrowser
from tests.journeys.town import Reader, Town

pytestmark = pytest.mark.database


def send_twice(page: Page) -> None:
    """Press the composer's button twice in one turn of the browser, before any answer can come."""
    page.locator("[data-composer] button[type=submit]").evaluate("(button) => { button.click(); button.click(); }")


def test_a_double_click_makes_one_comment(town: Town, open_browser: OpenBrowser) -> None:
    person, path = town.settle("Doris Doubleday"), town.publish("On pressing twice")
    reader = open_browser(person)
    reader.go(path)
    reader.page.get_by_label("Your comment").fill("Once is enough.")
    send_twice(reader.page)
    expect(reader.comment("Once is enough.")).to_have_count(1)
    reader.expects_count(1)
    assert town.comments(path) == 1


def test_a_form_sent_twice_without_script_makes_one_comment(town: Town, open_browser: OpenBrowser) -> None:
    person, path = town.settle("Dora Doubleday"), town.publish("On pressing twice, plainly")
    reader = open_browser(person, script=False)
    reader.go(path)
    composer = reader.page.locator("[data-composer]")
    sent = {name: composer.locator(f"[name={name}]").input_value() for name in ("csrf_token", "form_key")}
    action = str(composer.get_attribute("action"))
    for _ in range(2):
        answer = reader.page.request.post(action, form={**sent, "body": "Once is enough."}, max_redirects=0)
        assert answer.status == 303
    assert town.comments(path) == 1
    reader.go(path)
    reader.expects_count(1)


def test_the_back_button_after_posting_posts_nothing_again(town: Town, open_browser: OpenBrowser, script: bool) -> None:
    person = town.settle("Barbara Beck" if script else "Bridget Beck")
    path = town.publish(f"On going back {'with' if script else 'without'} script")
    reader = open_browser(person, script=script)
    reader.go("/archive")
    reader.go(path)
    reader.post("I have said it.")
    reader.page.go_back()
    reader.page.go_forward()
    reader.page.reload()
    expect(reader.comment("I have said it.")).to_have_count(1)
    assert town.comments(path) == 1


def test_words_stay_while_the_connection_is_lost_and_are_posted_once_when_it_is_back(
    town: Town, open_browser: OpenBrowser
) -> None:
    person, path = town.settle("Connie Lossett"), town.publish("On losing the line")
    reader = open_browser(person)
    reader.go(path)
    cut(reader.page.context)
    reader.page.get_by_label("Your comment").fill("Can you hear me?")
    reader.page.get_by_role("button", name="Post comment").click()
    expect(reader.page.locator("[data-composer-error]")).to_contain_text("Your text is kept")
    reader.page.context.unroute("**/threads/**")
    reader.page.get_by_role("button", name="Post comment").click()
    expect(reader.comment("Can you hear me?")).to_have_count(1)
    assert town.comments(path) == 1


def cut(context: BrowserContext) -> None:
    """Let the request arrive and lose its answer: the comment is made, and the reader cannot know."""

    def lose(route: Route) -> None:
        route.fetch()
        route.abort("connectionreset")

    context.route("**/threads/**", lose)


def test_what_was_typed_while_the_sign_in_lapsed_comes_back_after_logging_in(
    town: Town, open_browser: OpenBrowser, script: bool
) -> None:
    person = town.settle("Lena Lapse" if script else "Lily Lapse")
    path = town.publish(f"On lapsing {'with' if script else 'without'} script")
    reader = open_browser(person, script=script)
    reader.go(path)
    town.end_sign_ins(person)
    reader.page.get_by_label("Your comment").fill("A long thought,\n\nin two parts.")
    reader.page.get_by_role("button", name="Post comment").click()
    send_after_logging_in(reader, person.email, path)
    expect(reader.comment("in two parts.")).to_have_count(1)
    assert town.comments(path) == 1


def test_a_tab_in_which_somebody_is_still_logged_in_loses_nothing_when_another_logs_out(
    town: Town, open_browser: OpenBrowser, script: bool
) -> None:
    person = town.settle("Tessa Tabb" if script else "Tilda Tabb")
    path = town.publish(f"On two tabs {'with' if script else 'without'} script")
    reader = open_browser(person, script=script)
    reader.go(path)
    other = reader.page.context.new_page()
    other.goto("/archive")
    other.locator("summary", has_text="Your menu").click()
    other.get_by_role("button", name="Log out").click()
    expect(other.get_by_text("You are logged out.")).to_be_visible()
    reader.page.get_by_label("Your comment").fill("A long thought,\n\nin two parts.")
    reader.page.get_by_role("button", name="Post comment").click()
    if not script:
        expect(reader.page.get_by_label("What you typed")).to_have_value("A long thought,\n\nin two parts.")
        reader.page.get_by_role("button", name="Send again").click()
    send_after_logging_in(reader, person.email, path)
    expect(reader.comment("in two parts.")).to_have_count(1)
    assert town.comments(path) == 1


def send_after_logging_in(reader: Reader, email: str, path: str) -> None:
    """Log in where the page leads, find the words there, and send them."""
    page, words = reader.page, "A long thought,\n\nin two parts."
    if reader.script:
        expect(page.locator("[data-composer-error]")).to_contain_text("Your text is kept in this browser")
        reader.go(path)
        page.locator("#discussion").get_by_role("link", name="Log in").click()
        reader.log_in(email)
        expect(page.get_by_label("Your comment")).to_have_value(words)
        page.get_by_role("button", name="Post comment").click()
    else:
        expect(page.get_by_label("What you typed")).to_have_value(words)
        reader.log_in(email)
        expect(page.get_by_label("What you typed")).to_have_value(words)
        page.get_by_role("button", name="Send again").click()


def test_unsent_words_are_not_shown_to_whoever_uses_the_device_next(town: Town, open_browser: OpenBrowser) -> None:
    first, second = town.settle("Prue Private"), town.settle("Nell Nextdoor")
    path = town.publish("On sharing a device")
    reader = open_browser(first)
    reader.go(path)
    reader.page.get_by_label("Your comment").fill("Nobody shall read this yet.")
    reader.take_session(second)
    reader.go(path)
    expect(reader.page.get_by_label("Your comment")).to_have_value("")
    reader.take_session(first)
    reader.go(path)
    expect(reader.page.get_by_label("Your comment")).to_have_value("Nobody shall read this yet.")


def test_a_comment_that_cannot_be_taken_stays_in_its_box(town: Town, open_browser: OpenBrowser, script: bool) -> None:
    person = town.settle("Minnie Marks" if script else "Millie Marks")
    path = town.publish(f"On marks {'with' if script else 'without'} script")
    reader = open_browser(person, script=script)
    reader.go(path)
    words = "e" + "\N{COMBINING ACUTE ACCENT}" * 40
    reader.page.get_by_label("Your comment").fill(words)
    reader.page.get_by_role("button", name="Post comment").click()
    expect(reader.main.get_by_text("too many marks stacked")).to_be_visible()
    expect(reader.page.get_by_label("Your comment")).to_have_value(words)
    reader.post("Plainly, then.")
    assert town.comments(path) == 1


def test_the_keyboard_leads_through_the_thread(town: Town, open_browser: OpenBrowser) -> None:
    person, path = town.settle("Kay Board"), town.publish("On keys")
    town.say(path, town.cast.member, "The first.")
    town.say(path, town.cast.other, "The second.")
    reader = open_browser(person)
    reader.go(path)
    reader.comment("The second.").get_by_role("link", name="Reply").focus()
    reader.page.keyboard.press("j")
    expect(reader.comment("The first.")).to_be_focused()
    reader.page.keyboard.press("k")
    expect(reader.comment("The second.")).to_be_focused()
    reader.page.keyboard.press("r")
    expect(reader.page.get_by_label("Your reply to")).to_be_focused()
    reader.page.keyboard.press("Escape")
    expect(reader.page.get_by_label("Your comment")).to_be_attached()
