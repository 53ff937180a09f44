"""The fonts that pictures are lettered with: which of them has a letter, and the letter in a size and a weight.

They are those that the build puts beside the style sheets, each with the range of letters that it is meant for. What a
range promises a font need not have, so each letter is looked for in the font itself: none is ever drawn as a box.
"""

import functools
import io
import json
from dataclasses import dataclass
from typing import Literal

from PIL import ImageFont, features

from northforum.core.places import STATIC

Family = Literal["serif", "sans"]
Drawn = ImageFont.FreeTypeFont
LIST = "fonts/cards.json"
_PROBE = 40
# No font has a letter here: what is drawn for it is what is drawn for every letter that is missing.
_NOWHERE = "\U000fffff"


@dataclass(frozen=True)
class Face:
    """One file of a font by its logical name, with the letters that it is meant for as pairs of first and last."""

    file: str
    ranges: tuple[tuple[int, int], ...]

    def has(self, letter: str) -> bool:
        """Return whether the letter can be drawn with this file."""
        code = ord(letter)
        return any(first <= code <= last for first, last in self.ranges) and _is_drawn(self.file, letter)

    def font(self, size: int, weight: int) -> Drawn:
        """Return the font for drawing."""
        return _font(self.file, size, weight)


@functools.lru_cache(maxsize=2)
def faces(family: Family) -> tuple[Face, ...]:
    """Return the files in which a letter is looked for, one after the other; none where nothing has been built."""
    listed = json.loads(_read(LIST) or "{}")
    order = ("serif", "sans", "others") if family == "serif" else ("sans", "others")
    rows = [row for name in order for row in listed.get(name, ())]
    return tuple(Face(row["name"], tuple((first, last) for first, last in row["ranges"])) for row in rows)


@functools.lru_cache(maxsize=4096)
def face_of(family: Family, letter: str) -> Face | None:
    """Return the first file that has the letter, if one has."""
    return next((face for face in faces(family) if face.has(letter)), None)


def sets_from_the_right() -> bool:
    """Return whether this machine can join Arabic letters and order lines from the right."""
    return bool(features.check("raqm") and features.check("fribidi"))


def _read(name: str) -> bytes:
    vendor = STATIC / "vendor"
    manifest = json.loads((vendor / "manifest.json").read_text(encoding="utf-8"))
    return (vendor / manifest[name]).read_bytes() if name in manifest else b""


@functools.lru_cache(maxsize=128)
def _font(file: str, size: int, weight: int) -> Drawn:
    font = ImageFont.truetype(io.BytesIO(_read(file)), size)
    font.set_variation_by_axes([weight])
    return font


def _is_drawn(file: str, letter: str) -> bool:
    font = _font(file, _PROBE, 400)
    return _pixels(font, letter) != _pixels(font, _NOWHERE)


def _pixels(font: Drawn, letter: str) -> tuple[float, bytes]:
    mask = font.getmask(letter, mode="L")
    return font.getlength(letter), bytes(mask)
