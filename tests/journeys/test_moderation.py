"""A comment is reported, removed with a reason, revised by its writer and let back; and one waits from the start."""

import pytest
from playwright.sync_api import expect

from tests.journeys.conftest import OpenBrowser
from tests.journeys.town import Reader, Town

pytestmark = pytest.mark.database
HARSH, KIND = "Only a fool would rent there.", "I would not rent there myself."


def test_reported_removed_revised_and_let_back(town: Town, open_browser: OpenBrowser, script: bool) -> None:
    names = ("Wilma Writ", "Rita Report") if script else ("Wanda Writ", "Roy Report")
    writer, reporter = map(town.settle, names)
    path = town.publish(f"On being fair {'with' if script else 'without'} script")
    public_id = town.say(path, writer, HARSH)
    stranger = open_browser(script=script)
    stranger.go(path)
    expect(stranger.comment(HARSH)).to_have_count(1)

    member, moderator = open_browser(reporter, script=script), open_browser(town.cast.moderator, script=script)
    report(member, public_id)
    remove(moderator)
    assert HARSH not in stranger.go(path).text()
    expect(stranger.page.locator(f"#comment-{public_id} .tombstone")).to_contain_text("removed by a moderator")
    member.page.reload()
    expect(member.main).to_contain_text("The comment is removed.")

    revise(open_browser(writer, script=script), path)
    assert KIND not in stranger.go(path).text()
    let_back(moderator)
    stranger.go(path)
    expect(stranger.comment(KIND)).to_have_count(1)
    assert town.disagreements() == []


def report(member: Reader, public_id: str) -> None:
    member.go(f"/comments/{public_id}")
    member.main.get_by_role("link", name="Report this comment").click()
    member.page.get_by_label("Abuse").check()
    member.page.get_by_label("More about it").fill("She means the tenants.")
    member.page.get_by_role("button", name="Report").click()
    expect(member.page.get_by_role("heading", name="You reported this comment")).to_be_visible()


def remove(moderator: Reader) -> None:
    moderator.go("/moderation/reported")
    case = moderator.page.locator("article.case").filter(has_text=HARSH)
    expect(case).to_contain_text("She means the tenants.")
    case.get_by_label("Reason").select_option("abuse")
    case.get_by_label("A note to the writer").fill("Say it without calling people names.")
    case.get_by_role("button", name="Remove").click()
    expect(moderator.page.get_by_text("The comment is removed.")).to_be_visible()


def revise(author: Reader, path: str) -> None:
    author.go(path)
    author.page.get_by_role("link", name="See how it stands").click()
    expect(author.main).to_contain_text("Say it without calling people names.")
    author.main.get_by_role("link", name="Edit your comment").first.click()
    author.page.get_by_label("Your comment").fill(KIND)
    author.page.get_by_role("button", name="Save").click()
    expect(author.main).to_contain_text("Your comment waits for a moderator")


def let_back(moderator: Reader) -> None:
    moderator.go("/moderation")
    case = moderator.page.locator("article.case").filter(has_text=KIND)
    expect(case.locator("del").first).to_be_visible()
    case.get_by_role("button", name="Let it be read").click()
    expect(moderator.page.get_by_text("The comment can be read.")).to_be_visible()


def test_a_comment_that_waits_is_shown_to_its_writer_at_once(
    town: Town, open_browser: OpenBrowser, script: bool
) -> None:
    writer = town.settle("Linus Link" if script else "Lina Link")
    path = town.publish(f"On links {'with' if script else 'without'} script")
    author = open_browser(writer, script=script)
    author.go(path)
    author.page.get_by_label("Your comment").fill("The plan is at https://plan.example/bay for all to see.")
    author.page.get_by_role("button", name="Post comment").click()
    notice = author.page.locator(".standing")
    expect(notice).to_contain_text("waits for a moderator")
    expect(notice).to_contain_text("The plan is at")
    if script:
        expect(notice).to_be_focused()
        expect(author.page.get_by_label("Your comment")).to_have_value("")
        author.expects_count(0)
    author.go(path)
    expect(author.page.locator(".standing")).to_contain_text("One waits for a moderator.")
    assert "plan.example" not in open_browser(script=script).go(path).text()


def test_the_queue_is_walked_with_the_keyboard(town: Town, open_browser: OpenBrowser) -> None:
    path = town.publish("On keys")
    for name in ("Kay Keys", "Kim Keys"):
        town.say(path, town.settle(name), f"{name}: https://keys.example/")
    moderator = open_browser(town.cast.moderator)
    moderator.go("/moderation")
    cases = moderator.page.locator("article.case")
    moderator.page.keyboard.press("j")
    expect(cases.first).to_be_focused()
    moderator.page.keyboard.press("j")
    expect(cases.nth(1)).to_be_focused()
    moderator.page.keyboard.press("k")
    expect(cases.first).to_be_focused()
    moderator.page.keyboard.press("?")
    dialog = moderator.page.get_by_role("dialog", name="Keys")
    expect(dialog).to_be_visible()
    dialog.get_by_role("button", name="Close").click()
    expect(dialog).to_be_hidden()
