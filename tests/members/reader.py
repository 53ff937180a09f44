"""A reader who opens pages and sends the forms that they find there."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from html.parser import HTMLParser

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import event
from werkzeug.test import TestResponse

from northforum.core.db import db


@dataclass
class Sheet:
    """One form of a page: where it goes, and what its fields hold."""

    action: str = ""
    values: dict[str, str] = field(default_factory=dict)


class _Sheets(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: list[Sheet] = []
        self._box: str | None = None
        self._inside_main = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag == "main":
            self._inside_main = True
        if not self._inside_main:
            return
        if tag == "form":
            self.found.append(Sheet(given.get("action", "")))
        elif tag == "textarea":
            self._box = given.get("name")
            self._keep(self._box, "")
        elif tag == "input" and (given.get("type") not in {"checkbox", "radio"} or "checked" in given):
            self._keep(given.get("name"), given.get("value", ""))

    def handle_endtag(self, tag: str) -> None:
        if tag == "main":
            self._inside_main = False
        elif tag == "textarea":
            self._box = None

    def handle_data(self, data: str) -> None:
        if self._box and self.found:
            # The first line feed after <textarea> is not part of its text.
            self.found[-1].values[self._box] += data.removeprefix("\n").removeprefix("\r\n")

    def _keep(self, name: str | None, value: str) -> None:
        if name and self.found:
            self.found[-1].values[name] = value


class Reader:
    """Somebody with a browser of their own."""

    def __init__(self, app: Flask, *, base_url: str = "http://127.0.0.1:8000", device: str = "") -> None:
        self.client: FlaskClient = app.test_client()
        self._base_url = base_url
        self._headers = {"User-Agent": device} if device else {}

    def get(self, path: str) -> TestResponse:
        """Open a page."""
        return self.client.get(path, base_url=self._base_url, headers=self._headers)

    def post(self, path: str, values: dict[str, str]) -> TestResponse:
        """Send a form as it is."""
        return self.client.post(path, data=values, base_url=self._base_url, headers=self._headers)

    def send(self, path: str, /, **typed: str) -> TestResponse:
        """Open the page at ``path``, fill in its first form and send it."""
        page = self.get(path)
        assert page.status_code == 200, f"{path} answers {page.status}"
        return self.send_again(page, path, **typed)

    def send_again(self, page: TestResponse, path: str, /, **typed: str) -> TestResponse:
        """Fill in the first form of ``page``, which was found at ``path``, and send it."""
        sheet = sheets(page)[0]
        return self.post(sheet.action or path, {**sheet.values, **typed})

    def log_in(self, email: str, password: str, **typed: str) -> TestResponse:
        """Log in."""
        return self.send("/login", email=email, password=password, **typed)

    @property
    def handle(self) -> str | None:
        """Whom the site takes this reader for."""
        page = self.get("/account")
        return page.text.split('data-member="')[1].split('"')[0] if page.status_code == 200 else None


def sheets(page: TestResponse) -> list[Sheet]:
    """Return the forms in the main part of ``page``."""
    parser = _Sheets()
    parser.feed(page.text)
    return parser.found


@contextmanager
def statements(app: Flask) -> Iterator[list[str]]:
    """Give the list of the statements that the database gets meanwhile."""
    seen: list[str] = []

    def note(_connection: object, _cursor: object, statement: str, *_rest: object) -> None:
        seen.append(statement)

    with app.app_context():
        engine = db.engine
    event.listen(engine, "before_cursor_execute", note)
    yield seen
    event.remove(engine, "before_cursor_execute", note)
