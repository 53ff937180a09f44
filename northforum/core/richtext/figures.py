"""What stands by itself in an article: pictures with their words, and cards for who is named or what lies elsewhere.

A paragraph that begins with a picture is a figure: the lines under the picture are its caption, and a last line such as
``Photo: Ada Reed`` its credit. A paragraph that is one link to a place we know is a card, and so is one that names a
member or a hub and nothing else.
"""

import re
from collections.abc import Iterator, Sequence

from markdown_it.token import Token

from northforum.core.richtext import embeds, mentions
from northforum.core.richtext.rules import EXTERNAL_REL

_CREDIT = re.compile(r"(?:photo|photograph|picture|image|illustration|drawing)s?:\s*(\S?)", re.IGNORECASE)
_BREAKS = frozenset({"softbreak", "hardbreak"})


def make_figures(tokens: Sequence[Token]) -> None:
    """Make figures of the paragraphs that are pictures, and cards of those that are links to what can be played."""
    for position, token in enumerate(tokens):
        if token.type == "inline" and tokens[position - 1].type == "paragraph_open":
            if _is_figure(token):
                _enclose(tokens, position, {})
                token.children = list(_figure(token.children or []))
            elif mentions.stands_alone(token):
                _enclose(tokens, position, {"class": mentions.CARD})
            elif found := _embed(token):
                kind, children = found
                _enclose(tokens, position, {"class": f"embed {kind}"})
                token.children = children
        for child in token.children or []:
            child.attrs.pop("title", None)


def _enclose(tokens: Sequence[Token], position: int, attributes: dict[str, str | int | float]) -> None:
    before, after = tokens[position - 1], tokens[position + 1]
    before.tag = after.tag = "figure"
    before.attrs = attributes
    # In a tight list the paragraph around the picture is not written out.
    before.hidden = after.hidden = False


def _is_figure(token: Token) -> bool:
    children = token.children or []
    return bool(children) and children[0].type == "image" and (len(children) == 1 or children[1].type in _BREAKS)


def _figure(children: Sequence[Token]) -> Iterator[Token]:
    picture, lines = children[0], _lines(children[2:])
    if not lines and picture.attrs.get("title"):
        lines = [[Token("text", "", 0, content=str(picture.attrs["title"]))]]
    yield picture
    if lines:
        yield Token("figcaption_open", "figcaption", 1)
        yield from _caption(lines)
        yield Token("figcaption_close", "figcaption", -1)


def _lines(children: Sequence[Token]) -> list[list[Token]]:
    lines: list[list[Token]] = [[]]
    for child in children:
        if child.type in _BREAKS:
            lines.append([])
        else:
            lines[-1].append(child)
    return [line for line in lines if line]


def _caption(lines: list[list[Token]]) -> Iterator[Token]:
    words, credit = (lines[:-1], lines[-1]) if _is_credit(lines[-1]) else (lines, [])
    if words:
        yield from _span("caption")
        for number, line in enumerate(words):
            yield from [Token("softbreak", "br", 0)] if number else []
            yield from line
        yield _close()
    if credit:
        yield from _span("credit")
        yield from credit
        yield _close()


def _is_credit(line: list[Token]) -> bool:
    found = _CREDIT.match(line[0].content) if line[0].type == "text" else None
    return found is not None and (bool(found[1]) or len(line) > 1)


def _embed(token: Token) -> tuple[str, list[Token]] | None:
    children = token.children or []
    if len(children) < 2 or children[0].type != "link_open" or children[-1].type != "link_close":
        return None
    link, words = children[0], children[1:-1]
    place = embeds.place_of(str(link.attrs["href"]))
    if place is None or any(child.type.startswith("link_") or child.type == "image" for child in words):
        return None
    title = [Token("text", "", 0, content=place.noun)] if link.markup in {"linkify", "autolink"} else words
    card = Token("link_open", "a", 1, attrs={"class": "embed-card", "href": link.attrs["href"], "rel": EXTERNAL_REL})
    action = Token("text", "", 0, content=place.action)
    space = Token("text", "", 0, content=" ")
    spans = [*_span("embed-title"), *title, _close(), space, *_span("embed-place"), action, _close()]
    return place.kind, [card, *spans, children[-1]]


def _span(name: str) -> Iterator[Token]:
    yield Token("span_open", "span", 1, attrs={"class": name})


def _close() -> Token:
    return Token("span_close", "span", -1)
