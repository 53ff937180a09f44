"""What a reader wishes of a search, from names in an address to what they stand for."""

from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta

from sqlalchemy import select

from northforum.access.actor import Actor
from northforum.articles import queries as articles
from northforum.core import local_time, text
from northforum.core.db import db
from northforum.core.errors import Invalid
from northforum.discussion.models import ThreadHub
from northforum.hubs import queries as hubs
from northforum.members import queries as members
from northforum.search.models import Kind
from northforum.search.queries.asking import Asked, asked
from northforum.search.queries.finding import Question
from northforum.search.queries.visibility import ANYWHERE, Place

# A hub narrows to its newest discussions; those before are hardly what somebody looks for.
MOST_THREADS = 500


@dataclass(frozen=True)
class Wish:
    """A search as an address spells it; what is not wished for is empty. Both days are included."""

    q: str = ""
    kind: Kind | None = None
    is_best_first: bool = False
    section: str = ""
    hub: str = ""
    author: str = ""
    since: date | None = None
    until: date | None = None

    @property
    def is_narrowed(self) -> bool:
        """Whether anything but words, kind and order is wished for."""
        return bool(self.section or self.hub or self.author or self.since or self.until)

    def in_words(self, asked: Asked) -> "Wish":
        """Return the same wish with other words."""
        return replace(self, q=asked.text)


def question(actor: Actor, wish: Wish) -> Question:
    """Return the question that ``wish`` spells.

    Raises
    ------
    Invalid
        Under ``q`` or ``author``.
    NotFound
        When there is no such section, or no such hub that ``actor`` may know of.
    """
    return Question(
        asked(wish.q),
        kinds=(wish.kind,) if wish.kind else tuple(Kind),
        place=Place(articles.section(wish.section).id) if wish.section else ANYWHERE,
        author_id=_author_id(wish.author) if wish.author else None,
        thread_ids=_thread_ids(actor, wish.hub) if wish.hub else None,
        since=_begin_of(wish.since) if wish.since else None,
        until=_begin_of(wish.until + timedelta(days=1)) if wish.until else None,
        is_best_first=wish.is_best_first,
    )


def _author_id(handle: str) -> int:
    name = handle.strip().lstrip("@").lower()
    found = members.ids_by_handle([name]) if text.slugify(name, fallback="") == name else {}
    if name not in found:
        raise Invalid(author="There is no member with this handle. It stands behind the @ on their page.")
    return found[name]


def _thread_ids(actor: Actor, slug: str) -> list[int]:
    hub = hubs.visible_hub(actor, slug)
    newest = select(ThreadHub.thread_id).where(ThreadHub.hub_id == hub.id).order_by(ThreadHub.thread_id.desc())
    return list(db.session.scalars(newest.limit(MOST_THREADS)))


def _begin_of(day: date) -> datetime:
    return datetime.combine(day, time(), tzinfo=local_time.ZONE)
