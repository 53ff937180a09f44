"""A tree of HTML as Markdown that our renderer reads as what the HTML said."""

import re
from collections.abc import Iterator
from urllib.parse import parse_qs, urlsplit

from northforum.core import errors
from northforum.core.richtext import embeds, mentions, rules
from northforum.core.richtext.foreign import inline
from northforum.core.richtext.foreign.trees import BLOCKS, Element

_HEADINGS = {"h1": 2, "h2": 2, "h3": 3, "h4": 4, "h5": 4, "h6": 4}
_LISTS = frozenset({"ul", "ol"})
_PULL = "[!pull]"
# What Markdown pads a table to: every row is as wide as the widest.
MOST_CELLS = 20_000
_OF_TABLES = frozenset("thead tbody tfoot tr td th colgroup col".split())
_ALIGNED = re.compile(r"text-align:(center|right)")
_STARTS = re.compile(r"^(?:([-+=#>~|:])|(\d{1,9})(?=[.)]))", re.MULTILINE)
_TICKS = re.compile("`+")


class Writer:
    """Writes one document, and notes the pictures that lie elsewhere."""

    def __init__(self) -> None:
        self.pictures: list[str] = []

    def document(self, tree: Element) -> str:
        """Return the whole tree as Markdown."""
        return "\n\n".join(self._blocks(tree))

    def _blocks(self, parent: Element) -> list[str]:
        found: list[str] = []
        run: list[Element | str] = []
        before = ""
        for child in parent.children:
            if isinstance(child, str) or not _is_block(child):
                run.append(child)
                continue
            if words := self._paragraph(run):
                found.append(words)
                before = ""
            run = []
            made = self._block(child, before)
            found += made
            before = f"{child.name}{'' if before[-1:] == '!' else '!'}" if child.name in _LISTS and made else ""
        return [*found, *filter(None, [self._paragraph(run)])]

    def _block(self, element: Element, before: str) -> list[str]:
        name = element.name
        if name in _HEADINGS:
            return self._heading(element)
        if name in _LISTS:
            return self._list(element, is_second=before == f"{name}!")
        if name in {"blockquote", "pre", "hr", "table", "figure", "iframe"}:
            made: str = {
                "blockquote": self._quote,
                "pre": _code,
                "hr": lambda _: "---",
                "table": self._table,
                "figure": self._figure,
                "iframe": _embedded,
            }[name](element)
            return [made] if made else []
        return self._blocks(element)

    def _paragraph(self, run: list[Element | str]) -> str:
        return _harmless(inline.written(run, self.pictures))

    def _heading(self, element: Element) -> list[str]:
        # Others set their headings in bold; ours says what is.
        is_ours = any("permalink" in link.classes for link in element.elements())
        marks = frozenset[str]() if is_ours else frozenset({"strong"})
        words = inline.written(element.children, self.pictures, marks=marks).replace("\\\n", " ")
        words = re.sub(r"#(\s*)$", r"\\#\1", words)
        return [f"{'#' * _HEADINGS[element.name]} {words}"] if words else []

    def _list(self, element: Element, *, is_second: bool) -> list[str]:
        entries = [
            Element("li", {}, [child]) if isinstance(child, str) else child
            for child in element.children
            if not isinstance(child, str) or child.strip()
        ]
        is_loose = any(isinstance(part, Element) and part.name == "p" for entry in entries for part in entry.children)
        number = _number(element.attributes.get("start", ""))
        written: list[str] = []
        for entry in entries:
            blocks = self._blocks(entry) if entry.name not in _LISTS else self._list(entry, is_second=False)
            if not blocks:
                continue
            mark = f"{number}{')' if is_second else '.'} " if element.name == "ol" else ("* " if is_second else "- ")
            written.append(mark + _indented(("\n\n" if is_loose else "\n").join(blocks), " " * len(mark)))
            number += 1
        return [("\n\n" if is_loose else "\n").join(written)] if written else []

    def _quote(self, element: Element) -> str:
        blocks = self._blocks(element)
        if not blocks:
            return ""
        body = "\n\n".join(blocks)
        return _quoted(f"{_PULL}\n{body}" if "pull" in element.classes else body)

    def _figure(self, element: Element) -> str:
        classes = set(element.classes)
        link = next((one for one in element.elements() if one.name == "a"), None)
        if mentions.CARD in classes and link is not None:
            return inline.named(link)
        if "embed" in classes and link is not None and "embed-card" in link.classes:
            return self._card(link)
        picture = next((one for one in element.elements() if one.name == "img"), None)
        if picture is None:
            return "\n\n".join(self._blocks(Element("div", {}, element.children)))
        caption = next((one for one in element.elements() if one.name == "figcaption"), None)
        lines = [inline.picture(picture, self.pictures, is_drawn=_is_drawn(element)), *self._caption(caption)]
        return "\n".join(filter(None, lines))

    def _caption(self, caption: Element | None) -> Iterator[str]:
        if caption is None:
            return
        parts = [one for one in caption.elements() if set(one.classes) & {"caption", "credit"}] or [caption]
        for part in parts:
            yield _harmless(inline.written(part.children, self.pictures).replace("\\\n", "\n"))

    def _card(self, link: Element) -> str:
        href = link.attributes.get("href", "")
        title = next((one for one in link.elements() if "embed-title" in one.classes), None)
        place = embeds.place_of(href)
        words = inline.written(title.children, self.pictures) if title else ""
        if not rules.ARTICLE.allows_link(href):
            return words
        return f"<{href}>" if not words or (place and words == place.noun) else f"[{words}]({inline.target(href)})"

    def _table(self, table: Element) -> str:
        rows = [
            [cell for cell in row.children if isinstance(cell, Element) and cell.name in {"td", "th"}]
            for row in _rows(table)
        ]
        rows = [row for row in rows if row]
        width = max(map(len, rows), default=0)
        if len(rows) * width > MOST_CELLS:
            sentence = "This holds a table that is too large. Please make it smaller."
            raise errors.Invalid(sentence, body=sentence)
        beside = self._blocks(Element("div", {}, list(_loose(table)), holds_block=True))
        if width <= 1 and not any(cell.name == "th" for row in rows for cell in row):
            # A single column of cells is layout, not a table.
            return "\n\n".join([*beside, *(block for row in rows for cell in row for block in self._blocks(cell))])
        lines = [self._row(row, width) for row in rows]
        marks = [_alignment(cell) for cell in rows[0]] + ["---"] * (width - len(rows[0]))
        return "\n\n".join([*beside, "\n".join([lines[0], f"| {' | '.join(marks)} |", *lines[1:]])])

    def _row(self, cells: list[Element], width: int) -> str:
        written = [
            inline.written(cell.children, self.pictures).replace("\\\n", " ").replace("|", "\\|") for cell in cells
        ]
        return f"| {' | '.join([*written, *[''] * (width - len(cells))])} |"


def _rows(table: Element) -> Iterator[Element]:
    """Yield the rows of a table, not those of tables in its cells."""
    for part in table.children:
        if isinstance(part, Element) and part.name == "tr":
            yield part
        elif isinstance(part, Element) and part.name in {"thead", "tbody", "tfoot"}:
            yield from _rows(part)


def _loose(table: Element) -> Iterator[Element | str]:
    """Yield what lies in a table beside its cells, as a caption does; browsers show it before the table."""
    for part in table.children:
        if not isinstance(part, Element) or part.name not in _OF_TABLES:
            yield part
        elif part.name not in {"td", "th"}:
            yield from _loose(part)


def _is_block(element: Element) -> bool:
    """Return whether an element stands by itself; so does one that holds such elements, as Google Docs writes them."""
    return element.holds_block or element.name in BLOCKS or element.name == "iframe"


def _is_drawn(figure: Element) -> bool:
    return any(one.name == "picture" for one in figure.elements())


def _alignment(cell: Element) -> str:
    said = _ALIGNED.search(cell.style)
    aligned = (said[1] if said else "") or cell.attributes.get("align", "").lower()
    if aligned == "center" or "align-centre" in cell.classes:
        return ":-:"
    return "-:" if aligned == "right" or "align-end" in cell.classes else "---"


def _number(given: str) -> int:
    return int(given) if given.isascii() and given.isdigit() and len(given) < 9 else 1


def _indented(text: str, by: str) -> str:
    return "\n".join(f"{by}{line}" if line and number else line for number, line in enumerate(text.split("\n")))


def _quoted(text: str) -> str:
    return "\n".join(f"> {line}".rstrip() if not line else f"> {line}" for line in text.split("\n"))


def _code(element: Element) -> str:
    words = element.words().removesuffix("\n")
    fence = "`" * max(3, *(len(run) + 1 for run in _TICKS.findall(words)), 3)
    return f"{fence}\n{words}\n{fence}" if words.strip() else ""


def _embedded(frame: Element) -> str:
    """Return the page of a film that a frame shows: its address alone is a card."""
    try:
        parts = urlsplit(frame.attributes.get("src", ""))
        host = (parts.hostname or "").removeprefix("www.")
    except ValueError:
        return ""
    last = parts.path.rstrip("/").rpartition("/")[2]
    if host in {"youtube.com", "youtube-nocookie.com"} and parts.path.startswith("/embed/"):
        address = f"https://www.youtube.com/watch?v={last}"
    elif host == "player.vimeo.com":
        address = f"https://vimeo.com/{last}"
    elif host == "w.soundcloud.com":
        address = parse_qs(parts.query).get("url", [""])[0]
    else:
        address = parts.geturl()
    return f"<{address}>" if rules.ARTICLE.allows_link(address) and embeds.place_of(address) else ""


def _harmless(words: str) -> str:
    """Return ``words`` with no line that begins a heading, a list or anything else."""
    return _STARTS.sub(lambda found: f"\\{found[1]}" if found[1] else f"{found[2]}\\", words)
