"""Names, handles, addresses and links, as people may give them."""

import time

import pytest
from hypothesis import given, strategies as st

from northforum.core.errors import Invalid
from northforum.members.models import naming


@pytest.mark.parametrize(
    "name",
    ["Ada", "J. K. Rowling", "Siân Ap-Huw", "O’Neill & Daughters", "Dr. No", "王小明", "Anne-Marie d’Arcy", "Ng"],
)
def test_people_may_be_called_what_they_are_called(name: str) -> None:
    assert naming.clean_name(f"  {name} ") == name


@pytest.mark.parametrize(
    "name", ["", " ", "\u200b", "...", "a" * 81, "x@y", "www.x", "NorthForum", "the.example", "a<b"]
)
def test_what_is_no_name_is_refused(name: str) -> None:
    with pytest.raises(Invalid) as refusal:
        naming.clean_name(name)
    assert list(refusal.value.fields) == ["name"]


@given(st.text(max_size=200))
def test_a_name_that_is_accepted_is_clean_and_has_a_handle(raw: str) -> None:
    try:
        name = naming.clean_name(raw)
    except Invalid:
        return
    assert naming.clean_name(name) == name
    assert 0 < len(name) <= naming.NAME_LENGTH
    assert "\n" not in name
    assert "@" not in name
    handle = naming.free_handle(name, set())
    assert handle
    assert len(handle) <= naming.HANDLE_LENGTH
    assert handle not in naming.RESERVED


@given(st.text(min_size=1, max_size=120), st.integers(0, 5))
def test_a_free_handle_is_free(name: str, times: int) -> None:
    taken: set[str] = set()
    for _ in range(times + 1):
        handle = naming.free_handle(name, taken)
        assert handle not in taken
        assert handle.replace("-", "").isalnum()
        assert handle.isascii()
        assert handle.startswith(naming.handle_stem(name))
        taken.add(handle)


def test_a_reserved_word_becomes_no_handle() -> None:
    assert naming.free_handle("Desk", set()) == "desk-2"


@pytest.mark.parametrize(
    ("raw", "clean"),
    [(" Ada@Moss.Example", "ada@moss.example"), ("a@bücher.example", "a@xn--bcher-kva.example")],
)
def test_an_address_is_written_in_one_way(raw: str, clean: str) -> None:
    assert naming.clean_email(raw) == naming.same_email(raw) == clean


@given(st.text(max_size=300))
def test_whatever_is_typed_as_an_address_is_looked_up_without_a_fuss(raw: str) -> None:
    found = naming.same_email(raw)
    try:
        clean = naming.clean_email(raw)
    except Invalid:
        assert found == raw.strip().lower()
    else:
        assert found == clean == naming.clean_email(clean)
        assert clean.isascii()


def test_half_a_million_signs_are_no_address_and_are_not_read_through() -> None:
    before = time.process_time()
    with pytest.raises(Invalid):
        naming.clean_email("a" * 500_000)
    assert time.process_time() - before < 0.05


def test_links_are_kept_once_each_in_their_order() -> None:
    lines = ["https://b.example", "", " https://a.example/x?y=1 ", "https://b.example"]
    assert naming.clean_links(lines) == "https://b.example\nhttps://a.example/x?y=1"


@pytest.mark.parametrize(
    "link",
    [
        "javascript:alert(1)",
        "ftp://a.example",
        "//a.example",
        "https://localhost",
        "https://",
        "https://a.example\\@evil.example",
        "https://user@a.example",
        "https://[::1",
        'https://a.example/"onmouseover=',
        "https://a.example/" + "x" * 200,
        "https://a.example:0",
        "mailto:ada@moss.example",
    ],
)
def test_what_is_no_web_address_is_refused(link: str) -> None:
    with pytest.raises(Invalid) as refusal:
        naming.clean_links([link])
    assert list(refusal.value.fields) == ["links"]
