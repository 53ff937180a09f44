"""Proof that a change was asked for on one of our own pages: a token in the form, and where the request came from."""

from collections.abc import Callable
from typing import Any

from flask import Flask, request
from flask_wtf.csrf import CSRFProtect
from itsdangerous import URLSafeTimedSerializer

from northforum.core.errors import BadRequest
from northforum.core.forms import MUTATING

View = Callable[..., Any]
_protection = CSRFProtect()


class Expired(BadRequest):
    """The page that the form stood on is too old, or its sign-in has ended; what was typed is kept."""

    code = "form_expired"
    default_message = "The page had been open for a long time, or you signed in or out meanwhile. Nothing was lost."


def configure(app: Flask) -> None:
    """Check every changing request of ``app``."""
    # A long comment must not be lost because its page is an hour old: the token lives as long as the session.
    app.config.update(WTF_CSRF_TIME_LIMIT=None, WTF_CSRF_SSL_STRICT=False)
    app.before_request(refuse_foreign_origin)
    _protection.init_app(app)


def without_token(view: View) -> View:
    """Let a view be asked to change something without a form of ours: its address alone proves the right to it."""
    exempted: View = _protection.exempt(view)
    return exempted


def signed_token(app: Flask, raw: str) -> str:
    """Return the form token of a session that holds ``raw``, as Flask-WTF signs it, without a request."""
    return str(URLSafeTimedSerializer(app.config["SECRET_KEY"], salt="wtf-csrf-token").dumps(raw))


def refuse_foreign_origin() -> None:
    """Refuse a change that a browser says comes from another site (Fetch Metadata; RFC 6454 Origin)."""
    if request.method not in MUTATING:
        return
    site = request.headers.get("Sec-Fetch-Site", "same-origin")
    origin = request.headers.get("Origin")
    # "null" is what privacy settings and some redirects send; the token decides then.
    foreign = origin not in {None, "null", request.host_url.rstrip("/")}
    if site not in {"same-origin", "none"} or foreign:
        raise BadRequest("This form was sent from another site. Open the page here and send it again.")
