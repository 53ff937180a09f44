"""Passwords: Argon2id, how strong one must be, and the same time whether or not a member is known."""

import functools
import os
import re
import threading
import unicodedata
from pathlib import Path

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

SHORTEST = 10
LONGEST = 1024
# 19 MiB, two passes, one lane: the first choice of the OWASP password storage sheet. The library's default of 64 MiB
# in four lanes let twenty sign-ins at once take 1.3 GB.
_hasher = PasswordHasher(time_cost=2, memory_cost=19 * 1024, parallelism=1)
_turn = threading.BoundedSemaphore(os.cpu_count() or 1)
# The hash of random bytes nobody kept, checked where there is no member, so that a stranger's address takes as long.
_NOBODY = "$argon2id$v=19$m=19456,t=2,p=1$nnTnMNdS9QFl8mH2xhhd+g$Eg/b0GMDBRd4MQvM+grgQQp2of/ezyAuypP/q62t+sk"
_COMMON = Path(__file__).with_name("common_passwords.txt")
_NAME_PART = re.compile(r"[^\W_]{4,}")
_PUNCTUATION = "!?.*#$@-_ "
_KEYBOARD_ROWS = ("1234567890", "qwertyuiop", "asdfghjkl", "zxcvbnm", "abcdefghijklmnopqrstuvwxyz")


def hash_password(password: str) -> str:
    """Return the Argon2id hash of ``password``, with its parameters and salt in it."""
    with _turn:
        return _hasher.hash(_as_typed_anywhere(password))


def verify(stored_hash: str | None, password: str) -> bool:
    """Return whether ``password`` is the one hashed; ``None`` takes as long and is always False."""
    is_plausible = stored_hash is not None and len(password) <= LONGEST
    with _turn:
        try:
            _hasher.verify(stored_hash if is_plausible and stored_hash else _NOBODY, _as_typed_anywhere(password))
        except (VerificationError, InvalidHashError):
            return False
    return is_plausible


def needs_rehash(stored_hash: str) -> bool:
    """Return whether ``stored_hash`` was made with other parameters than today's."""
    return _hasher.check_needs_rehash(stored_hash)


def weakness(password: str, *, name: str, email: str) -> str | None:
    """Return a sentence saying why ``password`` cannot be accepted, or None when it can."""
    if len(password) < SHORTEST:
        return f"Use at least {SHORTEST} characters. Three or four unrelated words work well."
    if len(password) > LONGEST:
        return f"Use at most {LONGEST:,} characters."
    if any(unicodedata.category(character) in {"Cc", "Cs"} for character in password):
        return "This holds a character that cannot be typed again. Please choose other ones."
    plain = password.casefold().strip()
    if _is_guessable(plain):
        return "This is among the passwords that are tried first. Please choose another."
    if _is_about(plain, name, email):
        return "This is too close to your name or e-mail address. Please choose another."
    return None


def _as_typed_anywhere(password: str) -> bytes:
    """Return the bytes to hash: the same whether a keyboard sends é as one character or as two."""
    return unicodedata.normalize("NFC", password[:LONGEST]).encode("utf-8", "surrogatepass")


def _is_guessable(plain: str) -> bool:
    undecorated = {plain, plain.rstrip(_PUNCTUATION), plain.rstrip(_PUNCTUATION + "0123456789")}
    return not _common().isdisjoint(undecorated) or _repeats(plain) or _walks_the_keyboard(plain)


@functools.cache
def _common() -> frozenset[str]:
    return frozenset(_COMMON.read_text(encoding="ascii").split())


def _repeats(plain: str) -> bool:
    """Return whether ``plain`` is one short piece again and again, such as ``abcabcabcabc``."""
    return any(plain == (plain[:size] * (len(plain) // size + 1))[: len(plain)] for size in range(1, 5))


def _walks_the_keyboard(plain: str) -> bool:
    """Return whether all of ``plain`` follows a row of keys or the alphabet, forwards or backwards, round and round."""
    rows = [row[::way] for row in _KEYBOARD_ROWS for way in (1, -1)]
    return any(len(plain) <= 2 * len(row) and plain in row * 3 for row in rows)


def _is_about(plain: str, name: str, email: str) -> bool:
    local, _, domain = email.casefold().partition("@")
    joined = re.sub(r"\W", "", plain)
    whole = {re.sub(r"\W", "", text) for text in (name.casefold(), email.casefold(), local, domain)} - {""}
    if joined in whole or joined[::-1] in whole:
        return True
    known = {part for text in (name.casefold(), local) for part in _NAME_PART.findall(text)} | whole
    # What is left beside the name must be a password by itself.
    return any(len(part) >= 4 and len(joined.replace(part, "")) < SHORTEST - 4 and part in joined for part in known)
