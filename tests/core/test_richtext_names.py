"""Names in comments: ``@name`` becomes a link where somebody is known, and stays a word everywhere else."""

import re
from collections.abc import Collection, Mapping

import pytest
from hypothesis import given, settings, strategies as st

from northforum.core import errors, richtext
from northforum.core.richtext import names, rules
from northforum.core.richtext.names import Named
from tests.core.test_richtext_hostile import MARKUP, PIECES, Seen

KNOWN = {"ada": Named(1, "/people/ada"), "ben-holt-2": Named(2, "/people/ben-holt-2")}
LINK = '<a href="/people/ada">@ada</a>'


def known(wanted: Collection[str]) -> Mapping[str, Named]:
    return {name: KNOWN[name] for name in wanted if name in KNOWN}


class Asked:
    """Knows nobody, and notes who is asked for."""

    def __init__(self) -> None:
        self.for_names: list[list[str]] = []

    def __call__(self, wanted: Collection[str]) -> Mapping[str, Named]:
        self.for_names.append(list(wanted))
        return {}


def everybody(wanted: Collection[str]) -> Mapping[str, Named]:
    return {name: Named(number, f"/people/{name}") for number, name in enumerate(wanted)}


@pytest.mark.parametrize(
    ("source", "html"),
    [
        ("@ada", f"<p>{LINK}</p>\n"),
        ("Thanks, @ada.", f"<p>Thanks, {LINK}.</p>\n"),
        ("(@ada)", f"<p>({LINK})</p>\n"),
        ("@ADA", '<p><a href="/people/ada">@ADA</a></p>\n'),
        ("@ben-holt-2: yes", '<p><a href="/people/ben-holt-2">@ben-holt-2</a>: yes</p>\n'),
        ("**@ada**", f"<p><strong>{LINK}</strong></p>\n"),
        ("# @ada", f"<p><strong>{LINK}</strong></p>\n"),
        ("> @ada", f"<blockquote>\n<p>{LINK}</p>\n</blockquote>\n"),
        ("@ada and @ada", f"<p>{LINK} and {LINK}</p>\n"),
        ("@ada's", f"<p>{LINK}'s</p>\n"),
    ],
)
def test_a_known_name_becomes_a_link(source: str, html: str) -> None:
    rendered = richtext.comment(source, known)
    assert rendered.html == html
    assert rendered.named == ((2,) if "holt" in source else (1,))


@pytest.mark.parametrize(
    "source",
    [
        "@nobody",
        "ada",
        "@",
        "@ ada",
        "me@ada",
        "ada@ada.example",
        "@ada@elsewhere.example",
        "@adam",
        "@ada-marsden",
        "@adaö",
        "ö@ada",
        "/@ada",
        "`@ada`",
        "```\n@ada\n```",
        "[@ada](https://a.example)",
        "https://a.example/@ada",
        "<https://a.example/@ada>",
        "@@ada",
        "@ada_",
        "[mail](mailto:x@ada)",
        "@<b>ada</b>",
        "@\u200bada",
        "@\uff41da",
    ],
)
def test_what_is_no_name_stays_as_it_is(source: str) -> None:
    rendered = richtext.comment(source, known)
    assert "/people/" not in rendered.html
    assert rendered.named == ()


def test_without_names_to_know_nothing_is_looked_up() -> None:
    asked = Asked()
    assert richtext.comment("no names", asked).named == ()
    assert richtext.comment("@ada").named == ()
    assert not asked.for_names


def test_all_names_are_looked_up_at_once() -> None:
    asked = Asked()
    richtext.comment("@ada @zoe\n\n- @Ada\n\n> @ben-holt-2", asked)
    assert asked.for_names == [["ada", "zoe", "ben-holt-2"]]


def test_ten_names_count_and_no_more_are_links() -> None:
    rendered = richtext.comment(" ".join(f"@name{number}" for number in range(30)), everybody)
    assert len(rendered.named) == rendered.html.count("<a ") == names.COUNTED


def test_a_crowd_of_unknown_names_is_not_all_looked_up() -> None:
    asked = Asked()
    richtext.comment(" ".join(f"@n{number}" for number in range(1500)), asked)
    assert [len(wanted) for wanted in asked.for_names] == [names.LOOKED_UP]


def test_a_name_said_a_thousand_times_is_taken_and_linked_in_some_places() -> None:
    rendered = richtext.comment("@ada " * 2000, known)
    assert rendered.html.count("<a ") == names.PLACES
    assert rendered.named == (1,)


@pytest.mark.parametrize(
    "source", ["[a](/people/ada)", "[@ada](/people/ada)", '<a href="/people/ada">x</a>', "</people/ada>"]
)
def test_nobody_can_type_such_a_link(source: str) -> None:
    assert "<a " not in richtext.comment(source).html


@pytest.mark.parametrize(
    "address",
    [
        "//evil.example",
        "/people/ada/../x",
        "/people//ada",
        "/people/ada?x=1",
        "/people/ada#x",
        "/People/ada",
        "/people/-ada",
        "javascript:alert(1)",
        '/people/ada" onclick="x',
        "/people/ada\n",
        "/people",
    ],
)
def test_the_sanitisers_let_through_one_form_of_link_only(address: str) -> None:
    html = richtext.comment("@ada", lambda _wanted: {"ada": Named(1, address)}).html
    assert "href" not in html


NAMES = st.lists(st.sampled_from(["@ada", "@ada-", "@a-" * 40, "@", "@ada@", "\\@ada", *PIECES]), max_size=60)


@given(source=st.one_of(NAMES.map("".join), MARKUP.map(lambda text: text.replace("a", "@ada"))))
@settings(max_examples=150, deadline=None)
def test_whatever_is_typed_around_names_stays_within_the_allow_list(source: str) -> None:
    try:
        rendered = richtext.comment(source, everybody)
    except errors.Invalid:
        return
    for tag, name, value in Seen(rendered.html).found:
        assert tag in rules.COMMENT.tags
        assert not name or rules.COMMENT.allows(tag, name, value)
    assert richtext.comment(rendered.source, everybody) == rendered


def test_the_name_of_a_heading_has_no_word_of_a_link_to_a_hub() -> None:
    found = richtext.article("## In [Weir *Yard*](/hubs/weir-yard) now\n\n## At @hubs/weir-yard")
    assert re.findall(r' id="([^"]*)"', found.html) == ["s-in-a-hub-now", "s-at-a-hub"]
