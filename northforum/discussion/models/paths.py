"""Paths: where a comment stands among the others, as text whose order is the order of reading."""

from sqlalchemy import Text

DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"
# 2,000 characters are some 400 replies on replies; PostgreSQL cannot index a value of more than 2,704 bytes.
PATH_LIMIT = 2000
LONGEST_STEP = 14

# PostgreSQL would else compare paths by the rules of a language.
PathText = Text().with_variant(Text(collation="C"), "postgresql")


def path_step(comment_id: int) -> str:
    """Return a comment's own part of its path: its id in base 36 behind the number of its digits.

    Longer numbers are greater, so the length in front makes the order of text the order of numbers.
    """
    digits = ""
    rest = comment_id
    while rest:
        rest, digit = divmod(rest, 36)
        digits = DIGITS[digit] + digits
    return DIGITS[len(digits)] + digits


def path_ids(path: str) -> list[int]:
    """Return the ids along a path, from the first comment of the conversation down."""
    ids = []
    at = 0
    while at < len(path):
        end = at + 1 + DIGITS.index(path[at])
        ids.append(int(path[at + 1 : end], 36))
        at = end
    return ids
