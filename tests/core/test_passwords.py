"""Passwords: what is kept of them, and which are good enough."""

import pytest
from argon2 import PasswordHasher, extract_parameters
from argon2.low_level import Type

from northforum.core import passwords

GOOD = "red-brick-dockside"
NAME, EMAIL = "Ada Holroyd", "ada.holroyd@example.org"


def test_a_password_is_verified_against_its_hash() -> None:
    kept = passwords.hash_password(GOOD)
    assert GOOD not in kept
    assert passwords.verify(kept, GOOD)
    assert not passwords.verify(kept, f"{GOOD}!")
    assert passwords.hash_password(GOOD) != kept
    assert not passwords.needs_rehash(kept)


def test_the_parameters_are_those_agreed() -> None:
    used = extract_parameters(passwords.hash_password(GOOD))
    assert (used.type, used.memory_cost, used.time_cost, used.parallelism) == (Type.ID, 19 * 1024, 2, 1)
    older = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1).hash(GOOD)
    assert passwords.needs_rehash(older)
    assert passwords.verify(older, GOOD)


def test_nobody_costs_as_much_as_somebody() -> None:
    assert not passwords.needs_rehash(passwords._NOBODY)
    assert extract_parameters(passwords._NOBODY) == extract_parameters(passwords.hash_password(GOOD))
    assert not passwords.verify(None, GOOD)
    assert not passwords.verify("", GOOD)
    assert not passwords.verify("not a hash", GOOD)


@pytest.mark.parametrize("typed", ["", "\0", "\ud800", "x" * 5_000])
def test_odd_passwords_are_wrong_rather_than_an_error(typed: str) -> None:
    assert not passwords.verify(passwords.hash_password(GOOD), typed)


def test_a_letter_typed_as_two_characters_is_the_same_letter() -> None:
    assert passwords.verify(passwords.hash_password("caf\u00e9 by the dock"), "cafe\u0301 by the dock")


@pytest.mark.parametrize(
    "password",
    [
        GOOD,
        "correct walrus envelope",
        "x7Kq-93vLm",
        "Ada keeps a canal boat",
        "\u5317\u306e\u6e2f\u306e\u8d64\u7149\u74e6\u306e\u5009\u5eab",
    ],
)
def test_good_passwords_are_taken(password: str) -> None:
    assert passwords.weakness(password, name=NAME, email=EMAIL) is None


@pytest.mark.parametrize(
    "password",
    [
        "short",
        "x" * 1025,
        "NUL in \0 here",
        "half \ud800 a letter",
        "password123",
        "Password2026!",
        "liverpool12345",
        "aaaaaaaaaaaa",
        "abcabcabcabc",
        "1234567890",
        "poiuytrewq",
        "qwertyuiopqwerty",
        "ada holroyd",
        "dyorlohada",
        "ada.holroyd",
        "holroyd123",
        EMAIL,
        "example.org",
    ],
)
def test_weak_passwords_are_refused_with_a_sentence(password: str) -> None:
    sentence = passwords.weakness(password, name=NAME, email=EMAIL)
    assert sentence
    assert sentence.endswith(".")


def test_the_list_of_common_passwords_is_long_and_tidy() -> None:
    listed = passwords._COMMON.read_text(encoding="ascii").splitlines()
    assert len(listed) >= 2_000
    assert listed == sorted(set(listed))
    assert all(len(entry) >= passwords.SHORTEST and entry == entry.lower() for entry in listed)
