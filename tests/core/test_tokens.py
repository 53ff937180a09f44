"""Tokens for mail, and signed values for links."""

import pytest

from northforum.core import tokens
from tests.conftest import Clock

SECRET = "s" * 40


def test_a_token_is_long_random_and_found_by_its_hash() -> None:
    raw, kept = tokens.new_token()
    other = tokens.new_token()
    assert raw != other.raw
    assert len(raw) >= 43
    assert raw not in kept
    assert tokens.hash_token(raw) == kept
    assert tokens.matches(raw, kept)
    assert not tokens.matches(other.raw, kept)


@pytest.mark.parametrize("raw", ["", "\0", "\ud800", "x" * 100_000, "\N{SNOWMAN}"])
def test_any_text_can_be_asked_for(raw: str) -> None:
    assert not tokens.matches(raw, tokens.new_token().hash)


def test_a_signed_value_comes_back_for_its_purpose_only() -> None:
    signed = tokens.sign("unsubscribe", {"member": 7}, secret=SECRET)
    assert tokens.unsign("unsubscribe", signed, secret=SECRET, max_age=60) == {"member": 7}
    assert tokens.unsign("preview", signed, secret=SECRET, max_age=60) is None
    assert tokens.unsign("unsubscribe", signed, secret="t" * 40, max_age=60) is None
    assert tokens.unsign("unsubscribe", f"{signed}x", secret=SECRET, max_age=60) is None


@pytest.mark.parametrize("signed", ["", "a.b.c", "\ud800", "\N{SNOWMAN}.x.y", "." * 50])
def test_garbage_is_no_signed_value(signed: str) -> None:
    assert tokens.unsign("preview", signed, secret=SECRET, max_age=60) is None


def test_a_signed_value_ages(clock: Clock) -> None:
    signed = tokens.sign("preview", 1, secret=SECRET)
    clock.advance(seconds=60)
    assert tokens.unsign("preview", signed, secret=SECRET, max_age=60) == 1
    clock.advance(seconds=1)
    assert tokens.unsign("preview", signed, secret=SECRET, max_age=60) is None
