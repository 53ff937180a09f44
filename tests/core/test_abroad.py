"""Stored HTML on its way to readers elsewhere."""

from html import escape

import pytest
from hypothesis import given, strategies as st

from northforum.core.richtext.abroad import abroad
from tests import browser

BASE = "https://forum.example/articles/rent"


@pytest.mark.parametrize(
    ("here", "there"),
    [
        ('<a href="/hubs/x?a=1&amp;b=2">x</a>', '<a href="https://forum.example/hubs/x?a=1&amp;b=2">x</a>'),
        ('<a href="#s-x">x</a>', '<a href="https://forum.example/articles/rent#s-x">x</a>'),
        ('<a href="mailto:a@b.example">x</a>', '<a href="mailto:a@b.example">x</a>'),
        ('<a href="javascript:x">x</a>', "<a>x</a>"),
        ('<a href="http://[">x</a>', "<a>x</a>"),
        (
            '<source srcset="/media/a/480.webp 480w, /media/a/960.webp 960w" type="image/webp">',
            '<source srcset="https://forum.example/media/a/480.webp 480w, https://forum.example/media/a/960.webp 960w"'
            ' type="image/webp">',
        ),
        ('<h2 id="x">A <a class="permalink" href="#x">#</a></h2><p>b</p>', "<h2>A </h2><p>b</p>"),
        ("<p>a<svg><path/></svg><button>b<b>c</b></button>d</p>", "<p>ad</p>"),
        ("<div><div><script>a<script>b</script></script></div>c</div>", "<div><div></div>c</div>"),
        (
            '<p class="x" style="y" onclick="z" title="t">a &lt;b&gt; &amp;amp;</p>',
            '<p title="t">a &lt;b&gt; &amp;amp;</p>',
        ),
    ],
)
def test_addresses_become_whole_and_what_works_only_here_stays_here(here: str, there: str) -> None:
    assert abroad(here, BASE) == there


@given(st.text(alphabet="ab/#?&<>\"'= :.", max_size=60))
def test_no_address_leaves_that_is_not_whole(address: str) -> None:
    html = abroad(f'<p><a href="{escape(address)}">x</a><img src="{escape(address)}" alt=""></p>', BASE)
    for element in browser.parse(html).all("a", "img"):
        found = element.attributes.get("href", element.attributes.get("src", "https://"))
        assert found.startswith(("https://", "http://", "mailto:"))
