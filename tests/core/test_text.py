"""Cleaning what people type, slugs and small phrases."""

import unicodedata

import pytest
from hypothesis import given, strategies as st

from northforum.core import errors, text

ANY_TEXT = st.text(alphabet=st.characters(), max_size=200)


@pytest.mark.parametrize(
    "source", ["a\0b", "half \ud83d", "\udc00", "a" + "\u0301" * 9, "e\u0335\u0336" * 1 + "\u0337" * 8]
)
def test_broken_or_piled_characters_are_refused_with_a_sentence(source: str) -> None:
    with pytest.raises(errors.Invalid) as refused:
        text.clean_text(source)
    assert refused.value.fields["body"] == refused.value.message
    assert refused.value.message.endswith(".")


@pytest.mark.parametrize(
    ("source", "cleaned"),
    [
        ("a\r\nb\rc\x85d\u2028e", "a\nb\nc\nd\ne"),
        ("a\tb\x07\x1b[0m", "a\tb[0m"),
        ("\ufeffe\u0301te\u0301", "\u00e9t\u00e9"),
        ("abc \u202egnp.exe\u202c", "abc gnp.exe"),
        ("\u2067\u05d0\u2069 balanced", "\u2067\u05d0\u2069 balanced"),
        ("\u2067\u05d0\nopen", "\u05d0\nopen"),
        ("\u2069\u2067", ""),
        ("non\uffffchar\U0001fffe", "nonchar"),
        ("na\u0308ive \N{FAMILY}\u200d", "n\u00e4ive \N{FAMILY}\u200d"),
        ("ok\u0301\u0302\u0303", "o\u1e31\u0302\u0303"),
    ],
)
def test_text_is_cleaned(source: str, cleaned: str) -> None:
    assert text.clean_text(source) == cleaned


@given(ANY_TEXT)
def test_cleaning_twice_changes_nothing(source: str) -> None:
    try:
        once = text.clean_text(source)
    except errors.Invalid:
        return
    assert text.clean_text(once) == once
    assert unicodedata.is_normalized("NFC", once)
    assert not any(unicodedata.category(character) in {"Cc", "Cs"} and character not in "\n\t" for character in once)


@given(ANY_TEXT)
def test_a_line_has_single_spaces_and_no_break(source: str) -> None:
    try:
        line = text.clean_line(source)
    except errors.Invalid:
        return
    assert "\n" not in line
    assert "  " not in line
    assert line == line.strip()


@pytest.mark.parametrize(
    ("title", "slug"),
    [
        ("Pan-Northern Collaboration", "pan-northern-collaboration"),
        ("Mark\u2019s caf\u00e9 & the Stra\u00dfe", "marks-cafe-and-the-strasse"),
        ("  \u0141\u00f3d\u017a: \u00d8resund! ", "lodz-oresund"),
        ("\u65e5\u672c\u8a9e", "untitled"),
        ("", "untitled"),
        ("---", "untitled"),
        ("word " * 40, "-".join(["word"] * 16)),
        ("x" * 200, "x" * 80),
    ],
)
def test_slugs(title: str, slug: str) -> None:
    assert text.slugify(title) == slug


@given(ANY_TEXT)
def test_a_slug_is_never_empty_and_is_its_own_slug(source: str) -> None:
    slug = text.slugify(source)
    assert 0 < len(slug) <= text.SLUG_LENGTH
    assert slug.isascii()
    assert text.slugify(slug) == slug


@pytest.mark.parametrize("source", ["", " \n", "\u200b\u2060", "\u3164\u2800", "\u0301"])
def test_what_nobody_sees_is_blank(source: str) -> None:
    assert text.is_blank(source)
    assert not text.is_blank(f"{source}.")


def test_words_minutes_and_plurals() -> None:
    assert text.count_words("One \u2013 two, it's three.") == 4
    assert text.reading_minutes(0) == 1
    assert text.reading_minutes(900) == 4
    assert text.plural(1, "comment") == "1 comment"
    assert text.plural(1204, "comment") == "1,204 comments"
    assert text.plural(0, "reply", "replies") == "0 replies"
