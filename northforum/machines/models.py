"""How the files of share cards are called."""

import hashlib
import re

_SITE_NAME = re.compile(r"site-[0-9a-f]{12}\.png")
_NAME = re.compile(r"[0-9a-f]{12}-[0-9a-f]{16}\.png")


def folder_of(public_id: str) -> str:
    """Return where the cards of an article lie in storage; no picture’s folder is called so."""
    return f"sc/card{public_id}"


def is_card(file: str) -> bool:
    """Return whether a file of ours may be called so."""
    return _NAME.fullmatch(file) is not None


def is_site_card(file: str) -> bool:
    """Return whether the site's card is, or was, called so."""
    return _SITE_NAME.fullmatch(file) is not None


def digest(said: str) -> str:
    """Return what the name of a card begins with: the mark of what it says."""
    return hashlib.sha256(said.encode("utf-8", "surrogatepass")).hexdigest()[:12]


def card_name(said: str, content: bytes) -> str:
    """Return the name of a card: it never stands for other bytes."""
    return f"{digest(said)}-{hashlib.sha256(content).hexdigest()[:16]}.png"
