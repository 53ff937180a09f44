"""One renderer for every refusal: a page for people, problem+json (RFC 9457) for programs."""

import logging
from collections.abc import Sequence

import sqlalchemy.exc
from flask import Flask, Response, current_app, jsonify, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_wtf.csrf import CSRFError
from sqlalchemy.orm.exc import ObjectDeletedError, StaleDataError
from werkzeug.exceptions import HTTPException, SecurityError

from northforum.core import kept, logs
from northforum.core.csrf import Expired
from northforum.core.errors import BadRequest, Conflict, DomainError, NeedsSignIn, TooFast, Unavailable
from northforum.core.forms import MUTATING

SERVER_ERROR = 500
# A refused form's longer texts are shown, so that nobody has to think of their words again.
SHORT_ANSWER = 80
log = logging.getLogger("northforum")

_TITLES = {
    400: "That request could not be read",
    401: "Log in to go on",
    403: "This is not open to you",
    404: "There is nothing here",
    405: "That is not how this page works",
    409: "Somebody was quicker",
    410: "This piece was taken down",
    413: "That is too large",
    414: "That address is too long",
    415: "That kind of content is not understood",
    422: "Some of that cannot be accepted",
    429: "A short pause, please",
    500: "Something went wrong on our side",
    503: "Back in a moment",
}
_MESSAGES = {
    400: "The address or the form that arrived could not be read.",
    404: "There is nothing at this address, or it is not open to you.",
    405: "This address does not take that kind of request.",
    413: "What you sent is larger than this page takes. Nothing was saved.",
    414: "The address that arrived is too long to be one of ours. Start from the front page.",
    415: "This page does not take that kind of content. Open it in a browser and use its own form.",
    500: "The fault has been recorded. What you had saved before is safe; please try again.",
    503: "Part of the site is not available for the moment. What you had saved is safe; please try again shortly.",
}


def configure(app: Flask) -> None:
    """Answer every error of ``app`` with a page, or with problem+json where a program asks."""
    app.register_error_handler(DomainError, _refusal)
    app.register_error_handler(CSRFError, _expired)
    app.register_error_handler(NeedsSignIn, _needs_sign_in)
    app.register_error_handler(HTTPException, _http)
    for away in (sqlalchemy.exc.OperationalError, sqlalchemy.exc.InterfaceError, sqlalchemy.exc.TimeoutError):
        app.register_error_handler(away, _database_away)
    # The row was taken away, or changed, between its being read and its being written.
    for overtaken in (sqlalchemy.exc.IntegrityError, ObjectDeletedError, StaleDataError):
        app.register_error_handler(overtaken, _overtaken)
    # A value that no column can hold, such as a NUL in an address on PostgreSQL, is the request's fault.
    app.register_error_handler(sqlalchemy.exc.DataError, lambda _error: _refusal(BadRequest()))
    app.register_error_handler(Exception, _bug)


def wants_problem() -> bool:
    """Return whether the request prefers problem+json to a page."""
    offered = ["text/html", "application/problem+json", "application/json"]
    return request.accept_mimetypes.best_match(offered, default="text/html") != "text/html"


def _refusal(error: DomainError) -> ResponseReturnValue:
    pause = error.retry_after if isinstance(error, TooFast) else 0
    response = _answer(
        error.status, error.message, code=error.code, fields=error.fields, typed=_typed(), retry_after=pause
    )
    if pause:
        response.headers["Retry-After"] = str(pause)
    return response


def _needs_sign_in(error: NeedsSignIn) -> ResponseReturnValue:
    """Send a reader to the log-in page and back; show what was typed when a form was sent."""
    if wants_problem():
        return _refusal(error)
    login = current_app.config["LOGIN_ENDPOINT"]
    if request.method not in MUTATING:
        return redirect(url_for(login, next=request.full_path.rstrip("?")))
    return _resend(error, needs_sign_in=True)


def _expired(_error: CSRFError) -> ResponseReturnValue:
    error = Expired()
    return _refusal(error) if wants_problem() else _resend(error, needs_sign_in=False)


def _resend(error: DomainError, *, needs_sign_in: bool) -> ResponseReturnValue:
    typed = kept.keep(request)
    page = render_template(
        "errors/resend.html",
        message=error.message,
        action=request.full_path.rstrip("?"),
        fields=kept.fields_of(request),
        resend=typed,
        needs_sign_in=needs_sign_in,
    )
    return page, error.status


def _http(error: HTTPException) -> ResponseReturnValue:
    status = error.code or SERVER_ERROR
    if isinstance(error, SecurityError):
        # Without a trusted host no address can be built, so not even a page of ours.
        return Response("This site is not served under that name.\n", 400, mimetype="text/plain")
    if status < 400:
        return error.get_response()
    code = error.name.lower().replace(" ", "_")
    response = _answer(status, _MESSAGES.get(status, BadRequest.default_message), code=code)
    for name, value in error.get_headers():
        if name not in {"Content-Type", "Content-Length"}:
            response.headers[name] = value
    return response


def _database_away(error: sqlalchemy.exc.SQLAlchemyError) -> ResponseReturnValue:
    log.error("database.away id=%s %s", logs.request_id(), type(error).__name__)
    response = _plain(503, _typed())
    response.headers["Retry-After"] = "5"
    return response


def _overtaken(error: sqlalchemy.exc.SQLAlchemyError) -> ResponseReturnValue:
    log.warning("database.overtaken id=%s", logs.request_id(), exc_info=error)
    return _refusal(
        Conflict("Somebody did the same thing at the same moment. Look at the page again before you retry.")
    )


def _bug(error: Exception) -> ResponseReturnValue:
    log.error("bug id=%s %s %s", logs.request_id(), request.method, request.path, exc_info=error)
    if current_app.testing:
        raise error
    return _plain(SERVER_ERROR)


def _answer(
    status: int,
    message: str,
    *,
    code: str,
    fields: dict[str, str] | None = None,
    typed: Sequence[str] = (),
    retry_after: int = 0,
) -> Response:
    title = _TITLES.get(status, "That could not be done")
    if wants_problem():
        body = {"type": "about:blank", "title": title, "status": status, "detail": message, "code": code}
        response = jsonify({**body, "errors": fields} if fields else body)
        response.mimetype = "application/problem+json"
    else:
        words = {"title": title, "message": message, "typed": typed, "retry_after": retry_after}
        page = render_template("errors/error.html", status=status, **words)
        response = make_response(page)
    response.status_code = status
    return response


def _typed() -> list[str]:
    """Return the longer texts of the form that was sent, for the page that refuses it."""
    return [text for name, text in kept.fields_of(request) if name == "body" or len(text) > SHORT_ANSWER]


def _plain(status: int, typed: Sequence[str] = ()) -> Response:
    """Return a page that asks nothing of the database."""
    if wants_problem():
        return _answer(status, _MESSAGES[status], code=Unavailable.code if status != SERVER_ERROR else "bug")
    template = current_app.jinja_env.get_template("errors/plain.html")
    words = {"title": _TITLES[status], "message": _MESSAGES[status], "typed": typed}
    page = template.render(status=status, request_id=logs.request_id(), **words)
    return Response(page, status, mimetype="text/html")
