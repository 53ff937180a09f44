"""A reader of the measured site: one connection that is kept, a session, and the forms of its pages."""

import http.client
import re
import urllib.parse
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from northforum.bench import people
from northforum.bench.errors import BenchError

TIMEOUT_SECONDS = 30


class Answer(NamedTuple):
    """What came back: the body as it was on the wire."""

    status: int
    headers: http.client.HTTPMessage
    body: bytes


@dataclass
class Reader:
    """Somebody who reads; ``cookie`` says who, once they have logged in."""

    origin: str
    cookies: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        host = urllib.parse.urlsplit(self.origin).netloc
        self._connection = http.client.HTTPConnection(host, timeout=TIMEOUT_SECONDS)

    @property
    def cookie(self) -> str:
        """Return the cookies as they stand in a request."""
        return "; ".join(f"{name}={value}" for name, value in self.cookies.items())

    def get(self, path: str, **headers: str) -> Answer:
        """Return the answer at ``path``; a name such as ``Accept_Encoding`` is a header's with hyphens."""
        return self._ask("GET", path, None, {name.replace("_", "-"): value for name, value in headers.items()})

    def page(self, path: str, **headers: str) -> bytes:
        """Return the page at ``path``; ``BenchError`` unless it is one."""
        answer = self.get(path, **headers)
        if answer.status != http.HTTPStatus.OK:
            raise BenchError(f"{path} answered {answer.status}.")
        return answer.body

    def send(self, path: str, fields: Mapping[str, str]) -> Answer:
        """Send a form to ``path``; where it leads to is not followed."""
        body = urllib.parse.urlencode(fields).encode()
        return self._ask("POST", path, body, {"Content-Type": "application/x-www-form-urlencoded"})

    def post_json(self, path: str, body: bytes) -> Answer:
        """Send JSON to ``path``."""
        return self._ask("POST", path, body, {"Content-Type": "application/json"})

    def log_in(self, member_id: int) -> "Reader":
        """Log in through the form as the member with that number; return the same reader."""
        form = {"csrf_token": token_in(self.page("/login")), "email": people.email_of(member_id)}
        self.send("/login", {**form, "password": people.PASSWORD, "next": "/"})
        if b"data-member" not in self.page("/"):
            raise BenchError("Logging in did not work.")
        return self

    def close(self) -> None:
        """Give the connection back."""
        self._connection.close()

    def _ask(self, method: str, path: str, body: bytes | None, headers: Mapping[str, str]) -> Answer:
        sent = {**headers, "Cookie": self.cookie} if self.cookies else dict(headers)
        try:
            self._connection.request(method, path, body, sent)
            answer = self._connection.getresponse()
        except (ConnectionError, http.client.HTTPException):
            if body is not None:
                raise
            # A server may close a connection that has rested, also while something is on its way to it.
            self._connection.close()
            self._connection.request(method, path, body, sent)
            answer = self._connection.getresponse()
        for line in answer.headers.get_all("Set-Cookie", []):
            name, _, value = line.partition(";")[0].partition("=")
            self.cookies[name] = value
        # Not as a dictionary: servers write the names of headers in either case.
        return Answer(answer.status, answer.headers, answer.read())


def token_in(page: bytes) -> str:
    """Return the token that the forms of ``page`` carry."""
    found = re.search(rb'name="csrf_token"[^>]*value="([^"]+)"', page)
    if found is None:
        raise BenchError("A page that should have a form has none.")
    return found[1].decode()
