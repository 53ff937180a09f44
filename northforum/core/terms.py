"""Terms: what a text is found by. Both databases index these and nothing else, so both find the same.

A word is folded (case, accents, apostrophes), cut and brought to its stem. The words as they are typed are kept beside
the stems by whoever wants to complete or correct them.
"""

import functools
import re
import threading
import unicodedata
from collections.abc import Collection, Iterator, Sequence
from typing import NamedTuple

import snowballstemmer

# Raised whenever the same text would give other terms: what was indexed before has to be indexed anew.
VERSION = 2
LONGEST = 40
# Words that nearly every text holds: asked for beside others they only cost time.
COMMON = frozenset(
    "a an and are as at be been but by can do for from had has have he her his how i if in is it its me my not of on "
    "or our she so that the their them there they this to up was we were what when which who will with you your".split()
)

_REST = r"[^\W_]*(?:['\u2019\u02bc][^\W_]+)*"
_WORD = re.compile(rf"[^\W_]{_REST}")
_APOSTROPHES = str.maketrans({"\u2019": "'", "\u02bc": "'"})
# Letters that Unicode does not take apart into a plain letter and a mark.
_PLAIN = str.maketrans({"æ": "ae", "œ": "oe", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th"})
_stemmer = snowballstemmer.stemmer("english")
# The stemmer keeps the word it works on.
_stemming = threading.Lock()

Pair = tuple[str, str]


class Word(NamedTuple):
    """A word of a text: folded, its term, and where it stands."""

    folded: str
    term: str
    start: int
    end: int


def words_of(text: str) -> Iterator[Word]:
    """Yield the words of ``text`` in order."""
    for found in _WORD.finditer(text):
        folded, term = _analysed(found[0])
        if term:
            yield Word(folded, term, found.start(), found.end())


def words_with(text: str, wanted: Collection[str]) -> Iterator[Word]:
    """Yield the words of ``text`` that have one of the terms ``wanted``.

    Most words are passed over by their first letters; where that leaves none, every word is looked at.
    """
    is_any = False
    for found in _beginning_like(frozenset(wanted)).finditer(text):
        folded, term = _analysed(found[0])
        if term in wanted:
            is_any = True
            yield Word(folded, term, found.start(), found.end())
    if not is_any:
        yield from (word for word in words_of(text) if word.term in wanted)


@functools.lru_cache(maxsize=200)
def _beginning_like(wanted: frozenset[str]) -> re.Pattern[str]:
    # The last letter of a stem may differ from the word's: “parti” for “party”.
    beginnings = sorted({re.escape(term[:-1] if len(term) > 3 else term) for term in wanted})
    return re.compile(rf"(?<![^\W_])(?:{'|'.join(beginnings)}){_REST}" if wanted else "(?!)", re.IGNORECASE)


def pairs_of(text: str) -> list[Pair]:
    """Return the words of ``text`` in order, folded, each with its term."""
    return [pair for word in _WORD.findall(text) if (pair := _analysed(word))[1]]


def terms_of(text: str) -> list[str]:
    """Return the terms of ``text`` in order."""
    return [term for _, term in pairs_of(text)]


def term_of(word: str) -> str:
    """Return the term of one word."""
    return _analysed(word)[1]


def trigrams_of(word: str) -> Sequence[str]:
    """Return the different runs of three letters of a folded word, its beginning and end marked."""
    marked = f"^{word}$"
    return sorted({marked[at : at + 3] for at in range(len(marked) - 2)})


def distance(one: str, other: str) -> int:
    """Return how many letters are wrong, missing, too many or swapped with their neighbour between two words."""
    before: list[int] = []
    row = list(range(len(other) + 1))
    for at, letter in enumerate(one, 1):
        further, before = before, row
        row = [at]
        for place, wanted in enumerate(other, 1):
            cheapest = min(before[place] + 1, row[-1] + 1, before[place - 1] + (letter != wanted))
            if at > 1 and place > 1 and letter == other[place - 2] and one[at - 2] == wanted:
                cheapest = min(cheapest, further[place - 2] + 1)
            row.append(cheapest)
    return row[-1]


@functools.lru_cache(maxsize=100_000)
def _analysed(word: str) -> tuple[str, str]:
    folded = _folded(word)
    plain = folded.replace("'", "")[:LONGEST]
    if not folded.isascii():
        return plain, plain
    with _stemming:
        stem: str = _stemmer.stemWord(folded)
    return plain, stem.replace("'", "")[:LONGEST]


def _folded(word: str) -> str:
    word = word.translate(_APOSTROPHES).casefold()
    if word.isascii():
        return word
    parts = unicodedata.normalize("NFKD", word).translate(_PLAIN)
    # What a compatible form brings in besides letters and figures would be syntax to a database.
    return "".join(part for part in parts if part.isalnum() or part == "'")
