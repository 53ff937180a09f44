"""Pages by keyset: a page ends at a row, and the next begins after it, however many rows come before."""

import base64
import binascii
import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from northforum.core import errors

Row = TypeVar("Row")
Key = int | str

LONGEST_CURSOR = 400
_LARGEST_NUMBER = 2**63 - 1
_LONGEST_WORD = 200


@dataclass(frozen=True, slots=True)
class Page(Generic[Row]):
    """Some rows, and the cursor of the page after them, None on the last."""

    items: Sequence[Row]
    next_cursor: str | None


def page_of(rows: Sequence[Row], limit: int, cursor_of: Callable[[Row], tuple[Key, ...]]) -> Page[Row]:
    """Return the page that ``rows`` make; the query asked for ``limit`` + 1 of them to see whether more follow.

    ``cursor_of`` gives the values by which the rows are ordered.
    """
    items = rows[:limit]
    return Page(items, encode(cursor_of(items[-1])) if len(rows) > limit else None)


def encode(key: tuple[Key, ...]) -> str:
    """Return ``key`` as a cursor that is safe in an address."""
    written = json.dumps(key, separators=(",", ":"), ensure_ascii=True).encode("ascii")
    return base64.urlsafe_b64encode(written).rstrip(b"=").decode("ascii")


def decode(cursor: str, *shape: type[Key]) -> tuple[Key, ...]:
    """Return the key that ``cursor`` holds, of the types in ``shape``.

    Raises
    ------
    errors.Invalid
        When it was not made by ``encode``, or for another list.
    """
    key = _read(cursor)
    if not isinstance(key, list) or len(key) != len(shape) or not all(map(_fits, key, shape)):
        sentence = "This address of a further page is not complete. Go back to the first page."
        raise errors.Invalid(sentence, after=sentence)
    return tuple(key)


def _read(cursor: str) -> object:
    if len(cursor) > LONGEST_CURSOR or not cursor.isascii():
        return None
    try:
        written = base64.b64decode(f"{cursor}{'=' * (-len(cursor) % 4)}", altchars=b"-_", validate=True)
        read: object = json.loads(written)
    except (binascii.Error, ValueError, RecursionError):
        return None
    return read


def _fits(value: object, wanted: type[Key]) -> bool:
    """Return whether a database can be asked for ``value``: its numbers have 64 bits, its text no NUL."""
    if type(value) is not wanted:
        return False
    if isinstance(value, int):
        return -_LARGEST_NUMBER <= value <= _LARGEST_NUMBER
    return isinstance(value, str) and len(value) <= _LONGEST_WORD and value.isprintable()
