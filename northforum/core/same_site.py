"""Where to go back to: only ever a path of this site."""

LONGEST_PATH = 2000
_SPACE = 0x20
_DELETE, _LAST_C1 = 0x7F, 0x9F


def safe_path(raw: str | None, *, otherwise: str = "/") -> str:
    r"""Return ``raw`` when it is a path of this site, with its query and fragment, and ``otherwise`` when it is not.

    A browser reads ``//host`` and ``/\host`` as another site, and drops tabs and line feeds before it looks.
    """
    return raw if raw and is_safe_path(raw) else otherwise


def is_safe_path(raw: str) -> bool:
    """Return whether a browser sent to ``raw`` stays on this site."""
    if not raw.startswith("/") or raw.startswith("//") or len(raw) > LONGEST_PATH:
        return False
    return "\\" not in raw and not any(_is_unfit(character) for character in raw)


def _is_unfit(character: str) -> bool:
    code = ord(character)
    return code <= _SPACE or _DELETE <= code <= _LAST_C1 or 0xD800 <= code <= 0xDFFF or character.isspace()
