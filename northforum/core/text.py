"""Plain text from people: made clean before anything else looks at it; slugs and small phrases."""

import math
import re
import unicodedata

from northforum.core import errors

WORDS_A_MINUTE = 230
SLUG_LENGTH = 80
MARKS_ON_ONE_BASE = 8

_LINE_ENDS = re.compile("\r\n|[\r\x85\u2028\u2029]")
# C0 and C1 controls but tab and line feed, the byte order mark, annotation marks, non-characters. XML and HTML forbid
# most of them, and none is visible.
_UNSEEN = re.compile(
    "[\x01-\x08\x0b-\x1f\x7f-\x9f\ufeff\ufff9-\ufffb\ufdd0-\ufdef"
    + "".join(f"{chr(plane << 16 | 0xFFFE)}{chr(plane << 16 | 0xFFFF)}" for plane in range(17))
    + "]"
)
# Half a character, and the mark that stands for bytes that were no text.
_BROKEN = re.compile("[\ud800-\udfff\ufffd]")
# Embeddings and overrides (Unicode annex 9) can make a line read backwards; isolates do the same honest work safely.
_OVERRIDES = re.compile("[\u202a-\u202e]")
_ISOLATE = re.compile("[\u2066-\u2069]")
_POP_ISOLATE = "\u2069"
# Letters by class that are drawn as nothing: Hangul fillers, the empty Braille cell.
_LOOK_EMPTY = frozenset("\u115f\u1160\u2800\u3164\uffa0")
_SPACES = re.compile(r"\s+")
_NOT_FOR_SLUGS = re.compile(r"[^a-z0-9]+")
_APOSTROPHES = re.compile("['\u2019\u02bc`\u00b4]")
# Letters that Unicode does not take apart into a plain letter and a mark.
_FOLDED = str.maketrans(
    {
        "ß": "ss",
        "æ": "ae",
        "œ": "oe",
        "ø": "o",
        "ł": "l",
        "đ": "d",
        "ð": "d",
        "þ": "th",
        "\N{LATIN SMALL LETTER DOTLESS I}": "i",
        "&": " and ",
    }
)


def clean_text(source: str) -> str:
    """Return ``source`` in NFC with plain line ends and nothing invisible that harms a reader.

    Raises
    ------
    errors.Invalid
        Under ``body``, when the text holds a NUL, half a character, or piles of combining marks.
    """
    if "\0" in source or _BROKEN.search(source):
        raise _refusal("This holds a character that is broken. Please type that part again.")
    text = _UNSEEN.sub("", _LINE_ENDS.sub("\n", source))
    if text.isascii():
        return text
    # Before normalising, which takes quadratic time on a long pile of marks.
    if _has_piled_marks(text):
        raise _refusal("This holds letters with too many marks stacked on them.")
    return unicodedata.normalize("NFC", _with_safe_direction(text))


def clean_line(source: str) -> str:
    """Return ``source`` cleaned as by ``clean_text``, on one line, with single spaces and none at the ends."""
    return _SPACES.sub(" ", clean_text(source)).strip()


def is_blank(text: str) -> bool:
    """Return whether a reader would see nothing of ``text``."""
    return all(
        character.isspace() or character in _LOOK_EMPTY or unicodedata.category(character) in {"Cc", "Cf", "Mn"}
        for character in text
    )


def slugify(text: str, *, fallback: str = "untitled") -> str:
    """Return ``text`` as lower-case ASCII words joined by hyphens; ``fallback`` when no letter is left."""
    folded = unicodedata.normalize("NFKD", text[: SLUG_LENGTH * 4].casefold().translate(_FOLDED))
    words = _NOT_FOR_SLUGS.sub("-", _APOSTROPHES.sub("", folded).encode("ascii", "ignore").decode("ascii")).strip("-")
    if len(words) > SLUG_LENGTH:
        whole, _, rest = words[: SLUG_LENGTH + 1].rpartition("-")
        words = whole or rest[:SLUG_LENGTH]
    return words.strip("-") or fallback


def count_words(text: str) -> int:
    """Return how many words ``text`` has; a dash standing alone is none."""
    return sum(1 for word in text.split() if any(character.isalnum() for character in word))


def reading_minutes(words: int) -> int:
    """Return how many minutes a text of ``words`` words takes to read, at least one."""
    return max(1, math.ceil(words / WORDS_A_MINUTE))


def plural(count: int, one: str, many: str | None = None) -> str:
    """Return the count with its noun: ``1 comment``, ``1,204 comments``."""
    return f"{count:,} {one if count == 1 else many or f'{one}s'}"


def _refusal(sentence: str) -> errors.Invalid:
    return errors.Invalid(sentence, body=sentence)


def _has_piled_marks(text: str) -> bool:
    pile = 0
    for character in text:
        pile = pile + 1 if unicodedata.category(character) in {"Mn", "Me"} else 0
        if pile > MARKS_ON_ONE_BASE:
            return True
    return False


def _with_safe_direction(text: str) -> str:
    text = _OVERRIDES.sub("", text)
    if not _ISOLATE.search(text):
        return text
    return "\n".join(line if _isolates_balance(line) else _ISOLATE.sub("", line) for line in text.split("\n"))


def _isolates_balance(line: str) -> bool:
    depth = 0
    for mark in _ISOLATE.findall(line):
        depth += -1 if mark == _POP_ISOLATE else 1
        if depth < 0:
            return False
    return depth == 0
