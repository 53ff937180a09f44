"""Paragraphs of a text, and where one went when the text was changed."""

import pytest
from hypothesis import given, strategies

from northforum.core import paragraphs, richtext

WORDS = strategies.text("abcdefghij &<>", min_size=1, max_size=40)
ONE, TWO = "The lift has been out since March.", "Everybody takes the stairs by now."


def test_a_text_falls_into_its_outermost_elements() -> None:
    figure = '<figure><img src="a"><figcaption>z</figcaption></figure>'
    html = f"<p>A <em>b</em> &amp; c</p>\n<hr>\n<ul><li>x</li><li>y</li></ul>{figure}"
    blocks = paragraphs.blocks(html)
    assert [block[:4] for block in blocks] == ["<p>A", "<hr>", "<ul>", "<fig"]
    assert "".join(blocks) == html.replace("\n", "")
    assert [paragraphs.plain(block) for block in blocks] == ["A b & c", "", "x y", "z"]


def test_the_sign_behind_a_heading_is_none_of_its_words() -> None:
    (heading,) = paragraphs.blocks(richtext.article("## The *stairs*").html)
    assert paragraphs.plain(heading) == "The stairs"


@given(strategies.lists(WORDS, max_size=6))
def test_nothing_of_a_rendered_text_is_lost(words: list[str]) -> None:
    html = richtext.article("\n\n".join(words)).html
    assert "".join("".join(paragraphs.blocks(html)).split()) == "".join(html.split())


@pytest.mark.parametrize(
    ("texts", "found"),
    [
        ([ONE, TWO], 0),
        ([TWO, "New.", ONE], 2),
        ([TWO, "The lift has been out since April, we hear."], 1),
        ([TWO, "Something else altogether."], None),
        ([ONE, ONE], 0),
        ([], None),
    ],
)
def test_a_paragraph_is_found_by_its_words_nearest_to_where_it_stood(texts: list[str], found: int | None) -> None:
    assert paragraphs.find(ONE, 0, texts) == found


def test_of_two_that_are_the_same_the_nearest_counts() -> None:
    assert paragraphs.find(ONE, 3, [ONE, TWO, TWO, ONE]) == 3
