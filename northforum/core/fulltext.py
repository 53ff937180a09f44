"""The index of terms: the one module that differs between SQLite (FTS5) and PostgreSQL (tsvector and GIN).

Both hold the same: for the number of an entry the terms of its title and its text, and marks, which are facts to ask
for beside words; each term of a title is a mark too, so that titles are searched without passing every text. Numbers
grow with time, so “newest” is the order of numbers. The index holds no text: to take an entry out of FTS5, the very
terms have to be given that were put in.

PostgreSQL cannot read a GIN index in an order. What is rare is therefore looked up whole, behind a fence; what is
common is met by walking the entries from the newest on.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from sqlalchemy import Connection, TextClause, text

# Tables of the index, which no model describes.
SQLITE_TABLE, POSTGRES_TABLE = "search_text", "search_vector"
MOST = 5_000
_LAST_POSITION = 16_383
# From this part of all entries on, walking them takes PostgreSQL less time than looking all matches up.
_SHARE_TO_WALK, _SHARE_TO_RANK_WALKING = 0.02, 0.08
_PATIENCE = 3
_NEVER = 2**63 - 1

Phrase = tuple[str, ...]


class Row(NamedTuple):
    """What the index holds of one entry."""

    id: int
    title: Sequence[str]
    body: Sequence[str]
    marks: Sequence[str]


class Ranked(NamedTuple):
    """A match and how good it is; more is better."""

    id: int
    score: int


@dataclass(frozen=True)
class Wanted:
    """What to look for: of each group one alternative, of each group of marks one, and none of ``without``.

    An alternative is a phrase, of one term or of several that follow each other. ``in_title`` looks there only.
    ``share`` is what part of all entries will match, as far as one knows.
    """

    groups: Sequence[Sequence[Phrase]]
    marks: Sequence[Sequence[str]] = ()
    without: Sequence[Phrase] = ()
    in_title: bool = False
    share: float = 0.0


@dataclass(frozen=True)
class Span:
    """Between which numbers to look, neither of them included."""

    after: int = 0
    before: int = _NEVER


def put(connection: Connection, rows: Iterable[Row]) -> None:
    """Take entries into the index that are not in it."""
    values = [_kept(connection, row) for row in rows]
    if values:
        connection.execute(_statement(connection, _PUT), values)


def take_out(connection: Connection, rows: Iterable[Row]) -> None:
    """Take entries out of the index, given as they were put in."""
    values = [_kept(connection, row) for row in rows]
    if values:
        connection.execute(_statement(connection, _TAKE_OUT), values)


def empty(connection: Connection) -> None:
    """Take everything out of the index."""
    connection.execute(_statement(connection, _EMPTY))


def count(connection: Connection) -> int:
    """Return how many entries the index holds."""
    return int(connection.execute(_statement(connection, _COUNT)).scalar_one())


def newest(connection: Connection, wanted: Wanted, span: Span, limit: int) -> list[int]:
    """Return the numbers of the newest matches, newest first."""
    values = _values(connection, wanted, span, limit)
    if wanted.share >= _SHARE_TO_WALK:
        found = list(connection.execute(_statement(connection, _WALKED), values).scalars())
        if len(found) >= limit:
            return found
    return list(connection.execute(_statement(connection, _NEWEST), values).scalars())


def ranked(connection: Connection, wanted: Wanted, span: Span, limit: int = MOST) -> list[Ranked]:
    """Return the newest matches, best first; among equals the newest is first."""
    values = _values(connection, wanted, span, limit)
    rows: Sequence[Any] = ()
    if wanted.share >= _SHARE_TO_RANK_WALKING:
        rows = connection.execute(_statement(connection, _RANKED_WALKED), values).all()
    if len(rows) < limit:
        rows = connection.execute(_statement(connection, _RANKED), values).all()
    matches = (Ranked(row.id, round(row.score * 1_000_000)) for row in rows)
    return sorted(matches, key=lambda match: (-match.score, -match.id))


def _values(connection: Connection, wanted: Wanted, span: Span, limit: int) -> dict[str, object]:
    # Walking gives up where words that are common are seldom together.
    passed = round(_PATIENCE * limit / wanted.share) if wanted.share else limit
    values = {"wanted": _asked(connection, wanted), "after": span.after, "before": span.before, "limit": limit}
    return {**values, "passed": passed}


def _statement(connection: Connection, choice: tuple[TextClause, TextClause]) -> TextClause:
    return choice[connection.dialect.name == "postgresql"]


_PUT = (
    text("INSERT INTO search_text (rowid, title, body, marks) VALUES (:id, :title, :body, :marks)"),
    text("INSERT INTO search_vector (entry_id, vector) VALUES (:id, CAST(:vector AS tsvector))"),
)
_TAKE_OUT = (
    text(
        "INSERT INTO search_text (search_text, rowid, title, body, marks) VALUES ('delete', :id, :title, :body, :marks)"
    ),
    text("DELETE FROM search_vector WHERE entry_id = :id"),
)
_EMPTY = (
    text("INSERT INTO search_text (search_text) VALUES ('delete-all')"),
    text("DELETE FROM search_vector"),
)
_COUNT = (text("SELECT count(*) FROM search_text_docsize"), text("SELECT count(*) FROM search_vector"))
_ON_SQLITE = "FROM search_text WHERE search_text MATCH :wanted AND rowid > :after AND rowid < :before"
_IN_ORDER = "ORDER BY rowid DESC LIMIT :limit"
# The fence: without it the planner takes a limit for a reason to walk the entries, however rare the word.
_FENCED = (
    "WITH matches AS MATERIALIZED (SELECT entry_id AS id FROM search_vector"
    " WHERE vector @@ CAST(:wanted AS tsquery) AND entry_id > :after AND entry_id < :before)"
)
_PASSING = (
    "FROM (SELECT entry_id, vector FROM search_vector WHERE entry_id > :after AND entry_id < :before"
    " ORDER BY entry_id DESC LIMIT :passed) passing WHERE vector @@ CAST(:wanted AS tsquery) LIMIT :limit"
)
_SCORE = "ts_rank('{{0.0, 0.0, 0.25, 1.0}}', {vector}, CAST(:wanted AS tsquery), 1)"
# ruff: noqa: S608 - every statement below is put together from our own words
_NEWEST = (
    text(f"SELECT rowid {_ON_SQLITE} {_IN_ORDER}"),
    text(f"{_FENCED} SELECT id FROM matches ORDER BY id DESC LIMIT :limit"),
)
_WALKED = (_NEWEST[0], text(f"SELECT entry_id {_PASSING}"))
_RANKED = (
    text(f"SELECT rowid AS id, -bm25(search_text, 4.0, 1.0, 0.0) AS score {_ON_SQLITE} {_IN_ORDER}"),
    text(
        f"{_FENCED}, newest AS MATERIALIZED (SELECT id FROM matches ORDER BY id DESC LIMIT :limit)"
        f" SELECT newest.id, {_SCORE.format(vector='kept.vector')} AS score FROM newest"
        " JOIN search_vector kept ON kept.entry_id = newest.id"
    ),
)
_RANKED_WALKED = (
    _RANKED[0],
    text(f"SELECT entry_id AS id, {_SCORE.format(vector='vector')} AS score {_PASSING}"),
)


def _kept(connection: Connection, row: Row) -> dict[str, object]:
    if connection.dialect.name == "postgresql":
        return {"id": row.id, "vector": _vector(row)}
    joined = {"title": " ".join(row.title), "body": " ".join(row.body), "marks": " ".join(_marks(row))}
    return {"id": row.id, **joined}


def _vector(row: Row) -> str:
    """Return an entry as PostgreSQL writes it: each term with its places, those of the title with the weight A."""
    places: dict[str, list[str]] = {}
    for position, term in enumerate(row.title, 1):
        places.setdefault(term, []).append(f"{position}A")
    # A gap, so that no phrase reaches from the title into the text.
    for position, term in enumerate(row.body, len(row.title) + 3):
        if position > _LAST_POSITION:
            break
        places.setdefault(term, []).append(f"{position}B")
    words = [f"'{term}':{','.join(found[:255])}" for term, found in places.items()]
    # What stands behind the last place can be found, but not in a phrase.
    late = {term for term in row.body[_LAST_POSITION:] if term not in places}
    return " ".join([*words, *(f"'{term}'" for term in sorted(late)), *(f"'@{mark}'" for mark in _marks(row))])


def _asked(connection: Connection, wanted: Wanted) -> str:
    if connection.dialect.name == "postgresql":
        return _asked_of_postgres(wanted)
    return _asked_of_sqlite(wanted)


def _marks(row: Row) -> list[str]:
    return [*row.marks, *(_title_mark(term) for term in dict.fromkeys(row.title))]


def _title_mark(term: str) -> str:
    return f"n{term}"


def _asked_of_sqlite(wanted: Wanted) -> str:
    asked = " AND ".join([*_words_for_sqlite(wanted), *(f"marks : ({_either(group)})" for group in wanted.marks)])
    for phrase in wanted.without:
        asked = f"({asked}) NOT ({{title body}} : {_quoted(' '.join(phrase))})"
    return asked


def _words_for_sqlite(wanted: Wanted) -> Iterator[str]:
    for group in wanted.groups:
        if wanted.in_title:
            each = (" AND ".join(_quoted(_title_mark(term)) for term in phrase) for phrase in group)
            yield f"marks : ({' OR '.join(f'({one})' for one in each)})"
        else:
            yield f"{{title body}} : ({_either(' '.join(phrase) for phrase in group)})"


def _either(words: Iterable[str]) -> str:
    return " OR ".join(map(_quoted, words))


def _quoted(words: str) -> str:
    return f'"{words}"'


def _asked_of_postgres(wanted: Wanted) -> str:
    words = [f"({' | '.join(_phrase_for_postgres(phrase, wanted) for phrase in group)})" for group in wanted.groups]
    marks = [f"({' | '.join(_lexeme(f'@{mark}') for mark in group)})" for group in wanted.marks]
    without = [f"!({' <-> '.join(map(_lexeme, phrase))})" for phrase in wanted.without]
    return " & ".join([*words, *marks, *without])


def _phrase_for_postgres(phrase: Phrase, wanted: Wanted) -> str:
    if wanted.in_title:
        return f"({' & '.join(_lexeme(f'@{_title_mark(term)}') for term in phrase)})"
    return f"({' <-> '.join(map(_lexeme, phrase))})"


def _lexeme(term: str) -> str:
    return f"'{term}'"
