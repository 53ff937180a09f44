"""Pictures drawn by rule: covers made of squares, triangles, arcs and stripes, and the colours of avatars.

The same seed always gives the same drawing, on every machine: choices come from a hash of the seed, never
from a random generator. Colours are classes (``c1`` to ``c6`` on ``cover-brick`` or ``cover-dock``), so that
the style sheet can dim them; literal fills stand beside them for places without it, such as e-mail.
"""

import functools
import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Literal

Palette = Literal["brick", "dock"]

CELL = 8
TONES = 12
SMALLEST, LARGEST = 1, 40

PALETTES: dict[Palette, tuple[str, ...]] = {
    "brick": ("#e9dccb", "#a2361f", "#c96a45", "#24323f", "#1b5a66", "#f3c98b", "#d9c2a7"),
    "dock": ("#1b5a66", "#e9dccb", "#f3c98b", "#24323f", "#7fc7d3", "#c96a45", "#2d717e"),
}
DIM_PALETTES: dict[Palette, tuple[str, ...]] = {
    "brick": ("#262a33", "#a8452f", "#b5664a", "#46586a", "#2c6f7b", "#cfa86e", "#353944"),
    "dock": ("#17343b", "#b9ada0", "#cfa86e", "#31414f", "#4d97a3", "#b5664a", "#22505a"),
}

# Which colours may lead, by how often: the ground and one strong colour carry a cover, the rest are accents.
_LEADS: dict[Palette, tuple[int, ...]] = {"brick": (1, 1, 3, 1, 3, 2), "dock": (1, 2, 3, 3, 4, 5, 6)}
_BLANK_SHARE = 52
_STRIPED_CELLS_SHARE = 10


def cover_svg(seed: str, columns: int, rows: int, palette: Palette = "brick", dim: bool = False) -> str:
    """Return a decorative SVG of `columns` by `rows` cells, hidden from assistive technology.

    Sides are held to 1–40 cells. `dim` writes the fills of the dark theme, for places that have no style sheet.
    """
    columns, rows = (max(SMALLEST, min(LARGEST, side)) for side in (columns, rows))
    fills = (DIM_PALETTES if dim else PALETTES)[palette]
    board = _Board(columns, rows, _Choices(f"{palette}:{seed}"))
    board.compose(_LEADS[palette])
    width, height = columns * CELL, rows * CELL
    shapes = "".join(
        f'<path class="c{colour}" fill="{fills[colour]}" d="{"".join(pieces)}"/>'
        for colour, pieces in sorted(board.pieces.items())
    )
    return (
        f'<svg class="cover cover-{palette}" viewBox="0 0 {width} {height}" width="{width}" height="{height}" '
        f'preserveAspectRatio="xMidYMid slice" aria-hidden="true" focusable="false">'
        f'<path class="c0" fill="{fills[0]}" d="M0 0h{width}v{height}h-{width}z"/>{shapes}</svg>'
    )


def avatar_tone(handle: str) -> int:
    """Return the colour of a member's avatar, 0 to 11, for as long as the handle stays."""
    return hashlib.sha256(handle.encode("utf-8", "surrogatepass")).digest()[0] % TONES


# Asked on every page of a member, mostly for the same names.
@functools.lru_cache(maxsize=4096)
def initials(name: str) -> str:
    """Return one or two capital letters for an avatar, or a middle dot for a name without letters."""
    words = [word for word in (_letters(part) for part in name.split()) if word]
    ends = [words[0], words[-1]] if len(words) > 1 else words
    return "".join(word[0].upper()[:1] for word in ends) or "·"


def _letters(word: str) -> str:
    return "".join(letter for letter in word if letter.isalnum())


class _Choices:
    """An endless, repeatable row of small numbers drawn from a seed."""

    def __init__(self, seed: str) -> None:
        self._bytes = self._stream(seed.encode("utf-8", "surrogatepass"))

    def below(self, bound: int) -> int:
        """Return a number from 0 up to but not including `bound`."""
        return (next(self._bytes) * 256 + next(self._bytes)) % bound

    def of(self, items: tuple[int, ...]) -> int:
        """Return one of the items."""
        return items[self.below(len(items))]

    @staticmethod
    def _stream(seed: bytes) -> Iterator[int]:
        block = 0
        while True:
            yield from hashlib.sha256(seed + block.to_bytes(4, "big")).digest()
            block += 1


@dataclass
class _Board:
    """The grid while it fills: large pieces first, then phrases that repeat one figure along a row."""

    columns: int
    rows: int
    choices: _Choices
    pieces: dict[int, list[str]] = field(default_factory=dict)
    taken: set[tuple[int, int]] = field(default_factory=set)
    lead: int = 1
    stripes_left: int = 0

    def compose(self, leads: tuple[int, ...]) -> None:
        """Fill the whole grid, one of `leads` the colour that carries it."""
        self.stripes_left = max(1, self.columns * self.rows * _STRIPED_CELLS_SHARE // 100)
        self.lead = self.choices.of(leads)
        self._place_large_pieces()
        for row in range(self.rows):
            column = 0
            while column < self.columns:
                column += self._phrase(column, row)

    def _place_large_pieces(self) -> None:
        if min(self.columns, self.rows) < 3:
            return
        wanted = self.columns * self.rows // 14 + 1
        for _ in range(wanted * 3):
            side = 3 if min(self.columns, self.rows) > 5 and self.choices.below(5) == 0 else 2
            column = self.choices.below(self.columns - side + 1)
            row = self.choices.below(self.rows - side + 1)
            cells = {(column + x, row + y) for x in range(side) for y in range(side)}
            if wanted and not cells & self.taken:
                self.taken |= cells
                self._large(column * CELL, row * CELL, side * CELL)
                wanted -= 1

    def _large(self, x: int, y: int, side: int) -> None:
        figure, turn, colour = self.choices.below(6), self.choices.below(4), self._colour()
        inner, other = side // 2, self._colour(but=colour)
        if figure == 0:
            self._draw(colour, _quarter(x, y, side, turn))
            self._draw(other, _quarter_at_corner(x, y, side, inner, turn))
        elif figure == 1:
            self._draw(colour, _square(x, y, side, side))
            self._draw(other, _circle(x, y, side, CELL // 2))
        elif figure == 2:
            self._draw(colour, _half_circles(x, y, side))
        elif figure == 3:
            self._draw(colour, _triangle(x, y, side, turn))
            self._draw(other, _triangle(x, y, side, turn + 2))
        elif figure == 4:
            self._draw(colour, _circle(x, y, side, 0))
            self._draw(other, _quarter_at_corner(x, y, side, inner, turn))
        else:
            self._draw(colour, _quarter(x, y, side, turn))

    def _phrase(self, column: int, row: int) -> int:
        length = self._free_run(column, row, 1 + self.choices.below(4))
        if not length:
            return 1
        x, y, figure = column * CELL, row * CELL, self.choices.below(256)
        if figure < _BLANK_SHARE:
            return min(length, 2)
        turn, step, colour = self.choices.below(4), self.choices.below(4), self._colour()
        if figure < 100:
            length = min(length, 2)
            self._draw(colour, _square(x, y, length * CELL, CELL))
        elif figure < 128 and self.stripes_left >= length:
            self.stripes_left -= length
            self._draw(colour, _stripes(x, y, length * CELL))
        else:
            draw = _quarter if figure < 192 else _triangle
            answer = self._colour(but=colour)
            for index in range(length):
                self._draw(colour, draw(x + index * CELL, y, CELL, turn + index * step))
                if figure % 5 == 0 and draw is _triangle:
                    self._draw(answer, draw(x + index * CELL, y, CELL, turn + index * step + 2))
        return length

    def _free_run(self, column: int, row: int, wanted: int) -> int:
        for length in range(wanted):
            if column + length >= self.columns or (column + length, row) in self.taken:
                return length
        return wanted

    def _colour(self, but: int = 0) -> int:
        weighted = (self.lead,) * 5 + (1, 2, 3, 4, 5, 6)
        return self.choices.of(tuple(colour for colour in weighted if colour != but))

    def _draw(self, colour: int, piece: str) -> None:
        self.pieces.setdefault(colour, []).append(piece)


def _square(x: int, y: int, width: int, height: int) -> str:
    return f"M{x} {y}h{width}v{height}h-{width}z"


def _triangle(x: int, y: int, side: int, turn: int) -> str:
    """Half a square; `turn` says in which corner its right angle stands, clockwise from the top left."""
    return (
        f"M{x} {y}h{side}l-{side} {side}z",
        f"M{x} {y}h{side}v{side}z",
        f"M{x + side} {y}v{side}h-{side}z",
        f"M{x} {y}v{side}h{side}z",
    )[turn % 4]


def _quarter(x: int, y: int, side: int, turn: int) -> str:
    """Return a quarter of a circle whose centre stands in one corner, clockwise from the top left."""
    return (
        f"M{x} {y}h{side}a{side} {side} 0 0 1-{side} {side}z",
        f"M{x + side} {y}v{side}a{side} {side} 0 0 1-{side}-{side}z",
        f"M{x + side} {y + side}h-{side}a{side} {side} 0 0 1 {side}-{side}z",
        f"M{x} {y + side}v-{side}a{side} {side} 0 0 1 {side} {side}z",
    )[turn % 4]


def _quarter_at_corner(x: int, y: int, outer: int, side: int, turn: int) -> str:
    """Return a smaller quarter in the same corner of a square of side `outer`."""
    across, down = ((0, 0), (1, 0), (1, 1), (0, 1))[turn % 4]
    return _quarter(x + across * (outer - side), y + down * (outer - side), side, turn)


def _circle(x: int, y: int, side: int, inset: int) -> str:
    across, radius = side - 2 * inset, side // 2 - inset
    return f"M{x + inset} {y + side // 2}a{radius} {radius} 0 0 1 {across} 0a{radius} {radius} 0 0 1-{across} 0z"


def _half_circles(x: int, y: int, side: int) -> str:
    """Two domes, one above the other, like the arches of a viaduct."""
    half = side // 2
    return "".join(f"M{x} {y + half * level}a{half} {half} 0 0 1 {side} 0z" for level in (1, 2))


def _stripes(x: int, y: int, width: int) -> str:
    return "".join(_square(x, y + line, width, 1) for line in range(0, CELL, 2))
