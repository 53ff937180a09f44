"""Foreign HTML as Markdown: our own comes back the same, Word's and Google's is read, the hostile is bounded."""

import time

import pytest
from hypothesis import given, settings, strategies as st

from northforum.core import errors, richtext
from northforum.core.richtext import foreign
from northforum.demonstration import reading
from tests.desk.test_round_trip import BOXED, KNOWN, NAMING


def squeezed(html: str) -> str:
    return " ".join(html.split())


def check(source: str) -> None:
    """Our HTML of ``source`` gives Markdown that gives the same HTML."""
    once = richtext.article(source).html
    assert squeezed(richtext.article(foreign.to_markdown(once).markdown).html) == squeezed(once)


MORE = [
    "|a|b|\n|:-:|-:|\n|`x`|y\\|z|",
    "- a\n\n  b\n\n- c\n\n* d\n\n1. e\n\n1) f",
    '"q" -- it\'s... <b> & &amp; \\# x\n\n\\- y',
    "- one\n  > quote\n- two\n\n      deep",
]


@pytest.mark.parametrize("source", [*KNOWN, *NAMING, *BOXED, *MORE, *(entry["body"] for entry in reading.articles())])
def test_what_we_write_comes_back_the_same(source: str) -> None:
    check(source)


WORD = st.text("abcXYZ019.,;:&#+-=~|!()'\"/@<>é—", min_size=1, max_size=8).filter(lambda word: word.strip())
WORDS = st.lists(WORD, min_size=1, max_size=5).map(" ".join)
MARKED = st.sampled_from(["{}", "*{}*", "**{}**", "`{}`", "[{}](https://a.example/x_y)", "***{}***", "[{}](/hubs/x)"])
SPAN = st.builds(lambda form, words: form.format(f"a{words}b"), MARKED, st.text("abc é", max_size=9).map(str.strip))
PLAIN = WORDS.map(lambda words: "w " + words.replace("<", "\\<").replace("|", "\\|"))
LINE = st.lists(st.one_of(PLAIN, SPAN), min_size=1, max_size=4).map(" ".join)
BLOCK = st.one_of(
    LINE,
    LINE.map("## {}".format),
    LINE.map("> {}".format),
    LINE.map("> [!pull]\n> {}".format),
    st.lists(LINE, min_size=1, max_size=3).map(lambda lines: "\n".join(f"- {line}" for line in lines)),
    st.lists(LINE, min_size=1, max_size=3).map(lambda lines: "\n".join(f"7. {line}" for line in lines)),
    st.just("---"),
    st.just("```\nx <y> `z`\n```"),
    st.just("![A \\[b\\]](/media/abcdefghijkl)\nCaption.\nPhoto: Ada"),
    st.just("https://youtu.be/abc"),
    st.just("@hubs/weir-yard"),
)


@settings(max_examples=200, deadline=None)
@given(st.lists(BLOCK, min_size=1, max_size=5))
def test_whatever_is_made_of_our_devices_comes_back_the_same(blocks: list[str]) -> None:
    check("\n\n".join(blocks))


@pytest.mark.parametrize(
    ("html", "markdown"),
    [
        ("<h1>One</h1><h5>Five</h5>", "## One\n\n#### Five"),
        ("<b>Name:</b>text <i> a </i>b", "**Name**:text _a_ b"),
        ('<b style="font-weight:normal"><p><span style="font-weight:700">Docs</span> words</p></b>', "**Docs** words"),
        (
            '<p class=MsoListParagraph style="mso-list:l0 level1 lfo1"><span style="mso-list:Ignore">1.</span>One</p>'
            '<p style="mso-list:l0 level2 lfo1"><span style="mso-list:Ignore">·</span>Two</p>',
            "1. One\n   - Two",
        ),
        ("<p class=MsoTitle>Title</p><p class=MsoQuote>Said.</p>", "## Title\n\n> Said."),
        ("<a href='https://www.google.com/url?q=https://a.example/x&amp;sa=D'>w</a>", "[w](https://a.example/x)"),
        ("<a href='javascript:alert(1)'>w</a><script>x</script><style>y</style><svg>z</svg>", "w"),
        ("<table><tr><th>a<th>b<tr><td>1|2<td>3</table>", "| a | b |\n| --- | --- |\n| 1\\|2 | 3 |"),
        ("<iframe src='https://www.youtube.com/embed/abc?x=1'></iframe>", "<https://www.youtube.com/watch?v=abc>"),
        ("<iframe src='https://evil.example/'></iframe>ok", "ok"),
        ("<p>1. no list</p><p># no heading</p><p>*no* <b></b>star", "1\\. no list\n\n\\# no heading\n\n\\*no\\* star"),
        ("<ul><li>a<ul><li>b</ul><li>c</ul>", "- a\n  - b\n- c"),
        ("a<br>b<!-- c --><![if x]>d<![endif]>", "a\\\nbd"),
        ('<p class="a" ="b">kept</p><img alt="5 "=" 7">all', "kept\n\n5all"),
        (
            "<table><caption>What it is</caption><tr><th>a<th>b<tr><td>1<td>2</table>",
            "What it is\n\n| a | b |\n| --- | --- |\n| 1 | 2 |",
        ),
        ("<table><form><tr><td>a</form></table>", "a"),
        ('<a class="permalink" href="https://a.example/">Title</a>', "[Title](https://a.example/)"),
        ('<a class="u-url mention" href="https://m.example/@ada">@ada</a>', "[@ada](https://m.example/@ada)"),
        ("x&#" + "1" * 5000 + ";y", "xy"),
        ("5 < 6 &lt;b&gt; &nbsp;x", "5 \\< 6 \\<b> x"),
    ],
)
def test_what_others_write_is_read(html: str, markdown: str) -> None:
    assert foreign.to_markdown(html).markdown == markdown


def test_pictures_from_elsewhere_are_named_once_and_those_within_the_file_are_words() -> None:
    html = '<img src="https://a.example/a.jpg" alt="A"><img src="https://a.example/a.jpg"><img src="data:x" alt="B">'
    found = foreign.to_markdown(html)
    assert found.pictures == ("https://a.example/a.jpg",)
    assert found.markdown == "![A](https://a.example/a.jpg)![](https://a.example/a.jpg)B"


HOSTILE = {
    "deep": "<div>" * 55_000 + "x",
    "deep emphasis": "<em><strong>" * 29_000 + "x",
    "deep tables": "<table><tr><td>" * 19_000 + "x",
    "deep lists": "<ul><li>" * 29_000 + "x",
    "open comments": "<!--" * 1_000_000,
    "open scripts": "<script>" * 600_000,
    "open quotes": "<a x='" * 800_000,
    "attributes": "<a " + "x=1 " * 1_000_000,
    "brackets": "<" * 5_000_000,
    "spaces": " " * 5_000_000,
    "stops": "<b>" + "." * 2_000_000 + "</b>a",
    "breaks": "<br>" * 59_000,
    "links": "<a href=http://x.example>" * 59_000 + "x",
    "reopened": "<b id=1><p>" * 29_000,
    "closing titles": "<title>" + "</title " * 600_000,
    "google": "<a href='https://" + "google." * 500_000 + "1/url'>w</a>",
    "own signs": "<img alt='" + "\ue000" * 1_000_000 + "'>",
    "wide table": "<table>" + "<tr><td>a" * 15_000 + "<tr>" + "<td>a" * 15_000 + "</table>",
    "numbers": "&#" + "1" * 4_900_000 + ";",
    "words": "word " * 1_000_000,
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_html_takes_no_longer_than_long_html(name: str) -> None:
    begun = time.process_time()
    try:
        found = foreign.to_markdown(HOSTILE[name])
    except errors.Invalid as refusal:
        sentence = refusal.fields["body"]
        assert "simpler" in sentence or "smaller" in sentence
    else:
        assert len(found.markdown) <= len(HOSTILE[name]) + 100
    assert time.process_time() - begun < 10


def test_more_than_anybody_writes_is_refused_at_once() -> None:
    with pytest.raises(errors.Invalid):
        foreign.to_markdown("x" * (foreign.MOST_BYTES + 1))
