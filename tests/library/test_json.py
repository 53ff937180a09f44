"""What programs of ours ask of the library: a picture put in, and pictures found."""

import io
from typing import Any

import pytest
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from tests import browser
from tests.cast import Cast
from tests.media import pictures

JSON = {"Accept": "application/json"}


def token(client: FlaskClient) -> str:
    forms = browser.visit(client, "/desk/pictures").forms()
    return next(form.fields["csrf_token"] for form in forms if "file" in form.names)


def send(client: FlaskClient, file: io.BytesIO | None, name: str = "stairs.jpg", **words: str) -> TestResponse:
    data: dict[str, Any] = {"csrf_token": token(client), **words}
    if file is not None:
        data["file"] = (file, name)
    return client.post("/desk/pictures", data=data, headers=JSON, content_type="multipart/form-data")


def test_a_picture_is_put_in_and_told(cast: Cast) -> None:
    client = cast.client(cast.contributor)
    answer = send(client, pictures.a_file(), alt="Stairs", caption="At the mill", credit="Nora Vance")
    assert answer.status_code == 201
    told = answer.get_json()
    name = told["id"]
    words = {"alt": "Stairs", "caption": "At the mill", "credit": "Nora Vance"}
    assert told == {"id": name, "url": f"/media/{name}/1-960.jpg", "width": 1200, "height": 800, **words}
    assert client.get(told["url"], buffered=True).mimetype == "image/jpeg"
    listed = client.get("/desk/pictures", headers=JSON).get_json()
    assert listed == {"pictures": [told], "next": None}


@pytest.mark.parametrize(
    ("file", "sentence"),
    [
        (None, "Choose a picture first."),
        (io.BytesIO(b"<svg xmlns='http://www.w3.org/2000/svg'/>"), "not a JPEG"),
        (pictures.a_file(100, 100), "too small"),
    ],
)
def test_a_refusal_says_why(cast: Cast, file: io.BytesIO | None, sentence: str) -> None:
    answer = send(cast.client(cast.editor), file, "stairs.svg")
    assert (answer.status_code, answer.mimetype) == (422, "application/problem+json")
    problem = answer.get_json()
    assert sentence in problem["detail"]
    assert sentence in problem["errors"]["file"]


def test_without_the_token_of_our_own_page_nothing_is_put_in(cast: Cast) -> None:
    client = cast.client(cast.editor)
    data = {"file": (pictures.a_file(), "stairs.jpg")}
    assert client.post("/desk/pictures", data=data, headers=JSON).status_code == 400
    assert client.get("/desk/pictures", headers=JSON).get_json()["pictures"] == []


def test_pictures_are_found_by_every_word_that_is_asked_for(cast: Cast) -> None:
    first = pictures.add(cast.app, alt="The stairs at the mill", credit="Nora Vance")
    second = pictures.add(cast.app, caption="100% cotton_mill", title="IMG_0001.jpg")
    client = cast.client(cast.contributor)

    def found(words: str) -> list[str]:
        answer = client.get("/desk/pictures", query_string={"q": words}, headers=JSON)
        return [picture["id"] for picture in answer.get_json()["pictures"]]

    assert found("") == found("MILL") == [second, first]
    assert found("mill vance") == [first]
    assert found("img_0001") == found("100%") == found("cotton_") == [second]
    assert found("img%0001") == found("nothing") == found("' OR 1=1 --") == []


def test_the_pages_of_the_list_follow_each_other(cast: Cast) -> None:
    kept = [pictures.add(cast.app, file=pictures.a_file(300, 200)) for _ in range(37)]
    client = cast.client(cast.editor)
    first = client.get("/desk/pictures", headers=JSON).get_json()
    second = client.get("/desk/pictures", query_string={"after": first["next"]}, headers=JSON).get_json()
    assert [picture["id"] for picture in first["pictures"] + second["pictures"]] == kept[::-1]
    assert second["next"] is None


@pytest.mark.parametrize(("who", "status"), [("member", 403), ("moderator", 403), (None, 401)])
def test_nobody_else_asks(cast: Cast, who: str | None, status: int) -> None:
    client = cast.client(getattr(cast, who) if who else None)
    assert client.get("/desk/pictures", headers=JSON).status_code == status
