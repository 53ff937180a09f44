"""Contrast of the colours that stand on one another, computed from the tokens (WCAG 2.2, 1.4.3 and 1.4.11)."""

import re

import pytest

from northforum.core import drawing
from northforum.core.places import STATIC

TEXT, SHAPE = 4.5, 3.0
TOKENS = (STATIC / "css" / "tokens.css").read_text(encoding="utf-8")
COLOURS = {
    name: (light, dark)
    for name, light, dark in re.findall(r"--([\w-]+): light-dark\((#[0-9a-f]{6}), (#[0-9a-f]{6})\)", TOKENS)
}
GROUNDS = ("paper", "paper-raised", "paper-sunk")
PAIRS = (
    *(
        (ink, ground, TEXT)
        for ground in GROUNDS
        for ink in ("ink", "ink-soft", "brick", "brick-strong", "dock", "claret")
    ),
    *((ink, f"{wash}-wash", TEXT) for wash in ("brick", "dock", "gold") for ink in ("ink", "ink-soft")),
    *((ink, f"{ink}-wash", TEXT) for ink in ("brick", "dock", "gold", "moss", "claret")),
    ("gold", "paper", TEXT),
    ("paper", "ink", TEXT),
    ("on-brick", "brick", TEXT),
    ("on-brick", "brick-strong", TEXT),
    ("on-claret", "claret", TEXT),
    *(("rule-strong", ground, SHAPE) for ground in GROUNDS),
)


@pytest.mark.parametrize(("ink", "ground", "least"), PAIRS)
@pytest.mark.parametrize("theme", [0, 1], ids=["light", "dark"])
def test_what_stands_on_a_ground_can_be_read(ink: str, ground: str, least: float, theme: int) -> None:
    assert contrast(COLOURS[ink][theme], COLOURS[ground][theme]) >= least


@pytest.mark.parametrize("tone", range(drawing.TONES))
def test_white_initials_can_be_read_on_each_tone(tone: int) -> None:
    found = re.search(rf"--tone-{tone}: (#[0-9a-f]{{6}});", TOKENS)

    assert found
    assert contrast("#ffffff", found[1]) >= TEXT


def contrast(one: str, other: str) -> float:
    brighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (brighter + 0.05) / (darker + 0.05)


def luminance(colour: str) -> float:
    red, green, blue = (_linear(int(colour[start : start + 2], 16) / 255) for start in (1, 3, 5))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(part: float) -> float:
    # The value of sRGB (IEC 61966-2-1), as WCAG defines relative luminance.
    return part / 12.92 if part <= 0.04045 else float(((part + 0.055) / 1.055) ** 2.4)
