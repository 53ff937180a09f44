"""The headers of every answer: what a browser may do with it, and who may keep it."""

import secrets
from collections.abc import Callable, Mapping
from wsgiref.headers import Headers

from flask import Flask, Response, current_app, g, request
from flask.globals import request_ctx

from northforum.core.front.negotiation import IDENTITY
from northforum.core.settings import Settings

TWO_YEARS = 63_072_000
PRIVATE = "private, no-store"
REVALIDATED = "public, max-age=0, must-revalidate"
_FIRST_ERROR = 400
_SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})

STATIC_HEADERS: Mapping[str, str] = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "strict-origin-when-cross-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": ", ".join(
        f"{feature}=()"
        for feature in (
            "accelerometer",
            "autoplay",
            "browsing-topics",
            "camera",
            "display-capture",
            "geolocation",
            "gyroscope",
            "hid",
            "magnetometer",
            "microphone",
            "midi",
            "payment",
            "serial",
            "usb",
            "xr-spatial-tracking",
        )
    ),
}
# For a file opened by itself, such as a drawing.
_STATIC_POLICY = "default-src 'none'; style-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
_POLICY = (
    "default-src 'none'",
    "img-src 'self'",
    "font-src 'self'",
    "connect-src 'self'",
    "manifest-src 'self'",
    "form-action 'self'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
    "require-trusted-types-for 'script'",
    # The last name is that of the rich editor, which reads a clipboard in a document of its own.
    "trusted-types northforum northforum-desk ProseMirrorClipboard",
)


def configure(app: Flask, settings: Settings) -> None:
    """Set the headers of every answer of ``app``, and let templates ask for ``csp_nonce()``."""

    def set_headers(response: Response) -> Response:
        for name, value in {**STATIC_HEADERS, **_https(settings)}.items():
            response.headers.setdefault(name, value)
        own = _own(g.csp_nonce) if "csp_nonce" in g else "'self'"
        response.headers.setdefault("Content-Security-Policy", _policy(own, upgrade=settings.is_secure))
        _set_caching(response)
        return response

    app.after_request(set_headers)
    app.jinja_env.globals["csp_nonce"] = csp_nonce


def for_static(settings: Settings) -> Callable[[Headers, str, str], None]:
    """Return what sets the headers of a static file, which is served before the application is asked."""

    def set_headers(sent: Headers, _path: str, _url: str) -> None:
        for name, value in {**STATIC_HEADERS, **_https(settings), "Content-Security-Policy": _STATIC_POLICY}.items():
            sent[name] = value

    return set_headers


def of_personal_page(settings: Settings) -> Callable[[str, str, int], list[tuple[str, str]]]:
    """Return what gives the headers of a page for one member by its nonce, encoding and length, without a request."""
    blank = "?"
    policy = _policy(_own(blank), upgrade=settings.is_secure)
    always = [
        ("Content-Type", "text/html; charset=utf-8"),
        *STATIC_HEADERS.items(),
        *_https(settings).items(),
        ("Cache-Control", PRIVATE),
        ("Vary", "Cookie, Accept-Encoding"),
    ]

    def of_page(nonce: str, encoding: str, length: int) -> list[tuple[str, str]]:
        own = [("Content-Security-Policy", policy.replace(blank, nonce)), ("Content-Length", str(length))]
        return [*always, *own] if encoding == IDENTITY else [*always, *own, ("Content-Encoding", encoding)]

    return of_page


def csp_nonce() -> str:
    """Return this answer's nonce, for a ``script`` or ``style`` element in its page."""
    if "csp_nonce" not in g:
        g.csp_nonce = secrets.token_urlsafe(16)
    return str(g.csp_nonce)


def _https(settings: Settings) -> dict[str, str]:
    return {"Strict-Transport-Security": f"max-age={TWO_YEARS}; includeSubDomains"} if settings.is_secure else {}


def _own(nonce: str) -> str:
    return f"'self' 'nonce-{nonce}'"


def _policy(own: str, *, upgrade: bool) -> str:
    rest = ("upgrade-insecure-requests",) if upgrade else ()
    return "; ".join((*_POLICY, f"script-src {own}", f"style-src {own}", *rest))


def _set_caching(response: Response) -> None:
    """Say who may keep the answer: nobody, as soon as it could be one person's."""
    sets_cookie = "Set-Cookie" in response.headers or _session_will_be_saved()
    if "Cache-Control" in response.headers and not (sets_cookie and response.cache_control.public):
        return
    is_open = not sets_cookie and not _is_personal() and response.status_code < _FIRST_ERROR
    response.headers["Cache-Control"] = REVALIDATED if is_open else PRIVATE
    response.vary.add("Cookie")


def _session_will_be_saved() -> bool:
    """Return whether the session's cookie will be set, which happens after this hook."""
    # Not through flask.session: that counts as reading it, and every answer would vary with the cookie.
    session = request_ctx._session
    return session is not None and current_app.session_interface.should_set_cookie(current_app, session)


def _is_personal() -> bool:
    """Return whether the request could have been answered for one person alone."""
    names = (
        current_app.config["SESSION_COOKIE_NAME"],
        current_app.config.get("REMEMBER_COOKIE_NAME", "remember_token"),
    )
    return (
        request.method not in _SAFE_METHODS
        or "Authorization" in request.headers
        or any(name in request.cookies for name in names)
    )
