"""Revisions, corrections, notes and preview links, through the desk's own pages."""

from datetime import timedelta

import pytest
from flask.testing import FlaskClient

from northforum.articles.models import ArticleNote, ArticleRevision
from northforum.core.db import db, transaction
from tests.browser import Page, visit
from tests.cast import Cast
from tests.conftest import Clock
from tests.desk import editor

LONG = " ".join(f"word{number}" for number in range(40))


def publish(cast: Cast, client: FlaskClient, **over: str) -> str:
    editor.write(client, "publish", **over)
    with cast.app.app_context():
        return editor.newest().public_id


def revisions(cast: Cast, public_id: str) -> list[tuple[int, str, int | None]]:
    with cast.app.app_context():
        kept = db.select(ArticleRevision).where(ArticleRevision.article_id == editor.row(public_id).id)
        rows = db.session.scalars(kept.order_by(ArticleRevision.number))
        return [(row.number, row.headline, row.restores) for row in rows]


def text_of(page: Page, tag: str, **attributes: str) -> str:
    return page.root.first(tag, **attributes).text


def test_each_save_is_kept_once_and_one_is_brought_back_whole(cast: Cast) -> None:
    client = cast.client(cast.editor)
    editor.write(client, topics="Lifts", **{"byline-0-interest": "She prints there."})
    with cast.app.app_context():
        piece = editor.newest().public_id
    editor.edit(
        client,
        piece,
        headline="Another",
        body="Other words.",
        section="places",
        topics="",
        **{"byline-0-name": "Somebody"},
    )
    editor.edit(client, piece)
    assert [row[:2] for row in revisions(cast, piece)] == [(1, "The stairs at the mill"), (2, "Another")]
    history = visit(client, f"/desk/articles/{piece}").follow("History")
    first = history.follow("1: The stairs")
    assert "Beside the present" in first.text
    back = first.form("/history/1$").submit()
    assert "Brought back what save 1 held" in back.text
    fields = editor.editor_of(back).fields
    assert (fields["headline"], fields["body"], fields["section"]) == (
        editor.WHOLE["headline"],
        editor.WHOLE["body"],
        "opinion",
    )
    assert (fields["topics"], fields["byline-0-name"], fields["byline-0-interest"]) == (
        "Lifts",
        "Nora Vance",
        "She prints there.",
    )
    assert revisions(cast, piece)[-1][1:] == ("The stairs at the mill", 1)
    assert "Brought back save 1" in visit(client, f"/desk/articles/{piece}/history").text


def test_what_a_save_changed_stands_side_by_side(cast: Cast) -> None:
    client, piece = cast.client(cast.editor), cast.world.draft_id
    editor.edit(client, piece, body="The yard is let by the week.\n\nAnd more.", section="places")
    page = visit(client, f"/desk/articles/{piece}/history/2")
    rows = [row for row in page.root.all("tr") if row.has(class_="same") or list(row.all("td"))]
    assert any("month" in row.text and "week" in row.text for row in rows)
    assert next(gone.text for gone in page.root.all("del")) == "taken out: month end."
    assert "Also changed: section" in page.text
    assert "This is what stands there now." in visit(client, f"/desk/articles/{piece}/history/2?against=now").text


def test_a_piece_older_than_its_history_keeps_what_it_was(cast: Cast) -> None:
    with transaction(cast.app):
        db.session.execute(db.delete(ArticleRevision))
    client, piece = cast.client(cast.editor), cast.world.draft_id
    assert "older than its history" in visit(client, f"/desk/articles/{piece}/history").text
    editor.edit(client, piece, headline="Newer")
    assert [row[1] for row in revisions(cast, piece)] == ["Not yet", "Newer"]


def test_bringing_back_does_not_overwrite_what_somebody_saved_meanwhile(cast: Cast) -> None:
    client, piece = cast.client(cast.editor), cast.world.draft_id
    editor.edit(client, piece, headline="Second")
    opened = visit(client, f"/desk/articles/{piece}/history/1").form("/history/1$")
    editor.edit(cast.client(cast.second_editor), piece, headline="Theirs")
    assert opened.submit().status == 409
    with cast.app.app_context():
        assert editor.row(piece).headline == "Theirs"


@pytest.mark.parametrize("number", ["0", "99", "x", "-1", "9" * 30])
def test_a_save_that_is_not_there_is_not_found(cast: Cast, number: str) -> None:
    path = f"/desk/articles/{cast.world.draft_id}/history/{number}"
    assert cast.client(cast.editor).get(path).status_code == 404


def test_the_history_is_for_those_who_see_the_piece(cast: Cast) -> None:
    piece = publish(cast, cast.client(cast.editor))
    writer = cast.client(cast.contributor)
    for path in ("history", "history/1", "share", "read"):
        assert writer.get(f"/desk/articles/{piece}/{path}").status_code == 404


def test_two_who_write_at_once_see_what_differs_word_by_word(cast: Cast) -> None:
    mine, theirs = cast.client(cast.editor), cast.client(cast.second_editor)
    opened = editor.editor_of(visit(mine, f"/desk/articles/{cast.world.draft_id}"))
    editor.edit(theirs, cast.world.draft_id, body="The lift is out.")
    page = opened.submit(body="The lift is in.", action="save")
    assert page.status == 409
    assert ["out" in gone.text for gone in page.root.all("del")] == [True]
    assert editor.editor_of(page).submit(action="save").status == 200
    texts = [row[0] for row in revisions(cast, cast.world.draft_id)]
    assert len(texts) == 3


def test_a_correction_stands_under_the_article_and_in_the_list(cast: Cast, clock: Clock) -> None:
    client, reader = cast.client(cast.editor), cast.client()
    piece = publish(cast, client)
    path = "/articles/the-stairs-at-the-mill"
    assert "Corrected" not in visit(reader, path).text
    clock.advance(days=1)
    client = cast.client(cast.editor)
    editor.edit(client, piece, body="The lift has been out since April.", correction="We said March; it was April.")
    page = visit(reader, path)
    assert "Corrected 21 November 2026" in text_of(page, "p", class_="article-revised")
    assert "21 November 2026: We said March; it was April." in text_of(page, "section", class_="article-corrections")
    listed = visit(reader, "/corrections")
    assert "We said March; it was April." in listed.text
    assert listed.follow(editor.WHOLE["headline"]).url == path
    assert editor.editor_of(visit(client, f"/desk/articles/{piece}")).fields["correction"] == ""


@pytest.mark.parametrize(
    ("typed", "is_told"),
    [({"body": "A word."}, True), ({"headline": "The stairs in the mill"}, False), ({"is_update": "y"}, True)],
)
def test_larger_edits_of_what_readers_have_are_visible(cast: Cast, typed: dict[str, str], is_told: bool) -> None:
    client = cast.client(cast.editor)
    piece = publish(cast, client, body=LONG)
    editor.edit(client, piece, **typed)
    assert ("Updated 20 November" in visit(cast.client(), "/articles/the-stairs-at-the-mill").text) is is_told


def test_edits_before_publication_are_nobody_s_matter(cast: Cast) -> None:
    client = cast.client(cast.editor)
    editor.edit(client, cast.world.draft_id, body=LONG)
    editor.edit(client, cast.world.draft_id, "publish", section="opinion")
    assert "Updated" not in visit(cast.client(), cast.world.draft).text


def test_corrections_of_what_one_may_not_read_are_not_listed(cast: Cast) -> None:
    client = cast.client(cast.editor)
    piece = publish(cast, client, audience="members")
    editor.edit(client, piece, correction="It was the other lift.")
    assert "the other lift" not in visit(cast.client(), "/corrections").text
    assert "the other lift" in visit(cast.client(cast.member), "/corrections").text
    assert "the other lift" not in visit(cast.client(), "/articles/the-stairs-at-the-mill").text
    visit(client, f"/desk/articles/{piece}").follow("Take it down").form("/unpublish$").submit()
    assert "the other lift" not in visit(cast.client(cast.member), "/corrections").text


def test_a_note_follows_its_paragraph_and_is_shown_when_that_is_gone(cast: Cast) -> None:
    client, writer, piece = cast.client(cast.editor), cast.client(cast.contributor), cast.world.draft_id
    editor.edit(client, piece, body="First things.\n\nSecond things are long enough to know.\n\nThird.")
    place = visit(client, f"/desk/articles/{piece}/read?note=1")
    assert "Your note is there" in place.form("/notes$").submit(words="Says who?").text

    def noted() -> str:
        page = visit(writer, f"/desk/articles/{piece}/read")
        found = [part.text for part in page.root.all("div") if part.has(class_="noted")]
        return found[0] if found else page.root.first("section", id="notes").text

    assert noted().startswith("Second things")
    editor.edit(
        writer, piece, body="New.\n\nFirst things.\n\nSecond things are long enough to know, we think.\n\nThird."
    )
    assert noted().startswith("Second things")
    assert "Says who?" in noted()
    editor.edit(writer, piece, body="New.\n\nThird.")
    assert "Notes whose paragraph is gone Second things are long enough to know. Says who?" in noted()
    done = visit(writer, f"/desk/articles/{piece}/read").form("/resolve$").submit()
    assert "0 open notes" in done.text
    assert "Connie Fairbrother" in done.root.first("div", class_="resolved").text
    assert "1 open note" in done.form("/reopen$").submit().text


def test_a_note_that_is_sent_twice_is_left_once_and_readers_never_see_it(cast: Cast) -> None:
    client, piece = cast.client(cast.editor), cast.world.draft_id
    form = visit(client, f"/desk/articles/{piece}/read?note=all").form("/notes$")
    for _ in range(2):
        form.submit(words="Between us: too long.")
    with cast.app.app_context():
        assert db.session.scalar(db.select(db.func.count(ArticleNote.id))) == 1
    editor.edit(client, piece, "publish")
    assert "Between us" not in visit(cast.client(cast.member), cast.world.draft).html


@pytest.mark.parametrize(("paragraph", "words"), [("99", "On nothing"), ("0", ""), ("0", "x" * 2001)])
def test_a_note_that_cannot_be_left_is_kept_in_its_box(cast: Cast, paragraph: str, words: str) -> None:
    client = cast.client(cast.editor)
    page = visit(client, f"/desk/articles/{cast.world.draft_id}/read?note=0").form("/notes$")
    refused = page.submit(words=words, paragraph=paragraph)
    assert refused.status == 422


def test_a_secret_link_shows_the_piece_until_it_ends(cast: Cast, clock: Clock) -> None:
    client, piece, reader = cast.client(cast.editor), cast.world.draft_id, cast.client()
    page = visit(client, f"/desk/articles/{piece}/share").form("/share$").submit(label="Ruth", days="3")
    address = page.root.first("input", id="made").attributes["value"]
    path = address.removeprefix(cast.app.config["SITE_URL"])
    assert path != address
    assert "made" not in visit(client, f"/desk/articles/{piece}/share").html.split("preview-")[-1][:5]
    answer = reader.get(path)
    assert (answer.status_code, "Nobody" in answer.text) == (200, True)
    assert answer.headers["Cache-Control"] == "private, no-store"
    assert "noindex" in answer.headers["X-Robots-Tag"]
    assert answer.headers["Referrer-Policy"] == "no-referrer"
    clock.advance(days=3)
    assert reader.get(path).status_code == 410
    clock.set(clock.time - timedelta(days=1))
    visit(cast.client(cast.editor), f"/desk/articles/{piece}/share").form("/end$").submit()
    gone = reader.get(path)
    assert (gone.status_code, "Nobody" in gone.text) == (410, False)
    assert reader.get("/preview/guessed").status_code == 404


def test_a_secret_link_leads_to_the_page_once_readers_have_it(cast: Cast) -> None:
    client, piece = cast.client(cast.contributor), cast.world.draft_id
    page = visit(client, f"/desk/articles/{piece}/share").form("/share$").submit(label="Ruth")
    path = page.root.first("input", id="made").attributes["value"].removeprefix(cast.app.config["SITE_URL"])
    editor.edit(cast.client(cast.editor), piece, "publish")
    assert visit(cast.client(), path).url == cast.world.draft


def test_the_database_holds_no_address_of_a_preview(cast: Cast) -> None:
    client, piece = cast.client(cast.editor), cast.world.draft_id
    page = visit(client, f"/desk/articles/{piece}/share").form("/share$").submit(label="Ruth")
    token = page.root.first("input", id="made").attributes["value"].rpartition("/")[2]
    with cast.app.app_context():
        (stored,) = db.session.scalars(db.text("SELECT token_hash FROM article_preview_link"))
    assert stored != token
    assert len(stored) == 64
