"""What Word, Google Docs and web pages write in ways of their own, made into plain HTML: lists, titles, emphasis."""

import re
from urllib.parse import parse_qs, urlsplit

from northforum.core.richtext import rules
from northforum.core.richtext.foreign.trees import Element

_DROPPED = frozenset(
    "script style head template svg math object select button input textarea audio video canvas meta link".split()
)
_LIST = re.compile(r"mso-list:(l\d+)level([1-9])")
_NUMBER = re.compile(r"\s*(?:\d+|[a-z]{1,3})[.)]", re.IGNORECASE)
_BOLD = re.compile(r"(?:^|;)font-weight:(?:bold|[6-9]00)")
_NOT_BOLD = re.compile(r"(?:^|;)font-weight:(?:normal|400)")
_ITALIC = re.compile(r"(?:^|;)font-style:italic")
_GOOGLE = re.compile(r"(?:^|\.)google\.[a-z.]+$")


def mend(element: Element) -> None:
    """Make plain HTML of what is in ``element``."""
    element.children = [child for child in element.children if isinstance(child, str) or child.name not in _DROPPED]
    for child in element.children:
        if isinstance(child, Element):
            _rename(child)
            mend(child)
    _gather_lists(element)


def _rename(element: Element) -> None:
    classes, style = set(element.classes), element.style
    if element.name == "p" and "MsoTitle" in classes:
        element.name = "h2"
    elif element.name == "p" and classes & {"MsoQuote", "MsoIntenseQuote"}:
        element.name, element.children = "blockquote", [Element("p", {}, element.children)]
    elif element.name in {"b", "strong"} and _NOT_BOLD.search(style):
        element.name = "span"
    elif element.name == "span":
        marks = [name for name, says in (("strong", _BOLD), ("em", _ITALIC)) if says.search(style)]
        for mark in marks:
            element.children = [Element(mark, {}, element.children, element.holds_block)]
    elif element.name == "a":
        element.attributes["href"] = _straight(element.attributes.get("href", "").strip())


def _straight(href: str) -> str:
    """Return where a link leads: Google leads them through an address of its own."""
    if len(href) > rules.LONGEST_LINK:
        return href
    try:
        parts = urlsplit(href)
        if parts.path == "/url" and _GOOGLE.search(parts.hostname or ""):
            return parse_qs(parts.query).get("q", [href])[0]
    except ValueError:
        return ""
    return href


def _gather_lists(parent: Element) -> None:
    """Make lists of paragraphs whose style names list and level, with the mark as text before the words."""
    kept: list[Element | str] = []
    name, levels = "", list[Element]()
    for child in parent.children:
        found = _LIST.search(child.style) if isinstance(child, Element) and child.name == "p" else None
        if found is None or isinstance(child, str):
            if not isinstance(child, str) or child.strip():
                name, levels = "", []
            kept.append(child)
            continue
        if found[1] != name:
            name, levels = found[1], []
        _put(child, int(found[2]), levels, kept)
    parent.children = kept


def _put(item: Element, level: int, levels: list[Element], kept: list[Element | str]) -> None:
    mark = next((span for span in item.elements() if "mso-list:ignore" in span.style), None)
    kind = "ol" if mark and _NUMBER.match(mark.words()) else "ul"
    if mark:
        mark.children = []
    del levels[level:]
    while len(levels) < level:
        made = Element(kind)
        entry = levels[-1].children[-1] if levels and levels[-1].children else None
        if isinstance(entry, Element):
            entry.children.append(made)
        elif levels:
            levels[-1].children.append(Element("li", {}, [made]))
        else:
            kept.append(made)
        levels.append(made)
    levels[-1].children.append(Element("li", {}, item.children))
