"""The dearest comment that is accepted: a fixed corpus of what costs parsers and sanitisers most."""

import contextlib
import time
from collections.abc import Iterator

from northforum.bench.figures import Figure, Unit, at_most
from northforum.core import errors, richtext
from northforum.core.richtext import rules

LIMIT_MS = 50.0
REPEATS = 5
SUSPECTS = 8
FILLER = "some words here and there "
# fmt: off
PIECES = (
    "[", "[a](", "[a](http://b) ", "](", "[](<", "[a](<b", "![a](b) ", "*_", "**a ", "_a*", "***a*** ", "**_`",
    "*a **b ", "`", "``a", "`a` ", "```\na\n```\n", "~~~\n", "> ", "> > a\n", "> a\n\n", ">>>>a\n", "- ", "- a\n",
    "- - a\n", "- a\n ", "1. ", "1. a\n", "* a\n> ", "http://a ", "http://a.b/c ", "http://a(", "<http://a.b>",
    "mailto:a@b ", "\\", "\\*", "\n", "a\n\n", "a\n", "a  \n", "\t", "&", "&amp;", "<", "<b>", "</p>", "<!--", '"',
    "'", "...", "@ab ", "a", "\u0301", "a\u0301", "\u202e", "\U0001f469\u200d", "é",
)
# fmt: on


def measured() -> Iterator[Figure]:
    """Yield what the dearest accepted comment costs to render, and which it is."""
    suspects = sorted(_sources(), key=_cost, reverse=True)[:SUSPECTS]
    # The first look may have met a machine that was busy; what a comment costs is the least that it ever took.
    spent, source = max((min(_cost(source) for _ in range(REPEATS)), source) for source in suspects)
    note = f"{len(source.encode()):,} bytes, beginning {source[:12]!r}"
    yield Figure("Hostile writers", "dearest accepted comment", spent, Unit.CPU_MS, at_most(LIMIT_MS), note=note)


def _sources() -> Iterator[str]:
    """Yield each piece as often as is accepted: alone, then with words around it up to the limit of bytes."""
    limit = rules.COMMENT.max_bytes
    for piece in PIECES:
        most = _most_accepted(piece)
        if most:
            alone = piece * most
            room = limit - len(alone.encode()) - 2
            yield alone
            yield f"{alone}\n\n{(FILLER * (room // len(FILLER)))}"
            yield _scattered(piece, most, limit)


def _most_accepted(piece: str) -> int:
    """Return how often ``piece`` may stand in a comment."""
    low, high = 0, rules.COMMENT.max_bytes // len(piece.encode())
    while low < high:
        middle = (low + high + 1) // 2
        low, high = (middle, high) if _is_accepted(f"a {piece * middle}") else (low, middle - 1)
    return low


def _scattered(piece: str, most: int, limit: int) -> str:
    gap = max(0, (limit - most * len(piece.encode())) // most - 1)
    filler = (FILLER * (gap // len(FILLER) + 1))[:gap]
    return f"{piece}{filler} " * most


def _is_accepted(source: str) -> bool:
    try:
        richtext.comment(source)
    except errors.Invalid:
        return False
    return True


def _cost(source: str) -> float:
    """Return the processor time in milliseconds; nothing for what is refused."""
    before = time.process_time()
    with contextlib.suppress(errors.Invalid):
        richtext.comment(source)
        return (time.process_time() - before) * 1000
    return 0.0
