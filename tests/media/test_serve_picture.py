"""Serving a picture: its bytes for ever, under a policy that lets them do nothing."""

from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests.media import pictures

FOR_EVER = "public, max-age=31536000, immutable"
FOR_A_MOMENT = "public, max-age=60"


@pytest.fixture
def name(app: Flask) -> str:
    made = pictures.add(app)
    pictures.work(app)
    return made


@pytest.mark.parametrize(
    ("file", "kind"),
    [
        ("1-640.avif", "image/avif"),
        ("1-640.webp", "image/webp"),
        ("1-960.jpg", "image/jpeg"),
        ("1-share-50-50.jpg", "image/jpeg"),
    ],
)
def test_a_size_is_sent_and_may_be_kept_for_ever(client: FlaskClient, name: str, file: str, kind: str) -> None:
    answer = client.get(buffered=True, path=f"/media/{name}/{file}")
    assert (answer.status_code, answer.mimetype) == (200, kind)
    assert answer.headers["Cache-Control"] == FOR_EVER
    assert answer.headers["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert "Set-Cookie" not in answer.headers
    assert answer.content_length == len(answer.data)
    tag = answer.headers["ETag"]
    again = client.get(buffered=True, path=f"/media/{name}/{file}", headers={"If-None-Match": tag})
    assert (again.status_code, again.data, again.headers["Cache-Control"]) == (304, b"", FOR_EVER)
    head = client.head(buffered=True, path=f"/media/{name}/{file}")
    assert (head.status_code, head.content_length, head.data) == (200, answer.content_length, b"")


def test_before_its_sizes_are_made_the_master_stands_in_for_a_moment(client: FlaskClient, app: Flask) -> None:
    name = pictures.add(app)
    for file in ("1-640.avif", "1-share-50-50.jpg", "1-2000.jpg"):
        answer = client.get(buffered=True, path=f"/media/{name}/{file}")
        assert (answer.status_code, answer.mimetype) == (200, "image/jpeg")
        assert answer.headers["Cache-Control"] == FOR_A_MOMENT
    master = answer.headers["ETag"]
    pictures.work(app)
    answer = client.get(buffered=True, path=f"/media/{name}/1-640.avif", headers={"If-None-Match": master})
    assert (answer.status_code, answer.mimetype, answer.headers["Cache-Control"]) == (200, "image/avif", FOR_EVER)


@pytest.mark.parametrize(
    ("file", "same_as"),
    [
        ("1-700.webp", "1-960.webp"),
        ("1-9999.avif", "1-1200.avif"),
        ("1-320.jpg", "1-960.jpg"),
        ("480.webp", "1-640.webp"),
        ("7-640.webp", "1-640.webp"),
        ("1-share-0-100.jpg", "1-share-50-50.jpg"),
    ],
)
def test_a_size_that_is_not_kept_is_answered_by_the_nearest(
    client: FlaskClient, name: str, file: str, same_as: str
) -> None:
    answer = client.get(buffered=True, path=f"/media/{name}/{file}")
    assert answer.data == client.get(buffered=True, path=f"/media/{name}/{same_as}").data
    assert answer.headers["Cache-Control"] == FOR_A_MOMENT


def test_the_address_of_a_former_version_leads_to_the_present_picture(
    client: FlaskClient, app: Flask, name: str
) -> None:
    before = client.get(buffered=True, path=f"/media/{name}/1-640.webp").data
    pictures.replace(app, name, pictures.a_file(colour=pictures.DOCK))
    assert client.get(buffered=True, path=f"/media/{name}/2-640.webp").mimetype == "image/jpeg"
    pictures.work(app)
    now = client.get(buffered=True, path=f"/media/{name}/2-640.webp")
    assert now.data != before
    assert now.headers["Cache-Control"] == FOR_EVER
    former = client.get(buffered=True, path=f"/media/{name}/1-640.webp")
    assert (former.data, former.headers["Cache-Control"]) == (now.data, FOR_A_MOMENT)


@pytest.mark.parametrize(
    "path", ["1-640.svg", "1-640.html", "480", "..%2f480.webp", ".webp", "480.webp%00", "1-master.jpg", "1-640.png"]
)
def test_anything_else_is_not_there(client: FlaskClient, name: str, path: str) -> None:
    assert client.get(buffered=True, path=f"/media/{name}/{path}").status_code == 404


def test_the_master_is_nobodys_to_ask_for(client: FlaskClient, app: Flask, name: str) -> None:
    master = next(file for file in pictures.files(app, name) if "master" in file)
    assert client.get(buffered=True, path=f"/media/{name}/{master}").status_code == 404


def test_an_unknown_picture_is_not_there(client: FlaskClient, data: Path) -> None:
    assert client.get(buffered=True, path="/media/000000000000/1-640.webp").status_code == 404
    assert client.get(buffered=True, path="/media/UNKNOWN/1-640.webp").status_code == 404
    assert client.get(buffered=True, path="/media/../secret").status_code == 404
