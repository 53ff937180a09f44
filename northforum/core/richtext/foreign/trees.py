"""HTML as a tree, read as a browser reads it as far as that matters for words: in one pass, never deep."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from html import unescape
from typing import NamedTuple

from northforum.core import errors

DEEPEST = 48
MOST_TAGS = 60_000
BLOCKS = frozenset(
    "address article aside blockquote body center "
    "dd details div dl dt fieldset figcaption figure footer form h1 h2 h3 h4 "
    "h5 h6 header hr html li main nav ol p pre section summary table tbody td tfoot th thead tr ul".split()
)
# Only their end tag ends them; what is in them is no HTML.
_RAW = frozenset("script style title textarea xmp iframe noembed noframes noscript template".split())
_VOID = frozenset("area base br col embed hr img input link meta param source track wbr".split())
_NAME = re.compile(r"<(/?)([a-zA-Z][^\s/>]{0,60})")
_ATTRIBUTE = re.compile(r"[\s/]*([^\s/>][^\s/>=]*)(?:\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s>]*)))?")
_ENDLESS = re.compile(r"&#[xX]?[0-9a-fA-F]{8,};?")
_TAG_END = re.compile(r"[\s/]*>")
# What an opening tag ends that nobody has ended, and where the search for it stops.
_ENDS: dict[str, tuple[set[str], frozenset[str] | set[str]]] = {
    "a": ({"a"}, BLOCKS),
    "li": ({"li"}, {"ul", "ol"}),
    "dt": ({"dt", "dd"}, {"dl"}),
    "dd": ({"dt", "dd"}, {"dl"}),
    "tr": ({"tr", "td", "th"}, {"table"}),
    "td": ({"td", "th"}, {"table", "tr"}),
    "th": ({"td", "th"}, {"table", "tr"}),
    "tbody": ({"thead", "tbody", "tr", "td", "th"}, {"table"}),
}
_PARAGRAPH_ENDS = BLOCKS - {"td", "th", "tr", "tbody", "thead", "tfoot", "html", "body"}


@dataclass(slots=True)
class Element:
    """An element with what is in it; ``holds_block`` says whether anything that stands by itself is."""

    name: str
    attributes: dict[str, str] = field(default_factory=dict)
    children: "list[Element | str]" = field(default_factory=list)
    holds_block: bool = False

    @property
    def classes(self) -> list[str]:
        """Its classes."""
        return self.attributes.get("class", "").split()

    @property
    def style(self) -> str:
        """Its style, in lower case and without spaces."""
        return re.sub(r"\s+", "", self.attributes.get("style", "").lower())

    def elements(self) -> "Iterator[Element]":
        """Yield every element inside, the outer ones first."""
        for child in self.children:
            if isinstance(child, Element):
                yield child
                yield from child.elements()

    def words(self) -> str:
        """Return all text inside."""
        return "".join(child if isinstance(child, str) else child.words() for child in self.children)


class _Tag(NamedTuple):
    name: str
    attributes: dict[str, str]
    ends: bool
    raw: str = ""


def tree(html: str) -> tuple[Element, str]:
    """Return ``html`` as a tree, and the title of its page."""
    root, title = Element("body"), ""
    stack = [root]
    for number, piece in enumerate(_pieces(html)):
        if number > 2 * MOST_TAGS:
            sentence = "This holds more formatting than can be read. Please make it simpler."
            raise errors.Invalid(sentence, body=sentence)
        if isinstance(piece, str):
            stack[-1].children.append(_plain(piece))
        elif piece.name == "title":
            title = title or " ".join(_plain(piece.raw).split())
        elif piece.ends:
            _end(stack, piece.name)
        else:
            _begin(stack, piece)
    return root, title


def _begin(stack: list[Element], tag: _Tag) -> None:
    if tag.name in _PARAGRAPH_ENDS:
        _end_within(stack, {"p"}, BLOCKS - {"p"})
    if tag.name in _ENDS:
        _end_within(stack, *_ENDS[tag.name])
    element = Element(tag.name, tag.attributes)
    stack[-1].children.append(element)
    if tag.name in BLOCKS:
        _note_block(stack)
    # Deeper ones stand beside each other.
    if tag.name not in _VOID | _RAW and len(stack) < DEEPEST:
        stack.append(element)


def _note_block(stack: list[Element]) -> None:
    for outer in reversed(stack):
        if outer.holds_block:
            return
        outer.holds_block = True


def _end(stack: list[Element], name: str) -> None:
    for at in range(len(stack) - 1, 0, -1):
        if stack[at].name == name:
            del stack[at:]
            return
        # A cell or a list entry is not ended by what ends in it.
        if stack[at].name in {"td", "th", "li", "table"} and name not in BLOCKS:
            return


def _end_within(stack: list[Element], names: set[str], stops: frozenset[str] | set[str]) -> None:
    lowest = None
    for at in range(len(stack) - 1, 0, -1):
        if stack[at].name in names:
            lowest = at
        elif stack[at].name in stops:
            break
    if lowest is not None:
        del stack[lowest:]


def _pieces(html: str) -> Iterator[str | _Tag]:
    at = 0
    while True:
        found = html.find("<", at)
        if found < 0:
            yield html[at:]
            return
        if found > at:
            yield html[at:found]
        if html.startswith(("<!", "<?"), found):
            mark = "-->" if html.startswith("<!--", found) else ">"
            end = html.find(mark, found + 2)
            if end < 0:
                return
            at = end + len(mark)
            continue
        read = _tag(html, found)
        if read is None:
            yield "<"
            at = found + 1
        elif read[1] < 0:
            return
        else:
            yield read[0]
            at = read[1]


def _tag(html: str, start: int) -> tuple[_Tag, int] | None:
    """Return the tag at ``start`` and where it ends: nowhere, where the text ends within it."""
    named = _NAME.match(html, start)
    if named is None:
        return None
    ends, name, at = bool(named[1]), named[2].lower(), named.end()
    attributes: dict[str, str] = {}
    while not (end := _TAG_END.match(html, at)):
        found = _ATTRIBUTE.match(html, at)
        if found is None:
            return _Tag(name, {}, ends), -1
        value = next((given for given in found.groups()[1:] if given is not None), "")
        attributes.setdefault(found[1].lower(), _plain(value))
        at = found.end()
    if ends or name not in _RAW:
        return _Tag(name, attributes, ends), end.end()
    return _raw(html, _Tag(name, attributes, ends), end.end())


def _raw(html: str, tag: _Tag, start: int) -> tuple[_Tag, int]:
    close = re.compile(rf"</{tag.name}(?![\w-])", re.IGNORECASE).search(html, start)
    end = html.find(">", close.end()) if close else -1
    if close is None or end < 0:
        return tag, -1
    return tag._replace(raw=html[start : close.start()]), end + 1


def _plain(text: str) -> str:
    """Return ``text`` with its references as letters; numbers beyond every letter, which have no end, are left out."""
    return unescape(_ENDLESS.sub("", text))
