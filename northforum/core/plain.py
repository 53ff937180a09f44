"""The words of HTML that is clean already, for search and summaries."""

import html
import re

# A tag ends at the first bracket that stands outside a value.
_TAG = re.compile(r"<(/?)([a-zA-Z0-9]*)(?:[^>\"']|\"[^\"]*\"|'[^']*')*>")
_SPACES = re.compile(r"\s+")
# Within a line of text these do not end a word.
_INLINE = frozenset("a abbr b code del em i ins mark s small span strong sub sup u".split())


def plain_text(markup: str) -> str:
    """Return the words of ``markup`` on one line."""
    without = _TAG.sub(lambda tag: "" if tag[2].lower() in _INLINE else " ", markup)
    return _SPACES.sub(" ", html.unescape(without)).strip()
