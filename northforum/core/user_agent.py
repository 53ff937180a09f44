"""A browser's own description of itself, in words for people."""

import re

LONGEST_READ = 400
# Order counts: most browsers also name the ones they descend from.
_BROWSERS = (
    ("Edge", "Edg"),
    ("Opera", "OPR/"),
    ("Samsung Internet", "SamsungBrowser"),
    ("Vivaldi", "Vivaldi"),
    ("Firefox", "Firefox"),
    ("Firefox", "FxiOS"),
    ("Chrome", "CriOS"),
    ("Chrome", "Chrome"),
    ("Safari", "Safari"),
)
_SYSTEMS = (
    ("iPhone", re.compile("iPhone")),
    ("iPad", re.compile("iPad")),
    ("Android", re.compile("Android")),
    ("ChromeOS", re.compile("CrOS")),
    ("Windows", re.compile("Windows")),
    ("macOS", re.compile("Macintosh|Mac OS X")),
    ("Linux", re.compile("Linux|X11")),
)


def device(header: str) -> str:
    """Return a label such as ``Firefox on Windows`` for a User-Agent header."""
    text = header[:LONGEST_READ]
    browser = next((name for name, sign in _BROWSERS if sign in text), None)
    system = next((name for name, sign in _SYSTEMS if sign.search(text)), None)
    if browser and system:
        return f"{browser} on {system}"
    return browser or (f"A browser on {system}" if system else "An unknown browser")
