"""The shapes a text takes on our pages: anchored headings, pull quotes, figures, tables that scroll."""

from collections.abc import Iterable, Iterator, Sequence

from markdown_it.token import Token

from northforum.core import text
from northforum.core.richtext import figures, mentions, names
from northforum.core.richtext.rules import EXTERNAL_REL, MEMBER_REL, Rules

_PULL = "[!pull]"
_HIGHEST, _LOWEST = 2, 4
_ALIGNED = {"text-align:center": "align-centre", "text-align:right": "align-end"}


def as_comment(tokens: Sequence[Token]) -> list[Token]:
    """Return ``tokens`` as a comment shows them: headings as bold paragraphs, links that vouch for nothing."""
    for position, token in enumerate(tokens):
        if token.type in {"heading_open", "heading_close"}:
            token.tag = "p"
        if token.type == "heading_open" and tokens[position + 1].children:
            inline = tokens[position + 1]
            inline.children = [_open("strong"), *(inline.children or []), _close("strong")]
        for link in _links(token):
            if link.markup != names.MARKUP:
                link.attrs["rel"] = MEMBER_REL
    return list(tokens)


def with_pull_quotes(tokens: Sequence[Token]) -> Iterator[Token]:
    """Yield ``tokens``; a quotation that begins with the mark becomes a pull quote, without the mark."""
    skipped_until = 0
    for position, token in enumerate(tokens):
        if token.type == "blockquote_open" and _is_pull(tokens[position + 2 : position + 3]):
            token.attrs = {"class": "pull"}
            inline = tokens[position + 2]
            inline.children = (inline.children or [])[2:]
            skipped_until = position if inline.children else position + 4
            yield token
        elif position >= skipped_until:
            yield token


def _is_pull(found: Sequence[Token]) -> bool:
    children = found[0].children if found and found[0].type == "inline" else None
    if not children or children[0].content.strip().lower() != _PULL:
        return False
    return len(children) == 1 or children[1].type in {"softbreak", "hardbreak"}


def as_article(tokens: Sequence[Token], rules: Rules) -> list[Token]:
    """Return ``tokens`` as an article shows them."""
    for token in tokens:
        for link in _links(token):
            if str(link.attrs["href"]).lower().startswith(("http:", "https:")):
                link.attrs["rel"] = EXTERNAL_REL
        if token.type == "inline":
            token.children = [_picture(child, rules) for child in token.children or []]
    mentions.mark(tokens)
    _anchor_headings(tokens)
    figures.make_figures(tokens)
    return list(_with_scrolling_tables(tokens))


def _links(token: Token) -> Iterator[Token]:
    return (child for child in token.children or [] if child.type == "link_open")


def _picture(child: Token, rules: Rules) -> Token:
    """Return a picture of our own library as it is; of any other only its words are left."""
    if child.type != "image":
        return child
    if not rules.allows("img", "src", str(child.attrs.get("src", ""))):
        return Token("text", "", 0, content=child.content)
    child.attrs = {**child.attrs, "loading": "lazy", "decoding": "async"}
    return child


def _anchor_headings(tokens: Sequence[Token]) -> None:
    """Give each heading a level that skips none (WCAG 1.3.1), a name of ours and a link to itself."""
    level, taken = _HIGHEST - 1, dict[str, int]()
    for position, token in enumerate(tokens):
        if token.type == "heading_open":
            level = min(max(int(token.tag[1]), _HIGHEST), _LOWEST, level + 1)
            name = _free_name(_words(tokens[position + 1]), taken)
            token.tag = tokens[position + 2].tag = f"h{level}"
            token.attrs = {"id": name}
            tokens[position + 1].children = [*(tokens[position + 1].children or []), *_permalink(name)]


def _words(inline: Token) -> str:
    """Return the words of a heading, without what a link to a hub says: the hub may become secret, the name stays."""
    words, hidden = [], False
    for child in inline.children or []:
        if child.type == "link_open" and f"/{mentions.HUBS}/" in str(child.attrs.get("href", "")):
            hidden = True
            words.append(mentions.UNNAMED)
        elif child.type == "link_close":
            hidden = False
        elif not hidden:
            words.append(child.content)
    return "".join(words)


def _free_name(words: str, taken: dict[str, int]) -> str:
    name = f"s-{text.slugify(words, fallback='section')}"
    taken[name] = taken.get(name, 0) + 1
    if taken[name] == 1:
        return name
    return _free_name(f"{words[: text.SLUG_LENGTH - 8]} {taken[name]}", taken)


def _permalink(name: str) -> Iterator[Token]:
    label = "Link to this section"
    yield Token("text", "", 0, content=" ")
    yield Token("link_open", "a", 1, attrs={"class": "permalink", "href": f"#{name}", "aria-label": label})
    yield Token("text", "", 0, content="#")
    yield _close("a")


def _with_scrolling_tables(tokens: Iterable[Token]) -> Iterator[Token]:
    """Yield ``tokens`` with each table in a frame that scrolls by itself, so that the page never does."""
    count = 0
    for token in tokens:
        if token.type == "table_open":
            count += 1
            frame = {"class": "table-scroll", "role": "region", "tabindex": "0", "aria-label": f"Table {count}"}
            yield Token("table_frame_open", "div", 1, attrs=dict(frame), block=True)
        if token.type in {"th_open", "td_open"}:
            aligned = _ALIGNED.get(str(token.attrs.pop("style", "")))
            scope = {"scope": "col"} if token.type == "th_open" else {}
            token.attrs = {**scope, **({"class": aligned} if aligned else {})}
        yield token
        if token.type == "table_close":
            yield Token("table_frame_close", "div", -1, block=True)


def _open(tag: str) -> Token:
    return Token(f"{tag}_open", tag, 1)


def _close(tag: str) -> Token:
    return Token(f"{tag}_close", tag, -1)
