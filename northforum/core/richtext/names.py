"""Names in text: ``@name`` in running words becomes a link where somebody of that name is known."""

import re
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from typing import NamedTuple

from markdown_it.token import Token

# So many names of one text are looked up, so many of those that are known count, and so many places become links.
LOOKED_UP = 50
COUNTED = 10
PLACES = 50
MARKUP = "name"

# The name is taken whole or not at all: no part of an address, and never the beginning of a longer word.
_NAME = re.compile(r"(?<![\w@/.:-])@((?>[A-Za-z0-9]+(?:-[A-Za-z0-9]+)*))(?![\w@])")


class Named(NamedTuple):
    """Somebody known: a number to remember them by, and the address on this site that their name leads to."""

    key: int
    address: str


# Answers for many names at once, in lower case; who is not in the answer is not known.
Resolve = Callable[[Collection[str]], Mapping[str, Named]]


def nobody(_names: Collection[str]) -> Mapping[str, Named]:
    """Know no name; for texts in which names are words like others."""
    return {}


def linked(html: str, folder: str) -> list[str]:
    """Return the slugs that links in stored ``html`` lead to under ``folder``, such as ``/places/``, each once."""
    return list(dict.fromkeys(re.findall(rf'<a href="{re.escape(folder)}([a-z0-9]+(?:-[a-z0-9]+)*)"', html)))


def link_names(tokens: Sequence[Token], resolve: Resolve) -> tuple[int, ...]:
    """Make links of the names in the running text of ``tokens``; return the keys of those named, in their order."""
    runs = [block for block in tokens if block.type == "inline" and "@" in block.content]
    wanted = list(dict.fromkeys(name.lower() for run in runs for text in _plain(run) for name in _NAME.findall(text)))
    known = resolve(wanted[:LOOKED_UP]) if wanted else {}
    counted = {name: known[name] for name in [name for name in wanted if name in known][:COUNTED]}
    if counted:
        left = PLACES
        for run in runs:
            run.children, left = _linked(run.children or [], counted, left)
    return tuple(dict.fromkeys(one.key for one in counted.values()))


def _plain(run: Token) -> Iterable[str]:
    depth = 0
    for child in run.children or []:
        depth += child.nesting if child.type.startswith("link_") else 0
        if child.type == "text" and depth == 0:
            yield child.content


def _linked(children: Iterable[Token], known: Mapping[str, Named], left: int) -> tuple[list[Token], int]:
    made: list[Token] = []
    depth = 0
    for child in children:
        depth += child.nesting if child.type.startswith("link_") else 0
        if child.type == "text" and depth == 0 and "@" in child.content:
            pieces, left = _split(child.content, known, left)
            made += pieces
        else:
            made.append(child)
    return made, left


def _split(text: str, known: Mapping[str, Named], left: int) -> tuple[list[Token], int]:
    made: list[Token] = []
    done = 0
    for match in _NAME.finditer(text):
        one = known.get(match[1].lower())
        if one is None or left == 0:
            continue
        left -= 1
        made += words(text[done : match.start()])
        made.append(Token("link_open", "a", 1, attrs={"href": one.address}, markup=MARKUP))
        made += words(match[0])
        made.append(Token("link_close", "a", -1, markup=MARKUP))
        done = match.end()
    return [*made, *words(text[done:])], left


def words(content: str) -> list[Token]:
    """Return a token of ``content``, or none of nothing."""
    return [Token("text", "", 0, content=content)] if content else []
