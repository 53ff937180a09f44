"""Markdown as each kind of text reads it: parsed, shaped, written as HTML that is ours throughout."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.renderer import RendererHTML
from markdown_it.token import Token
from markdown_it.utils import EnvType, OptionsDict

from northforum.core.richtext import links, mentions, names, shape, typography
from northforum.core.richtext.rules import ARTICLE, COMMENT, Rules

# References can name one long address hundreds of times; entities can bring back what was cleaned away; indented code
# takes paragraphs from those who indent them. Raw HTML is text.
_NEVER = ("reference", "entity", "code", "html_block", "html_inline")
_NOT_IN_COMMENTS = ("image", "hr", "lheading")
_BLOCK_ENDS = frozenset({"inline", "fence"})


@dataclass(frozen=True, slots=True)
class Page:
    """What Markdown gives: the HTML, not yet sanitised, the words alone, and the keys of those who are named."""

    html: str
    text: str
    named: tuple[int, ...]


def render(source: str, rules: Rules, resolve: names.Resolve) -> Page:
    """Return ``source`` as HTML and as plain text."""
    parser = _PARSERS[rules.is_article]
    tokens = parser.parse(source)
    links.link_addresses(tokens, parser, rules)
    links.unlink_refused(tokens, rules)
    if rules.is_article:
        mentions.link_hubs(tokens)
    named = names.link_names(tokens, resolve)
    if rules.is_article:
        typography.set_marks(tokens)
        tokens = list(shape.with_pull_quotes(tokens))
    plain = _plain_text(tokens)
    tokens = shape.as_article(tokens, rules) if rules.is_article else shape.as_comment(tokens)
    return Page(parser.renderer.render(tokens, parser.options, {}), plain, named)


class _Renderer(RendererHTML):
    """Writes code without classes from people, and escapes in text only what must be."""

    def text(self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: EnvType) -> str:
        return _escaped(tokens[idx].content)

    def code_inline(self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: EnvType) -> str:
        return f"<code>{_escaped(tokens[idx].content)}</code>"

    def fence(self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: EnvType) -> str:
        # Long lines scroll, and what scrolls must be reachable from the keyboard.
        return f'<pre tabindex="0"><code>{_escaped(tokens[idx].content)}</code></pre>\n'


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def _parser(rules: Rules) -> MarkdownIt:
    options: dict[str, Any] = {"html": False, "xhtmlOut": False, "breaks": not rules.is_article}
    parser = MarkdownIt("commonmark", options, renderer_cls=_Renderer)
    parser.disable(_NEVER)
    if rules.is_article:
        parser.enable("table")
    else:
        parser.disable(_NOT_IN_COMMENTS)
    # The library's own wording would decode percent signs and so bring hidden characters back.
    parser.normalizeLinkText = str  # type: ignore[method-assign, assignment]
    parser.validateLink = _links_or_pictures(rules)  # type: ignore[method-assign]
    return parser


def _links_or_pictures(rules: Rules) -> Any:
    def allowed(url: str) -> bool:
        return rules.allows_link(url) or rules.allows("img", "src", url)

    return allowed


def _plain_text(tokens: Sequence[Token]) -> str:
    blocks = ("".join(_words(token)) for token in tokens if token.type in _BLOCK_ENDS)
    return "\n".join(block for block in (block.strip() for block in blocks) if block)


def _words(token: Token) -> list[str]:
    if token.type == "fence":
        return [token.content]
    return [
        "\n" if child.type in {"softbreak", "hardbreak"} else child.content
        for child in token.children or []
        if child.type != "image"
    ]


_PARSERS = {True: _parser(ARTICLE), False: _parser(COMMENT)}
