"""A picture's own page: what is said of it, its focal point, where it is shown, another in its place, and its end."""

from typing import Any

import pytest
from flask.testing import FlaskClient

from northforum.articles import operations as articles
from northforum.articles.models import Article
from northforum.core import richtext
from northforum.core.db import begin_write, db
from northforum.media import serializers
from tests.browser import Form, Page, visit
from tests.cast import Cast
from tests.desk import editor
from tests.media import pictures


def form_with(page: Page, field: str) -> Form:
    """Return the page's form that has a field."""
    return next(form for form in page.forms() if field in form.names)


def send(client: FlaskClient, page: str, path: str, file: Any, name: str = "other.jpg") -> Page:
    fields = {"csrf_token": form_with(visit(client, page), "csrf_token").fields["csrf_token"]}
    data = {**fields, "file": (file, name)}
    answer = client.post(path, data=data, content_type="multipart/form-data", follow_redirects=True)
    return Page(client, answer)


def a_piece_that_shows(cast: Cast, name: str) -> str:
    """Write and publish a piece with the picture at its head; return its public id."""
    client = cast.client(cast.editor)
    words = {**editor.WHOLE, "hero_alt": "Stairs", "hero_credit": "Nora Vance", "from_library": name}
    page = editor.editor_of(visit(client, editor.NEW)).submit(**words, action="publish")
    assert page.url == "/articles/the-stairs-at-the-mill"
    with cast.app.app_context():
        return editor.newest().public_id


def put_into_text(cast: Cast, public_id: str, name: str) -> None:
    """Let the text of a piece show a picture, as the renderer of texts does."""
    with cast.app.app_context():
        shown = str(serializers.element(pictures.row(name), "In the text"))
        begin_write()
        article = db.session.execute(db.select(Article).where(Article.public_id == public_id)).scalar_one()
        body = richtext.article("Words.")
        piece = articles.Piece(
            headline=article.headline,
            standfirst=article.standfirst,
            body=type(body)(**{**vars_of(body), "html": f"<p>Words.</p><figure>{shown}</figure>"}),
            section="opinion",
            bylines=(articles.BylineEntry(name="Nora Vance"),),
            hero=articles.Hero(article.picture_id, article.hero_alt, "", article.hero_credit),
        )
        articles.edit_article(cast.actor(cast.editor), article, piece, article.version)
        db.session.commit()


def vars_of(body: Any) -> dict[str, Any]:
    return {field: getattr(body, field) for field in body.__dataclass_fields__}


def test_what_is_said_of_a_picture_is_saved(cast: Cast) -> None:
    name = pictures.add(cast.app)
    client = cast.client(cast.editor)
    form = form_with(visit(client, f"/desk/pictures/{name}"), "focal_x")
    page = form.submit(alt="Stairs", caption="At the mill", credit="Nora Vance", focal_x="20", focal_y="80")
    assert (page.status, page.url) == (200, f"/desk/pictures/{name}")
    with cast.app.app_context():
        row = pictures.row(name)
        assert (row.alt, row.caption, row.credit, row.focal) == ("Stairs", "At the mill", "Nora Vance", (20, 80))
    pictures.work(cast.app)
    assert "1-share-20-80.jpg" in pictures.files(cast.app, name)


@pytest.mark.parametrize("number", ["101", "-1", "zebra", "", "٣"])
def test_a_focal_point_outside_the_picture_is_refused(cast: Cast, number: str) -> None:
    name = pictures.add(cast.app)
    form = form_with(visit(cast.client(cast.editor), f"/desk/pictures/{name}"), "focal_x")
    page = form.submit(focal_x=number, alt="Kept words")
    assert page.status == 422
    assert "Kept words" in page.html
    with cast.app.app_context():
        assert pictures.row(name).focal == (50, 50)


def test_a_focal_point_reaches_pages_that_are_kept(cast: Cast) -> None:
    name = pictures.add(cast.app)
    a_piece_that_shows(cast, name)
    stranger = cast.client()
    assert "focus-x" not in stranger.get("/articles/the-stairs-at-the-mill").text
    form_with(visit(cast.client(cast.editor), f"/desk/pictures/{name}"), "focal_x").submit(focal_x="90")
    assert 'class="focus-x-9 focus-y-5"' in stranger.get("/articles/the-stairs-at-the-mill").text
    assert "1-share-90-50.jpg" in stranger.get("/articles/the-stairs-at-the-mill").text


def test_another_picture_takes_the_place_of_one_on_every_page(cast: Cast) -> None:
    name = pictures.add(cast.app)
    public_id = a_piece_that_shows(cast, name)
    put_into_text(cast, public_id, name)
    pictures.work(cast.app)
    client, stranger = cast.client(cast.editor), cast.client()
    before = stranger.get("/articles/the-stairs-at-the-mill").text
    assert before.count(f"/media/{name}/1-960.jpg") == 2
    here = f"/desk/pictures/{name}"
    page = send(client, here, f"{here}/file", pictures.a_file(900, 900, pictures.DOCK))
    assert (page.status, page.url) == (200, here)
    pictures.work(cast.app)
    after = stranger.get("/articles/the-stairs-at-the-mill").text
    assert after.count(f"/media/{name}/2-900.jpg") == 2
    assert f"/media/{name}/1-" not in after
    assert 'alt="In the text" width="900" height="900"' in after
    assert f"/media/{name}/2-" in stranger.get("/").text
    # Whoever had the piece open for writing has nothing to hear of.
    with cast.app.app_context():
        article = db.session.execute(db.select(Article).where(Article.public_id == public_id)).scalar_one()
        assert article.version == 3


def test_what_is_no_picture_takes_no_place(cast: Cast) -> None:
    name = pictures.add(cast.app)
    here = f"/desk/pictures/{name}"
    page = send(cast.client(cast.editor), here, f"{here}/file", pictures.a_file(50, 50))
    assert page.status == 422
    assert "too small" in page.text
    with cast.app.app_context():
        assert pictures.row(name).version == 1


def test_the_page_says_where_a_picture_is_shown(cast: Cast) -> None:
    name = pictures.add(cast.app)
    public_id = a_piece_that_shows(cast, name)
    page = visit(cast.client(cast.editor), f"/desk/pictures/{name}")
    assert "The stairs at the mill" in page.text
    assert page.root.first("a", href=f"/desk/articles/{public_id}").text == "The stairs at the mill"
    contributor = visit(cast.client(cast.contributor), f"/desk/pictures/{name}")
    assert contributor.root.first("a", href="/articles/the-stairs-at-the-mill")


def test_somebody_elses_draft_is_not_named(cast: Cast) -> None:
    name = pictures.add(cast.app)
    words = {**editor.WHOLE, "headline": "A secret plan", "from_library": name}
    editor.editor_of(visit(cast.client(cast.editor), editor.NEW)).submit(**words, action="save")
    assert "A secret plan" not in visit(cast.client(cast.contributor), f"/desk/pictures/{name}").text


def test_a_picture_that_nothing_shows_is_removed_with_its_files(cast: Cast) -> None:
    name = pictures.add(cast.app)
    pictures.work(cast.app)
    client = cast.client(cast.editor)
    question = visit(client, f"/desk/pictures/{name}/remove")
    page = next(form for form in question.forms() if form.action.endswith("/remove")).submit()
    assert page.url == "/desk/pictures"
    pictures.work(cast.app)
    assert pictures.files(cast.app, name) == []
    assert client.get(f"/media/{name}/1-640.webp").status_code == 404
    assert client.get(f"/desk/pictures/{name}").status_code == 404


def test_a_picture_that_a_piece_shows_is_not_removed(cast: Cast) -> None:
    name = pictures.add(cast.app)
    public_id = a_piece_that_shows(cast, name)
    client = cast.client(cast.editor)
    page = visit(client, f"/desk/pictures/{name}/remove")
    assert "This picture is in use" in page.text
    assert not [form for form in page.forms() if form.action.endswith("/remove")]
    token = form_with(visit(client, f"/desk/pictures/{name}"), "focal_x").fields["csrf_token"]
    assert client.post(f"/desk/pictures/{name}/remove", data={"csrf_token": token}).status_code == 409
    editor.edit(client, public_id, without_picture="y")
    assert client.post(f"/desk/pictures/{name}/remove", data={"csrf_token": token}).status_code == 302


@pytest.mark.parametrize("path", ["", "/file", "/remove"])
def test_a_contributor_changes_only_their_own(cast: Cast, path: str) -> None:
    name = pictures.add(cast.app, cast.actor(cast.editor))
    own = pictures.add(cast.app, cast.actor(cast.contributor))
    client = cast.client(cast.contributor)
    token = form_with(visit(client, f"/desk/pictures/{own}"), "focal_x").fields["csrf_token"]
    words = {"csrf_token": token, "focal_x": "10", "focal_y": "10"}
    for picture, status in ((name, {403}), (own, {302} if path != "/file" else {422})):
        assert client.post(f"/desk/pictures/{picture}{path}", data=words).status_code in status
    assert "Only editors change the pictures of others." in visit(client, f"/desk/pictures/{name}").text


def test_names_that_lead_elsewhere_are_words_only(cast: Cast) -> None:
    client = cast.client(cast.editor)
    page = send(client, "/desk/pictures", "/desk/pictures", pictures.a_file(), "../../etc/<b>passwd</b>\0.php.jpg")
    assert page.status == 200
    with cast.app.app_context():
        name = db.session.execute(db.text("SELECT public_id FROM picture")).scalar_one()
        assert pictures.row(name).name == "b>.php.jpg"
    assert all(
        file.count(".") == 1 and file.endswith((".jpg", ".avif", ".webp")) for file in pictures.files(cast.app, name)
    )


def test_fifty_megabytes_are_refused_in_a_sentence(cast: Cast) -> None:
    boundary, client = "a-line", cast.client(cast.editor)
    body = f'--{boundary}\r\nContent-Disposition: form-data; name="file"; filename="a.jpg"\r\n\r\n'.encode()
    body += b"x" * 50 * 1024 * 1024 + f"\r\n--{boundary}--\r\n".encode()
    answer = client.post("/desk/pictures", data=body, content_type=f"multipart/form-data; boundary={boundary}")
    assert answer.status_code == 413
    assert "larger than this page takes" in answer.text


def test_an_unknown_picture_has_no_page(cast: Cast) -> None:
    client = cast.client(cast.editor)
    for path in ("000000000000", "UNKNOWN", "x"):
        assert client.get(f"/desk/pictures/{path}").status_code == 404
