"""What a text is found by."""

import pytest
from hypothesis import given, strategies as st

from northforum.core import terms
from northforum.core.plain import plain_text


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Letters", "letter"),
        ("working", "WORKS"),
        ("parties", "party"),
        ("café", "cafes"),
        ("it’s", "it's"),
        ("Øresund", "oresund"),
        ("STRASSE", "straße"),
        ("ﬁnest", "finest"),
    ],
)
def test_forms_of_a_word_have_one_term(one: str, other: str) -> None:
    assert terms.term_of(one) == terms.term_of(other) != ""


def test_a_text_is_taken_apart_where_its_words_end() -> None:
    text = "Pan-Northern, 7.77 billion: don’t_stop!"
    assert [text[word.start : word.end] for word in terms.words_of(text)] == [
        *("Pan", "Northern", "7", "77", "billion", "don’t", "stop")
    ]
    assert terms.pairs_of("Don’t stop stopping") == [("dont", "dont"), ("stop", "stop"), ("stopping", "stop")]


@given(st.text(max_size=200))
def test_a_term_holds_nothing_that_a_database_takes_for_syntax(text: str) -> None:
    for term in terms.terms_of(text):
        assert term.isalnum()
        assert len(term) <= terms.LONGEST


@pytest.mark.parametrize(
    ("one", "other", "off"),
    [("kiln", "kiln", 0), ("kiln", "klin", 1), ("kiln", "kilns", 1), ("kiln", "mill", 2), ("", "abc", 3)],
)
def test_the_distance_between_words_counts_slips(one: str, other: str, off: int) -> None:
    assert terms.distance(one, other) == terms.distance(other, one) == off


def test_html_becomes_its_words_alone() -> None:
    html = '<p>So did <em>ou</em>rs, by a&nbsp;<strong>third</strong>.</p><p title="a > b">R&amp;D<br>here</p>'
    assert plain_text(html) == "So did ours, by a third. R&D here"
