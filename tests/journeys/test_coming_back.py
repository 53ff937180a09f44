"""Coming back: with a password that was forgotten, and on a device that remembers."""

import pytest
from playwright.sync_api import expect

from tests.factories import PASSWORD
from tests.journeys.conftest import OpenBrowser
from tests.journeys.town import Town

pytestmark = pytest.mark.database

NEW_PASSWORD = "nine dry bricks"


def test_a_forgotten_password_is_replaced_by_mail(town: Town, open_browser: OpenBrowser, script: bool) -> None:
    person = town.settle("Flora Gett" if script else "Fleur Gett")
    elsewhere = open_browser(person, script=script)
    reader = open_browser(script=script)
    reader.go("/login")
    reader.page.get_by_role("link", name="Forgotten your password?").click()
    reader.page.get_by_label("Your e-mail address").fill(person.email)
    reader.page.get_by_role("button", name="Send me a link").click()
    expect(reader.page.get_by_role("heading", level=1)).to_have_text("Check your e-mail")
    link = town.link_in_letter(person.email, "", "/reset")
    reader.go(link)
    reader.page.get_by_label("A new password").fill(NEW_PASSWORD)
    reader.page.get_by_role("button", name="Save and log in").click()
    expect(reader.page.locator("body")).to_have_attribute("data-member", person.handle)

    assert reader.go(link).status == 410
    elsewhere.go("/account")
    expect(elsewhere.page.get_by_role("heading", level=1)).to_have_text("Log in")
    elsewhere.log_in(person.email)
    expect(elsewhere.main.get_by_text("do not belong together")).to_be_visible()
    expect(elsewhere.page.get_by_label("Your e-mail address")).to_have_value(person.email)
    elsewhere.log_in(person.email, NEW_PASSWORD)
    expect(elsewhere.page).to_have_url(f"{town.site.url}/account")
    town.letter_to(person.email, "password")


def test_a_device_that_remembers_keeps_its_member_and_another_forgets(
    town: Town, open_browser: OpenBrowser, script: bool
) -> None:
    person = town.settle("Remy Ember" if script else "Rene Ember")
    for remember in (True, False):
        reader = open_browser(script=script)
        reader.go("/login?next=/archive")
        reader.log_in(person.email, remember=remember)
        expect(reader.page).to_have_url(f"{town.site.url}/archive")
        # A browser that is closed forgets the cookies that have no date.
        lasting = [cookie for cookie in reader.page.context.cookies() if cookie.get("expires", -1) > 0]
        reader.page.context.clear_cookies()
        reader.page.context.add_cookies([{**cookie} for cookie in lasting])  # type: ignore[typeddict-item]
        reader.go("/archive")
        body = reader.page.locator("body")
        if remember:
            expect(body).to_have_attribute("data-member", person.handle)
        else:
            expect(body).not_to_have_attribute("data-member", person.handle)


def test_logging_out_ends_it_for_good(town: Town, open_browser: OpenBrowser, script: bool) -> None:
    person = town.settle("Lotta Gout" if script else "Lottie Gout")
    reader = open_browser(script=script)
    reader.go("/login")
    reader.log_in(person.email, remember=True)
    expect(reader.page.locator("body")).to_have_attribute("data-member", person.handle)
    before = reader.page.context.cookies()
    reader.page.locator("summary", has_text="Your menu").click()
    reader.page.get_by_role("button", name="Log out").click()
    expect(reader.page.get_by_text("You are logged out.")).to_be_visible()
    # Not even somebody who has kept a copy of the old cookies gets in with them.
    reader.page.context.clear_cookies()
    reader.page.context.add_cookies([{**cookie} for cookie in before])  # type: ignore[typeddict-item]
    reader.go("/account")
    expect(reader.page.get_by_role("heading", level=1)).to_have_text("Log in")


def test_a_wrong_password_and_an_unknown_address_read_the_same(town: Town, open_browser: OpenBrowser) -> None:
    person, said = town.settle("Una Nown"), []
    for email, password in ((person.email, "not the one I chose"), ("nobody@nowhere.example", PASSWORD)):
        reader = open_browser()
        reader.go("/login")
        reader.log_in(email, password)
        said.append(reader.page.locator(".error-summary").inner_text())
    assert said[0] == said[1]
