"""What a member's own page marks: what they respect and what is new to them, without script."""

from northforum.core.db import transaction
from northforum.discussion import operations
from northforum.discussion.models import Comment
from tests import factories
from tests.browser import Page, visit
from tests.cast import Cast
from tests.conftest import Clock
from tests.discussion.talk import row
from tests.pages.conftest import article_at


def say(cast: Cast, words: str) -> str:
    with transaction(cast.app):
        thread = factories.thread_of(article_at(cast.world.article))
        said: Comment = factories.a_comment(cast.actor(cast.other), thread, words)
        return said.public_id


def style(page: Page) -> str:
    return page.root.first("head").first("style").raw


def test_what_is_new_is_counted_marked_and_led_to(cast: Cast, clock: Clock) -> None:
    client = cast.client(cast.member)
    page = visit(client, cast.world.article)
    assert "since your last visit" not in page.text
    page = page.form("/visit").submit()
    assert page.url.startswith(cast.world.article)
    first, second = say(cast, "Something new."), say(cast, "Something else.")
    page = visit(client, cast.world.article)
    assert "2 new since your last visit." in page.text
    assert f'#comment-{first},#comment-{second}) .comment-head::after{{content:"New"}}' in style(page)
    assert page.root.first("a", href=f"/comments/{first}").text == "Go to the first"
    clock.advance(minutes=1)
    page = page.form("/visit").submit()
    assert "since your last visit" not in page.text


def test_what_a_reader_respects_is_marked_for_them_alone(cast: Cast) -> None:
    public_id = cast.world.comments[1]
    with transaction(cast.app):
        operations.respect_comment(cast.actor(cast.member), row(public_id))
    for path in (cast.world.article, f"{cast.world.article}/comments?sort=oldest", f"/comments/{public_id}"):
        assert f'--respected:"{public_id}"' in style(visit(cast.client(cast.member), path))
        assert "--respected" not in visit(cast.client(cast.other), path).html
        assert "--respected" not in visit(cast.client(), path).html
