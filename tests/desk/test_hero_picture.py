"""A picture of the library at the head of a piece."""

from northforum.core.db import transaction
from northforum.media import operations as media
from tests.browser import visit
from tests.cast import Cast
from tests.desk import editor
from tests.media import pictures


def test_a_picture_of_the_library_is_taken_by_its_address_and_brings_its_words(cast: Cast) -> None:
    name = pictures.add(cast.app, alt="Stairs of brick", caption="At the mill", credit="Nora Vance")
    client = cast.client(cast.contributor)
    for given in (name, f"/desk/pictures/{name}", f"https://forum.example/media/{name}/1-960.jpg"):
        page = editor.write(client, from_library=given)
        assert page.status == 200
        with cast.app.app_context():
            article = editor.newest()
            assert article.picture_id == pictures.row(name).id
            assert (article.hero_alt, article.hero_caption, article.hero_credit) == (
                "Stairs of brick",
                "At the mill",
                "Nora Vance",
            )


def test_a_piece_keeps_its_own_words_for_a_picture(cast: Cast) -> None:
    name = pictures.add(cast.app, alt="Stairs of brick", credit="Nora Vance")
    editor.write(cast.client(cast.editor), from_library=name, hero_alt="Where the lift was")
    with cast.app.app_context():
        assert (editor.newest().hero_alt, editor.newest().hero_credit) == ("Where the lift was", "Nora Vance")


def test_an_address_of_no_picture_is_refused_and_the_words_are_kept(cast: Cast) -> None:
    page = editor.write(cast.client(cast.editor), from_library="/desk/pictures/000000000000")
    assert page.status == 422
    assert "no such picture in the library" in page.text
    assert editor.editor_of(page).fields["headline"] == editor.WHOLE["headline"]


def test_an_upload_goes_before_what_was_chosen(cast: Cast) -> None:
    name = pictures.add(cast.app)
    editor.upload(cast.client(cast.editor), editor.NEW, editor.picture(), **editor.WHOLE, from_library=name)
    with cast.app.app_context():
        assert editor.newest().picture_id not in {None, pictures.row(name).id}


def test_a_picture_that_is_uploaded_with_a_piece_is_in_the_library_with_its_words(cast: Cast) -> None:
    client = cast.client(cast.editor)
    editor.upload(client, editor.NEW, editor.picture(), **editor.WHOLE, hero_alt="A wall", hero_credit="Nora")
    page = visit(client, "/desk/pictures")
    assert "A wall" in page.text
    assert "Nora" in page.text


def test_a_picture_is_no_longer_in_use_when_the_piece_takes_another(cast: Cast) -> None:
    first, second = pictures.add(cast.app), pictures.add(cast.app)
    client = cast.client(cast.editor)
    editor.write(client, from_library=first)
    with cast.app.app_context():
        public_id = editor.newest().public_id
    editor.edit(client, public_id, from_library=second)
    with transaction(cast.app):
        media.remove_picture(cast.actor(cast.editor), pictures.row(first))
