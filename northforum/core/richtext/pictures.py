"""Pictures in a text: the sanitised HTML names them, and their library draws them.

What the library writes is ours, and long: it is put in after the sanitisers, which see a short element only.
"""

import re
from collections.abc import Callable, Collection, Mapping
from html import unescape

from northforum.core.richtext.guard import refusal

# From a picture's description to its element; ``Library`` gives one for each of the names that it knows.
Draw = Callable[[str], str]
Library = Callable[[Collection[str]], Mapping[str, Draw]]

# As the sanitisers write it.
_ELEMENT = re.compile(r'<img src="/media/([0-9a-z]+)[^"]*" alt="([^"]*)" loading="lazy" decoding="async">')
_UNDESCRIBED = re.compile(r'<img\b[^>]* alt="\s*"')


def draw(html: str, library: Library) -> str:
    """Return clean ``html`` with each picture as ``library`` draws it.

    Raises
    ------
    errors.Invalid
        Under ``body``, when the library has no picture of a name.
    """
    names = dict.fromkeys(name for name, _ in _ELEMENT.findall(html))
    if not names:
        return html
    known = library(list(names))
    if unknown := next((name for name in names if name not in known), None):
        raise refusal(f"There is no picture “{unknown}” in the library. Choose one that is there, or take it out.")
    return _ELEMENT.sub(lambda found: known[found[1]](unescape(found[2])), html)


def has_undescribed(html: str) -> bool:
    """Return whether a stored text shows a picture that has no description for those who cannot see it."""
    return _UNDESCRIBED.search(html) is not None
