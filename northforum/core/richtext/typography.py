"""Marks as a compositor sets them: curved quotes, apostrophes, dashes, ellipses. One pass, linear."""

import re
from collections.abc import Sequence

from markdown_it.token import Token

_DASHES = (
    (re.compile(r"(?<!-)---(?!-)"), "\N{EM DASH}"),
    (re.compile(r"(?<!-)--(?!-)"), "\N{EN DASH}"),
    (re.compile(r"(?<=\s)-(?=\s)"), "\N{EN DASH}"),
    (re.compile(r"(?<!\.)\.\.\.(?!\.)"), "\N{HORIZONTAL ELLIPSIS}"),
)
_QUOTE = re.compile("[\"']")
_OPENERS = frozenset("([{\N{EM DASH}\N{EN DASH}-/\N{LEFT DOUBLE QUOTATION MARK}\N{LEFT SINGLE QUOTATION MARK}")
_DOUBLE = ("\N{LEFT DOUBLE QUOTATION MARK}", "\N{RIGHT DOUBLE QUOTATION MARK}")
_SINGLE = ("\N{LEFT SINGLE QUOTATION MARK}", "\N{RIGHT SINGLE QUOTATION MARK}")
# Words and years that begin with an apostrophe: 'tis, '90s.
_ELIDED = re.compile(r"(?:\d\ds?|tis|twas|til|em|n)\b", re.IGNORECASE)


def set_marks(tokens: Sequence[Token]) -> None:
    """Set the marks in the running text of ``tokens``; code and addresses stay as typed."""
    for block in tokens:
        if block.type == "inline":
            _set_line(block.children or [])


def _set_line(children: Sequence[Token]) -> None:
    before, is_address = " ", False
    for child in children:
        if child.type == "link_open":
            is_address = child.markup in {"linkify", "autolink"}
        elif child.type == "link_close":
            is_address = False
        elif child.type in {"softbreak", "hardbreak"}:
            before = " "
        if child.type == "text" and not is_address:
            child.content = _set(child.content, before)
        if child.content and child.type != "image":
            before = child.content[-1]


def _set(text: str, before: str) -> str:
    for pattern, mark in _DASHES:
        text = pattern.sub(mark, text)

    pieces: list[str] = []
    done = 0
    for match in _QUOTE.finditer(text):
        start = match.start()
        if start > done:
            pieces.append(text[done:start])
            before = text[start - 1]
        mark = _mark(match[0], before, text, start + 1)
        pieces.append(mark)
        before, done = mark, start + 1
    return "".join([*pieces, text[done:]])


def _mark(quote: str, before: str, text: str, after: int) -> str:
    opens = before.isspace() or before in _OPENERS
    if quote == '"':
        return _DOUBLE[0] if opens else _DOUBLE[1]
    return _SINGLE[0] if opens and not _ELIDED.match(text, after) else _SINGLE[1]
