"""Which encoding an answer goes out in, and who has it already."""

import pytest

from northforum.core.front.negotiation import IDENTITY, best_encoding, is_known

LONG = 5000


@pytest.mark.parametrize(
    ("accepted", "encoding"),
    [
        ("", IDENTITY),
        ("gzip, deflate, br, zstd", "br"),
        ("gzip", "gzip"),
        ("x-gzip", "gzip"),
        ("GZIP", "gzip"),
        ("deflate, zstd", IDENTITY),
        ("br;q=0.5, gzip;q=0.5", "br"),
        ("br;q=0.5,gzip;q=0.8", "gzip"),
        ("br; q=0.1, identity;q=0.5", IDENTITY),
        ("br;q=0.5, identity;q=0.5", "br"),
        ("*", "br"),
        ("*;q=0.3, br;q=0", "gzip"),
        ("*;q=0", None),
        ("identity;q=0", None),
        ("identity;q=0, gzip;q=0.001", "gzip"),
        ("*;q=0, identity;q=0.4", IDENTITY),
        ("br;q=0, gzip;q=0", IDENTITY),
        ("br;q=2, gzip;q=x", IDENTITY),
        ("br;level=4, gzip", "gzip"),
        ("br;q=1.000, gzip;q=0.999", "br"),
        (",,;q=1, gzip", "gzip"),
    ],
)
def test_the_encoding_is_the_one_that_is_liked_best(accepted: str, encoding: str | None) -> None:
    assert best_encoding(accepted, LONG) == encoding


def test_a_short_body_goes_plain_unless_that_is_refused() -> None:
    assert best_encoding("br, gzip", 100) == IDENTITY
    assert best_encoding("gzip, identity;q=0", 100) == "gzip"
    assert best_encoding("identity;q=0", 100) is None


def test_only_what_is_offered_is_chosen() -> None:
    assert best_encoding("br, gzip;q=0.5", LONG, ("gzip",)) == "gzip"
    assert best_encoding("br", LONG, ("gzip",)) == IDENTITY


def test_a_field_of_any_length_is_understood() -> None:
    assert best_encoding("made-up, " * 300 + "gzip", LONG) == "gzip"


@pytest.mark.parametrize(
    ("asked", "known"),
    [
        ('"a-br"', True),
        ('W/"a-br"', True),
        ('"x", "a-br"', True),
        ('"x","a-br","y"', True),
        ("*", True),
        ('"a-gzip"', False),
        ('"a"', False),
        ("a-br", False),
        ("", False),
    ],
)
def test_a_tag_is_known_by_its_whole_name(asked: str, known: bool) -> None:
    assert is_known(asked, '"a-br"') is known
