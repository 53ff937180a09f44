"""What changed between two texts, word by word, in time that grows with their length alone.

Known methods take quadratic or cubic time on texts that are made to tire them. Here words that both texts hold exactly
once divide the texts into pieces (patience diff, Bram Cohen); only small pieces are compared word with word, and
what is left of a fixed budget decides how small: beyond it a piece is shown as replaced.
"""

import bisect
import itertools
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from enum import StrEnum
from typing import NamedTuple

# Pairs of words that are compared for two texts; some four milliseconds.
BUDGET = 30_000

_WORDS = re.compile(r"\s+|[\w'’-]+|[^\w\s]")


class Change(StrEnum):
    """What became of a piece of text."""

    SAME = "same"
    REMOVED = "removed"
    ADDED = "added"


class Piece(NamedTuple):
    """A run of text with one fate."""

    change: Change
    text: str


def word_differences(old: str, new: str) -> list[Piece]:
    """Return the pieces that both texts are made of, in order; what was replaced stands before what replaces it."""
    comparison = _Comparison(_WORDS.findall(old), _WORDS.findall(new))
    return list(_joined(_without_islands(comparison.pieces())))


class _Comparison:
    def __init__(self, old: Sequence[str], new: Sequence[str]) -> None:
        self._old, self._new, self._left = old, new, BUDGET

    def pieces(self) -> Iterator[Piece]:
        """Give the words one by one with their fate."""
        old, new = self._old, self._new
        done_old = done_new = 0
        for at_old, at_new in [*self._anchors(), (len(old), len(new))]:
            yield from self._between(old[done_old:at_old], new[done_new:at_new])
            if at_old < len(old):
                yield Piece(Change.SAME, old[at_old])
            done_old, done_new = at_old + 1, at_new + 1

    def _anchors(self) -> list[tuple[int, int]]:
        """Return the places of words that each text holds once, as many as stand in the same order in both."""
        once_old, once_new = _once(self._old), _once(self._new)
        pairs = [(at, once_new[word]) for word, at in once_old.items() if word in once_new]
        return _longest_rise(pairs)

    def _between(self, old: Sequence[str], new: Sequence[str]) -> Iterator[Piece]:
        start = _same(zip(old, new, strict=False))
        end = _same(zip(reversed(old[start:]), reversed(new[start:]), strict=False))
        yield from (Piece(Change.SAME, word) for word in old[:start])
        yield from self._replaced(old[start : len(old) - end], new[start : len(new) - end])
        yield from (Piece(Change.SAME, word) for word in old[len(old) - end :])

    def _replaced(self, old: Sequence[str], new: Sequence[str]) -> Iterator[Piece]:
        pairs = len(old) * len(new)
        if pairs > self._left:
            yield from (Piece(Change.REMOVED, word) for word in old)
            yield from (Piece(Change.ADDED, word) for word in new)
            return
        self._left -= pairs
        yield from _word_with_word(old, new)


def _word_with_word(old: Sequence[str], new: Sequence[str]) -> Iterator[Piece]:
    """Give the pieces with as many words kept as can be (longest common subsequence)."""
    lengths = [[0] * (len(new) + 1)]
    for word in reversed(old):
        below = lengths[-1]
        row = [0]
        for at, other in enumerate(reversed(new)):
            row.append(below[at] + 1 if word == other else max(below[at + 1], row[at]))
        lengths.append(row)
    left, right = len(old), len(new)
    while left and right:
        if old[-left] == new[-right]:
            yield Piece(Change.SAME, old[-left])
            left, right = left - 1, right - 1
        elif lengths[left - 1][right] >= lengths[left][right - 1]:
            yield Piece(Change.REMOVED, old[-left])
            left -= 1
        else:
            yield Piece(Change.ADDED, new[-right])
            right -= 1
    yield from (Piece(Change.REMOVED, word) for word in old[len(old) - left :])
    yield from (Piece(Change.ADDED, word) for word in new[len(new) - right :])


def _once(words: Sequence[str]) -> dict[str, int]:
    counts = Counter(words)
    return {word: at for at, word in enumerate(words) if counts[word] == 1}


def _longest_rise(pairs: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """Return the most pairs, which come by their first number, whose second numbers rise as well."""
    ends: list[int] = []
    last: list[int] = []
    before: list[int] = []
    for index, (_, second) in enumerate(pairs):
        place = bisect.bisect_left(ends, second)
        before.append(last[place - 1] if place else -1)
        ends[place : place + 1] = [second]
        last[place : place + 1] = [index]
    found = []
    at = last[-1] if last else -1
    while at >= 0:
        found.append(pairs[at])
        at = before[at]
    return found[::-1]


def _same(pairs: Iterable[tuple[str, str]]) -> int:
    count = 0
    for one, other in pairs:
        if one != other:
            break
        count += 1
    return count


def _without_islands(pieces: Iterable[Piece]) -> Iterator[Piece]:
    """Give the pieces in runs of change, across single spaces too: a changed phrase is read as one."""
    removed: list[str] = []
    added: list[str] = []
    space = ""
    for piece in pieces:
        if piece.change is Change.SAME:
            if (removed or added) and not space and piece.text.isspace():
                space = piece.text
                continue
            yield from _run(removed, added, space)
            removed, added, space = [], [], ""
            yield piece
            continue
        if space:
            removed, added, space = [*removed, space], [*added, space], ""
        (removed if piece.change is Change.REMOVED else added).append(piece.text)
    yield from _run(removed, added, space)


def _run(removed: Sequence[str], added: Sequence[str], space: str) -> Iterator[Piece]:
    for change, words in ((Change.REMOVED, removed), (Change.ADDED, added)):
        if text := "".join(words):
            yield Piece(change, text)
    if space:
        yield Piece(Change.SAME, space)


def _joined(pieces: Iterable[Piece]) -> Iterator[Piece]:
    change, words = Change.SAME, list[str]()
    for piece in pieces:
        if piece.change is not change:
            if words:
                yield Piece(change, "".join(words))
            change, words = piece.change, []
        words.append(piece.text)
    if words:
        yield Piece(change, "".join(words))


class Side(NamedTuple):
    """A line of two texts side by side: what stands in the old one and in the new one; either may be empty."""

    old: Sequence[Piece]
    new: Sequence[Piece]

    @property
    def is_same(self) -> bool:
        """Whether nothing differs in this line."""
        return all(piece.change is Change.SAME for piece in (*self.old, *self.new))


def side_by_side(old: str, new: str) -> list[Side]:
    """Return two texts line by line beside each other; a line that replaces another is compared word by word."""
    sides: list[Side] = []
    removed: list[str] = []
    added: list[str] = []
    for piece in _Comparison(old.splitlines(), new.splitlines()).pieces():
        if piece.change is Change.SAME:
            sides += _facing(removed, added)
            removed, added = [], []
            sides.append(Side([piece], [piece]))
        else:
            (removed if piece.change is Change.REMOVED else added).append(piece.text)
    return [*sides, *_facing(removed, added)]


def _facing(removed: Sequence[str], added: Sequence[str]) -> Iterator[Side]:
    """Give the lines that replace one another, each beside the one that it replaces."""
    for old, new in itertools.zip_longest(removed, added):
        if old is None or new is None:
            yield Side([Piece(Change.REMOVED, old)] if old else [], [Piece(Change.ADDED, new)] if new else [])
            continue
        pieces = word_differences(old, new)
        yield Side(
            [piece for piece in pieces if piece.change is not Change.ADDED],
            [piece for piece in pieces if piece.change is not Change.REMOVED],
        )
