"""Words that are typed into a piece are kept until they are saved."""

import pytest
from flask.testing import FlaskClient

from northforum.articles import operations
from northforum.articles.models import PieceDraft
from northforum.core.db import db, transaction
from tests.browser import Page, visit
from tests.cast import Cast
from tests.conftest import Clock
from tests.desk import editor
from tests.desk.editor import NEW

KEY = "k" * 32


def keep(client: FlaskClient, piece: str = "new", key: str = KEY, **typed: str) -> int:
    token = visit(client, NEW).root.first("input", name="csrf_token").attributes["value"]
    data = {"csrf_token": token, "form_key": key, **typed}
    headers = {"Accept": "application/json"}
    return client.post(f"/desk/articles/{piece}/kept", data=data, headers=headers).status_code


def count(cast: Cast) -> int:
    with cast.app.app_context():
        query = db.select(db.func.count()).select_from(PieceDraft).where(~PieceDraft.is_over)
        return int(db.session.execute(query).scalar_one())


def kept_of(client: FlaskClient, piece: str, words: str) -> Page:
    """Return the page of a piece with the words that were kept; the one before says ``words`` of them."""
    page = visit(client, f"/desk/articles/{piece}")
    assert words in page.text
    return page.follow("Compare and go on")


def test_kept_words_of_a_new_piece_are_offered_and_gone_once_they_are_saved(cast: Cast) -> None:
    client = cast.client(cast.editor)
    assert keep(client, headline="Typed", body="And *not* saved.", section="opinion") == 200
    page = visit(client, NEW)
    assert "You typed words of “Typed” that were not saved" in page.text
    assert "And *not* saved." in page.text
    form = editor.editor_of(page.follow("Open them"))
    assert (form.fields["headline"], form.fields["body"], form.fields["section"]) == (
        "Typed",
        "And *not* saved.",
        "opinion",
    )
    assert form.submit(action="save").status == 200
    assert count(cast) == 0
    assert "You typed words" not in visit(client, NEW).text


def test_kept_words_of_an_article_stand_beside_what_is_saved_and_change_nothing(cast: Cast) -> None:
    client, piece = cast.client(cast.editor), cast.world.draft_id
    fields = editor.editor_of(visit(client, f"/desk/articles/{piece}")).fields
    typed = {"headline": fields["headline"], "standfirst": fields["standfirst"], "version": fields["version"]}
    assert keep(client, piece, body=f"{fields['body']} One more.", **typed) == 200
    assert editor.editor_of(visit(client, f"/desk/articles/{piece}")).fields["version"] == fields["version"]
    page = visit(client, f"/desk/articles/{piece}").follow("Compare and go on")
    assert page.root.first("table", class_="desk-sides").first("ins")
    assert editor.editor_of(page).fields["body"].endswith("One more.")


def test_words_kept_on_an_older_version_meet_what_was_saved_since(cast: Cast) -> None:
    client, piece = cast.client(cast.editor), cast.world.draft_id
    fields = editor.editor_of(visit(client, f"/desk/articles/{piece}")).fields
    keep(client, piece, headline="Mine", body="Mine.", version=fields["version"])
    editor.edit(cast.client(cast.second_editor), piece, headline="Theirs")
    answer = editor.editor_of(kept_of(client, piece, "The piece has been saved since.")).submit(action="save")
    assert answer.status == 409
    assert "Theirs" in answer.text
    assert editor.editor_of(answer).fields["headline"] == "Mine"


def test_words_that_are_newer_than_what_is_saved_say_so(cast: Cast, clock: Clock) -> None:
    client, piece = cast.client(cast.editor), cast.world.draft_id
    clock.advance(minutes=5)
    keep(client, piece, headline="Mine")
    assert "They are newer than what is saved." in kept_of(client, piece, "newer").text


def test_a_form_that_is_saved_takes_no_words_that_come_late(cast: Cast) -> None:
    client = cast.client(cast.editor)
    form = editor.editor_of(visit(client, NEW))
    key = form.fields["form_key"]
    assert form.submit(headline="Saved", action="save").status == 200
    assert keep(client, key=key, headline="Sav") == 409
    assert "You typed words" not in visit(client, NEW).text


def test_opened_words_go_on_under_a_key_of_their_own_and_leave_the_old_place(cast: Cast) -> None:
    client = cast.client(cast.editor)
    keep(client, headline="Typed")
    fields = editor.editor_of(visit(client, NEW).follow("Open them")).fields
    assert fields["form_key"] != KEY
    assert keep(client, key=fields["form_key"], taken=fields["taken"], headline="Typed on") == 200
    text = visit(client, NEW).text
    assert text.count("You typed words") == 1
    assert "Typed on" in text


def test_a_window_that_wrote_on_after_its_words_were_opened_elsewhere_loses_none(cast: Cast, clock: Clock) -> None:
    client = cast.client(cast.editor)
    keep(client, headline="Typed")
    opened = editor.editor_of(visit(client, NEW).follow("Open them"))
    clock.advance(seconds=1)
    keep(client, headline="Typed here meanwhile")
    assert opened.submit(headline="Saved there", action="save").status == 200
    assert "Typed here meanwhile" in visit(client, NEW).text


def test_words_that_a_browser_hands_over_late_are_as_old_as_they_are(cast: Cast, clock: Clock) -> None:
    client = cast.client(cast.editor)
    assert keep(client, headline="Newer") == 200
    assert keep(client, headline="Older", age="60") == 409
    assert keep(client, key="b" * 32, headline="Never sent", age="60") == 200
    assert visit(client, NEW).text.index("Newer") < visit(client, NEW).text.index("Never sent")
    clock.advance(minutes=2)
    assert keep(client, headline="Newest", age="60") == 200
    assert "Newest" in visit(client, NEW).text


def test_a_form_that_is_shown_again_is_marked_as_saved_nowhere(cast: Cast) -> None:
    client = cast.client(cast.editor)
    assert "data-unsaved" not in visit(client, NEW).html
    assert "data-unsaved" in editor.write(client, headline="").html


def test_two_windows_keep_their_words_apart(cast: Cast) -> None:
    client = cast.client(cast.editor)
    keep(client, key="a" * 32, headline="First window")
    keep(client, key="b" * 32, headline="Second window")
    keep(client, key="a" * 32, headline="First window, on")
    text = visit(client, NEW).text
    assert "First window, on" in text
    assert "Second window" in text
    assert count(cast) == 2


def test_kept_words_are_thrown_away_by_their_writer_only(cast: Cast) -> None:
    client = cast.client(cast.editor)
    keep(client, headline="Typed")
    other = cast.client(cast.second_editor)
    assert other.get(f"{NEW}?kept={KEY}").status_code == 404
    assert "Typed" not in visit(other, NEW).text
    visit(client, NEW).form("/drop$").submit()
    assert count(cast) == 0
    assert client.get(f"{NEW}?kept={KEY}").status_code == 404


@pytest.mark.parametrize(
    ("who", "status"), [("editor", 200), ("contributor", 200), ("administrator", 200), ("host", 403), ("member", 403)]
)
def test_who_keeps_words_of_a_new_piece(cast: Cast, who: str, status: int) -> None:
    client = cast.client(getattr(cast, who))
    token = visit(client, "/account/profile").root.first("input", name="csrf_token").attributes["value"]
    data = {"csrf_token": token, "form_key": KEY, "headline": "Typed"}
    assert client.post("/desk/articles/new/kept", data=data).status_code == status
    assert count(cast) == (status == 200)


def test_words_of_a_piece_that_there_is_not_are_not_kept(cast: Cast) -> None:
    assert keep(cast.client(cast.editor), "zzzzzzzzzzzz", headline="Typed") == 404


def test_kept_words_are_forgotten_after_thirty_days(cast: Cast, clock: Clock) -> None:
    client = cast.client(cast.editor)
    keep(client, headline="Typed")
    clock.advance(days=29)
    with transaction(cast.app):
        operations.forget_old_drafts()
    assert count(cast) == 1
    clock.advance(days=2)
    with transaction(cast.app):
        operations.forget_old_drafts()
    assert count(cast) == 0


def test_far_too_much_is_refused(cast: Cast) -> None:
    assert keep(cast.client(cast.editor), body="a" * 300_001) == 422
    assert count(cast) == 0


def test_details_alone_are_offered_too_with_the_teaser_and_the_boxes(cast: Cast) -> None:
    client, piece = cast.client(cast.editor), cast.world.draft_id
    fields = editor.editor_of(visit(client, f"/desk/articles/{piece}")).fields
    same = {name: fields[name] for name in ("headline", "standfirst", "body", "version")}
    assert keep(client, piece, **same, topics="Rooms", teaser="0", without_picture="y") == 200
    opened = kept_of(client, piece, "You typed words into this piece")
    assert (editor.editor_of(opened).fields["topics"], editor.editor_of(opened).fields["teaser"]) == ("Rooms", "0")


@pytest.mark.parametrize(
    "taken",
    [
        "abc 0001-01-01T00:00:00+23:59",
        "abc 9999-12-31T23:59:59-23:59",
        "abc",
        "abc yesterday",
        "a;b 2026-11-20T12:00+00:00",
    ],
)
def test_kept_words_that_nobody_kept_take_nothing_along(cast: Cast, taken: str) -> None:
    assert keep(cast.client(cast.editor), headline="Typed", taken=taken) == 200
