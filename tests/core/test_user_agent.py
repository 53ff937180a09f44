"""What a browser is called among its member's sign-ins."""

import pytest
from hypothesis import given, strategies as st

from northforum.core.user_agent import device

KIT = "AppleWebKit/537.36 (KHTML, like Gecko)"


@pytest.mark.parametrize(
    ("header", "label"),
    [
        ("Mozilla/5.0 (X11; Linux x86_64; rv:145.0) Gecko/20100101 Firefox/145.0", "Firefox on Linux"),
        (f"Mozilla/5.0 (Windows NT 10.0; Win64; x64) {KIT} Chrome/142.0 Safari/537.36 Edg/142.0", "Edge on Windows"),
        (f"Mozilla/5.0 (Windows NT 10.0; Win64; x64) {KIT} Chrome/142.0 Safari/537.36", "Chrome on Windows"),
        (f"Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) {KIT} Version/19.0 Safari/605.1", "Safari on macOS"),
        ("Mozilla/5.0 (iPhone; CPU iPhone OS 19_0 like Mac OS X) Version/19.0 Safari/604.1", "Safari on iPhone"),
        ("Mozilla/5.0 (iPhone; CPU iPhone OS 19_0 like Mac OS X) CriOS/142.0 Safari/604.1", "Chrome on iPhone"),
        (f"Mozilla/5.0 (Linux; Android 16) {KIT} SamsungBrowser/29 Chrome/130 Safari", "Samsung Internet on Android"),
        (f"Mozilla/5.0 (X11; CrOS x86_64 1) {KIT} Chrome/142.0 Safari/537.36", "Chrome on ChromeOS"),
        ("Firefox", "Firefox"),
        ("curl/8 (Linux)", "A browser on Linux"),
        ("", "An unknown browser"),
    ],
)
def test_it_is_named_by_browser_and_system(header: str, label: str) -> None:
    assert device(header) == label


@given(st.text(max_size=1000))
def test_nothing_of_the_header_itself_is_shown(header: str) -> None:
    assert len(device(header)) < 40
    assert "<" not in device(header)
