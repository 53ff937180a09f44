"""Every question that is asked of the front page's arrangement."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import literal, select, union_all

from northforum.core.db import db
from northforum.discussion.models import Comment
from northforum.frontpage.models import FrontPage, FrontQuote, FrontSlot
from northforum.members.models import Member

_QUOTED = "quoted"


@dataclass(frozen=True)
class Arrangement:
    """The front page as editors left it; ``quotes`` are the public ids of comments."""

    version: int = 0
    arranged_at: datetime | None = None
    arranged_by: str = ""
    slots: Mapping[str, FrontSlot] = field(default_factory=dict)
    quotes: Sequence[str] = ()


@dataclass(frozen=True)
class Showing:
    """What stands on the front page at this time: articles by place and comments in their order, by their numbers."""

    articles: Mapping[str, int]
    quotes: Sequence[int]


def showing() -> Showing:
    """Return what editors have placed and whose time it is."""
    slots, quotes = FrontSlot.__table__.c, FrontQuote.__table__.c
    articles = select(slots.place, literal(0).label("position"), slots.article_id).where(slots.is_showing)
    comments = select(literal(_QUOTED), quotes.position, quotes.comment_id)
    rows = [tuple(row) for row in db.session.execute(union_all(articles, comments).order_by("position"))]
    return Showing(
        {place: number for place, _, number in rows if place != _QUOTED},
        [number for place, _, number in rows if place == _QUOTED],
    )


def arrangement() -> Arrangement:
    """Return everything that editors have arranged, whether or not its time has come."""
    columns = (FrontPage.version, FrontPage.arranged_at, Member.name)
    row = db.session.execute(select(*columns).outerjoin(Member, Member.id == FrontPage.arranged_by)).first()
    if row is None:
        return Arrangement()
    slots = {slot.place: slot for slot in db.session.scalars(select(FrontSlot))}
    quotes = select(Comment.public_id).join(FrontQuote, FrontQuote.comment_id == Comment.id)
    quoted = db.session.scalars(quotes.order_by(FrontQuote.position)).all()
    return Arrangement(row.version, row.arranged_at, row.name or "The site", slots, quoted)


def locked_page() -> FrontPage:
    """Return the front page's row as it stands now, held against other writers until the transaction ends."""
    one = select(FrontPage).with_for_update().execution_options(populate_existing=True)
    return db.session.scalars(one).one()


def all_slots() -> Sequence[FrontSlot]:
    """Return every place that editors have filled."""
    return db.session.scalars(select(FrontSlot).order_by(FrontSlot.place)).all()


def comment_ids(public_ids: Collection[str]) -> dict[str, int]:
    """Return the number of each of these comments that is there."""
    rows = db.session.execute(select(Comment.public_id, Comment.id).where(Comment.public_id.in_(public_ids)))
    return {row.public_id: row.id for row in rows}
