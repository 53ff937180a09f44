"""A world with something in it for each kind of feed."""

from dataclasses import dataclass
from typing import Any

import pytest

from northforum.access.actor import SYSTEM
from northforum.articles import operations as articles
from northforum.articles.models import Article
from northforum.core import clock, richtext
from northforum.core.db import db, transaction
from northforum.hubs import operations as hubs
from northforum.media.models import Picture
from tests import factories
from tests.cast import Cast
from tests.conftest import Clock

HOSTILE = "Rain </script><b>on</b> & the “roof” <!--\" 'x"
BODY = "\n\n".join(
    (
        "A path to [a hub](/hubs/weir-yard), to [a heading](#s-costs), and [elsewhere](https://a.example/?x=1&y=2).",
        "## Costs",
        "Words and `<b>code</b>`.",
        "> Somebody said so.",
    )
)


@dataclass(frozen=True)
class Pieces:
    """Addresses of articles: one with everything, one for members."""

    whole: str
    closed: str
    draft: str


@pytest.fixture(autouse=True)
def stopped(clock: Clock) -> None:
    """Stop the clock before the cast does anything."""


def a_picture() -> Picture:
    """Make the row of a picture."""
    picture = Picture(width=1600, height=900, master="a-master.jpg", created_at=clock.now())
    db.session.add(picture)
    db.session.flush()
    return picture


def a_whole_article(**over: Any) -> Article:
    """Publish an article that has everything an article can have, with words that are hard to write."""
    picture = a_picture()
    hero = articles.Hero(picture.id, alt=f"Alt {HOSTILE}", caption=f"Caption {HOSTILE}", credit="Nia Vale")
    whole: dict[str, Any] = {
        "headline": HOSTILE,
        "standfirst": f"Standfirst \ufffe {HOSTILE}",
        "body": richtext.article(BODY),
        "topics": ("Rent & rates", "Space"),
        "bylines": (
            articles.BylineEntry(name="Ruth & Calder", role="Printmaker", organisation="Calder Press"),
            articles.BylineEntry(name="Nora Bell"),
        ),
        "hero": hero,
    }
    return factories.an_article(**{**whole, **over})


@pytest.fixture
def pieces(cast: Cast) -> Pieces:
    """Publish an article with everything, which names a hub; the cast's own stand beside it."""
    with transaction(cast.app):
        whole = a_whole_article()
        hubs.name_hubs(SYSTEM, whole, [cast.world.hub])
        return Pieces(whole.path, cast.world.members_article, cast.world.draft)
