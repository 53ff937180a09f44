import re
import xml.etree.ElementTree as ET
from itertools import pairwise

from hypothesis import given, settings, strategies as st

from northforum.core import drawing
from northforum.core.drawing import PALETTES, Palette
from northforum.core.places import STATIC

palettes = st.sampled_from(sorted(PALETTES))
sides = st.integers(min_value=-3, max_value=60)
# The commands that a path may use, all with whole numbers.
PATH = re.compile(r"(?:M-?\d+ -?\d+|[hvHVlz]|a\d+ \d+ 0 0 1|-?\d+|\s)+")


@settings(deadline=None)
@given(st.text(max_size=80), sides, sides, palettes, st.booleans())
def test_a_cover_is_the_same_each_time_and_well_formed(
    seed: str, columns: int, rows: int, palette: Palette, dim: bool
) -> None:
    svg = drawing.cover_svg(seed, columns, rows, palette, dim)

    assert svg == drawing.cover_svg(seed, columns, rows, palette, dim)
    root = ET.fromstring(svg)
    assert root.get("aria-hidden") == "true"
    paths = root.findall("path")
    assert [path.get("class") for path in paths] == sorted({str(path.get("class")) for path in paths})
    assert all(PATH.fullmatch(str(path.get("d"))) for path in paths)


@settings(deadline=None)
@given(st.text(max_size=40), st.integers(1, 30), st.integers(1, 30), palettes)
def test_a_cover_stays_within_its_frame(seed: str, columns: int, rows: int, palette: Palette) -> None:
    root = ET.fromstring(drawing.cover_svg(seed, columns, rows, palette))
    width, height = (int(side) for side in str(root.get("viewBox")).split()[2:])

    assert (width, height) == (columns * drawing.CELL, rows * drawing.CELL)
    for path in root.findall("path"):
        for x, y in re.findall(r"M(-?\d+) (-?\d+)", str(path.get("d"))):
            assert 0 <= int(x) <= width
            assert 0 <= int(y) <= height


@settings(deadline=None)
@given(st.text(max_size=40), palettes)
def test_a_wide_cover_weighs_less_than_three_kilobytes(seed: str, palette: Palette) -> None:
    assert len(drawing.cover_svg(seed, 14, 6, palette)) <= 3 * 1024


@settings(deadline=None)
@given(st.text(max_size=40), palettes)
def test_a_wide_cover_is_neither_bare_nor_noise(seed: str, palette: Palette) -> None:
    pieces = drawing.cover_svg(seed, 14, 6, palette).count("M")

    assert 25 <= pieces <= 170


def test_different_seeds_give_different_covers() -> None:
    covers = {drawing.cover_svg(f"article-{number}", 14, 6) for number in range(300)}

    assert len(covers) == 300


def test_a_cover_of_today_looks_the_same_tomorrow() -> None:
    """Covers are known by sight: a change of the drawing rules is a decision, not an accident."""
    assert drawing.cover_svg("baltic-creative", 3, 2, "dock") == (
        '<svg class="cover cover-dock" viewBox="0 0 24 16" width="24" height="16" preserveAspectRatio="xMidYMid slice" '
        'aria-hidden="true" focusable="false">'
        '<path class="c0" fill="#1b5a66" d="M0 0h24v16h-24z"/>'
        '<path class="c4" fill="#7fc7d3" d="M0 0h8a8 8 0 0 1-8 8zM8 8v-8a8 8 0 0 1 8 8zM24 8h-8a8 8 0 0 1 8-8z"/>'
        "</svg>"
    )


def test_the_style_sheet_knows_the_same_colours() -> None:
    tokens = (STATIC / "css" / "tokens.css").read_text(encoding="utf-8")

    for palette, colours in PALETTES.items():
        for number, (light, dark) in enumerate(zip(colours, drawing.DIM_PALETTES[palette], strict=True)):
            assert f"--{palette}-c{number}: light-dark({light}, {dark});" in tokens


@settings(deadline=None)
@given(st.text(max_size=60))
def test_an_avatar_has_one_of_twelve_tones_for_good(handle: str) -> None:
    tone = drawing.avatar_tone(handle)

    assert 0 <= tone < drawing.TONES
    assert tone == drawing.avatar_tone(handle)


def test_tones_are_shared_out_evenly() -> None:
    counts = [0] * drawing.TONES
    for number in range(2400):
        counts[drawing.avatar_tone(f"member-{number}")] += 1

    assert all(120 < count < 280 for count in counts)
    assert not any(first == second == 0 for first, second in pairwise(counts))


@settings(deadline=None)
@given(st.text(max_size=60))
def test_initials_are_one_or_two_characters_and_never_nothing(name: str) -> None:
    assert 1 <= len(drawing.initials(name)) <= 2


def test_initials_are_those_of_the_first_and_the_last_name() -> None:
    assert drawing.initials("Ruth Adeyemi") == "RA"
    assert drawing.initials("bea van der Northcote-Llewellyn") == "BN"
    assert drawing.initials("  Prince ") == "P"
    assert drawing.initials("“Quoted” (they)") == "QT"
    assert drawing.initials("Łukasz Żak") == "ŁŻ"
    assert drawing.initials("!!") == "·"
    assert drawing.initials("") == "·"
