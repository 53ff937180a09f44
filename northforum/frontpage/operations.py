"""Arranging the front page, and letting its places go by the time they were given."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import delete

from northforum.access.actor import Actor
from northforum.access.verdict import authorize
from northforum.articles import policy as articles_policy, queries as articles_queries
from northforum.core import clock
from northforum.core.db import db, insert_into, is_public_id
from northforum.core.errors import Conflict, Invalid
from northforum.core.events import emit
from northforum.frontpage import queries
from northforum.frontpage.events import FrontArranged
from northforum.frontpage.models import PLACES, FrontPage, FrontQuote, FrontSlot

THE_PAGE = 1
SAVED_MEANWHILE = "Somebody else has arranged the front page since you opened it."


@dataclass(frozen=True)
class Placing:
    """An article for a place, by its public id, perhaps for a time."""

    article: str
    starts_at: datetime | None = None
    ends_at: datetime | None = None


@dataclass(frozen=True)
class Wanted:
    """The whole front page as an editor wants it: places that are left out fill themselves."""

    placings: Mapping[str, Placing] = field(default_factory=dict)
    quotes: Sequence[str] = ()


def arrange_front(actor: Actor, *, wanted: Wanted, version: int) -> int:
    """Put articles and quotations in their places, on top of ``version``; return the new version.

    Raises
    ------
    Conflict
        When somebody else has arranged the page since ``version``.
    Invalid
        With a sentence for each place (``lead``, ``grid-3``, ``quote-2``) that cannot be filled so.
    """
    authorize(articles_policy.may_arrange(actor))
    db.session.execute(insert_into(FrontPage).values(id=THE_PAGE, version=0).on_conflict_do_nothing())
    page = queries.locked_page()
    if page.version != version:
        raise Conflict(SAVED_MEANWHILE)
    now = clock.now()
    articles, comments = _checked(wanted, now)
    _put(wanted, articles, comments, now)
    page.version += 1
    page.arranged_at, page.arranged_by = now, actor.member_id
    db.session.flush()
    emit(FrontArranged(page.version))
    return page.version


def turn_slots() -> None:
    """Show what is due in its place, and give back the places whose time has passed."""
    now, turned = clock.now(), False
    for slot in queries.all_slots():
        if slot.is_over(now):
            db.session.delete(slot)
        elif slot.is_showing == slot.is_due(now):
            continue
        else:
            slot.is_showing = slot.is_due(now)
        turned = True
    if turned:
        db.session.flush()
        emit(FrontArranged(queries.arrangement().version))


def _checked(wanted: Wanted, now: datetime) -> tuple[dict[str, int], dict[str, int]]:
    refusals: dict[str, str] = {}
    articles = articles_queries.published_ids({placing.article for placing in wanted.placings.values()})
    seen: set[str] = set()
    for place in PLACES:
        if (placing := wanted.placings.get(place)) is None:
            continue
        if placing.article not in articles:
            refusals[place] = "This piece is not published. Choose another one, or let the place fill itself."
        elif placing.article in seen:
            refusals[place] = "This piece stands in another place already."
        elif placing.ends_at and placing.ends_at <= (placing.starts_at or now):
            refusals[f"{place}-until"] = "This time has passed before the piece would stand here."
        seen.add(placing.article)
    comments = _checked_quotes(wanted, refusals)
    if refusals:
        raise Invalid("The front page cannot be arranged so.", **refusals)
    return articles, comments


def _checked_quotes(wanted: Wanted, refusals: dict[str, str]) -> dict[str, int]:
    comments = queries.comment_ids({one for one in wanted.quotes if is_public_id(one)})
    for number, public_id in enumerate(wanted.quotes, 1):
        if public_id and public_id not in comments:
            refusals[f"quote-{number}"] = "There is no comment at this address."
        elif public_id and public_id in wanted.quotes[: number - 1]:
            refusals[f"quote-{number}"] = "This comment is quoted already."
    return comments


def _put(wanted: Wanted, articles: Mapping[str, int], comments: Mapping[str, int], now: datetime) -> None:
    for rows in (FrontSlot, FrontQuote):
        db.session.execute(delete(rows))
    for place, placing in wanted.placings.items():
        slot = FrontSlot(
            place=place,
            article_id=articles[placing.article],
            starts_at=placing.starts_at,
            ends_at=placing.ends_at,
        )
        slot.is_showing = slot.is_due(now)
        db.session.add(slot)
    quotes = [comments[public_id] for public_id in wanted.quotes if public_id]
    db.session.add_all(FrontQuote(position=place, comment_id=one) for place, one in enumerate(quotes, 1))
