"""Members who post comment after comment over HTTP and send each again until it is acknowledged."""

import http.client
import re
import threading
import time
import uuid
from collections.abc import Callable
from dataclasses import dataclass, field
from urllib.parse import urlencode, urlsplit

from tests import browser

PATIENCE_SECONDS = 60
# What a server answers, or does not, while one of its processes has just been killed.
INTERRUPTIONS = (OSError, http.client.HTTPException)


@dataclass(frozen=True)
class Sent:
    """A comment that the server has acknowledged."""

    form_key: str
    words: str
    public_id: str


@dataclass
class Poster:
    """One signed-in member at one live site."""

    origin: str
    path: str
    cookie: str
    name: str
    acknowledged: list[Sent] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)

    def post_all(self, count: int) -> None:
        """Post ``count`` comments; every fifth is sent once more although it was acknowledged."""
        try:
            form = self._form()
            for number in range(count):
                sent = self._post(form, uuid.uuid4().hex, f"{self.name} says the words of number {number}.")
                self.acknowledged.append(sent)
                if number % 5 == 0 and (again := self._post(form, sent.form_key, sent.words)) != sent:
                    self.problems.append(f"{sent} came back as {again}")
        except AssertionError as problem:
            self.problems.append(str(problem))

    def _form(self) -> browser.Node:
        status, headers, body = self._until_answered("GET", self.path, None)
        assert status == 200, f"{self.path} answers {status}"
        if renewed := re.search(r"session=([^;]+)", headers.get("Set-Cookie", "")):
            self.cookie = renewed[1]
        return browser.parse(body).first("form", id="composer")

    def _post(self, form: browser.Node, form_key: str, words: str) -> Sent:
        token = form.first("input", name="csrf_token").attributes["value"]
        fields = urlencode({"csrf_token": token, "form_key": form_key, "parent": "", "body": words})
        status, headers, body = self._until_answered("POST", form.attributes["action"], fields)
        assert status == 303, f"a comment was answered with {status}: {body[:500]}"
        return Sent(form_key, words, headers["Location"].rpartition("#comment-")[2])

    def _until_answered(self, method: str, path: str, body: str | None) -> tuple[int, http.client.HTTPMessage, str]:
        end = time.monotonic() + PATIENCE_SECONDS
        while time.monotonic() < end:
            try:
                answer = self._ask(method, path, body)
            except INTERRUPTIONS:
                time.sleep(0.02)  # Asked again, as a person does: nothing tells when a killed server is back.
                continue
            if answer[0] != 503:
                return answer
        raise AssertionError(f"no answer to {method} {path} within {PATIENCE_SECONDS} seconds")

    def _ask(self, method: str, path: str, body: str | None) -> tuple[int, http.client.HTTPMessage, str]:
        connection = http.client.HTTPConnection(urlsplit(self.origin).netloc, timeout=10)
        headers = {"Cookie": f"session={self.cookie}", "Content-Type": "application/x-www-form-urlencoded"}
        try:
            connection.request(method, path, body, headers)
            answer = connection.getresponse()
            return answer.status, answer.headers, answer.read().decode()
        finally:
            connection.close()


class Crowd:
    """Several posters at once."""

    def __init__(self, posters: list[Poster], each: int) -> None:
        self.posters = posters
        self._threads = [threading.Thread(target=poster.post_all, args=(each,)) for poster in posters]

    def start(self) -> None:
        """Let everybody begin."""
        for thread in self._threads:
            thread.start()

    def finish(self) -> None:
        """Wait until everybody is done."""
        for thread in self._threads:
            thread.join()

    @property
    def acknowledged(self) -> list[Sent]:
        """Every comment that was acknowledged so far."""
        return [sent for poster in self.posters for sent in poster.acknowledged]

    @property
    def problems(self) -> list[str]:
        """What must not have happened."""
        return [problem for poster in self.posters for problem in poster.problems]

    def reach(self, count: int) -> None:
        """Wait until ``count`` comments are acknowledged."""
        wait_until(lambda: len(self.acknowledged) >= count or bool(self.problems), f"{count} comments")
        assert not self.problems


def wait_until(holds: Callable[[], bool], what: str) -> None:
    """Return as soon as the condition holds."""
    end = time.monotonic() + PATIENCE_SECONDS
    while not holds():
        assert time.monotonic() < end, f"still waiting for {what}"
        time.sleep(0.01)  # The condition is asked for again: the processes that bring it about are others.
