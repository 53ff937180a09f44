"""A fuller front page for the tests of pages."""

from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import select

from northforum.access.actor import SYSTEM
from northforum.articles.models import Article
from northforum.core import richtext
from northforum.core.db import db, transaction
from northforum.hubs import operations as hubs
from northforum.hubs.models import HubVisibility, Joining
from tests import factories
from tests.cast import Cast
from tests.conftest import Clock
from tests.hubs.conftest import hub_at

Publish = Callable[..., None]
LONG_ENOUGH = "We have paid by the month since the second winter, and the roof has been mended by the quarter."


@pytest.fixture(autouse=True)
def stopped(clock: Clock) -> None:
    """Stop the clock before the cast does anything."""


@pytest.fixture
def publish(cast: Cast, clock: Clock) -> Publish:
    """Publish as many articles, a day apart, in turns in both sections."""

    def run(count: int, **over: Any) -> None:
        for number in range(1, count + 1):
            clock.advance(days=1)
            section = ("opinion", "places")[number % 2]
            with transaction(cast.app):
                factories.an_article(**{"headline": f"Piece {number:02}", "section": section, **over})

    return run


@pytest.fixture
def quiet_hub(cast: Cast) -> str:
    """Make a hub whose inside is for its members; ``cast.member`` is in it."""
    with transaction(cast.app):
        hub = factories.a_hub(
            "Pulley House",
            hosts=[cast.host.member_id],
            visibility=HubVisibility.MEMBERS,
            joining=Joining.INVITATION,
            about=richtext.profile("What is said in the pulley room."),
            offers="A pulley",
            links_text="https://pulley.example",
        )
        hubs.admit_member(SYSTEM, hub, cast.member.member_id)
        return hub.slug


@pytest.fixture
def name_hubs(cast: Cast) -> Callable[..., None]:
    """Let the world's article name hubs by their slugs."""

    def run(*slugs: str) -> None:
        with transaction(cast.app):
            hubs.name_hubs(SYSTEM, article_at(cast.world.article), slugs)

    return run


@pytest.fixture
def admitted(cast: Cast) -> None:
    """Put ``cast.member`` into the open and the secret hub."""
    with transaction(cast.app):
        for slug in (cast.world.hub, cast.world.secret_hub):
            hubs.admit_member(SYSTEM, hub_at(slug), cast.member.member_id)


def article_at(path: str) -> Article:
    """Return the row of the article at an address."""
    return db.session.scalars(select(Article).where(Article.slug == path.rpartition("/")[2])).one()


@pytest.fixture
def say(cast: Cast, clock: Clock) -> Callable[..., None]:
    """Let ``cast.other`` say so many things under the world's article, a quarter of an hour apart."""

    def run(count: int) -> None:
        actor = cast.actor(cast.other)
        for number in range(count):
            clock.advance(minutes=15)
            with transaction(cast.app):
                thread = factories.thread_of(article_at(cast.world.article))
                factories.a_comment(actor, thread, f"Said so {number:02}")

    return run
