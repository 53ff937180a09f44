"""Stored HTML for readers elsewhere: whole addresses, and only what a feed reader understands."""

import re
from html import escape
from html.parser import HTMLParser
from urllib.parse import urljoin

_ADDRESSES = frozenset({"href", "src", "cite", "poster"})
_KEPT = _ADDRESSES | frozenset(
    "alt title width height lang dir datetime rel type media srcset sizes colspan rowspan start scope".split()
)
# What works only on our own pages, with everything in it.
_LEFT_OUT = frozenset("script style template svg button form select textarea iframe object video audio dialog".split())
_BARE_LEFT_OUT = frozenset("input embed link meta".split())
_VOID = frozenset("area br col embed hr img input link meta source track wbr".split())
_CANDIDATE = re.compile(r"\s*([^\s,]\S*[^\s,])((?:\s+[^\s,]+)?)\s*(?:,|$)")
_SCHEMES = ("http://", "https://", "mailto:")


def abroad(html: str, base: str) -> str:
    """Return clean HTML as it may leave the site: addresses made whole from ``base``, no classes, nothing to press."""
    rewriter = _Rewriter(base)
    rewriter.feed(html)
    rewriter.close()
    return "".join(rewriter.out)


class _Rewriter(HTMLParser):
    def __init__(self, base: str) -> None:
        super().__init__(convert_charrefs=True)
        self.out: list[str] = []
        self._base = base
        # The element that is being left out, and those of its kind within it.
        self._left_out: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if self._left_out:
            self._left_out += [tag] if tag == self._left_out[0] else []
        elif tag in _LEFT_OUT or (tag == "a" and ("class", "permalink") in attrs):
            self._left_out = [tag]
        elif tag not in _BARE_LEFT_OUT:
            kept = "".join(f' {name}="{escape(value)}"' for name, value in self._attributes(attrs))
            self.out.append(f"<{tag}{kept}>")

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        # In HTML a slash closes nothing that is not closed anyway.
        self.handle_starttag(tag, attrs)

    def handle_endtag(self, tag: str) -> None:
        if self._left_out:
            self._left_out = self._left_out[1:] if tag == self._left_out[0] else self._left_out
        elif tag not in _VOID and tag not in _LEFT_OUT:
            self.out.append(f"</{tag}>")

    def handle_data(self, data: str) -> None:
        if not self._left_out:
            self.out.append(escape(data, quote=False))

    def _attributes(self, attrs: list[tuple[str, str | None]]) -> list[tuple[str, str]]:
        kept = []
        for name, given in attrs:
            if name not in _KEPT:
                continue
            value = self._value(name, given or "")
            if value is not None:
                kept.append((name, value))
        return kept

    def _value(self, name: str, value: str) -> str | None:
        if name == "srcset":
            found = [(self._whole(address), size) for address, size in _CANDIDATE.findall(value)]
            return ", ".join(f"{address}{size}" for address, size in found if address) or None
        return self._whole(value) if name in _ADDRESSES else value

    def _whole(self, address: str) -> str | None:
        try:
            whole = urljoin(self._base, address)
        except ValueError:
            return None
        return whole if whole.startswith(_SCHEMES) else None
