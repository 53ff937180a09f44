"""A piece that was written elsewhere becomes a draft, without JavaScript."""

import io
from typing import Any

import pytest

from tests.browser import Page, visit
from tests.cast import Cast, Person
from tests.desk import editor

PATH = "/desk/articles/bring"
HTML = (
    "<html><head><title>Rent</title></head><body><h1>Rent</h1><p>It is <b>late</b>.<script>x</script></p></body></html>"
)


def send(cast: Cast, name: str = "", data: bytes = b"", source: str = "", who: Person | None = None) -> Page:
    client = cast.client(who or cast.contributor)
    form = visit(client, PATH).form(f"{PATH}$")
    typed: dict[str, Any] = {**form.fields.to_dict(flat=False), "source": source}
    if name:
        typed["file"] = (io.BytesIO(data), name)
    answer = client.post(PATH, data=typed, content_type="multipart/form-data", follow_redirects=True)
    return Page(client, answer)


@pytest.mark.parametrize(
    ("name", "file"),
    [
        ("rent.html", HTML.encode()),
        ("rent.htm", HTML.encode("utf-8-sig")),
        ("rent.md", b"# Rent\n\nIt is **late**."),
        ("Rent.txt", b"It is **late**."),
    ],
)
def test_a_file_becomes_a_draft(cast: Cast, name: str, file: bytes) -> None:
    page = send(cast, name, file)
    assert page.status == 200
    assert "Brought in as a draft" in page.text
    with cast.app.app_context():
        made = editor.newest()
        assert (made.headline, made.body_source, made.created_by) == (
            "Rent",
            "It is **late**.",
            cast.contributor.member_id,
        )
        assert made.body_html == "<p>It is <strong>late</strong>.</p>\n"
        assert not made.is_published


def test_a_paste_of_html_becomes_a_draft_and_pictures_elsewhere_are_told(cast: Cast) -> None:
    page = send(cast, source='<h2>Rent</h2><p>Late.</p><img src="https://a.example/x.jpg" alt="A mill">')
    assert "One picture lies elsewhere" in page.text
    with cast.app.app_context():
        assert editor.newest().body_source == "Late.\n\n![A mill](https://a.example/x.jpg)"


@pytest.mark.parametrize(
    ("name", "file", "sentence"),
    [
        ("", b"", "Choose a file, or put the text in this box."),
        ("piece.docx", b"PK\x03\x04\0", "Send an HTML or Markdown file."),
        ("piece.html", b"<p>\0", "Send an HTML or Markdown file."),
        ("piece.html", b"<p>" + b"word " * 50_000, "This is too long"),
    ],
)
def test_what_is_no_text_is_refused_and_makes_nothing(cast: Cast, name: str, file: bytes, sentence: str) -> None:
    with cast.app.app_context():
        before = editor.count()
    page = send(cast, name, file)
    assert page.status == 422
    assert sentence in page.text
    with cast.app.app_context():
        assert editor.count() == before


def test_the_same_form_makes_one_draft(cast: Cast) -> None:
    client = cast.client(cast.editor)
    form = visit(client, PATH).form(f"{PATH}$")
    with cast.app.app_context():
        before = editor.count()
    for _ in range(2):
        assert form.submit(source="# Rent\n\nLate.").status == 200
    with cast.app.app_context():
        assert editor.count() == before + 1


@pytest.mark.parametrize(("who", "status"), [("contributor", 200), ("editor", 200), ("member", 403)])
def test_who_may_bring_a_piece(cast: Cast, who: str, status: int) -> None:
    assert cast.client(getattr(cast, who)).get(PATH).status_code == status
