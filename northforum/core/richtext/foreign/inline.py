"""Words, emphasis, links, pictures and breaks within a block, as Markdown."""

import re
from collections.abc import Iterable, Sequence

from northforum.core.richtext import rules
from northforum.core.richtext.foreign.trees import Element

_MARKS = {"em": "em", "i": "em", "strong": "strong", "b": "strong"}
# While a block is put together: emphasis begins and ends, a line breaks.
_SIGNS = {"em": ("\ue000", "\ue001"), "strong": ("\ue002", "\ue003")}
_BREAK = "\ue004"
_OURS = re.compile("[\ue000-\ue00f\u200b\u00ad\ufeff]")
_SPACE = re.compile(r"[ \t\r\n\f\u00a0]+")
_SPECIAL = re.compile(r"[\\`*\[\]<]|(?<![A-Za-z0-9])_|_(?![A-Za-z0-9])")
_EMPTY = re.compile("\ue000([ \ue004]*)\ue001|\ue002([ \ue004]*)\ue003")
_SPLIT = re.compile("\ue001\ue000|\ue003\ue002")
_LEADING = re.compile("([\ue000\ue002]+)([ \ue004]+)")
_TRAILING = re.compile("(?<![ \ue004])([ \ue004]+)([\ue001\ue003]+)")
# A mark between a stop and a letter would be no mark: the stop is put behind it.
_STOP = re.compile("(?<![.,:;!?…\"'“”‘’–—])([.,:;!?…\"'“”‘’–—]+)([\ue001\ue003]+)(?=\\w)")
_SIGN = re.compile("[\ue000-\ue003]")
_EDGES = f" {_BREAK}"
_PICTURE = re.compile(r"/media/[0-9a-z]{12}(?=/)")
_NAMED = re.compile(r"/(?:hubs|members)/[a-z0-9-]+")
_TICKS = re.compile("`+")


def written(children: Sequence[Element | str], pictures: list[str], marks: frozenset[str] = frozenset()) -> str:
    """Return what stands within a block as Markdown; ``marks`` are on already. Pictures from elsewhere are noted."""
    text = "".join(_pieces(children, pictures, marks))
    text = _SPACE.sub(" ", text)
    text = re.sub(f" *{_BREAK} *", _BREAK, text)
    for pattern, put in ((_SPLIT, ""), (_LEADING, r"\2\1"), (_TRAILING, r"\2\1"), (_EMPTY, r"\1\2"), (_STOP, r"\2\1")):
        text = pattern.sub(put, text)
    text = re.sub(" {2,}", " ", text).strip(_EDGES)
    return _with_marks(text).replace(_BREAK, "\\\n")


def named(link: Element) -> str:
    """Return the member or hub that a link of ours names, as it is written."""
    folder, _, slug = link.attributes.get("href", "").strip("/").partition("/")
    return f"@hubs/{slug}" if folder == "hubs" else f"@{slug}"


def target(href: str) -> str:
    """Return an address as it stands behind the words of a link."""
    return f"<{href}>" if "(" in href or ")" in href else href


def picture(element: Element, pictures: list[str], *, is_drawn: bool = False) -> str:
    """Return a picture; of one that cannot be named its description."""
    address, alt = element.attributes.get("src", "").strip(), element.attributes.get("alt", "")
    words = _escaped(_SPACE.sub(" ", _OURS.sub("", alt)).strip())
    if rules.ARTICLE.allows("img", "src", address):
        own = _PICTURE.match(address) if is_drawn else None
        return f"![{words}]({own[0] if own else address})"
    if not address.startswith(("http://", "https://")) or not rules.ARTICLE.allows_link(address):
        return words
    pictures.append(address)
    return f"![{words}]({target(address)})"


def _pieces(children: Iterable[Element | str], pictures: list[str], marks: frozenset[str]) -> Iterable[str]:
    for child in children:
        if isinstance(child, str):
            yield _escaped(_OURS.sub("", child))
        elif child.name == "br":
            yield _BREAK
        elif child.name == "img":
            yield picture(child, pictures)
        elif child.name in {"code", "tt", "kbd", "samp"}:
            yield _code(child)
        elif child.name == "a":
            yield _link(child, pictures, marks)
        else:
            yield from _marked(child, pictures, marks)


def _marked(element: Element, pictures: list[str], marks: frozenset[str]) -> Iterable[str]:
    mark = _MARKS.get(element.name)
    inner = "".join(_pieces(element.children, pictures, marks | {mark} if mark else marks))
    if mark is None or mark in marks:
        # Blocks within a line, as in the cell of a table, are kept apart.
        yield f" {inner} " if element.name in {"p", "div", "li", "tr", "td"} else inner
    else:
        opens, closes = _SIGNS[mark]
        yield f"{opens}{inner}{closes}"


def _link(element: Element, pictures: list[str], marks: frozenset[str]) -> str:
    href, classes = element.attributes.get("href", ""), element.classes
    if "permalink" in classes and href.startswith("#s-"):
        return ""
    if "mention" in classes and _NAMED.fullmatch(href):
        return named(element)
    inner = "".join(_pieces(element.children, pictures, marks))
    if not rules.ARTICLE.allows_link(href) or not inner.strip():
        return inner
    words = element.words()
    if words == href and href.startswith(("http:", "https:")):
        return f"<{href}>"
    lead, trail = " " * inner[:1].isspace(), " " * inner[-1:].isspace()
    return f"{lead}[{inner.strip()}]({target(href)}){trail}"


def _code(element: Element) -> str:
    words = _SPACE.sub(" ", _OURS.sub("", element.words()))
    if not words.strip():
        return words
    fence = "`" * (max((len(run) for run in _TICKS.findall(words)), default=0) + 1)
    pad = " " if words.startswith(("`", " ")) or words.endswith(("`", " ")) else ""
    return f"{fence}{pad}{words}{pad}{fence}"


def _escaped(text: str) -> str:
    return _SPECIAL.sub(lambda found: f"\\{found[0]}", text)


def _with_marks(text: str) -> str:
    """Put marks where emphasis begins and ends: lines under a word that stands alone, stars within one."""
    opened: list[str] = []

    def mark(found: re.Match[str]) -> str:
        sign, at = found[0], found.start()
        if sign in _SIGNS["strong"]:
            return "**"
        if sign == "\ue001":
            return opened.pop() if opened else ""
        end = text.find("\ue001", at) + 1
        around = text[max(at - 1, 0) : at] + text[end : end + 1]
        opened.append("*" if any(one.isalnum() for one in around) else "_")
        return opened[-1]

    return _SIGN.sub(mark, text)
