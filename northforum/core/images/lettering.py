"""Words set in a picture: several fonts in one line, lines that are broken and balanced, from either side.

Words come from people. Signs that direct the reading are dropped, marks are piled no higher than two, and a sign that
no font has is left out; a letter or a figure that no font has means that the words cannot be set at all.
"""

import unicodedata
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from PIL import ImageDraw

from northforum.core.images.faces import Face, Family, face_of, sets_from_the_right

MOST_LETTERS, MOST_MARKS = 400, 2
ELLIPSIS = "…"
_RIGHT, _LEFT = ("R", "AL"), ("L", "EN", "AN")
_WITHOUT_SPACES = ((0x2E80, 0xA4CF), (0xF900, 0xFAFF), (0xFF00, 0xFFEF), (0x20000, 0x3FFFF))
# What no line of Chinese or Japanese begins with.
_HOLD_ON = frozenset("、。，．！？：；）】」』〉》”’ー々…")  # noqa: RUF001 - these very signs
Point = tuple[float, float]
Colour = tuple[int, int, int]


@dataclass(frozen=True)
class Style:
    """How words are set; ``leading`` is the height of a line as a part of the size."""

    family: Family
    size: int
    weight: int
    leading: float = 1.1

    @property
    def line(self) -> float:
        """Return the height of a line."""
        return self.size * self.leading


@dataclass(frozen=True)
class _Run:
    words: str
    face: Face
    from_right: bool


def settable(family: Family, words: str) -> str | None:
    """Return ``words`` as they can be set, or none where letters of them are in no font of ours."""
    kept: list[str] = []
    for letter in _plain(words)[:MOST_LETTERS]:
        if letter == " " or face_of(family, letter):
            kept.append(letter)
        elif unicodedata.category(letter)[0] in "LN":
            return None
    found = " ".join("".join(kept).split())
    return found if sets_from_the_right() or not any(_is_from_right(letter) for letter in found) else None


def begins_right(words: str) -> bool:
    """Return whether ``words`` are read from the right, as their first letter says."""
    strong = (unicodedata.bidirectional(letter) for letter in words)
    return next((kind in _RIGHT for kind in strong if kind in (*_RIGHT, "L")), False)


def width(style: Style, words: str) -> float:
    """Return how wide ``words`` are on one line."""
    return sum(_length(style, run) for run in _runs(style.family, words, from_right=False))


def lines(style: Style, words: str, room: float, most: int) -> tuple[list[str], bool]:
    """Return ``words`` in at most ``most`` lines of about the same length, and whether all of them found room."""
    pieces = list(_pieces(style, words, room))
    found = _filled(style, pieces, room)
    if len(found) > most:
        return [*found[: most - 1], shortened(style, " ".join(found[most - 1 :]), room, must=True)], False
    return _balanced(style, pieces, room, len(found)), True


def shortened(style: Style, words: str, room: float, *, must: bool = False) -> str:
    """Return ``words``, or as many of them as there is room for before an ellipsis."""
    if not must and width(style, words) <= room:
        return words
    low, high = 0, len(words)
    while low < high:
        middle = (low + high + 1) // 2
        low, high = (middle, high) if width(style, words[:middle].rstrip() + ELLIPSIS) <= room else (low, middle - 1)
    return words[:low].rstrip(" ,;:–-") + ELLIPSIS


def has_room(style: Style, words: str, room: float) -> bool:
    """Return whether no word has to be broken; where no spaces are written, every sign may begin a line."""
    whole = (word for word in words.split() if not any(_stands_alone(letter) for letter in word))
    return all(width(style, word) <= room for word in whole)


def write(
    draw: ImageDraw.ImageDraw, at: Point, style: Style, words: str, fill: Colour, *, from_right: bool = False
) -> None:
    """Write ``words`` on one line whose left end and baseline are ``at``; ``from_right`` is how the whole text goes."""
    x, y = at
    for run in _runs(style.family, words, from_right):
        direction = ("rtl" if run.from_right else "ltr") if sets_from_the_right() else None
        font = run.face.font(style.size, style.weight)
        draw.text((x, y), run.words, fill=fill, font=font, anchor="ls", direction=direction)
        x += _length(style, run)


def _plain(words: str) -> str:
    kept: list[str] = []
    marks = 0
    for letter in unicodedata.normalize("NFC", words[: 4 * MOST_LETTERS]):
        kind = unicodedata.category(letter)
        marks = marks + 1 if kind[0] == "M" else 0
        if kind[0] == "Z" or letter in "\t\n\r":
            kept.append(" ")
        elif kind[0] != "C" and marks <= MOST_MARKS:
            kept.append(letter)
    return " ".join("".join(kept).split())


def _is_from_right(letter: str) -> bool:
    return unicodedata.bidirectional(letter) in _RIGHT


def _length(style: Style, run: _Run) -> float:
    return run.face.font(style.size, style.weight).getlength(run.words)


def _runs(family: Family, words: str, from_right: bool) -> list[_Run]:
    """Return the pieces of a line in the order in which they stand on it, from the left."""
    found = []
    for is_right, part in _by_direction(words, from_right):
        runs = [_Run(text, face, is_right) for face, text in _by_face(family, part)]
        found.append(runs[::-1] if is_right else runs)
    return [run for runs in (found[::-1] if from_right else found) for run in runs]


def _by_direction(words: str, from_right: bool) -> Iterator[tuple[bool, str]]:
    kinds = [unicodedata.bidirectional(letter) for letter in words]
    strong = [True if kind in _RIGHT else False if kind in _LEFT else None for kind in kinds]
    sides: list[bool] = []
    for place, side in enumerate(strong):
        before = next((known for known in reversed(strong[:place]) if known is not None), from_right)
        after = next((known for known in strong[place:] if known is not None), from_right)
        # What stands between words of one direction belongs to them, all else to the line.
        sides.append(side if side is not None else before if before == after else from_right)
    for is_right, group in groupby(zip(sides, words, strict=True), key=lambda pair: pair[0]):
        yield is_right, "".join(letter for _side, letter in group)


def _by_face(family: Family, words: str) -> list[tuple[Face, str]]:
    found: list[tuple[Face, str]] = []
    for letter in words:
        held = found[-1][0] if found else None
        joins = held is not None and (letter == " " or unicodedata.category(letter)[0] == "M") and held.has(letter)
        face = held if joins and held else face_of(family, letter)
        if face is None:
            continue
        if face == held:
            found[-1] = (face, found[-1][1] + letter)
        else:
            found.append((face, letter))
    return found


def _stands_alone(letter: str) -> bool:
    return any(first <= ord(letter) <= last for first, last in _WITHOUT_SPACES)


def _pieces(style: Style, words: str, room: float) -> Iterator[str]:
    """Give what is never broken: words with the space after them, single signs where no spaces are written."""
    for word in words.split(" "):
        part = ""
        for letter in f"{word} ":
            ends = _stands_alone(letter) and letter not in _HOLD_ON
            if part and (ends or width(style, (part + letter).rstrip()) > room):
                yield part
                part = ""
            part += letter
        yield part


def _filled(style: Style, pieces: Sequence[str], room: float) -> list[str]:
    found = [""]
    for piece in pieces:
        if found[-1] and width(style, (found[-1] + piece).rstrip()) > room:
            found.append("")
        found[-1] += piece
    return [line.strip() for line in found if line.strip()]


def _balanced(style: Style, pieces: Sequence[str], room: float, count: int) -> list[str]:
    """Return the lines of the narrowest column that needs no more of them."""
    low, high = room / 2, room
    fits: Callable[[float], bool] = lambda middle: len(_filled(style, pieces, middle)) <= count  # noqa: E731
    while high - low > style.size / 4:
        middle = (low + high) / 2
        low, high = (low, middle) if fits(middle) else (middle, high)
    return _filled(style, pieces, high)
