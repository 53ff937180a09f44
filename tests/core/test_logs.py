"""Logs: one line an event, with the request's id and nothing about a person."""

import json
import logging
from collections.abc import Callable, Iterator

import pytest
from flask import Flask

from northforum.core import logs
from northforum.core.settings import Settings

Written = Callable[[], str]


@pytest.fixture
def written(capsys: pytest.CaptureFixture[str]) -> Iterator[Written]:
    root = logging.getLogger()
    before = list(root.handlers)
    yield lambda: capsys.readouterr().err
    root.handlers = before


def make_site(log: str) -> Flask:
    app = Flask(__name__)
    logs.configure(app, Settings(log=log))

    @app.get("/")
    def page() -> str:
        logging.getLogger("northforum.test").warning("member ada@example.org from 192.0.2.7 asked /search?q=private")
        return logs.request_id()

    return app


@pytest.mark.parametrize("log", ["text", "json"])
def test_a_line_has_the_requests_id_and_nothing_personal(written: Written, log: str) -> None:
    answer = make_site(log).test_client().get("/")
    line = written()
    assert answer.text in line
    assert answer.headers["X-Request-Id"] == answer.text
    assert not any(secret in line for secret in ("ada", "example.org", "192.0.2.7", "private"))
    assert logs.request_id() == logs.NO_REQUEST


def test_each_request_has_an_id_of_its_own(written: Written) -> None:
    client = make_site("text").test_client()
    assert client.get("/").text != client.get("/").text
    assert len(written().splitlines()) == 2


def test_a_page_drawn_within_a_request_leaves_it_its_id(written: Written) -> None:
    app = make_site("text")

    @app.get("/around")
    def around() -> str:
        with app.test_request_context("/within"):
            pass
        return logs.request_id()

    answer = app.test_client().get("/around")
    assert answer.headers["X-Request-Id"] == answer.text != logs.NO_REQUEST


def test_a_message_cannot_forge_a_line(written: Written) -> None:
    make_site("text")
    logging.getLogger("northforum.test").warning("one\n2026-11-20 error forged")
    assert len(written().splitlines()) == 1


@pytest.mark.parametrize("log", ["text", "json"])
def test_a_traceback_is_kept_without_addresses(written: Written, log: str) -> None:
    make_site(log)
    try:
        raise ValueError("no mail to ada@example.org")
    except ValueError:
        logging.getLogger("northforum.test").exception("failed")
    assert "ValueError: no mail to [e-mail]" in written()


def test_json_can_be_read(written: Written) -> None:
    make_site("json")
    logging.getLogger("northforum.test").info('say "\N{SNOWMAN}"')
    entry = json.loads(written())
    assert entry["message"] == 'say "\N{SNOWMAN}"'
    assert entry["level"] == "info"
    assert entry["time"].endswith("Z")


def test_a_second_application_does_not_double_the_lines(written: Written) -> None:
    make_site("text")
    make_site("text")
    logging.getLogger("northforum.test").info("once")
    assert written().count("once") == 1
