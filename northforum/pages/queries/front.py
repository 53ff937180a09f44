"""The front page: filled by date until an editor arranges it."""

from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

from sqlalchemy import Row

from northforum.access.actor import Actor
from northforum.articles import queries as articles
from northforum.hubs import queries as hubs
from northforum.pages.queries import voices
from northforum.pages.queries.voices import Voice

# The lead, two seconds, and a grid that fills whole rows; the rest is listed by date.
SECONDS = 2
GRID_SIZES = (6, 3)
LATEST = 8
NEWEST = 1 + SECONDS + GRID_SIZES[0] + LATEST
HUBS = 4
# On a young site the same few pieces would stand in every list.
FEWEST_TO_RANK = 6


class FrontPage(NamedTuple):
    """The parts of the front page, from the top."""

    lead: articles.Card | None
    seconds: Sequence[articles.Card]
    grid: Sequence[articles.Card]
    hubs: Sequence[Row[Any]]
    latest: Sequence[articles.Card]
    most_discussed: Sequence[articles.Card]
    voices: Sequence[Voice]


def front_page(actor: Actor) -> FrontPage:
    """Return the front page as the actor sees it."""
    newest = articles.latest(actor, limit=NEWEST).items
    top, rest = newest[: 1 + SECONDS], newest[1 + SECONDS :]
    grid = _grid(rest)
    on_grid = {article.id for article in grid}
    return FrontPage(
        lead=top[0] if top else None,
        seconds=top[1:],
        grid=grid,
        hubs=hubs.largest_hubs(actor, HUBS),
        latest=[article for article in rest if article.id not in on_grid],
        most_discussed=articles.most_discussed(actor) if len(newest) >= FEWEST_TO_RANK else (),
        voices=voices.latest_voices(actor) if newest else (),
    )


def _grid(candidates: Sequence[articles.Card]) -> Sequence[articles.Card]:
    """Return as many articles as fill rows, of as many sections as there are, and leave some for the list by date."""
    size = next((size for size in GRID_SIZES if len(candidates) > size), 0)
    return _by_turns(candidates)[:size]


def _by_turns(candidates: Iterable[articles.Card]) -> list[articles.Card]:
    """Return the articles so that each section has its turn before one comes again, newest first in each turn."""
    seen: dict[str, int] = {}
    turns: list[tuple[int, articles.Card]] = []
    for article in candidates:
        turn = seen[article.section.slug] = seen.get(article.section.slug, -1) + 1
        turns.append((turn, article))
    return [article for _, article in sorted(turns, key=lambda pair: pair[0])]
