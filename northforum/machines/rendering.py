"""Share cards: what other sites show of a page, drawn in the site's dress as a PNG of 1200 by 630.

Words stand on the left, on paper; on the right stands the hero picture, or a cover drawn as those of the pages are.
Nothing depends on when or where it is drawn.
"""

import functools
import io
import re
import threading
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import atan2, cos, pi, sin, sqrt
from typing import NamedTuple

from PIL import Image, ImageDraw

from northforum.core import drawing
from northforum.core.images import SHARE_SIZE, cropped, lettering
from northforum.core.images.lettering import Style

# Grows with what a card looks like, so that every one is drawn anew.
DESIGN = 1
MOST_BYTES = 150_000
WIDTH, HEIGHT = SHARE_SIZE
PICTURE_WIDTH, EDGE = 420, 64
ROOM = WIDTH - PICTURE_WIDTH - 2 * EDGE
PAPER, INK, SOFT, BRICK, SLATE = (250, 247, 242), (28, 26, 32), (90, 86, 96), (162, 54, 31), (36, 50, 63)
NAME, KICKER, BYLINE = Style("serif", 34, 620), Style("sans", 27, 650), Style("sans", 28, 430)
HEADLINES = tuple(Style("serif", size, 600, 1.09) for size in (80, 72, 64, 56, 50, 46))
MOST_LINES, HEADLINE_ROOM, MIDDLE = 5, 318, 354
TAGLINE = Style("serif", 52, 500, 1.18)
WORD_COLOURS, PICTURE_COLOURS = 40, (200, 128, 64, 24, 8)
COLUMNS, ROWS, FINER = 4, 6, 3
_SHAPES = re.compile(r'fill="#([0-9a-f]{6})" d="([^"]+)"')
_STEP = re.compile(r"([Mhvlaz])([-\d. ]*)")
_NUMBER = re.compile(r"-?\d+(?:\.\d+)?")
# A font that is open may be used by one thread at a time.
_turn = threading.Lock()


@dataclass(frozen=True)
class Words:
    """What a card says; ``seed`` is what the cover is drawn from."""

    headline: str
    section: str
    byline: str
    site_name: str
    seed: str


class Hero(NamedTuple):
    """The picture of a card, and the point of it that is kept."""

    picture: Image.Image
    focal: tuple[int, int]


def article_card(words: Words, hero: Hero | None = None) -> bytes | None:
    """Return the card of an article, or none where its headline has letters that no font of ours has."""
    with _turn:
        headline = lettering.settable("serif", words.headline)
        if not headline:
            return None
        card, draw = _sheet(words.site_name)
        if kicker := lettering.settable("sans", words.section):
            _line(draw, 150, KICKER, kicker, BRICK)
        _headline(draw, headline)
        if byline := lettering.settable("sans", words.byline):
            _line(draw, HEIGHT - EDGE, BYLINE, byline, SOFT)
        return _finished(card, _panel(words.seed, hero))


@functools.lru_cache(maxsize=4)
def site_card(site_name: str, tagline: str) -> bytes:
    """Return the card of every page that has none of its own."""
    with _turn:
        card, draw = _sheet(site_name)
        if words := lettering.settable("serif", tagline):
            rows, _whole = lettering.lines(TAGLINE, words, ROOM, MOST_LINES)
            _lines(draw, rows, TAGLINE, from_right=lettering.begins_right(words))
        return _finished(card, _panel(site_name, None))


def _sheet(site_name: str) -> tuple[Image.Image, ImageDraw.ImageDraw]:
    card = Image.new("RGB", SHARE_SIZE, PAPER)
    draw = ImageDraw.Draw(card)
    mark = Image.new("RGB", (36 * FINER, 36 * FINER), PAPER)
    teeth = ImageDraw.Draw(mark)
    for x, colour in ((0, BRICK), (18 * FINER, SLATE)):
        teeth.polygon([(x, 0), (x, 36 * FINER - 1), (x + 18 * FINER - 1, 36 * FINER - 1)], fill=colour)
    card.paste(mark.resize((36, 36), Image.Resampling.LANCZOS), (EDGE, 58))
    if name := lettering.settable("serif", site_name):
        short = lettering.shortened(NAME, name, ROOM - 50)
        lettering.write(draw, (EDGE + 50, 92), NAME, short, INK)
    return card, draw


def _headline(draw: ImageDraw.ImageDraw, headline: str) -> None:
    """Write the headline as large as it fits whole; one that does not even in the smallest size is shortened."""
    for style in HEADLINES:
        rows, is_whole = lettering.lines(style, headline, ROOM, min(MOST_LINES, int(HEADLINE_ROOM // style.line)))
        if is_whole and lettering.has_room(style, headline, ROOM):
            break
    _lines(draw, rows, style, from_right=lettering.begins_right(headline))


def _lines(draw: ImageDraw.ImageDraw, rows: Sequence[str], style: Style, *, from_right: bool) -> None:
    """Write lines in the middle of the room between kicker and byline."""
    y = MIDDLE - style.line * len(rows) / 2 + style.size * 0.8
    for row in rows:
        x = EDGE + (ROOM - lettering.width(style, row) if from_right else 0)
        lettering.write(draw, (x, y), style, row, INK, from_right=from_right)
        y += style.line


def _line(draw: ImageDraw.ImageDraw, y: int, style: Style, words: str, fill: lettering.Colour) -> None:
    from_right, words = lettering.begins_right(words), lettering.shortened(style, words, ROOM)
    x = EDGE + (ROOM - lettering.width(style, words) if from_right else 0)
    lettering.write(draw, (x, y), style, words, fill, from_right=from_right)


def _panel(seed: str, hero: Hero | None) -> Image.Image:
    size = (PICTURE_WIDTH, HEIGHT)
    if hero is None:
        return _cover(seed, size)
    found = cropped(hero.picture, size, hero.focal)
    if found.mode != "RGBA":
        return found.convert("RGB")
    paper = Image.new("RGB", size, PAPER)
    paper.paste(found, mask=found.getchannel("A"))
    return paper


def _cover(seed: str, size: tuple[int, int]) -> Image.Image:
    """Return the cover of ``seed`` as the pages draw it, in pixels."""
    scale = HEIGHT * FINER / (ROWS * drawing.CELL)
    canvas = Image.new("RGB", (round(COLUMNS * drawing.CELL * scale), HEIGHT * FINER), PAPER)
    draw = ImageDraw.Draw(canvas)
    for colour, path in _SHAPES.findall(drawing.cover_svg(seed, COLUMNS, ROWS)):
        fill = tuple(bytes.fromhex(colour))
        for outline in _outlines(path):
            draw.polygon([(x * scale, y * scale) for x, y in outline], fill=fill)
    return canvas.resize((canvas.width // FINER, HEIGHT), Image.Resampling.LANCZOS).crop((0, 0, *size))


def _outlines(path: str) -> Iterator[list[tuple[float, float]]]:
    """Give each figure of a drawing's path: its steps are lines and arcs of circles, turning with the clock."""
    points: list[tuple[float, float]] = []
    for step, raw in _STEP.findall(path):
        numbers = [float(number) for number in _NUMBER.findall(raw)]
        if step == "M":
            points = [(numbers[0], numbers[1])]
        elif step == "z":
            yield points
        else:
            points += _further(points[-1], step, numbers)


def _further(start: tuple[float, float], step: str, numbers: Sequence[float]) -> list[tuple[float, float]]:
    x, y = start
    if step == "h":
        return [(x + numbers[0], y)]
    if step == "v":
        return [(x, y + numbers[0])]
    if step == "l":
        return [(x + numbers[0], y + numbers[1])]
    return _arc(start, numbers[0], (x + numbers[-2], y + numbers[-1]))


def _arc(start: tuple[float, float], radius: float, end: tuple[float, float]) -> list[tuple[float, float]]:
    (x, y), (ahead, down) = start, (end[0] - start[0], end[1] - start[1])
    chord = sqrt(ahead**2 + down**2)
    off = sqrt(max(radius**2 - chord**2 / 4, 0.0)) / chord
    middle_x, middle_y = x + ahead / 2 - down * off, y + down / 2 + ahead * off
    first = atan2(y - middle_y, x - middle_x)
    turn = (atan2(end[1] - middle_y, end[0] - middle_x) - first) % (2 * pi)
    angles = [first + turn * part / 32 for part in range(1, 33)]
    return [(middle_x + radius * cos(angle), middle_y + radius * sin(angle)) for angle in angles]


def _finished(card: Image.Image, panel: Image.Image) -> bytes:
    """Return the file: as many colours as its size allows, those of the words apart from those of the picture."""
    left = card.crop((0, 0, WIDTH - PICTURE_WIDTH, HEIGHT)).quantize(WORD_COLOURS, Image.Quantize.MEDIANCUT)
    content = b""
    for number in PICTURE_COLOURS:
        dither = Image.Dither.FLOYDSTEINBERG if number == PICTURE_COLOURS[0] else Image.Dither.NONE
        content = _encoded(left, _reduced(panel, number, dither))
        if len(content) <= MOST_BYTES:
            break
    return content


def _reduced(panel: Image.Image, number: int, dither: Image.Dither) -> Image.Image:
    palette = panel.quantize(number, Image.Quantize.MEDIANCUT)
    return panel.quantize(palette=palette, dither=dither)


def _encoded(left: Image.Image, right: Image.Image) -> bytes:
    colours = [*(left.getpalette() or ())[: 3 * WORD_COLOURS]]
    colours += [0] * (3 * WORD_COLOURS - len(colours))
    whole = Image.new("P", SHARE_SIZE)
    whole.putpalette(colours + (right.getpalette() or []))
    whole.paste(left, (0, 0))
    whole.paste(right.point(lambda index: min(index + WORD_COLOURS, 255)), (WIDTH - PICTURE_WIDTH, 0))
    out = io.BytesIO()
    whole.save(out, "PNG", optimize=True)
    return out.getvalue()
