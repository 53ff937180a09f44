"""The main job: an article is published, a member joins in."""

from io import BytesIO

import pytest
from PIL import Image
from playwright.sync_api import Locator, expect

from northforum.demonstration import reading
from tests.factories import PASSWORD
from tests.journeys.conftest import OpenBrowser
from tests.journeys.town import Reader, Town

pytestmark = [pytest.mark.database, pytest.mark.story]

PIECE = next(entry for entry in reading.articles() if entry["slug"] == "pan-northern-collaboration")
WORDS = 900
NAMES = {True: "Rowan Pickles", False: "Robin Sallow"}
GATE = "You must be logged in to post a comment."


def test_an_article_is_published_and_a_member_joins_in(town: Town, open_browser: OpenBrowser, script: bool) -> None:
    headline = f"The drying room, {'with' if script else 'without'} script"
    path = publish(open_browser(script=script), headline)
    reader, email = open_browser(script=script), f"reader-{script}@story.example".lower()
    reads(reader, path, headline)
    joins(reader, email, path)
    takes_part(reader, open_browser(script=script), path)
    assert not town.disagreements()


def publish(editor: Reader, headline: str) -> str:
    """Put the piece in at the desk and publish it; return its path."""
    editor.go("/login?next=/desk")
    editor.log_in(editor.town.cast.editor.email)
    editor.page.get_by_role("link", name="Write a piece").first.click()
    fill_in(editor, headline)
    editor.page.get_by_role("button", name="Publish", exact=True).click()
    expect(editor.page.get_by_role("heading", level=1)).to_have_text(headline)
    return editor.page.url.removeprefix(editor.town.site.url)


def fill_in(editor: Reader, headline: str) -> None:
    page = editor.page
    page.get_by_label("Headline", exact=True).fill(headline)
    page.get_by_label("Standfirst").fill(PIECE.text("standfirst"))
    editor.write_piece(PIECE["body"])
    page.locator("[name=byline-0-name]").fill("Ruth Calder")
    page.locator("[name=byline-0-role]").fill("printmaker")
    page.locator("[name=byline-0-organisation]").fill("Calder Press")
    page.locator("[name=section]").select_option(label="Opinion")
    page.locator("[name=picture]").set_input_files({"name": "room.png", "mimeType": "image/png", "buffer": picture()})
    page.locator("[name=hero_alt]").fill("A rack of prints in a white room.")
    page.locator("[name=hero_caption]").fill("The drying room on a Friday.")
    page.locator("[name=hero_credit]").fill("Ann Other")


def picture() -> bytes:
    """A picture of 1,600 by 900 with something to see in it."""
    file = BytesIO()
    Image.linear_gradient("L").resize((1600, 900)).convert("RGB").save(file, "PNG")
    return file.getvalue()


def reads(reader: Reader, path: str, headline: str) -> None:
    """Find everything where a magazine would have put it."""
    page = reader.page
    assert reader.go(path).status == 200
    expect(page.get_by_role("heading", level=1)).to_have_text(headline)
    expect(page.locator(".standfirst")).to_have_text(PIECE.text("standfirst"))
    expect(page.locator(".byline")).to_contain_text("Ruth Calder")
    expect(page.locator(".byline")).to_contain_text("printmaker, Calder Press")
    expect(page.locator(".prose h2")).to_have_count(4)
    assert len(page.locator(".prose").first.inner_text().split()) > WORDS
    hero = page.locator(".hero img")
    expect(hero).to_have_attribute("alt", "A rack of prints in a white room.")
    answer = page.request.get(str(hero.get_attribute("src")))
    assert Image.open(BytesIO(answer.body())).width >= 900
    expect(page.locator(".hero figcaption")).to_contain_text("The drying room on a Friday.")
    expect(page.locator(".hero figcaption")).to_contain_text("Photo: Ann Other")
    expect(page.locator("#discussion")).to_contain_text(GATE)
    reader.expects_count(0)


def joins(reader: Reader, email: str, path: str) -> None:
    """Join from the place of the composer, confirm the address, and be back at that very spot."""
    page = reader.page
    page.locator("#discussion").get_by_role("link", name="Join").click()
    page.get_by_label("Your name").fill(NAMES[reader.script])
    page.get_by_label("Your e-mail address").fill(email)
    page.get_by_label("A password").fill(PASSWORD)
    reader.main.get_by_role("button", name="Join").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Check your e-mail")
    reader.go(reader.town.link_in_letter(email, "", "/confirm"))
    page.get_by_role("button", name="Confirm and log in").click()
    expect(page).to_have_url(f"{reader.town.site.url}{path}#discussion")
    handle = NAMES[reader.script].lower().replace(" ", "-")
    expect(page.locator("body")).to_have_attribute("data-member", handle)
    expect(page.locator("#discussion-title")).to_be_in_viewport()
    expect(page.locator("#discussion")).not_to_contain_text(GATE)


def takes_part(reader: Reader, stranger: Reader, path: str) -> None:
    """Post, reply, edit and withdraw; a stranger sees the same each time."""
    reader.post("We dried ours over the boiler.")
    reader.expects_count(1)
    sees(stranger, path, "We dried ours over the boiler.", 1)

    answers(reader, reader.comment("We dried ours over the boiler."), "Until it was condemned.")
    sees(stranger, path, "Until it was condemned.", 2)

    reader.go(path)
    own = reader.comment("Until it was condemned.")
    own.get_by_role("link", name="Edit").click()
    reader.page.get_by_label("Edit your comment").fill("Until it was *inspected*.")
    reader.page.get_by_role("button", name="Save").click()
    expect(reader.comment("Until it was inspected.")).to_be_visible()
    sees(stranger, path, "Until it was inspected.", 2)

    reader.go(path)
    reader.comment("Until it was inspected.").get_by_role("link", name="Withdraw").click()
    reader.page.get_by_role("button", name="Withdraw").click()
    expect(reader.page.get_by_text("This comment was withdrawn by its writer.")).to_be_visible()
    sees(stranger, path, "We dried ours over the boiler.", 1)
    expect(stranger.page.locator("#discussion")).not_to_contain_text("inspected")


def answers(reader: Reader, comment: Locator, words: str) -> None:
    """Reply to ``comment``: in place with script, on the comment's own page without."""
    comment.get_by_role("link", name="Reply").click()
    reader.page.get_by_label(f"Your reply to {NAMES[reader.script]}").fill(words)
    reader.page.get_by_role("button", name="Post reply").click()
    expect(reader.comment(words)).to_have_attribute("data-depth", "1")


def sees(stranger: Reader, path: str, words: str, count: int) -> None:
    """Hold that the article shows the comment and its number to everybody."""
    stranger.go(path)
    expect(stranger.comment(words)).to_be_visible()
    stranger.expects_count(count)
    expect(stranger.comment(words).get_by_role("link", name="Edit")).to_be_hidden()
