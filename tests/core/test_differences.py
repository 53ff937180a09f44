"""Two texts compared word by word: right, readable, and never slow."""

import itertools
import time

import pytest
from hypothesis import given, settings, strategies as st

from northforum.core.differences import Change, word_differences

SIGNS = {Change.SAME: "", Change.REMOVED: "-", Change.ADDED: "+"}
SECONDS = 0.5


def shown(old: str, new: str) -> str:
    return "".join(
        piece.text if piece.change is Change.SAME else f"[{SIGNS[piece.change]}{piece.text}]"
        for piece in word_differences(old, new)
    )


@pytest.mark.parametrize(
    ("old", "new", "seen"),
    [
        ("", "", ""),
        ("the same", "the same", "the same"),
        ("", "all new", "[+all new]"),
        ("all gone", "", "[-all gone]"),
        ("It costs ten pounds.", "It costs twelve pounds.", "It costs [-ten][+twelve] pounds."),
        ("Mind the step.", "Mind the step, please.", "Mind the step[+, please]."),
        ("one two three", "three one two", "[+three ]one two[- three]"),
        ("old words here now", "new phrase here now", "[-old words][+new phrase] here now"),
        ("It's fine", "It isn't fine", "[-It's][+It isn't] fine"),
        ("a\n\nb", "a\nb", "a[-\n\n][+\n]b"),
        ("cold", "Cold", "[-cold][+Cold]"),
    ],
)
def test_what_changed_is_shown(old: str, new: str, seen: str) -> None:
    assert shown(old, new) == seen


TEXT = st.lists(st.sampled_from(["a", "b", " ", "\n", "word", ".", "it's", "é", "\U0001f469\u200d"]), max_size=80)


@given(old=TEXT.map("".join), new=TEXT.map("".join))
@settings(max_examples=200, deadline=None)
def test_both_texts_can_be_read_from_the_pieces(old: str, new: str) -> None:
    pieces = word_differences(old, new)
    assert "".join(text for change, text in pieces if change is not Change.ADDED) == old
    assert "".join(text for change, text in pieces if change is not Change.REMOVED) == new
    assert all(one[0] is not other[0] for one, other in itertools.pairwise(pieces))


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("a " * 5120, "b " * 5120),
        ("a b " * 2560, "b a " * 2560),
        ("a,b;" * 2560, "b;c," * 2560),
        (" ".join(map(str, range(2000))), " ".join(map(str, range(2000, 0, -1)))),
        ("x" * 10_240, "y" * 10_240),
        ("\n" * 499 + "a", "a" + "\n" * 499),
        ("." * 10_240, "!" * 10_240),
        ("a. " * 3400, "b. " * 3400 + "a"),
    ],
)
def test_texts_made_to_tire_are_compared_soon(old: str, new: str) -> None:
    before = time.process_time()
    word_differences(old, new)
    spent = time.process_time() - before
    # Some 10 ms; a comparison gone quadratic takes a hundred times more.
    assert spent < SECONDS
