"""Addresses in text: explicit ones become links, refused ones become text again."""

import re
from collections.abc import Iterable, Sequence

from markdown_it import MarkdownIt
from markdown_it.token import Token

from northforum.core.richtext.rules import LONGEST_LINK, Rules

# Only what begins with http:// or https://. Guessing at bare domains links "x.py" and "file.sh".
_ADDRESS = re.compile(r"(?<![\w/])https?://[^\s<>\"`]+", re.IGNORECASE)
# Punctuation at the end belongs to the sentence.
_TRAILING = frozenset(".,:;!?'…’”]}|")


def link_addresses(tokens: Sequence[Token], parser: MarkdownIt, rules: Rules) -> None:
    """Make links of the addresses that stand in the running text of ``tokens``."""
    for block in tokens:
        if block.type == "inline" and "://" in block.content:
            block.children = list(_linked(block.children or [], parser, rules))


def unlink_refused(tokens: Sequence[Token], rules: Rules) -> None:
    """Turn links that ``rules`` refuse, such as empty ones, into their words."""
    for block in tokens:
        if block.type == "inline" and block.children:
            block.children = list(_allowed(block.children, rules))


def _linked(children: Iterable[Token], parser: MarkdownIt, rules: Rules) -> Iterable[Token]:
    depth = 0
    for child in children:
        depth += child.nesting if child.type.startswith("link_") else 0
        if child.type == "text" and depth == 0:
            yield from _split(child.content, parser, rules)
        else:
            yield child


def _split(text: str, parser: MarkdownIt, rules: Rules) -> Iterable[Token]:
    done = 0
    for match in _ADDRESS.finditer(text):
        shown = _without_trailing(match[0])
        if len(shown) > LONGEST_LINK:
            continue
        address = parser.normalizeLink(shown)
        if not rules.allows_link(address):
            continue
        yield from _text(text[done : match.start()])
        yield Token("link_open", "a", 1, attrs={"href": address}, markup="linkify")
        yield from _text(shown)
        yield Token("link_close", "a", -1, markup="linkify")
        done = match.start() + len(shown)
    yield from _text(text[done:])


def _without_trailing(address: str) -> str:
    """Return ``address`` without the sentence's punctuation; a bracket it does not open is not its own."""
    spare = address.count(")") - address.count("(")
    end = len(address)
    while end:
        last = address[end - 1]
        if last == ")" and spare > 0:
            spare -= 1
        elif last not in _TRAILING:
            break
        end -= 1
    return address[:end]


def _text(content: str) -> Iterable[Token]:
    if content:
        yield Token("text", "", 0, content=content)


def _allowed(children: Iterable[Token], rules: Rules) -> Iterable[Token]:
    kept: list[bool] = []
    for child in children:
        if child.type == "link_open":
            kept.append(rules.allows_link(str(child.attrs.get("href", ""))))
            if kept[-1]:
                child.attrs = {"href": child.attrs["href"]}
                yield child
        elif child.type == "link_close":
            if kept.pop():
                yield child
        else:
            yield child
