"""What each kind of text may hold: limits of its source, and the allow-list that drives both sanitisers."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

Attributes = Mapping[str, Mapping[str, re.Pattern[str]]]

# A member's link vouches for nothing (rel values of the HTML standard and of search engines).
MEMBER_REL = "nofollow ugc noopener"
EXTERNAL_REL = "noopener"
SCHEMES = frozenset({"http", "https", "mailto"})
LONGEST_LINK = 900

# The authority has no "@": "https://bank.example@evil.example" is not what it looks like.
_OUTSIDE = r"https?://[^\s/?#@\\<>\"]+(?:[/?#][^\s\\<>\"]*)?|mailto:[^\s@?#\\<>\"]+@[^\s@?#\\<>\"]+"
_INSIDE = r"/(?![/\\])[^\s\\<>\"]*|#s-[a-z0-9-]+"
# Where a known name leads, as the site itself writes it: nobody can type such a link.
_NAMED = r"(?-i:/[a-z]+/[a-z0-9]+(?:-[a-z0-9]+)*)"
_NUMBER = re.compile(r"[0-9]{1,9}")


@dataclass(frozen=True, eq=False, slots=True)
class Rules:
    """One kind of text.

    Attributes
    ----------
    max_bytes, max_lines : int
        Of the source, as UTF-8.
    max_brackets, max_marks : int
        Opening brackets (and as many addresses), and emphasis marks and backticks: the Markdown parser is quadratic
        or slow on runs of them.
    max_tags : int
        Of the HTML made from it.
    links : re.Pattern
        Addresses that may be linked.
    tags : frozenset of str
        Elements that may stand in the result.
    attributes : Mapping
        Element → attribute → what its whole value must look like.
    is_article : bool
        Whether an editor's devices are open to it: headings, tables, pictures, pull quotes, set marks.
    """

    max_bytes: int
    max_lines: int
    max_brackets: int
    max_marks: int
    max_tags: int
    links: re.Pattern[str]
    tags: frozenset[str]
    attributes: Attributes
    is_article: bool = False

    def allows_link(self, address: str) -> bool:
        """Return whether ``address`` may be linked."""
        return len(address) <= LONGEST_LINK and self.links.fullmatch(address) is not None

    def allows(self, tag: str, name: str, value: str) -> bool:
        """Return whether ``tag`` may carry the attribute ``name`` with ``value``."""
        pattern = self.attributes.get(tag, {}).get(name)
        return pattern is not None and pattern.fullmatch(value) is not None


_TEXT_TAGS = frozenset({"p", "br", "em", "strong", "a", "blockquote", "ul", "ol", "li", "code", "pre"})
_TEXT_ATTRIBUTES = {"ol": {"start": _NUMBER}, "pre": {"tabindex": re.compile("0")}}
_MEMBER_LINKS = re.compile(_OUTSIDE, re.IGNORECASE)
_COMMENT_HREFS = re.compile(f"{_OUTSIDE}|{_NAMED}", re.IGNORECASE)
_ARTICLE_LINKS = re.compile(f"{_OUTSIDE}|{_INSIDE}", re.IGNORECASE)
_ANCHOR = {"id": re.compile(r"s-[a-z0-9-]{1,100}")}
_CELL = {"class": re.compile("align-(?:centre|end)")}
_ANYTHING = re.compile(r"[^<>]*", re.DOTALL)

COMMENT = Rules(
    max_bytes=10_240,
    max_lines=500,
    max_brackets=200,
    max_marks=800,
    max_tags=400,
    links=_MEMBER_LINKS,
    tags=_TEXT_TAGS,
    attributes={**_TEXT_ATTRIBUTES, "a": {"href": _COMMENT_HREFS, "rel": re.compile(MEMBER_REL)}},
)
PROFILE = COMMENT
ARTICLE = Rules(
    max_bytes=204_800,
    max_lines=10_000,
    max_brackets=2_000,
    max_marks=8_000,
    max_tags=4_000,
    links=_ARTICLE_LINKS,
    tags=_TEXT_TAGS
    | {
        "h2",
        "h3",
        "h4",
        "hr",
        "div",
        "table",
        "thead",
        "tbody",
        "tr",
        "th",
        "td",
        "figure",
        "figcaption",
        "img",
        "span",
    },
    attributes={
        **_TEXT_ATTRIBUTES,
        "a": {
            "href": _ARTICLE_LINKS,
            "rel": re.compile(EXTERNAL_REL),
            "class": re.compile("permalink|embed-card|mention"),
            "aria-label": re.compile("Link to this section"),
        },
        "blockquote": {"class": re.compile("pull")},
        "figure": {"class": re.compile("embed (?:video|audio|post)|mention-card")},
        "span": {"class": re.compile("caption|credit|embed-title|embed-place")},
        "h2": _ANCHOR,
        "h3": _ANCHOR,
        "h4": _ANCHOR,
        "div": {
            "class": re.compile("table-scroll"),
            "role": re.compile("region"),
            "tabindex": re.compile("0"),
            "aria-label": re.compile("Table [0-9]+"),
        },
        "th": {**_CELL, "scope": re.compile("col")},
        "td": _CELL,
        "img": {
            "src": re.compile(r"/media/(?!.*\.\.)[A-Za-z0-9._/-]{1,200}"),
            "alt": _ANYTHING,
            "loading": re.compile("lazy"),
            "decoding": re.compile("async"),
        },
    },
    is_article=True,
)
