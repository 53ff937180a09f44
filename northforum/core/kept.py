"""What a form held that could not be taken yet: signed, carried through signing in, and offered again."""

from dataclasses import dataclass

from flask import Request, current_app

from northforum.core import tokens
from northforum.core.same_site import is_safe_path

PURPOSE = "kept form"
KEPT_SECONDS = 24 * 3600
# Written afresh for the new session, or nothing to hand around even in a signed form.
_NEVER_KEPT = frozenset({"csrf_token", "resend", "present"})


@dataclass(frozen=True)
class Kept:
    """A form that was sent: where to, and what was in it."""

    path: str
    fields: tuple[tuple[str, str], ...]


def keep(request: Request) -> str:
    """Return the form of ``request`` signed, to travel in a hidden field; files are not part of it."""
    value = {"path": request.full_path.rstrip("?"), "fields": fields_of(request)}
    return tokens.sign(PURPOSE, value, secret=current_app.config["SECRET_KEY"])


def kept(signed: str) -> Kept | None:
    """Return the form that ``keep`` signed within the last day, or ``None``."""
    value = tokens.unsign(PURPOSE, signed, secret=current_app.config["SECRET_KEY"], max_age=KEPT_SECONDS)
    if value is None or not is_safe_path(value["path"]):
        return None
    return Kept(value["path"], tuple((name, text) for name, text in value["fields"]))


def fields_of(request: Request) -> list[tuple[str, str]]:
    """Return the fields of the request's form that may be shown and sent again: no token, no password."""
    return [(name, text) for name, text in request.form.items(multi=True) if _may_be_kept(name)]


def _may_be_kept(name: str) -> bool:
    return name not in _NEVER_KEPT and "password" not in name.casefold()
