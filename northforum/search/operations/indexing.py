"""Entries made and replaced. Whoever writes to the index holds the rows of ``Reached``, so there is one at a time."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, NamedTuple, TypeVar

from sqlalchemy import bindparam, delete, insert, select, update

from northforum.core import fulltext, terms
from northforum.core.db import db, insert_into, table_of
from northforum.search import queries
from northforum.search.models import Entry, Kind, KnownWord, Reached, Trigram, next_number, number_of
from northforum.search.queries import Document

# Taking in two hundred comments holds the write lock for some 50 ms.
CHUNK = 200
# PostgreSQL may show a row after rows with greater numbers; so far back it is looked for again.
OVERLAP = 500
_AT_ONCE = 2_000

Item = TypeVar("Item")


class _Read(NamedTuple):
    """A document, or an entry, with its words; one without words has none."""

    row: Any
    title: Sequence[terms.Pair]
    body: Sequence[terms.Pair]

    @classmethod
    def of(cls, row: Any) -> "_Read":
        """Return ``row`` read."""
        return cls(row, terms.pairs_of(row.title), terms.pairs_of(row.body))

    def indexed(self, number: int) -> fulltext.Row:
        """Return what the index holds of it."""
        terms_of_title = [term for _, term in self.title]
        return fulltext.Row(number, terms_of_title, [term for _, term in self.body], self.row.marks.split())


def index(kind: Kind, ids: Sequence[int]) -> None:
    """Let the index say of these things what they say now."""
    hold()
    replace(queries.documents(kind, ids))


def index_new(limit: int = CHUNK) -> int:
    """Take in what has come since, of each kind up to ``limit``; return how many entries were made."""
    reached = hold()
    if any(row.rules != terms.VERSION for row in reached.values()):
        clear()
        reached = hold()
    return sum(_take_in(row, limit) for row in reached.values())


def sweep() -> None:
    """Set right what has changed without a word, of the kinds that are not many; for the schedule."""
    hold()
    for kind in (Kind.ARTICLE, Kind.MEMBER, Kind.HUB):
        if wrong := queries.wrong_ids(kind, 0, CHUNK):
            replace(queries.documents(kind, wrong))


def hold() -> dict[Kind, Reached]:
    """Return how far the index has come, held against other writers."""
    rows = [{"kind": kind, "reached_id": 0, "rules": terms.VERSION} for kind in Kind]
    found = _held()
    if len(found) < len(rows):
        db.session.execute(insert_into(Reached).values(rows).on_conflict_do_nothing())
        found = _held()
    return {row.kind: row for row in found}


def clear() -> None:
    """Take everything out of the index; the worker, or the command, fills it again."""
    fulltext.empty(db.session.connection())
    for model in (Entry, Trigram, KnownWord):
        db.session.execute(delete(model))
    values = {"reached_id": 0, "rules": terms.VERSION}
    db.session.execute(update(Reached).values(values), execution_options={"synchronize_session": "fetch"})


def replace(documents: Sequence[Document]) -> None:
    """Put ``documents`` in the place of what the index held of the same things; the index is held."""
    if not documents:
        return
    kind = documents[0].kind
    wanted = {document.subject_id: document for document in documents}
    old = {row.subject_id: row for row in _entries(kind, wanted)}
    same = {number for number, row in old.items() if _says(row) == wanted[number][2:3] + wanted[number][4:]}
    leaving = [_Read.of(row) for number, row in old.items() if number not in same]
    coming = [_Read.of(document) for number, document in wanted.items() if number not in same]
    _take_out(leaving)
    _put(coming)
    _count_words(coming, leaving)


def _take_in(row: Reached, limit: int) -> int:
    if queries.last_id(row.kind) <= row.reached_id:
        return 0
    ids = queries.new_ids(row.kind, row.reached_id - OVERLAP, limit)
    for some in _parts(ids):
        replace(queries.documents(row.kind, some))
    if ids:
        row.reached_id = max(row.reached_id, ids[-1])
    if row.rebuilt_to is not None and row.reached_id >= row.rebuilt_to:
        row.rebuilt_to = None
    db.session.flush()
    return len(ids)


def _held() -> Sequence[Reached]:
    rows = select(Reached).order_by(Reached.kind).with_for_update()
    return db.session.scalars(rows.execution_options(populate_existing=True)).all()


def _entries(kind: Kind, subject_ids: Iterable[int]) -> Sequence[Any]:
    asked = select(*table_of(Entry).c).where(Entry.kind == kind, Entry.subject_id.in_(list(subject_ids)))
    return db.session.execute(asked).all()


def _says(row: Any) -> tuple[Any, ...]:
    return (row.version, row.is_found, row.title, row.body, row.marks)


def _take_out(reads: Sequence[_Read]) -> None:
    if reads:
        fulltext.take_out(db.session.connection(), [read.indexed(read.row.id) for read in reads if read.row.is_found])
        db.session.execute(delete(Entry).where(Entry.id.in_([read.row.id for read in reads])))


def _put(reads: Sequence[_Read]) -> None:
    if not reads:
        return
    numbered = list(zip(_free_numbers([read.row for read in reads]), reads, strict=True))
    db.session.execute(insert(Entry), [_row(number, read.row) for number, read in numbered])
    shown = [read.indexed(number) for number, read in numbered if read.row.is_found]
    fulltext.put(db.session.connection(), shown)


def _row(number: int, document: Document) -> dict[str, Any]:
    row = document._asdict()
    del row["at"]
    return {**row, "id": number}


def _free_numbers(documents: Sequence[Document]) -> list[int]:
    wanted = [number_of(document.kind, document.subject_id, document.at) for document in documents]
    taken = set(db.session.scalars(select(Entry.id).where(Entry.id.in_(wanted))))
    numbers = []
    for number in wanted:
        free = number
        while free in taken or (free != number and db.session.get(Entry, free) is not None):
            free = next_number(free)
        taken.add(free)
        numbers.append(free)
    return numbers


def _count_words(coming: Sequence[_Read], leaving: Sequence[_Read]) -> None:
    change: Counter[str] = Counter()
    term_of: dict[str, str] = {}
    for reads, count in ((coming, change.update), (leaving, change.subtract)):
        for read in reads:
            words = {**dict(read.title), **dict(read.body)}
            term_of.update(words)
            count(words.keys())
    changed = sorted(word for word, by in change.items() if by)
    for some in _parts(changed):
        known = set(db.session.scalars(select(KnownWord.word).where(KnownWord.word.in_(some))))
        _count_known([{"known": word, "by": change[word]} for word in some if word in known])
        _learn([(word, term_of[word], change[word]) for word in some if word not in known])


def _count_known(changes: Sequence[dict[str, Any]]) -> None:
    if changes:
        words = table_of(KnownWord)
        more = update(words).where(words.c.word == bindparam("known"))
        db.session.execute(more.values(documents=words.c.documents + bindparam("by")), changes)


def _learn(words: Sequence[tuple[str, str, int]]) -> None:
    if not words:
        return
    db.session.execute(insert(KnownWord), [{"word": word, "term": term, "documents": by} for word, term, by in words])
    parts = [
        {"trigram": part, "length": len(word), "word": word} for word, _, _ in words for part in terms.trigrams_of(word)
    ]
    db.session.execute(insert(Trigram), parts)


def _parts(items: Sequence[Item]) -> Iterator[Sequence[Item]]:
    return (items[at : at + _AT_ONCE] for at in range(0, len(items), _AT_ONCE))
