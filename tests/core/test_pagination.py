"""Keyset pages and their cursors."""

import pytest
from hypothesis import given, strategies as st

from northforum.core import errors, pagination

NUMBERS = st.integers(min_value=-(2**63) + 1, max_value=2**63 - 1)
WORDS = st.text(alphabet="abc-\u00e9 0", max_size=20)


@given(NUMBERS, WORDS)
def test_a_cursor_gives_its_key_back(number: int, word: str) -> None:
    cursor = pagination.encode((number, word))
    assert cursor.isascii()
    assert "=" not in cursor
    assert pagination.decode(cursor, int, str) == (number, word)


@given(st.text(max_size=60))
def test_anything_else_is_refused(garbage: str) -> None:
    with pytest.raises(errors.Invalid):
        pagination.decode(f"!{garbage}", int)


@pytest.mark.parametrize(
    "cursor",
    [
        "",
        "-1",
        "AAAA",
        "x" * 10_000,
        pagination.encode((1, 2)),
        pagination.encode(("1",)),
        pagination.encode((True,)),
        pagination.encode((2**63,)),
        pagination.encode((10**300,)),
    ],
)
def test_a_cursor_of_another_list_is_refused(cursor: str) -> None:
    with pytest.raises(errors.Invalid) as refused:
        pagination.decode(cursor, int)
    assert "after" in refused.value.fields


@pytest.mark.parametrize("word", ["nul\0", "x" * 300, "line\nbreak", "\ud800"])
def test_words_that_no_database_takes_are_refused(word: str) -> None:
    with pytest.raises(errors.Invalid):
        pagination.decode(pagination.encode((word,)), str)


@given(st.lists(NUMBERS, unique=True, max_size=40), st.integers(min_value=1, max_value=10))
def test_all_pages_together_are_the_whole_list(numbers: list[int], limit: int) -> None:
    rows, seen, after = sorted(numbers), list[int](), -(2**63)
    while True:
        found = [row for row in rows if row > after][: limit + 1]
        page = pagination.page_of(found, limit, lambda row: (row,))
        seen += page.items
        assert len(page.items) <= limit
        if page.next_cursor is None:
            break
        key = pagination.decode(page.next_cursor, int)[0]
        assert isinstance(key, int)
        after = key
    assert seen == rows
