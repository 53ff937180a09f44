"""How share cards are drawn: any headline in its room, no letter as a box, and no file large."""

import pytest
from PIL import Image

from northforum.core.images import lettering
from northforum.machines import rendering
from tests.machines.cards import decoded

HEADLINES = {
    "plain": "Rent by the month",
    "of one word of two hundred letters": "Incomprehensibility" * 11,
    "without a space": "A" * 200,
    "of two hundred words": "word " * 200,
    "of markup": "</title><script>alert(1)</script> & “quotes”",
    "of piled marks": "Z̷̡̛̖̰͎̝̟̥̈́̐̓ạ̶l̴g̵o̶",
    "that turns the line": "\u202eevil\u202c and \u2066more\u2069",
    "with pictures": "A 👩‍🎤 sings 🎶 in Leeds",
    "in Polish and Vietnamese": "Żółć w Łodzi, Việt Nam",
    "in Greek and Russian": "Ελλάδα и Россия",
    "in Hebrew": "שלום עולם and more",
    "in Arabic": "مرحبا بالعالم الجديد 2026",
    "in Chinese and Japanese": "北方的创意产业需要彼此、漢字とかな交じり文のとても長い見出しです",
}


def words(headline: str, **over: str) -> rendering.Words:
    """Return what a card says."""
    given = {"section": "Opinion", "byline": "By Ruth Calder", "site_name": "NorthForum", "seed": "a-piece"}
    return rendering.Words(headline, **{**given, **over})


def inked(card: Image.Image) -> tuple[int, int, int, int]:
    """Return the box of what is written in the place of the headline."""
    room = card.crop((0, 175, 1200 - rendering.PICTURE_WIDTH, 520)).convert("L").point(lambda grey: 255 * (grey < 90))
    box = room.getbbox()
    assert box is not None
    return box


@pytest.mark.parametrize("kind", HEADLINES)
def test_a_headline_is_drawn_in_its_room(kind: str) -> None:
    content = rendering.article_card(words(HEADLINES[kind]))
    assert content is not None
    left, top, right, bottom = inked(decoded(content))
    assert left >= rendering.EDGE - 6
    assert right <= rendering.EDGE + rendering.ROOM + 6
    assert (top > 0, bottom < 345) == (True, True)


def test_a_headline_in_letters_that_no_font_has_makes_no_card() -> None:
    assert rendering.article_card(words("한국어 제목")) is None
    assert rendering.article_card(words("🎶")) is None
    assert rendering.article_card(words("  ")) is None


def test_no_letter_is_drawn_as_a_box() -> None:
    assert lettering.settable("serif", "A 🎶 b") == "A b"
    assert lettering.settable("serif", "x \ufffe\u0378 y\u200d") == "x y"
    assert lettering.settable("serif", "नमस्ते") is None


def test_lines_are_about_as_long_as_each_other() -> None:
    style = lettering.Style("serif", 64, 600)
    rows, is_whole = lettering.lines(style, "Why the creative industries of the North need one another", 652, 4)
    assert is_whole
    widths = [lettering.width(style, row) for row in rows]
    assert max(widths) < 0.8 * 652
    rows, is_whole = lettering.lines(style, "word " * 100, 652, 3)
    assert (len(rows), is_whole, rows[-1][-1]) == (3, False, "…")


def test_the_worst_picture_makes_no_large_card() -> None:
    noise = Image.effect_noise((800, 900), 120).convert("RGB")
    hero = rendering.Hero(noise, (50, 50))
    content = rendering.article_card(words("Rent"), hero)
    assert content is not None
    decoded(content)
    see_through = rendering.Hero(Image.new("RGBA", (800, 900), (0, 0, 0, 0)), (50, 50))
    content = rendering.article_card(words("Rent"), see_through)
    assert content is not None
    assert decoded(content).getpixel((1190, 10)) == rendering.PAPER


def test_the_same_words_make_the_same_card() -> None:
    assert rendering.article_card(words("Rent")) == rendering.article_card(words("Rent"))
    assert rendering.article_card(words("Rent")) != rendering.article_card(words("Rent", section="News"))
