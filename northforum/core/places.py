"""Where the files beside the code lie: in a checkout next to the package, in a wheel inside it."""

from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent.parent
_CHECKOUT = _PACKAGE.parent


def _place(name: str) -> Path:
    beside = _CHECKOUT / name
    return beside if beside.is_dir() else _PACKAGE / name


TEMPLATES = _place("templates")
STATIC = _place("static")
MIGRATIONS = _place("migrations")
