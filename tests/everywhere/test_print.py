"""On paper: what is read and nothing to press, black on white, with the addresses that cannot be clicked there."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page

from tests.everywhere.pages import ARTICLE
from tests.servers import LiveSite

GONE = (".masthead-end", ".sections", ".footer", ".composer", ".rail", ".skip-link", ".tabs", ".acts")
SHOWN = "(names) => names.filter((name) => [...document.querySelectorAll(name)].some((node) => node.checkVisibility()))"


@pytest.fixture
def paper(browser: Browser, house: LiveSite) -> Iterator[Page]:
    """Give a page that is about to be printed, in the dark theme."""
    context = browser.new_context(base_url=house.url, locale="en-GB", color_scheme="dark")
    page = context.new_page()
    page.emulate_media(media="print", color_scheme="dark")
    yield page
    context.close()


@pytest.mark.parametrize("path", [ARTICLE, f"{ARTICLE}/comments?sort=oldest"])
def test_paper_has_what_is_read_and_where_it_was_read(paper: Page, house: LiveSite, path: str) -> None:
    paper.goto(path)
    paper.evaluate("() => dispatchEvent(new Event('beforeprint'))")
    assert paper.evaluate(SHOWN, list(GONE)) == []
    assert paper.locator("h1").is_visible()
    assert paper.locator(".comment .body").first.is_visible()
    line = paper.locator(".print-only")
    assert line.inner_text() == f"{house.url}{path.split('?', maxsplit=1)[0]}"
    assert "printed on" in line.evaluate("(node) => getComputedStyle(node, '::after').content")
    body = "(name) => getComputedStyle(document.body)[name]"
    assert paper.evaluate(body, "color") == "rgb(0, 0, 0)"
    assert paper.evaluate(body, "backgroundColor") in {"rgba(0, 0, 0, 0)", "rgb(255, 255, 255)"}


def test_the_links_of_an_article_are_written_out_and_its_pictures_are_whole(paper: Page) -> None:
    paper.goto("/articles/our-first-year-in-pounds")
    link = paper.locator(".prose a[href^='/articles/']").first
    address = link.get_attribute("href")
    assert str(address) in link.evaluate("(node) => getComputedStyle(node, '::after').content")
    assert paper.locator("figure").first.evaluate("(node) => getComputedStyle(node).breakInside") == "avoid"


def test_an_article_is_a_paper_of_some_pages(paper: Page) -> None:
    paper.goto(ARTICLE)
    content = paper.pdf(format="A4", prefer_css_page_size=True)
    assert content.startswith(b"%PDF-")
    assert 1 < content.count(b"/Type /Page\n") + content.count(b"/Type /Page ") + content.count(b"/Type/Page ") < 15


def test_the_screen_shows_nothing_that_is_for_paper_alone(paper: Page) -> None:
    paper.emulate_media(media="screen")
    paper.goto(ARTICLE)
    assert not paper.locator(".print-only").is_visible()
