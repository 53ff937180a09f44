"""The front page: what editors have placed, and the rest filled in by date; no piece stands in two places."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from sqlalchemy import Row

from northforum.access.actor import Actor
from northforum.access.audience import Audience
from northforum.articles import queries as articles
from northforum.frontpage import queries as frontpage
from northforum.frontpage.models import GRID, LEAD, PLACES, SECONDS
from northforum.hubs import queries as hubs
from northforum.pages.queries import voices
from northforum.pages.queries.voices import Voice

# The grid fills whole rows; the rest is listed by date.
GRID_SIZES = (6, 3)
LATEST = 8
NEWEST = len(PLACES) + LATEST
HUBS = 4
RANKED = 5
WAITING = 3
# On a young site the same few pieces would stand in every list.
FEWEST_TO_RANK = 6


class FrontPage(NamedTuple):
    """The parts of the front page, from the top; ``places`` are the articles above the hubs by their place.

    Below them stand lists of other kinds, in which a piece of the page may come again: what is read and discussed most.
    """

    places: Mapping[str, articles.Card]
    hubs: Sequence[Row[Any]]
    latest: Sequence[articles.Card]
    most_read: Sequence[articles.Card]
    most_discussed: Sequence[articles.Card]
    unanswered: Sequence[articles.Card]
    voices: Sequence[Voice]

    @property
    def lead(self) -> articles.Card | None:
        """The first piece."""
        return self.places.get(LEAD)

    @property
    def seconds(self) -> Sequence[articles.Card]:
        """The pieces beside it."""
        return [self.places[place] for place in SECONDS if place in self.places]

    @property
    def grid(self) -> Sequence[articles.Card]:
        """The pieces below, in rows."""
        return [self.places[place] for place in GRID if place in self.places]


def front_page(actor: Actor, chosen: frontpage.Showing | None = None) -> FrontPage:
    """Return the front page as the actor sees it, as it is arranged or as it would be with ``chosen``."""
    chosen = chosen or frontpage.showing()
    newest = articles.latest(actor, limit=NEWEST).items
    ranking = [article_id for article_id, _ in articles.ranking()]
    known = {card.id: card for card in articles.known_cards(actor, [*chosen.articles.values(), *ranking])}
    placed = {place: known[one] for place, one in chosen.articles.items() if one in known}
    places, latest = filled(placed, newest)
    is_full = len(newest) >= FEWEST_TO_RANK
    return FrontPage(
        places=places,
        hubs=hubs.largest_hubs(actor, HUBS),
        latest=latest,
        most_read=_readable(actor, [known[one] for one in ranking if one in known])[:RANKED] if is_full else (),
        most_discussed=articles.most_discussed(actor) if is_full else (),
        unanswered=_waiting(actor, places) if is_full else (),
        voices=voices.chosen_voices(actor, chosen.quotes) if newest else (),
    )


def filled(
    placed: Mapping[str, articles.Card], newest: Sequence[articles.Card]
) -> tuple[dict[str, articles.Card], Sequence[articles.Card]]:
    """Return the article of each place, free places filled from the newest, and those of the newest that are left.

    The lead and those beside it take the newest; the grid takes as many as fill rows, of as many sections as there
    are, and leaves some for the list by date. Whatever was placed stands where it was put.
    """
    taken = {card.id for card in placed.values()}
    free = [card for card in newest if card.id not in taken]
    found = dict(placed)
    for place in (LEAD, *SECONDS):
        if place not in found and free:
            found[place] = free.pop(0)
    set_by_hand = sum(place in placed for place in GRID)
    size = next((size for size in GRID_SIZES if set_by_hand + len(free) > size), set_by_hand)
    turns = _by_turns(free)[: max(size - set_by_hand, 0)]
    empty = [place for place in GRID if place not in found]
    found.update(zip(empty, turns, strict=False))
    on_grid = {card.id for card in turns}
    return found, [card for card in free if card.id not in on_grid][:LATEST]


def _readable(actor: Actor, found: Sequence[articles.Card]) -> list[articles.Card]:
    return [card for card in found if actor.is_member or card.audience is not Audience.MEMBERS]


def _waiting(actor: Actor, places: Mapping[str, articles.Card]) -> Sequence[articles.Card]:
    """Return pieces that nobody has said anything under and that do not stand on the page."""
    shown = {card.id for card in places.values()}
    found = articles.unanswered(actor, limit=WAITING + len(PLACES)).items
    return [card for card in found if card.id not in shown][:WAITING]


def _by_turns(candidates: Iterable[articles.Card]) -> list[articles.Card]:
    """Return the articles so that each section has its turn before one comes again, newest first in each turn."""
    seen: dict[str, int] = {}
    turns: list[tuple[int, articles.Card]] = []
    for article in candidates:
        turn = seen[article.section.slug] = seen.get(article.section.slug, -1) + 1
        turns.append((turn, article))
    return [article for _, article in sorted(turns, key=lambda pair: pair[0])]
