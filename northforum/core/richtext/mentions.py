"""Members and hubs that a text names as such: ``@handle`` and ``@hubs/slug``, alone in a paragraph as a card.

The stored HTML says where each leads and not what a hub is called: names change, and some become secret. What readers
see of it is put in when the text is shown (``drawn``), so that a text is harmless wherever nobody does that.
"""

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from functools import lru_cache
from typing import NamedTuple

from markdown_it.token import Token

from northforum.core.richtext import names

HUBS, MEMBERS = "hubs", "members"
UNNAMED = "a hub"
CARD = "mention-card"
MARKUP = "hub"

_HUB = re.compile(r"(?<![\w@/.:-])@hubs/((?>[a-z0-9]+(?:-[a-z0-9]+)*))(?![\w@/])")
_SLUG = r"[a-z0-9]+(?:-[a-z0-9]+)*"
# As the sanitisers write them.
_INLINE = rf'<a href="/(hubs|members)/({_SLUG})" class="mention">([^<]*)</a>'
_MENTION = re.compile(rf'<figure class="{CARD}">\s*{_INLINE}\s*</figure>\n?|{_INLINE}')

# What somebody or something is: its folder and its name in addresses.
Key = tuple[str, str]


class Shown(NamedTuple):
    """What readers see of one: a link in a sentence, and a card where it stands alone; both clean HTML."""

    inline: str
    card: str


def link_hubs(tokens: Sequence[Token]) -> None:
    """Make links of the hubs that are named in the running text of ``tokens``; so many as of members."""
    left = names.PLACES
    for run in tokens:
        if run.type == "inline" and "@hubs/" in run.content:
            run.children, left = _linked(run.children or [], left)


def mark(tokens: Iterable[Token]) -> None:
    """Let the links of members and hubs that are named as such be known again; an article's own links stay links."""
    for token in tokens:
        for link in token.children or []:
            if link.type == "link_open" and link.markup in {names.MARKUP, MARKUP}:
                link.attrs = {"href": link.attrs["href"], "class": "mention"}


def stands_alone(token: Token) -> bool:
    """Return whether a paragraph's words are one member's or hub's name and nothing else."""
    children = token.children or []
    return len(children) == 3 and children[0].type == "link_open" and children[0].markup in {names.MARKUP, MARKUP}


def mentioned(html: str) -> list[Key]:
    """Return whom and what the stored ``html`` names, each once, in its order."""
    return list(dict.fromkeys(_key(found) for found in _MENTION.finditer(html)))


def linked_hubs(html: str, site_url: str) -> list[str]:
    """Return the hubs that links with words of their own lead to."""
    return list(dict.fromkeys(found[1] for found in _links(site_url).finditer(html)))


def drawn(html: str, shown: Mapping[Key, Shown]) -> str:
    """Return ``html`` with what readers see of each mention; one that is not ``shown`` leaves its words, or no card."""

    def draw(found: re.Match[str]) -> str:
        one = shown.get(_key(found))
        if found[1]:
            return one.card if one else ""
        return one.inline if one else found[6]

    return _MENTION.sub(draw, html)


def without_links(html: str, known: Collection[str], site_url: str) -> str:
    """Return ``html`` without the links to hubs that are not ``known`` by their slugs, and without their words.

    The words may hold the hub's name however it is spelt; and those of a hub that never was are taken away too, for a
    difference would tell who tries names which of them belong to secret ones.
    """
    return _links(site_url).sub(lambda found: found[0] if found[1] in known else UNNAMED, html)


def written(html: str) -> str:
    """Return ``html`` with mentions as they are written in Markdown, for those who compare what was written."""
    return _MENTION.sub(lambda found: f"<p>@hubs/{found[2]}</p>" if found[1] == HUBS else _spelt(found), html)


def _spelt(found: re.Match[str]) -> str:
    return f"@hubs/{found[5]}" if found[4] == HUBS else found[0]


def _key(found: re.Match[str]) -> Key:
    return (found[1], found[2]) if found[1] else (found[4], found[5])


@lru_cache(maxsize=8)
def _links(site_url: str) -> re.Pattern[str]:
    site = f"(?:{re.escape(site_url)})?"
    return re.compile(rf'<a href="{site}/hubs/({_SLUG})(?:[/?#][^"]*)?"(?: rel="noopener")?>(.*?)</a>', re.DOTALL)


def _linked(children: Collection[Token], left: int) -> tuple[list[Token], int]:
    made: list[Token] = []
    depth = 0
    for child in children:
        depth += child.nesting if child.type.startswith("link_") else 0
        if child.type == "text" and depth == 0:
            pieces = list(_split(child.content, left))
            left -= sum(piece.nesting == 1 for piece in pieces)
            made += pieces
        else:
            made.append(child)
    return made, left


def _split(text: str, left: int) -> Iterable[Token]:
    done = 0
    for number, found in enumerate(_HUB.finditer(text)):
        if number >= left:
            break
        yield from names.words(text[done : found.start()])
        yield Token("link_open", "a", 1, attrs={"href": f"/{HUBS}/{found[1]}"}, markup=MARKUP)
        yield from names.words(UNNAMED)
        yield Token("link_close", "a", -1, markup=MARKUP)
        done = found.end()
    yield from names.words(text[done:])
