"""The sanitisers, which a thread keeps: nothing of one text is left for the next."""

import bleach
import pytest

from northforum.core.richtext import cleaning, rules

BEFORE = "<table>SECRET"
TEXT = "<table>x</table>"


def test_what_was_left_of_a_text_that_failed_is_not_in_the_next_one(monkeypatch: pytest.MonkeyPatch) -> None:
    expected = cleaning.clean(TEXT, rules.ARTICLE)
    kept: bleach.Cleaner = cleaning._first(rules.ARTICLE)
    with monkeypatch.context() as patched:

        def fail(*_: object) -> None:
            raise MemoryError

        patched.setattr(kept.parser.tree, "insertText", fail)
        with pytest.raises(MemoryError):
            cleaning.clean(BEFORE, rules.ARTICLE)
    assert cleaning.clean(TEXT, rules.ARTICLE) == expected
    assert cleaning._first(rules.ARTICLE) is not kept
