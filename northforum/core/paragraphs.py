"""The paragraphs of a text, and where one of them went when the text was changed."""

from collections import Counter
from collections.abc import Sequence
from html.parser import HTMLParser

_VOID = frozenset({"br", "hr", "img", "wbr", "source", "input"})
# How much of a paragraph's words must be left for it to be the same one.
ENOUGH = 0.6
QUOTED = 400


def blocks(html: str) -> list[str]:
    """Return the outermost elements of clean HTML, each as it stands: paragraphs, headings, lists, figures."""
    splitter = _Splitter(html)
    splitter.feed(html)
    splitter.close()
    return splitter.found


def plain(block: str) -> str:
    """Return the words of a block on one line."""
    reader = _Reader()
    reader.feed(block)
    reader.close()
    return " ".join("".join(reader.pieces).split())


def quoted(words: str) -> str:
    """Return as much of a paragraph as is kept to find it again."""
    return words[:QUOTED]


def find(quote: str, ordinal: int, texts: Sequence[str]) -> int | None:
    """Return which of the paragraphs ``texts`` is the one that began with ``quote`` and stood at ``ordinal``.

    The same words count first, then most of the words; of several, the nearest. ``None`` when it is gone.
    """
    nearest = sorted(range(len(texts)), key=lambda at: (abs(at - ordinal), at))
    same = next((at for at in nearest if quoted(texts[at]) == quote), None)
    if same is not None:
        return same
    alike = max(nearest, key=lambda at: _likeness(quote, texts[at]), default=None)
    return alike if alike is not None and _likeness(quote, texts[alike]) >= ENOUGH else None


def _likeness(quote: str, text: str) -> float:
    old, new = Counter(quote.casefold().split()), Counter(quoted(text).casefold().split())
    longer = max(old.total(), new.total())
    return (old & new).total() / longer if longer else 0.0


class _Splitter(HTMLParser):
    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=False)
        self.found: list[str] = []
        self._lines = [0]
        # The parser counts these line ends alone.
        for line in html.split("\n"):
            self._lines.append(self._lines[-1] + len(line) + 1)
        self._html, self._depth, self._start = html, 0, 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if self._depth == 0:
            self._start = self._at()
        if tag not in _VOID:
            self._depth += 1
        elif self._depth == 0:
            self._take(self._at() + len(self.get_starttag_text() or ""))

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if self._depth == 0:
            self._start = self._at()
            self._take(self._at() + len(self.get_starttag_text() or ""))

    def handle_endtag(self, tag: str) -> None:
        if self._depth == 0:
            return
        self._depth -= 1
        if self._depth == 0:
            self._take(self._html.index(">", self._at()) + 1)

    def _take(self, end: int) -> None:
        self.found.append(self._html[self._start : end])

    def _at(self) -> int:
        line, column = self.getpos()
        return self._lines[line - 1] + column


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.pieces: list[str] = []
        # The sign behind a heading that leads to it is none of its words.
        self._in_permalink = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._in_permalink = self._in_permalink or (tag == "a" and ("class", "permalink") in attrs)
        self.pieces.append(" " if tag in {"br", "li", "p", "figcaption"} else "")

    def handle_endtag(self, tag: str) -> None:
        self._in_permalink = self._in_permalink and tag != "a"

    def handle_data(self, data: str) -> None:
        self.pieces.append("" if self._in_permalink else data)
