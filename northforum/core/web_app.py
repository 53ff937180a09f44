"""The application class: one request, one transaction, committed at the edge."""

import re
from collections.abc import Callable
from typing import IO, Any
from urllib.parse import parse_qsl

from flask import Flask, Request, Response, current_app, request
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import RequestURITooLarge
from werkzeug.formparser import FormDataParser

from northforum.core.db import db
from northforum.core.places import STATIC, TEMPLATES

FIRST_ERROR = 400
BODY_LIMIT = 1024 * 1024
FIELD_LIMIT = 600 * 1024
ADDRESS_LIMIT = 4096

# An address of the newer kind with its port, as it stands in a Host header.
_BRACKETED = re.compile(r"(\[[0-9a-f:.]+\])(?::[0-9]{1,5})?", re.IGNORECASE)

View = Callable[..., ResponseReturnValue]


class _FormParser(FormDataParser):
    """Marks bytes that are no text as such, so that the field can be refused; Werkzeug keeps their percent signs.

    Fields of a multipart body that have no name are left out.
    """

    def parse(
        self, stream: IO[bytes], mimetype: str, content_length: int | None, options: dict[str, str] | None = None
    ) -> Any:
        if mimetype != "application/x-www-form-urlencoded":
            stream, fields, files = super().parse(stream, mimetype, content_length, options)
            return stream, self.cls((name, text) for name, text in fields.items(multi=True) if name is not None), files
        sent = stream.read().decode("utf-8", "replace")
        return stream, self.cls(parse_qsl(sent, keep_blank_values=True, errors="replace")), self.cls()


class _Request(Request):
    form_data_parser_class = _FormParser

    _trusted: list[str] | None = None

    @property
    def trusted_hosts(self) -> list[str] | None:
        """What Werkzeug compares the host with: nothing where it is a trusted address in brackets, which it cannot."""
        address = _BRACKETED.fullmatch(self.environ.get("HTTP_HOST", ""))
        return None if address and address[1].lower() in (self._trusted or ()) else self._trusted

    @trusted_hosts.setter
    def trusted_hosts(self, names: list[str] | None) -> None:
        self._trusted = names


class NorthForum(Flask):
    """A Flask application whose requests commit when their answer is a success and roll back otherwise."""

    request_class = _Request

    def __init__(self, name: str) -> None:
        super().__init__(name, template_folder=str(TEMPLATES), static_folder=str(STATIC))
        self.config["MAX_CONTENT_LENGTH"] = BODY_LIMIT
        self.config["MAX_FORM_MEMORY_SIZE"] = FIELD_LIMIT
        self.config["MAX_FORM_PARTS"] = 200
        self.url_map.strict_slashes = True

    def dispatch_request(self) -> Response:
        """Return the view's answer after its transaction has ended."""
        try:
            response = self.make_response(super().dispatch_request())
            if response.status_code < FIRST_ERROR:
                db.session.commit()
            return response
        finally:
            db.session.rollback()


def accepts_upload(limit: int) -> Callable[[View], View]:
    """Let the decorated view take a body of up to ``limit`` bytes."""

    def decorate(view: View) -> View:
        view.body_limit = limit  # type: ignore[attr-defined]
        return view

    return decorate


def refuse_long_address() -> None:
    """Refuse an address that no page of ours has, before anything is made of it."""
    if len(request.full_path) > ADDRESS_LIMIT:
        raise RequestURITooLarge


def widen_body_limit() -> None:
    """Raise the request's body limit where its view takes uploads; runs before anything reads the body."""
    view: Any = current_app.view_functions.get(request.endpoint or "")
    limit = getattr(view, "body_limit", None)
    if limit is not None:
        request.max_content_length = limit
