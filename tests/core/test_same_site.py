"""Where to go back to is always a path of this site."""

from urllib.parse import urljoin, urlsplit

import pytest
from hypothesis import example, given, strategies as st

from northforum.core.same_site import LONGEST_PATH, is_safe_path, safe_path

HERE = "https://forum.example/login"
TRICKY = st.text(alphabet="/\\\t\n\r :@.?#%aehjpt0\x00\x0b\x1f\x7f\x85\u2028\u3000é\ud800", max_size=30)


@pytest.mark.parametrize(
    "path", ["/", "/articles/tide", "/articles/tide?after=3&sort=newest#discussion", "/a:b", "/%0d%0a", "/søk?q=é"]
)
def test_a_path_of_this_site_is_kept_with_query_and_fragment(path: str) -> None:
    assert safe_path(path) == path


@pytest.mark.parametrize(
    "path",
    [
        None,
        "",
        "//evil.example",
        "///evil.example",
        "/\\evil.example",
        "\\/evil.example",
        "https://evil.example",
        "javascript:alert(1)",
        "articles/tide",
        "/\t/evil.example",
        "/articles\nSet-Cookie: a=b",
        "/a\x00b",
        "/a b",
        "/\ud800",
        "/" + "a" * LONGEST_PATH,
    ],
)
def test_anything_else_is_replaced(path: str | None) -> None:
    assert safe_path(path) == "/"
    assert safe_path(path, otherwise="/account") == "/account"


@given(st.one_of(TRICKY, TRICKY.map(lambda text: f"/{text}"), st.text()))
@example("//evil.example")
@example("/\\evil.example")
def test_a_browser_that_follows_it_stays_here(raw: str) -> None:
    if not is_safe_path(raw):
        return
    # As the URL standard has it: backslashes are slashes, tabs and line ends are not there.
    as_read = raw.replace("\\", "/").translate(dict.fromkeys(map(ord, "\t\n\r"))).strip()
    assert as_read == raw
    assert urlsplit(urljoin(HERE, as_read)).netloc == "forum.example"
    assert urlsplit(urljoin(HERE, as_read)).scheme == "https"
    raw.encode()
