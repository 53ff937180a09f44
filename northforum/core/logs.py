"""Logs: a line an event, as text or JSON, with the request's id and nothing about a person."""

import contextvars
import json
import logging
import re
import secrets
from datetime import UTC, datetime

from flask import Flask, Response, request

from northforum.core.settings import Settings

NO_REQUEST = "-"
_BEGUN = "northforum.request_id"
_request_id = contextvars.ContextVar("northforum_request_id", default=NO_REQUEST)
_EMAIL = re.compile(r"[^\s<>\"'=,:;()]+@[^\s<>\"'=,;()]+")
_ADDRESS = re.compile(r"\b\d{1,3}(?:\.\d{1,3}){3}\b")
_QUERY = re.compile(r"(/[^\s?\"']*)\?[^\s\"']+")
# A line break in a message could forge the next line.
_BREAKS = str.maketrans({"\n": "\\n", "\r": "\\r", "\x1b": "\\e", "\u2028": " ", "\u2029": " "})


def configure(app: Flask, settings: Settings) -> None:
    """Write the logs of ``app`` to the standard error, and give each request an id, which its answer tells."""
    handler = _Handler()
    handler.setFormatter(JsonFormatter() if settings.log == "json" else TextFormatter())
    root = logging.getLogger()
    root.handlers = [*(old for old in root.handlers if not isinstance(old, _Handler)), handler]
    logging.getLogger("northforum").setLevel(logging.INFO)
    app.before_request(_begin)
    app.after_request(_tell)
    app.teardown_request(_end)


def request_id() -> str:
    """Return the id of the request at hand, ``-`` outside one."""
    return _request_id.get()


class TextFormatter(logging.Formatter):
    """Time, level, logger, request and message on one line, a traceback below it."""

    def format(self, record: logging.LogRecord) -> str:
        """Return ``record`` as text."""
        message = _impersonal(record.getMessage()).translate(_BREAKS)
        line = f"{_time(record)} {record.levelname.lower()} {record.name} {request_id()} {message}"
        return "\n".join(part for part in (line, _traceback(record)) if part)


class JsonFormatter(logging.Formatter):
    """One JSON object a line, for programs."""

    def format(self, record: logging.LogRecord) -> str:
        """Return ``record`` as JSON."""
        entry = {
            "time": _time(record),
            "level": record.levelname.lower(),
            "logger": record.name,
            "request": request_id(),
            "message": _impersonal(record.getMessage()),
            "traceback": _traceback(record),
        }
        return json.dumps({name: value for name, value in entry.items() if value}, ensure_ascii=True)


class _Handler(logging.StreamHandler):  # type: ignore[type-arg]
    """Ours, so that a second application in the process replaces it instead of adding another."""


def _begin() -> None:
    request.environ[_BEGUN] = True
    _request_id.set(secrets.token_hex(8))


def _tell(response: Response) -> Response:
    response.headers["X-Request-Id"] = request_id()
    return response


def _end(_error: BaseException | None) -> None:
    # Server threads keep their context from one request to the next; a page drawn within another's request began none.
    if _BEGUN in request.environ:
        _request_id.set(NO_REQUEST)


def _time(record: logging.LogRecord) -> str:
    return datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def _traceback(record: logging.LogRecord) -> str:
    return _impersonal(logging.Formatter().formatException(record.exc_info)) if record.exc_info else ""


def _impersonal(text: str) -> str:
    """Return ``text`` without e-mail addresses, network addresses and query strings."""
    return _ADDRESS.sub("[address]", _EMAIL.sub("[e-mail]", _QUERY.sub(r"\1?[query]", text)))
