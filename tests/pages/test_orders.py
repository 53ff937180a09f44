"""In which order a member reads, the editors' picks, and the comment that stands first: all without script."""

import pytest

from northforum.core.db import transaction
from northforum.discussion import operations
from northforum.discussion.models import Comment, Sort
from northforum.discussion.queries import picks
from tests import factories
from tests.browser import Page, visit
from tests.cast import Cast
from tests.discussion.talk import row
from tests.pages.conftest import article_at
from tests.pages.fronts import came_from_the_front
from tests.pages.test_comments import order


def say(cast: Cast, *words: str) -> list[str]:
    """Begin conversations; return their ids."""
    said = []
    for line in words:
        with transaction(cast.app):
            thread = factories.thread_of(article_at(cast.world.article))
            comment: Comment = factories.a_comment(cast.actor(cast.other), thread, line)
            said.append(comment.public_id)
    return said


def do(cast: Cast, verb: object, public_id: str) -> None:
    assert callable(verb)
    with transaction(cast.app):
        verb(cast.actor(cast.editor), row(public_id))


def tabs(page: Page) -> dict[str, str]:
    nav = page.root.first("nav", aria_label="Order of the comments")
    return {link.text: link.attributes["href"] for link in nav.all("a")}


def test_an_order_is_remembered_once_somebody_says_so(cast: Cast) -> None:
    said = say(cast, "One.", "Two.")
    client = cast.client(cast.member)
    newest = order(visit(client, cast.world.article))
    assert newest.index(said[1]) < newest.index(said[0])
    page = visit(client, f"{cast.world.article}/comments?sort=oldest")
    assert order(visit(client, cast.world.article)) == newest
    page = page.form("/order").submit()
    assert page.url.startswith(cast.world.article)
    assert order(page) != newest
    assert order(page)[-2:] == said
    assert "Always read in this order" not in page.text
    assert tabs(page)["Oldest"].endswith(f"{cast.world.article}#discussion")
    assert tabs(page)["Newest"].endswith("sort=newest#discussion")
    assert order(page.follow("Newest")) == newest
    assert order(visit(cast.client(cast.other), cast.world.article)) == newest
    assert order(visit(cast.client(), cast.world.article)) == newest


def test_a_page_in_ones_own_order_is_kept_for_the_next_reader(cast: Cast) -> None:
    client = cast.client(cast.member)
    with transaction(cast.app):
        operations.prefer_sort(cast.actor(cast.member), Sort.REPLIES)
    first = client.get(cast.world.article)
    assert 'data-sort="replies"' in first.text
    second = client.get(cast.world.article)
    assert came_from_the_front(cast.app, second)
    assert 'data-sort="replies"' in second.text
    assert 'data-sort="newest"' in cast.client(cast.other).get(cast.world.article).text


def test_strangers_choose_no_order_for_good(cast: Cast) -> None:
    page = visit(cast.client(), f"{cast.world.article}/comments?sort=oldest")
    assert "Always read in this order" not in page.text


@pytest.mark.parametrize("sort", ["", "best", "\0", "NEWEST"])
def test_an_unknown_order_is_refused(cast: Cast, sort: str) -> None:
    client = cast.client(cast.member)
    form = visit(client, f"{cast.world.article}/comments?sort=oldest").form("/order")
    assert client.post(form.action, data={**form.fields, "sort": sort}).status_code == 400


def test_picks_have_a_tab_and_pages(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(picks, "CONVERSATIONS", 2)
    said = say(cast, "One.", "Two.", "Three.")
    assert not any("picks" in name for name in tabs(visit(cast.client(), cast.world.article)))
    for public_id in said:
        do(cast, operations.pick_comment, public_id)
    page = visit(cast.client(), cast.world.article).follow("Editors’ picks (3)")
    assert order(page) == [said[2], said[1]]
    page = page.follow("More comments")
    assert order(page) == [said[0]]
    assert order(page.follow("Back to the first page")) == [said[2], said[1]]
    do(cast, operations.unpick_comment, said[2])
    assert order(visit(cast.client(), f"{cast.world.article}/comments?show=picks")) == [said[1], said[0]]


@pytest.mark.parametrize("after", ["zebra", "W10", "WzFd", "A" * 300, "%00", "WzEwMDAwMDAwMDAwMDAwMDAwMDAsMV0"])
def test_a_page_of_picks_after_nothing_of_ours_is_no_error_of_ours(cast: Cast, after: str) -> None:
    page = visit(cast.client(), f"{cast.world.article}/comments?show=picks&after={after}")
    assert page.status < 500


def test_what_is_pinned_stands_first_and_leads_to_its_place(cast: Cast) -> None:
    (public_id,) = say(cast, "The rent is the thing.")
    do(cast, operations.pin_comment, public_id)
    for client in (cast.client(), cast.client(cast.member)):
        pinned = visit(client, cast.world.article).root.first("aside", class_="pinned")
        assert "The rent is the thing." in pinned.text
        assert pinned.first("a").attributes["href"] == f"#comment-{public_id}"
    further = visit(cast.client(), f"{cast.world.article}/comments?sort=newest&after={public_id}")
    assert 'class="pinned"' not in further.html
    with transaction(cast.app):
        operations.withdraw_comment(cast.actor(cast.other), row(public_id))
    assert 'class="pinned"' not in visit(cast.client(), cast.world.article).html


def test_a_further_page_leads_back_to_the_first(cast: Cast) -> None:
    first = cast.world.comments[0]
    page = visit(cast.client(), f"{cast.world.article}/comments?sort=oldest&after={first}")
    assert order(page.follow("Back to the first page")) == list(cast.world.comments)
