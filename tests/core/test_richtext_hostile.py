"""Rich text against people who mean harm: what comes out is within the allow-list, and it comes out soon."""

import contextlib
import time
from html.parser import HTMLParser

import pytest
from hypothesis import given, settings, strategies as st

from northforum.core import errors, richtext
from northforum.core.richtext import cleaning, rules

# What a flood reaches is measured by the tests of richtext; here it is timed.
pytestmark = pytest.mark.no_cover

KINDS = {"comment": (richtext.comment, rules.COMMENT), "article": (richtext.article, rules.ARTICLE)}
# What costs Markdown parsers, linkers and sanitisers most.
PIECES = [
    *("[", "![", "[[]]()", "[a](", "](", "[](<", "[a](<b", "[a](b 't", "[a](http://b) ", "![a](/media/a) "),
    *("*_", "**a ", "_a*", "***a*** ", "**_`", "*a **b ", "`", "``a", "`a` ", "~~~\n", "```\na\n```\n"),
    *("> ", "> > a\n", ">>>>a\n", "- ", "- - a\n", "- a\n ", "1. ", "1) a\n", "* a\n> ", "- [ ] ", "> [!pull]\n"),
    *("http://", "http://a ", "http://a(", "http://a)", "://", "mailto:a@", "<http://a", "<http://a.b>", "<a:"),
    *("#\n", "# a\n", "a\n=\n", "a\n-\n", "***\n", "\\", "\\\n", "\n", "a\n\n", "\t", "\ta\n", "    a\n", "\xa0"),
    *("|a", "|a|b|\n|-|-|\n", "|-", '"', "'", "\"'", "--", "...", "&", "&amp;", "&#0;", "<", "<b>", "</p>", "<!--"),
    *(
        "<script>",
        "<svg><p>",
        "<math><mi>",
        "\u0301",
        "a\u0301\u0301",
        "\u202e",
        "\u2067",
        "\u2028",
        "\U0001f469\u200d",
    ),
]
# Far above what these take (30 ms and half a second): the collector may choose this moment to look at all that a long
# run has left. A parser gone quadratic takes many times more.
SECONDS = {"comment": 3.0, "article": 5.0}


class Seen(HTMLParser):
    """Every element and attribute of a page, as a browser's parser would find them."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[tuple[str, str, str]] = []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        self.found += [(tag, name, value or "") for name, value in attributes] or [(tag, "", "")]

    def handle_comment(self, data: str) -> None:
        self.found.append(("!--", "", data))

    def handle_decl(self, decl: str) -> None:
        self.found.append(("!", "", decl))


def check(kind: str, source: str) -> None:
    render, allowed = KINDS[kind]
    try:
        rendered = render(source)
    except errors.Invalid:
        return
    for tag, name, value in Seen(rendered.html).found:
        assert tag in allowed.tags
        assert not name or allowed.allows(tag, name, value)
        assert "javascript:" not in value.lower() or value.lower().startswith(("http", "/"))
    assert cleaning.clean(rendered.html, allowed) == rendered.html
    assert render(rendered.source) == rendered


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("piece", PIECES)
def test_a_flood_of_one_thing_is_refused_or_rendered_soon(kind: str, piece: str) -> None:
    render, size = KINDS[kind][0], min(KINDS[kind][1].max_bytes, 30_000)
    flood = (piece * (size // len(piece)))[: size // max(1, len(piece.encode()) // len(piece))]
    capped = piece * 190 + "\n\n" + "some words here and there " * (size // 40)
    for source in (flood, capped[:size], f"{piece * 200} lorem ipsum\n\n"[: size // 10] * 9):
        before = time.process_time()
        with contextlib.suppress(errors.Invalid):
            render(source)
        assert time.process_time() - before < SECONDS[kind]
    check(kind, capped[: size // 6])


MARKUP = st.lists(st.one_of(st.sampled_from(PIECES), st.text(max_size=8)), max_size=60).map("".join)


@pytest.mark.parametrize("kind", KINDS)
@given(source=MARKUP)
@settings(max_examples=120, deadline=None)
def test_whatever_is_typed_stays_within_the_allow_list(kind: str, source: str) -> None:
    check(kind, source)


ATTACKS = [
    "<script>alert(1)</script>",
    '<img src=x onerror="alert(1)">',
    "[a](javascript:123)",
    "[a](javascript&colon;alert(1))",
    "[a](&#x6A;avascript:alert(1))",
    "[a](\u0001javascript:alert(1))",
    "<javascript:alert(1)>",
    '[a](http://x.example/"onmouseover="alert(1))',
    "[a](http://x.example/'onmouseover='alert(1))",
    "[a](<http://x.example/ onclick=alert(1)>)",
    '![" onerror="alert(1)](/media/x)',
    '![x](/media/x "\\" onerror=\\"alert(1)")',
    '```"><script>alert(1)</script>\nx\n```',
    '# x" onclick="alert(1)',
    "http://x.example/<script>",
    'https://x.example/"><svg/onload=alert(1)>',
    "<https://x.example/%22onclick=%22>",
    "[a](mailto:x@y.example?subject=<script>)",
    "<a id=location name=cookie>x</a>",
    "<p style=position:fixed hx-get=/logout data-hx-get=/x class=permalink>",
    "|<script>|\n|-|\n|<img src=x onerror=alert(1)>|",
    "<math><mtext><table><mglyph><style><img src=x onerror=alert(1)>",
    "<svg></p><style><a id='</style><img src=1 onerror=alert(1)>'>",
    "<!--><img src=x onerror=alert(1)>-->",
]


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("attack", ATTACKS)
def test_known_attacks_come_to_nothing(kind: str, attack: str) -> None:
    check(kind, attack)
    check(kind, f"text {attack} text\n\n> {attack}")


@pytest.mark.parametrize("allowed", [rules.COMMENT, rules.ARTICLE])
@pytest.mark.parametrize(
    "html",
    [
        *ATTACKS,
        '<a href="javascript:123" id="location" class="x" rel="opener">a</a>',
        '<a href="//evil.example">a</a>',
        '<a href="https://bank.example@evil.example">a</a>',
        '<p id="s-x" style="color:red" onclick="x">a</p>',
        '<blockquote class="pull x">a</blockquote>',
        '<img src="/media/../x"><img src="https://a.example/x.png">',
        '<h2 id="createElement">a</h2>',
        '<div class="table-scroll" role="alert">a</div>',
        "<form action=/logout><button>x</button></form>",
        '<iframe srcdoc="<script>alert(1)</script>"></iframe>',
    ],
)
def test_the_sanitisers_alone_would_hold(allowed: rules.Rules, html: str) -> None:
    cleaned = cleaning.clean(html, allowed)
    for tag, name, value in Seen(cleaned).found:
        assert tag in allowed.tags
        assert not name or allowed.allows(tag, name, value)
    assert cleaning.clean(cleaned, allowed) == cleaned
