"""An editor steers a discussion from the article's page, and readers are told what it means for them."""

import pytest
from playwright.sync_api import expect

from tests.journeys.conftest import OpenBrowser
from tests.journeys.town import Reader, Town

pytestmark = pytest.mark.database


def steer(editor: Reader, path: str, *, text: dict[str, str], **chosen: str) -> None:
    """Change the settings of the discussion under an article, by the form that its page leads to."""
    editor.go(path)
    editor.page.get_by_role("link", name="Settings of this discussion").click()
    for name, value in chosen.items():
        editor.page.locator(f"select[name={name}]").select_option(value)
    for name, value in text.items():
        editor.page.locator(f"[name={name}]").fill(value)
    editor.main.get_by_role("button", name="Save").click()
    expect(editor.page.locator("#headline")).to_be_visible()


def test_a_discussion_is_slowed_then_closed_with_a_message(town: Town, open_browser: OpenBrowser, script: bool) -> None:
    path = town.publish(f"On slowing down {'with' if script else 'without'} script")
    editor = open_browser(town.cast.editor, script=script)
    member = open_browser(town.settle(f"Slow {'Sarah' if script else 'Stan'}"), script=script)
    steer(editor, path, state="slow", text={"slow_minutes": "5", "guidelines": "Say which **mill** you mean."})
    member.go(path)
    expect(member.page.locator("#discussion")).to_contain_text("one comment every 5 minutes")
    expect(member.page.locator("#discussion strong", has_text="mill")).to_be_visible()
    member.post("The one by the canal.")
    member.go(path)
    member.page.get_by_label("Your comment").fill("And the other one.")
    member.page.get_by_role("button", name="Post comment").click()
    expect(member.page.get_by_role("alert").first).to_contain_text("minutes")
    expect(member.page.get_by_label("Your comment")).to_have_value("And the other one.")
    steer(editor, path, state="locked", text={"closing_message": "The mill has answered; thank you all."})
    member.go(path)
    expect(member.page.locator("#discussion")).to_contain_text("The mill has answered; thank you all.")
    expect(member.page.get_by_role("button", name="Post comment")).to_have_count(0)
    expect(member.comment("The one by the canal.")).to_be_visible()


def test_questions_are_put_to_the_author_and_answered(town: Town, open_browser: OpenBrowser, script: bool) -> None:
    path = town.publish(f"On asking {'with' if script else 'without'} script")
    editor = open_browser(town.cast.editor, script=script)
    asker = open_browser(town.settle(f"Asking {'Alma' if script else 'Abel'}"), script=script)
    steer(editor, path, mode="questions", text={})
    asker.go(path)
    expect(asker.page.get_by_role("heading", name="Ask the author")).to_be_visible()
    asker.page.get_by_label("Your question").fill("Who pays for the roof?")
    asker.page.get_by_role("button", name="Ask", exact=True).click()
    question = asker.id_of("Who pays for the roof?")
    editor.go(f"/comments/{question}")
    editor.page.locator("textarea[name=body]").first.fill("The council, until April.")
    editor.page.get_by_role("button", name="Post reply").click()
    editor.id_of("The council, until April.")
    asker.go(path)
    answer = asker.comment("The council, until April.")
    expect(answer).to_have_attribute("data-parent", question)
