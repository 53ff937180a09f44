"""Linear checks before anything slow: the parsers behind them take quadratic time on hostile input.

Too much is refused with a sentence, never cut: text cut after cleaning is how holes are made.
"""

import re

from northforum.core import errors
from northforum.core.richtext.rules import Rules

MAX_OPEN = 24
MAX_OPEN_FORMATTING = 6
MAX_AMPERSANDS = 1_000
MAX_TAG_LENGTH = 1_024
GROWTH = 3
GROWTH_ALLOWANCE = 2_048

_TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9-]*)[^>]*>?")
_MARKS = re.compile(r"[*_`]")
_VOID = frozenset({"br", "hr", "img"})
_FORMATTING = frozenset(
    {"a", "b", "big", "code", "em", "font", "i", "nobr", "s", "small", "strike", "strong", "tt", "u"}
)


def refusal(sentence: str) -> errors.Invalid:
    """Return the error for a text that cannot be accepted, with its sentence for ``body``."""
    return errors.Invalid(sentence, body=sentence)


def check_size(source: str, rules: Rules) -> None:
    """Refuse a source that is longer than ``rules`` allow."""
    # A character is at least a byte: most of what is far too long is refused without being encoded.
    if len(source) > rules.max_bytes or len(source.encode("utf-8", "surrogatepass")) > rules.max_bytes:
        kilobytes = rules.max_bytes // 1024
        raise refusal(f"This is too long: {kilobytes} KB of text is the most that can be kept.")


def check_source(source: str, rules: Rules) -> None:
    """Refuse a source with more brackets, marks or lines than anybody types."""
    if source.count("[") > rules.max_brackets:
        raise refusal("This holds too many square brackets.")
    if source.count("://") > rules.max_brackets:
        raise refusal("This holds too many links.")
    if len(_MARKS.findall(source)) > rules.max_marks:
        raise refusal("This holds too many asterisks, underscores or backticks.")
    if source.count("\n") > rules.max_lines:
        raise refusal("This holds too many lines.")


def check_html(html: str, source: str, rules: Rules) -> None:
    """Refuse HTML that the sanitisers would take long over."""
    if len(html) > GROWTH * len(source) + GROWTH_ALLOWANCE or html.count("&") > MAX_AMPERSANDS:
        raise refusal("This holds too many special characters for a text of its length.")
    if not _is_within(html, rules.max_tags):
        raise refusal("The formatting is too heavy or too deeply nested. Please make it simpler.")


def _is_within(html: str, max_tags: int) -> bool:
    opened, stack, formatting = 0, 0, 0
    for tag in _TAG.finditer(html):
        closing, name = tag[1], tag[2].lower()
        if tag.end() - tag.start() > MAX_TAG_LENGTH:
            return False
        if name not in _VOID:
            step = -1 if closing else 1
            stack += step
            formatting += step if name in _FORMATTING else 0
        opened += not closing
        if opened > max_tags or stack > MAX_OPEN or formatting > MAX_OPEN_FORMATTING:
            return False
    return True
