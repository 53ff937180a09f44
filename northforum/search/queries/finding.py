"""The one question: what is there that this reader may see, newest first or best first."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import Row, select

from northforum.access.actor import Actor
from northforum.core import fulltext, pagination
from northforum.core.db import db
from northforum.core.fulltext import MOST, Span, Wanted
from northforum.search.models import Entry, Kind, author_mark, kind_mark, number_at, thread_mark
from northforum.search.queries import vocabulary
from northforum.search.queries.asking import Asked
from northforum.search.queries.visibility import ANYWHERE, Place, shown_to

PAGE = 20
# With fewer on the first page, other endings of the last word are looked for; with still fewer, other spellings.
FEW, VERY_FEW = 10, 3
# Rights are asked for so many matches first, then for more at a time.
FIRST_BATCH, GROWTH = 80, 4
_NARROW, _WIDE = 0, 1


@dataclass(frozen=True)
class Question:
    """What is looked for and where; ``thread_ids`` are those of a hub, ``until`` is not included."""

    asked: Asked
    kinds: Sequence[Kind] = tuple(Kind)
    place: Place = ANYWHERE
    author_id: int | None = None
    thread_ids: Sequence[int] | None = None
    since: datetime | None = None
    until: datetime | None = None
    is_best_first: bool = False
    in_title: bool = False

    @property
    def is_empty(self) -> bool:
        """Whether nothing is asked for, or only what is in no discussion at all."""
        if self.thread_ids is not None:
            return not self.thread_ids
        return not self.asked.parts and self.author_id is None

    def wanted(self) -> Wanted:
        """Return the question as the index takes it."""
        groups = [part.alternatives for part in self.asked.parts]
        return Wanted(groups, self._marks(), self.asked.without, self.in_title, self._share())

    def span(self) -> Span:
        """Return the numbers of the entries of the time that is asked for."""
        after = number_at(self.since) - 1 if self.since else 0
        return Span(after, number_at(self.until)) if self.until else Span(after)

    def _marks(self) -> list[list[str]]:
        marks = [[kind_mark(kind) for kind in self.kinds]] if len(self.kinds) < len(Kind) else []
        if not self.asked.parts and not marks:
            marks = [[kind_mark(kind) for kind in Kind]]
        if self.author_id is not None:
            marks.append([author_mark(self.author_id)])
        if self.thread_ids is not None:
            marks.append([thread_mark(thread_id) for thread_id in self.thread_ids])
        return marks

    def _share(self) -> float:
        """Return what part of all entries will match, where PostgreSQL has to know it: among all of them."""
        is_narrow = self.author_id is not None or self.thread_ids is not None or self.since or self.until
        if is_narrow or self.in_title or Kind.COMMENT not in self.kinds or self.asked.without:
            return 0.0
        return vocabulary.share(self.asked) if db.engine.dialect.name == "postgresql" else 0.0


class Found(NamedTuple):
    """A page of what was found: rows with id, kind and subject_id.

    ``asked`` is what was really looked for: with other endings of the last word where there were few, or spelt in
    another way where there was nothing. ``offered`` is a spelling under which there is more.
    """

    rows: Sequence[Row[Any]]
    next_cursor: str | None
    asked: Asked
    is_corrected: bool = False
    offered: Asked | None = None


def search(actor: Actor, question: Question, after: str | None = None, limit: int = PAGE) -> Found:
    """Return what ``actor`` may see of what ``question`` asks for; ``after`` is the cursor of a further page."""
    if question.is_empty:
        return Found((), None, question.asked)
    if after:
        return _further(actor, question, after, limit)
    found = _page(actor, question, _NARROW, (), limit)
    if len(found.rows) >= FEW:
        return found
    if wide := vocabulary.gone_on(question.asked):
        wider = _page(actor, replace(question, asked=wide), _WIDE, (), limit)
        found = wider if len(wider.rows) > len(found.rows) else found
    return found if len(found.rows) >= VERY_FEW else _spelt_otherwise(actor, question, found, limit)


def _further(actor: Actor, question: Question, after: str, limit: int) -> Found:
    width, *key = pagination.decode(after, *([int] * (3 if question.is_best_first else 2)))
    wide = vocabulary.gone_on(question.asked) if width == _WIDE else None
    asked = wide or question.asked
    return _page(actor, replace(question, asked=asked), int(width), [int(part) for part in key], limit)


def _spelt_otherwise(actor: Actor, question: Question, found: Found, limit: int) -> Found:
    # A word that is known is what was meant, as long as nothing is found only here.
    other = vocabulary.corrected(question.asked, vocabulary.HARDLY_KNOWN if found.rows else 0)
    if other is None:
        return found
    better = _page(actor, replace(question, asked=other), _NARROW, (), limit)
    if len(better.rows) <= len(found.rows):
        return found
    return found._replace(offered=other) if found.rows else better._replace(is_corrected=True)


def _page(actor: Actor, question: Question, width: int, key: Sequence[int], limit: int) -> Found:
    shown: list[Row[Any]] = []
    keys: dict[int, tuple[int, ...]] = {}
    for batch in (_best if question.is_best_first else _newest)(question, key):
        keys.update((each[-1], each) for each in batch)
        shown += _visible(actor, question.place, [each[-1] for each in batch])
        if len(shown) > limit:
            return Found(shown[:limit], _cursor(width, keys[shown[limit - 1].id]), question.asked)
    # Among so many matches none of the last is for this reader: the page ends, and the next begins behind them.
    is_cut = len(keys) >= MOST and not question.is_best_first
    return Found(shown, _cursor(width, list(keys.values())[-1]) if is_cut else None, question.asked)


def _cursor(width: int, key: tuple[int, ...]) -> str:
    return pagination.encode((width, *key))


def _newest(question: Question, key: Sequence[int]) -> Iterator[list[tuple[int, ...]]]:
    """Yield the matches in growing batches, newest first."""
    wanted, span, batch, seen = question.wanted(), question.span(), FIRST_BATCH, 0
    if key:
        span = replace(span, before=min(span.before, key[0]))
    while seen < MOST:
        ids = fulltext.newest(db.session.connection(), wanted, span, batch)
        if ids:
            yield [(number,) for number in ids]
        if len(ids) < batch:
            return
        seen, span, batch = seen + batch, replace(span, before=ids[-1]), batch * GROWTH


def _best(question: Question, key: Sequence[int]) -> Iterator[list[tuple[int, ...]]]:
    """Yield the best of the newest matches in growing batches."""
    matches = fulltext.ranked(db.session.connection(), question.wanted(), question.span())
    if key:
        matches = [match for match in matches if (-match.score, -match.id) > (-key[0], -key[1])]
    at, batch = 0, FIRST_BATCH
    while at < len(matches):
        yield [(match.score, match.id) for match in matches[at : at + batch]]
        at, batch = at + batch, batch * GROWTH


def _visible(actor: Actor, place: Place, ids: Sequence[int]) -> list[Row[Any]]:
    """Return the rows of those of ``ids`` that ``actor`` may see, in the order of ``ids``."""
    columns: tuple[Any, ...] = (Entry.id, Entry.kind, Entry.subject_id)
    rows = db.session.execute(select(*columns).where(Entry.id.in_(ids), shown_to(actor, place)))
    by_id = {row.id: row for row in rows}
    return [by_id[number] for number in ids if number in by_id]
