"""Following a discussion: somebody speaks there, the bell counts, mail comes, and one click ends the mail."""

import urllib.request
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import expect

from northforum.core.db import transaction
from northforum.notifications import operations as notifications
from tests.journeys.conftest import OpenBrowser
from tests.journeys.town import Town, wait_for

pytestmark = pytest.mark.database


def test_a_follower_hears_of_a_comment_in_the_page_and_by_mail(
    town: Town, open_browser: OpenBrowser, script: bool
) -> None:
    family = "Ogden" if script else "Orrell"
    follower, speaker = town.settle(f"Fay {family}"), town.settle(f"Sid {family}")
    path = town.publish(f"On following {'with' if script else 'without'} script")
    reader = open_browser(follower, script=script)
    reader.go(path)
    reader.page.get_by_role("button", name="Follow this discussion").click()
    expect(reader.page.get_by_role("button", name="Stop following")).to_be_visible()
    comment = town.say(path, speaker, "The kettle is on.")

    def counted() -> bool:
        reader.go("/following")
        return "1" in reader.page.locator(".bell").inner_text()

    wait_for(counted, "the count beside the bell")
    with transaction(town.cast.app):
        notifications.prepare_mail()
    letter = town.letter_to(follower.email, "commented in a discussion that you follow")
    address = str(letter["List-Unsubscribe"]).strip("<>")
    assert urlsplit(address).netloc == urlsplit(town.site.url).netloc
    with urllib.request.urlopen(address, data=b"List-Unsubscribe=One-Click", timeout=10) as answer:
        assert answer.status == 200
    reader.go("/notifications")
    reader.page.get_by_role("link", name="commented in a discussion").click()
    expect(reader.page.locator(f"#comment-{comment}")).to_contain_text("The kettle is on.")
    reader.go("/account/notifications")
    expect(reader.page.get_by_label("Tell me by e-mail as well")).not_to_be_checked()
    reader.go("/notifications")
    if not script:
        reader.page.get_by_role("button", name="Mark all as read").click()
    expect(reader.page.locator(".bell")).not_to_contain_text("1")


def test_a_muted_members_comment_folds_away_and_can_be_opened(
    town: Town, open_browser: OpenBrowser, script: bool
) -> None:
    family = "Ogden" if script else "Orrell"
    muter, muted = town.settle(f"Mat {family}"), town.settle(f"Ned {family}")
    path = town.publish(f"On muting {'with' if script else 'without'} script")
    comment = town.say(path, muted, "Something shrill.")
    reader = open_browser(muter, script=script)
    reader.go(f"/members/{muted.handle}")
    reader.page.get_by_role("button", name=f"Mute {muted.name}", exact=True).click()
    expect(reader.page.get_by_role("button", name=f"Unmute {muted.name}")).to_be_visible()
    reader.go(path)
    folded = reader.page.locator(f"#comment-{comment}")
    expect(folded.locator(".body")).to_be_hidden()
    expect(folded.get_by_role("link", name="A comment by a member you muted")).to_be_visible()
    folded.get_by_role("link", name="A comment by a member you muted").click()
    expect(reader.page.locator(f"#comment-{comment} .body")).to_be_visible()
