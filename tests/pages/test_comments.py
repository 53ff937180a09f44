"""Further pages of an article's discussion, without script."""

import pytest

from tests.browser import Page, visit
from tests.cast import Cast


def order(page: Page) -> list[str]:
    """Return the ids of the comments in the order of the page."""
    return [node.attributes["data-id"] for node in page.root.all("article") if "data-id" in node.attributes]


def test_the_page_has_the_articles_head_in_short_and_the_thread(cast: Cast) -> None:
    page = visit(cast.client(), f"{cast.world.article}/comments?sort=oldest")
    assert page.headings[0] == "Rent by the month"
    assert "believes the figure" not in page.text
    assert order(page) == list(cast.world.comments)
    assert page.follow("Read the article").url == cast.world.article


@pytest.mark.parametrize("sort", ["", "newest", "oldest", "respected", "replies"])
def test_every_order_is_answered(cast: Cast, sort: str) -> None:
    page = visit(cast.client(), f"{cast.world.article}/comments?sort={sort}")
    assert page.status == 200
    assert len(order(page)) == 3


@pytest.mark.parametrize(
    "query", ["sort=best", "sort=%00", "after=nonsense", "after=%00", "after=0123456789ab", "after=" + "a" * 3000]
)
def test_what_no_page_of_ours_links_to_gets_a_sentence(cast: Cast, query: str) -> None:
    page = visit(cast.client(), f"{cast.world.article}/comments?{query}")
    assert 400 <= page.status < 500
    assert page.headings


def test_a_page_begins_after_its_comment(cast: Cast) -> None:
    first, *rest = cast.world.comments
    page = visit(cast.client(), f"{cast.world.article}/comments?sort=oldest&after={first}")
    assert order(page) == rest


def test_a_members_discussion_leads_strangers_to_the_article(cast: Cast) -> None:
    answer = cast.client().get(f"{cast.world.members_article}/comments")
    assert (answer.status_code, answer.location) == (302, cast.world.members_article)


def test_members_write_from_here_too(cast: Cast) -> None:
    page = visit(cast.client(cast.member), f"{cast.world.article}/comments?sort=oldest")
    assert "body" in page.form("/threads/.+/comments").names


def test_search_engines_keep_to_the_article(cast: Cast) -> None:
    page = visit(cast.client(), f"{cast.world.article}/comments")
    assert page.root.first("meta", name="robots").attributes["content"] == "noindex, follow"
