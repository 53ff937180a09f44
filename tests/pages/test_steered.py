"""What readers of an article see of how its discussion is steered."""

from datetime import timedelta
from typing import Any

import pytest

from northforum.access.actor import SYSTEM
from northforum.articles import operations as articles
from northforum.core import richtext
from northforum.core.db import transaction
from northforum.discussion import operations
from northforum.discussion.models import ThreadMode, ThreadState
from tests import factories
from tests.browser import visit
from tests.cast import Cast
from tests.conftest import Clock
from tests.pages.conftest import article_at

READERS = ("", "member", "editor", "moderator")


def steer(cast: Cast, guidelines: str = "", **chosen: Any) -> None:
    with transaction(cast.app):
        thread = factories.thread_of(article_at(cast.world.article))
        steering = operations.Steering(
            **{"state": ThreadState.OPEN, "guidelines": richtext.profile(guidelines), **chosen}
        )
        operations.steer_thread(SYSTEM, thread, steering=steering, version=thread.settings_version)


def discussion(cast: Cast, name: str = "member", path: str = "") -> str:
    client = cast.client(getattr(cast, name) if name else None)
    return str(visit(client, path or cast.world.article).root.first("section", id="discussion").text)


@pytest.mark.parametrize("name", READERS)
def test_each_state_says_what_it_means(cast: Cast, clock: Clock, name: str) -> None:
    closes = clock.now() + timedelta(days=11)
    for chosen, sentence in (
        ({"state": ThreadState.HELD}, "A moderator reads each comment before it appears."),
        ({"state": ThreadState.SLOW, "slow_minutes": 5}, "one comment every 5 minutes"),
        ({"closes_at": closes}, "closes on 1 December 2026, 12:00"),
        ({"state": ThreadState.LOCKED, "closing_message": "Thank you all."}, "Thank you all."),
        ({"guidelines": "Bring figures."}, "Bring figures."),
    ):
        steer(cast, **chosen)
        assert sentence in discussion(cast, name)


def test_the_sites_own_guidelines_stand_where_there_are_no_others(cast: Cast) -> None:
    assert "Keep to the subject" in discussion(cast)
    steer(cast, "Bring figures.")
    assert "Keep to the subject" not in discussion(cast)


def test_the_settings_are_offered_to_those_who_may(cast: Cast) -> None:
    offered = {name: "Settings of this discussion" in discussion(cast, name) for name in READERS}
    assert offered == {"": False, "member": False, "editor": True, "moderator": True}
    further = f"{cast.world.article}/comments?sort=oldest"
    assert "Settings of this discussion" in discussion(cast, "editor", further)


def test_an_author_finds_the_settings(cast: Cast) -> None:
    with transaction(cast.app):
        operations.set_authors(factories.thread_of(article_at(cast.world.article)), [cast.member.member_id])
    page = visit(cast.client(cast.member), cast.world.article)
    link = page.root.first("p", class_="steer")
    assert link.attributes["data-author"] == cast.member.handle
    assert f'.own[data-author="{cast.member.handle}"]' in page.html
    address = link.first("a").attributes["href"]
    assert visit(cast.client(cast.member), address).status == 200
    assert visit(cast.client(cast.other), address).status == 403


def test_a_hidden_discussion_is_gone_but_for_the_way_back(cast: Cast) -> None:
    steer(cast, state=ThreadState.HIDDEN)
    for name, way_back in (("", False), ("member", False), ("editor", True), ("moderator", True)):
        page = visit(cast.client(getattr(cast, name) if name else None), cast.world.article)
        assert page.status == 200
        assert "Ours went up in March." not in page.html
        assert ("The discussion of this piece is hidden" in page.text) is way_back


def test_a_discussion_comes_back_with_its_article_in_the_state_that_it_had(cast: Cast) -> None:
    steer(cast, state=ThreadState.SLOW, slow_minutes=5)
    for verb in (articles.unpublish_article, articles.publish_article):
        with transaction(cast.app):
            verb(SYSTEM, article_at(cast.world.article))
    assert "one comment every 5 minutes" in discussion(cast)


def test_questions_change_the_words_of_the_page(cast: Cast, clock: Clock) -> None:
    opens = clock.now() + timedelta(hours=1)
    steer(cast, mode=ThreadMode.QUESTIONS, questions_open_at=opens)
    for name in ("", "member"):
        shown = discussion(cast, name)
        assert "Ask the author" in shown
        assert "Questions open on 20 November 2026, 13:00." in shown
        assert "1 question, 0 answered" in shown
        assert "Your question" not in shown
    clock.advance(hours=1)
    with transaction(cast.app):
        operations.turn_questions()
    assert "Your question" in discussion(cast)
    assert "Most respected" in discussion(cast)
