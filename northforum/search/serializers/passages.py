"""Passages of what was found, with the words marked; everything else is escaped."""

from collections.abc import Collection, Sequence
from itertools import islice

from markupsafe import escape

from northforum.core import templating, terms
from northforum.core.terms import Word

# A passage has some two lines.
LENGTH, BEFORE = 240, 60
# So many words that fit are looked at to find the passage with the most different ones.
MOST_FITTING = 60


def marked(text: str, wanted: Collection[str]) -> str:
    """Return the whole of ``text`` with the words marked."""
    return _marked(text, list(terms.words_with(text, wanted)), 0, len(text))


def passage(text: str, wanted: Collection[str]) -> str:
    """Return the part of ``text`` in which most of the words stand, or its beginning."""
    fitting = _fitting(text, wanted)
    first = _best(fitting)
    start = _begin(text, first.start if first else 0)
    end = _end(text, start)
    cut = _marked(text, fitting, start, end)
    return templating.markup("{}{}{}", "…" if start else "", cut, "…" if end < len(text) else "")


def _fitting(text: str, wanted: Collection[str]) -> Sequence[Word]:
    return list(islice(terms.words_with(text, wanted), MOST_FITTING))


def _best(fitting: Sequence[Word]) -> Word | None:
    best, most = None, 0
    for at, word in enumerate(fitting):
        near = {other.term for other in fitting[at:] if other.end <= word.start + LENGTH - BEFORE}
        if len(near) > most:
            best, most = word, len(near)
    return best


def _begin(text: str, place: int) -> int:
    if place <= BEFORE:
        return 0
    # Not in the middle of a word.
    return text.find(" ", place - BEFORE, place) + 1 or place


def _end(text: str, start: int) -> int:
    if len(text) - start <= LENGTH:
        return len(text)
    space = text.rfind(" ", start, start + LENGTH)
    return space if space > start + LENGTH // 2 else start + LENGTH


def _marked(text: str, words: Sequence[Word], start: int, end: int) -> str:
    pieces: list[str] = []
    at = start
    for word in words:
        if word.start >= start and word.end <= end:
            pieces += [escape(text[at : word.start]), templating.markup("<mark>{}</mark>", text[word.start : word.end])]
            at = word.end
    return templating.stored_html([*pieces, escape(text[at:end])])
