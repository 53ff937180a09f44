"""What each kind of text becomes on a page."""

import pytest

from northforum.core import errors, richtext

REL = 'rel="nofollow ugc noopener"'


@pytest.mark.parametrize(
    ("source", "html"),
    [
        ("plain", "<p>plain</p>\n"),
        ("one\ntwo", "<p>one<br>\ntwo</p>\n"),
        ("*a* **b** `c < d`", "<p><em>a</em> <strong>b</strong> <code>c &lt; d</code></p>\n"),
        ("> said", "<blockquote>\n<p>said</p>\n</blockquote>\n"),
        ("3. c\n4. d", '<ol start="3">\n<li>c</li>\n<li>d</li>\n</ol>\n'),
        ("- a\n- b", "<ul>\n<li>a</li>\n<li>b</li>\n</ul>\n"),
        ("# Big *news*", "<p><strong>Big <em>news</em></strong></p>\n"),
        ("not a heading\n---", "<p>not a heading<br>\n---</p>\n"),
        ("    four spaces", "<p>four spaces</p>\n"),
        ('```py class="x"\nx & y\n```', '<pre tabindex="0"><code>x &amp; y\n</code></pre>\n'),
        ("<b>bold</b> &copy;", "<p>&lt;b&gt;bold&lt;/b&gt; &amp;copy;</p>\n"),
        ('"quoted" -- as typed...', '<p>"quoted" -- as typed...</p>\n'),
        ("![alt](http://a.example/x.png)", f'<p>!<a href="http://a.example/x.png" {REL}>alt</a></p>\n'),
        ("| a | b |\n|---|---|\n| 1 | 2 |", "<p>| a | b |<br>\n|---|---|<br>\n| 1 | 2 |</p>\n"),
    ],
)
def test_a_comment(source: str, html: str) -> None:
    assert richtext.comment(source).html == html


@pytest.mark.parametrize(
    ("source", "link", "after"),
    [
        ("see https://a.example/b_c_(d).", "https://a.example/b_c_(d)", "."),
        ("(http://a.example/x)", "http://a.example/x", ")"),
        ("https://a.example/?q=1&r=2, and", "https://a.example/?q=1&amp;r=2", ", and"),
        ("HTTPS://A.example!", "https://A.example", "!"),
        ("<https://a.example/>", "https://a.example/", ""),
        ("[words](https://a.example)", "https://a.example", ""),
        ("[mail](mailto:ada@example.org)", "mailto:ada@example.org", ""),
        ("https://b\u00fccher.example/\u00fc", "https://xn--bcher-kva.example/%C3%BC", ""),
    ],
)
def test_links_that_are_meant_become_links(source: str, link: str, after: str) -> None:
    html = richtext.comment(source).html.replace("HTTPS", "https")
    assert f'<a href="{link}" {REL}>' in html
    assert html.endswith(f"</a>{after}</p>\n")


@pytest.mark.parametrize(
    "source",
    [
        "x.py and file.sh and www.example.org",
        "ada@example.org",
        "[a](javascript:alert(1))",
        "[a](JaVaScRiPt:1)",
        "[a](java\tscript:1)",
        "[a](data:text/html,x)",
        "[a](vbscript:x)",
        "[a](/articles/x)",
        "[a](//evil.example)",
        "[a](#top)",
        "[a]()",
        "[a](<>)",
        "[a](http:evil)",
        "[a](https://bank.example@evil.example/)",
        "[a](http:\\\\evil.example)",
        "<javascript:alert(1)>",
        "ftp://a.example",
        "https://",
        "[a][1]\n\n[1]: /x",
        f"https://a.example/{'x' * 2000}",
    ],
)
def test_other_addresses_stay_text(source: str) -> None:
    assert "<a" not in richtext.comment(source).html


def test_an_address_is_shown_as_it_leads() -> None:
    html = richtext.comment("https://a.example/%E2%80%AEgnp.exe").html
    assert ">https://a.example/%E2%80%AEgnp.exe</a>" in html


def test_an_articles_headings_have_levels_without_gaps_and_names_of_our_own() -> None:
    html = richtext.article("# One\n\n#### Deep\n\n###### Deeper\n\n## One\n\n## One 2\n\n## \u65e5\u672c\n").html
    names = ["s-one", "s-deep", "s-deeper", "s-one-2", "s-one-2-2", "s-section"]
    levels = ["h2", "h3", "h4", "h2", "h2", "h2"]
    for name, level in zip(names, levels, strict=True):
        assert f'<{level} id="{name}">' in html
        assert f'<a class="permalink" href="#{name}" aria-label="Link to this section">#</a></{level}>' in html


def test_a_pull_quote_is_marked_and_its_mark_is_gone() -> None:
    rendered = richtext.article("> [!pull]\n> The North is *many* places.\n\n> plain\n\n> [!PULL]\n\n> [!pull] no")
    assert '<blockquote class="pull">\n<p>The North is <em>many</em> places.</p>\n</blockquote>' in rendered.html
    assert rendered.html.count('class="pull"') == 2
    assert rendered.text == "The North is many places.\nplain\n[!pull] no"


def test_a_comment_knows_no_pull_quotes() -> None:
    assert "class" not in richtext.comment("> [!pull]\n> words").html


@pytest.mark.parametrize(
    ("source", "html"),
    [
        ("[in](/hubs/x) [on](#s-one)", '<a href="/hubs/x">in</a> <a href="#s-one">on</a>'),
        ('[out](https://a.example "title")', '<a href="https://a.example" rel="noopener">out</a>'),
        ("[bad](//evil.example) [worse](/\\evil.example)", "[bad](//evil.example)"),
        ("line\nline", "<p>line\nline</p>"),
        ("a\n\n---\n\nb", "<hr>"),
        ("Words\n-----", '<h2 id="s-words">Words'),
        (
            '![A crane](/media/ab/c.webp "The dock")',
            '<figure><img src="/media/ab/c.webp" alt="A crane" loading="lazy" decoding="async">'
            '<figcaption><span class="caption">The dock</span></figcaption></figure>',
        ),
        ("in line ![A crane](/media/c.webp)", '<p>in line <img src="/media/c.webp" alt="A crane"'),
        ("![elsewhere](https://a.example/x.png)", "<p>elsewhere</p>"),
        ("![a climb](/media/../secret)", "<p>a climb</p>"),
        ("|a|b|\n|-|-:|\n|1|2|", '<th scope="col" class="align-end">b</th>'),
        ("|a|b|\n|-|-:|\n|1|2|", '<div class="table-scroll" role="region" tabindex="0" aria-label="Table 1">\n<table>'),
    ],
)
def test_an_article(source: str, html: str) -> None:
    assert html in richtext.article(source).html


@pytest.mark.parametrize(
    ("source", "shown"),
    [
        ('"Yes," she said, "it\'s \'fine\'."', "\u201cYes,\u201d she said, \u201cit\u2019s \u2018fine\u2019.\u201d"),
        ("the '90s and '69, 'tis so", "the \u201990s and \u201969, \u2019tis so"),
        ("Leeds--Bradford --- well - yes -- no...", "Leeds\u2013Bradford \u2014 well \u2013 yes \u2013 no\u2026"),
        ("(c) stays, so does 1-2 and self-made", "(c) stays, so does 1-2 and self-made"),
        ('("bracketed") *"stressed"*', "(\u201cbracketed\u201d) <em>\u201cstressed\u201d</em>"),
        ('*word*"s end"', "<em>word</em>\u201ds end\u201d"),
        ('`"code" -- ...`', '<code>"code" -- ...</code>'),
        ("the members' hall", "the members\u2019 hall"),
    ],
)
def test_an_articles_marks_are_set(source: str, shown: str) -> None:
    assert richtext.article(source).html == f"<p>{shown}</p>\n"


def test_an_address_in_an_article_keeps_its_marks() -> None:
    assert ">https://a.example/it's--so...x</a>" in richtext.article("https://a.example/it's--so...x").html


def test_the_words_alone_are_kept_for_search() -> None:
    rendered = richtext.article('## A *head*\n\nOne "two"\nthree [four](/x) `five` ![six](/media/x)\n\n```\nseven\n```')
    assert rendered.text == "A head\nOne \u201ctwo\u201d\nthree four five\nseven"
    assert rendered.words == 8
    assert rendered.rules == richtext.RULES_VERSION


def test_the_source_is_kept_clean() -> None:
    assert richtext.comment("cafe\u0301\r\n\u202ebar").source == "caf\u00e9\nbar"


@pytest.mark.parametrize("source", ["", "  \n", "\u200b", "```\n```", "> ", "- "])
def test_an_empty_comment_is_refused_but_an_empty_profile_or_draft_is_not(source: str) -> None:
    with pytest.raises(errors.Invalid, match=r"Write something first\."):
        richtext.comment(source)
    assert richtext.profile(source).words == richtext.article(source).words == 0


@pytest.mark.parametrize(
    "source",
    [
        "x" * 10_241,
        "\u00e9" * 5_121,
        "[" * 201,
        "*" * 801,
        "\n" * 501 + "x",
        "http://a.example " * 201,
        "<" * 2_000,
        "*a **b " * 8 + "x" + "** c*" * 8,
        "a\n" * 450,
        "nul \0",
        "half \ud800",
        "piled a" + "\u0301" * 9,
    ],
)
def test_too_much_is_refused_with_a_sentence_and_never_cut(source: str) -> None:
    with pytest.raises(errors.Invalid) as refused:
        richtext.comment(source)
    assert refused.value.fields["body"] == refused.value.message
    assert refused.value.message.endswith(".")


def test_what_is_just_within_the_limits_is_taken_whole() -> None:
    assert richtext.comment("word " * 2_048).words == 2_048
    assert richtext.comment("[" * 200).text == "[" * 200
    assert richtext.article("A paragraph of some words.\n\n" * 1_900).words == 9_500


def test_a_long_article_is_refused_beyond_its_limit() -> None:
    with pytest.raises(errors.Invalid, match="200 KB"):
        richtext.article("x" * 204_801)
