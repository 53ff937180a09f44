"""Changing a piece, taking it down, bringing it back."""

import pytest
from flask.testing import FlaskClient

from northforum.articles import queries
from northforum.articles.models import ArticleState
from northforum.core.db import db
from northforum.media.models import Picture
from tests.browser import Page, visit
from tests.cast import Cast
from tests.desk import editor


def publish(cast: Cast, client: FlaskClient, **over: str) -> str:
    editor.write(client, "publish", **over)
    with cast.app.app_context():
        return editor.newest().public_id


def values_of(page: Page) -> set[str | None]:
    return {button.attributes.get("value") for button in page.root.all("button") if button.attributes.get("name")}


def test_a_published_piece_is_edited_in_place(cast: Cast) -> None:
    client = cast.client(cast.editor)
    public_id = publish(cast, client)
    page = editor.edit(client, public_id, headline="The lift at the mill", slug="the-lift")
    assert "Saved." in page.text
    assert values_of(page) == {"save", "preview"}
    assert visit(client, "/articles/the-stairs-at-the-mill").url == "/articles/the-lift"


@pytest.mark.parametrize(
    ("who", "status"),
    [("contributor", 200), ("editor", 200), ("administrator", 200), ("member", 403), ("moderator", 403)],
)
def test_who_opens_a_contributor_s_draft(cast: Cast, who: str, status: int) -> None:
    answer = cast.client(getattr(cast, who)).get(f"/desk/articles/{cast.world.draft_id}")
    assert answer.status_code == status


def test_a_contributor_does_not_learn_of_other_pieces(cast: Cast) -> None:
    public_id = publish(cast, cast.client(cast.editor))
    client = cast.client(cast.contributor)
    for path in ("", "/publish", "/unpublish"):
        assert client.get(f"/desk/articles/{public_id}{path}").status_code in {404, 405}
    assert client.get("/desk/articles/zzzzzzzzzzzz").status_code == 404


def test_what_somebody_else_saved_meanwhile_is_shown_beside_one_s_own(cast: Cast) -> None:
    mine, theirs = cast.client(cast.editor), cast.client(cast.second_editor)
    public_id = publish(cast, mine)
    opened = editor.editor_of(visit(mine, f"/desk/articles/{public_id}"))
    editor.edit(theirs, public_id, body="What they wrote.", headline="Theirs")
    page = opened.submit(body="What I wrote.", headline="Mine", action="save")
    assert page.status == 409
    assert f"{cast.second_editor.name} saved this piece" in page.text
    assert "What they wrote." in page.root.first("textarea", id="theirs-body").raw
    assert editor.editor_of(page).fields["body"] == "What I wrote."
    with cast.app.app_context():
        assert editor.newest().headline == "Theirs"
    assert editor.editor_of(page).submit(action="save").status == 200
    with cast.app.app_context():
        assert editor.newest().headline == "Mine"


def test_the_page_asks_before_it_takes_a_piece_down(cast: Cast) -> None:
    client = cast.client(cast.editor)
    public_id = publish(cast, client)
    asked = visit(client, f"/desk/articles/{public_id}").follow("Take it down")
    assert asked.headings == ["Take this piece down?"]
    page = asked.form("/unpublish$").submit()
    assert "Taken down." in page.text
    gone = client.get("/articles/the-stairs-at-the-mill")
    assert gone.status_code == 410
    assert "The lift has been out" not in gone.text
    back = editor.edit(client, public_id, "publish")
    assert back.url == "/articles/the-stairs-at-the-mill"


def test_the_form_takes_down_too_and_saves_first(cast: Cast) -> None:
    client = cast.client(cast.editor)
    public_id = publish(cast, client)
    fields = editor.editor_of(visit(client, f"/desk/articles/{public_id}")).fields.to_dict()
    sent = {**fields, "action": "unpublish", "headline": "Changed"}
    assert client.post(f"/desk/articles/{public_id}", data=sent).status_code == 302
    with cast.app.app_context():
        assert (editor.newest().state, editor.newest().headline) == (ArticleState.UNPUBLISHED, "Changed")


def test_a_contributor_s_draft_is_read_only_to_them_once_published(cast: Cast) -> None:
    client, writer = cast.client(cast.editor), cast.client(cast.contributor)
    editor.edit(client, cast.world.draft_id, "publish")
    page = visit(writer, f"/desk/articles/{cast.world.draft_id}")
    assert page.url == f"/desk/articles/{cast.world.draft_id}/read"
    assert not [form for form in page.forms() if "headline" in form.names]
    token = page.form("/step$").fields["csrf_token"]
    sent = {"csrf_token": token, "headline": "Mine again", "version": "1"}
    assert writer.post(f"/desk/articles/{cast.world.draft_id}", data=sent).status_code == 403
    assert f'href="/desk/articles/{cast.world.draft_id}"' not in visit(writer, "/desk").html


def test_a_picture_is_put_in_shown_and_taken_away(cast: Cast) -> None:
    client = cast.client(cast.editor)
    words = {"hero_alt": "Stairs of brick", "hero_caption": "Up.", "hero_credit": "Nora Vance"}
    page = editor.upload(client, editor.NEW, editor.picture(), "publish", **editor.WHOLE, **words)
    assert page.url == "/articles/the-stairs-at-the-mill"
    shown = page.root.first("figure", class_="hero").first("img")
    assert shown.attributes["alt"] == "Stairs of brick"
    assert client.get(shown.attributes["src"], buffered=True).status_code == 200
    with cast.app.app_context():
        public_id = editor.newest().public_id
    desk = visit(client, f"/desk/articles/{public_id}")
    assert desk.root.first("div", class_="desk-picture").first("img").attributes["src"] == shown.attributes["src"]
    assert editor.edit(client, public_id, without_picture="y").status == 200
    with cast.app.app_context():
        assert editor.newest().picture_id is None


def test_a_picture_stays_when_the_words_change(cast: Cast) -> None:
    client = cast.client(cast.editor)
    editor.upload(client, editor.NEW, editor.picture(), **editor.WHOLE)
    with cast.app.app_context():
        public_id, picture_id = editor.newest().public_id, editor.newest().picture_id
    editor.edit(client, public_id, headline="Other words")
    with cast.app.app_context():
        assert (editor.newest().picture_id, editor.newest().headline) == (picture_id, "Other words")


def test_a_published_piece_does_not_get_a_picture_without_its_words(cast: Cast) -> None:
    client = cast.client(cast.editor)
    public_id = publish(cast, client)
    page = editor.upload(client, f"/desk/articles/{public_id}", editor.picture())
    assert page.status == 422
    assert "Describe the picture" in page.text
    assert "choose it again" in page.text
    with cast.app.app_context():
        assert editor.newest().picture_id is None
        assert not db.session.scalar(db.select(db.func.count(Picture.id)))


def test_what_is_no_picture_is_refused_and_the_words_are_kept(cast: Cast) -> None:
    client = cast.client(cast.editor)
    for file in (editor.picture(20, 20), (__import__("io").BytesIO(b"<svg/>"), "a.svg")):
        page = editor.upload(client, editor.NEW, file, **editor.WHOLE)
        assert page.status == 422
        assert "picture" in page.root.first("p", id="picture-error").text
        assert editor.editor_of(page).fields["body"] == editor.WHOLE["body"]


def test_the_lists_of_the_topic_and_the_author_follow(cast: Cast) -> None:
    client = cast.client(cast.editor)
    public_id = publish(cast, client, topics="Lifts")
    assert editor.WHOLE["headline"] in visit(client, "/topics/lifts").text
    editor.edit(client, public_id, topics="Stairs")
    assert editor.WHOLE["headline"] not in visit(client, "/topics/lifts").text
    assert editor.WHOLE["headline"] in visit(client, "/topics/stairs").text
    with cast.app.app_context():
        assert [topic.name for topic in queries.topics_of(editor.newest().id)] == ["Stairs"]
