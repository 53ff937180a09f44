"""One request, one transaction: committed when the answer is a success, rolled back otherwise."""

from collections.abc import Callable

import pytest
from flask import Flask, request
from flask.testing import FlaskClient
from flask.typing import ResponseReturnValue

from northforum.core import web_app
from northforum.core.db import begin_write, db
from northforum.core.errors import Conflict
from northforum.core.site_mark import mark, marked

View = Callable[[], ResponseReturnValue]


def refuse() -> ResponseReturnValue:
    raise Conflict


def fail() -> ResponseReturnValue:
    raise RuntimeError("a bug")


ENDINGS: dict[str, tuple[View, int, bool]] = {
    "page": (lambda: "done", 200, True),
    "made": (lambda: ("done", 201), 201, True),
    "nothing": (lambda: ("", 204), 204, True),
    "on": (lambda: ("", 303, {"Location": "/"}), 303, True),
    "again": (lambda: ("the form", 422), 422, False),
    "away": (lambda: ("away", 503), 503, False),
    "refused": (refuse, 409, False),
    "bug": (fail, 500, False),
}


@pytest.fixture
def site(make_app: Callable[..., Flask]) -> Flask:
    """A site with a route for each way in which a request may end."""
    app = make_app(testing=False)
    app.config["WTF_CSRF_ENABLED"] = False

    @app.post("/ends/<name>")
    def ends(name: str) -> ResponseReturnValue:
        begin_write()
        mark("written", name)
        return ENDINGS[name][0]()

    @app.post("/echo")
    def echo() -> str:
        return str(len(request.form.get("text", "")))

    @app.post("/wide")
    @web_app.accepts_upload(3 * web_app.BODY_LIMIT)
    def wide() -> str:
        return str(len(request.files["file"].read()))

    return app


def stored(app: Flask) -> str | None:
    with app.app_context():
        return marked("written")


@pytest.mark.parametrize("name", ENDINGS)
def test_a_request_commits_when_its_answer_is_a_success_and_only_then(site: Flask, name: str) -> None:
    _, status, is_kept = ENDINGS[name]
    assert site.test_client().post(f"/ends/{name}").status_code == status
    assert stored(site) == (name if is_kept else None)


def test_what_one_request_failed_to_write_does_not_come_with_the_next(site: Flask) -> None:
    client = site.test_client()
    client.post("/ends/again")
    client.post("/echo", data={"text": "a"})
    assert stored(site) is None


def test_a_request_leaves_no_transaction_open(site: Flask) -> None:
    with site.app_context():
        site.test_client().post("/ends/page")
        assert not db.session.registry.has() or not db.session().in_transaction()


def test_a_body_beyond_the_limit_is_refused_before_it_is_read(site: Flask) -> None:
    answer = site.test_client().post("/echo", data=b"x" * (web_app.BODY_LIMIT + 1), content_type="text/plain")
    assert answer.status_code in {200, 413}
    form = site.test_client().post("/echo", data={"text": "x" * (web_app.BODY_LIMIT + 1)})
    assert form.status_code == 413
    assert "too large" in form.text


def test_a_field_beyond_the_limit_is_refused(site: Flask) -> None:
    field = b'--b\r\nContent-Disposition: form-data; name="text"\r\n\r\n%s\r\n--b--\r\n' % (
        b"x" * (web_app.FIELD_LIMIT + 1)
    )
    answer = site.test_client().post("/echo", data=field, content_type="multipart/form-data; boundary=b")
    assert answer.status_code == 413


def test_too_many_parts_are_refused(site: Flask) -> None:
    fields = {f"field-{number}": "x" for number in range(300)}
    assert site.test_client().post("/echo", data=fields, content_type="multipart/form-data").status_code == 413


def test_a_part_without_a_name_is_no_field(site: Flask) -> None:
    site.config["WTF_CSRF_ENABLED"] = True
    body = b"--b\r\nContent-Disposition: form-data\r\n\r\nx\r\n--b--"
    answer = site.test_client().post("/echo", data=body, content_type="multipart/form-data; boundary=b")
    assert answer.status_code == 400


def upload(client: FlaskClient, path: str, size: int) -> int:
    body = b'--b\r\nContent-Disposition: form-data; name="file"; filename="a.bin"\r\n\r\n%s\r\n--b--\r\n' % (
        b"x" * size
    )
    return client.post(path, data=body, content_type="multipart/form-data; boundary=b").status_code


def test_a_view_that_takes_uploads_has_more_room_and_no_other_has(site: Flask) -> None:
    client = site.test_client()
    assert upload(client, "/wide", 2 * web_app.BODY_LIMIT) == 200
    assert upload(client, "/wide", 4 * web_app.BODY_LIMIT) == 413
    assert upload(client, "/echo", 2 * web_app.BODY_LIMIT) == 413


def test_an_address_beyond_the_limit_is_refused(site: Flask) -> None:
    answer = site.test_client().get("/archive?after=" + "x" * (2 * web_app.ADDRESS_LIMIT))
    assert answer.status_code == 414
    assert "too long" in answer.text
