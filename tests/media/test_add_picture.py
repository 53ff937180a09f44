"""Adding a picture: the master first, then the row, then its sizes by the worker; and who may."""

import io
from pathlib import Path

import pytest
from flask import Flask
from PIL import Image

from northforum.access.actor import STRANGER, SYSTEM
from northforum.core import images, storage
from northforum.core.db import db, own_write, transaction
from northforum.core.errors import Forbidden, NeedsSignIn
from northforum.core.images import Prepared
from northforum.core.storage import FolderStorage
from northforum.media import jobs, links, models, operations, policy
from northforum.media.events import PictureAdded
from northforum.media.models import Picture, storage_key
from tests.cast import Cast
from tests.media import pictures

PREPARED = Prepared(width=960, height=640, content=b"master", ending="jpg")
SIZES = ["320", "640", "960", "1200"]


def test_the_master_is_there_before_the_row(cast: Cast, tmp_path: Path) -> None:
    kept = operations.keep_files(FolderStorage(f"file://{tmp_path}"), PREPARED, "C:\\photos\\stairs.jpg")
    assert FolderStorage(f"file://{tmp_path}").read(storage_key(kept.name, kept.master)) == b"master"
    with transaction(cast.app):
        assert db.session.query(Picture).count() == 0
        picture = operations.add_picture(cast.actor(cast.editor), kept, operations.Words(alt="Stairs", credit="Nora"))
        assert (picture.public_id, picture.width, picture.height) == (kept.name, 960, 640)
        assert (picture.alt, picture.caption, picture.credit, picture.name) == ("Stairs", "", "Nora", "stairs.jpg")
        assert picture.uploaded_by == cast.editor.member_id
        assert not picture.is_made


def test_the_worker_makes_every_size_in_three_formats(app: Flask) -> None:
    name = pictures.add(app)
    assert [file.partition("-")[2] for file in pictures.files(app, name)] == ["master.jpg"]
    pictures.work(app)
    made = [file for file in pictures.files(app, name) if not file.endswith("master.jpg")]
    wanted = {f"1-{width}.{ending}" for width in SIZES for ending in ("avif", "webp")}
    assert set(made) == {*wanted, "1-960.jpg", "1-1200.jpg", "1-share-50-50.jpg"}
    with app.app_context():
        assert pictures.row(name).is_made
        for file in made:
            with Image.open(io.BytesIO(storage.current().read(storage_key(name, file)))) as kept:
                width = 1200 if "share" in file else int(file.partition("-")[2].partition(".")[0])
                assert kept.size == (width, 630 if "share" in file else round(width * 2 / 3))


def test_making_the_sizes_twice_makes_them_once(app: Flask) -> None:
    name = pictures.add(app)
    pictures.work(app)
    with app.app_context():
        kept, picture_id = storage.current(), pictures.row(name).id
        kept.put(storage_key(name, "1-320.webp"), b"left alone")
        kept.remove([storage_key(name, "1-640.webp")])
    with transaction(app):
        jobs.make_sizes(PictureAdded(picture_id))
    with app.app_context():
        assert storage.current().read(storage_key(name, "1-320.webp")) == b"left alone"
        assert storage.current().read(storage_key(name, "1-640.webp")).startswith(b"RIFF")


def test_a_picture_that_went_before_its_turn_is_no_trouble(app: Flask) -> None:
    name = pictures.add(app)
    with transaction(app):
        operations.remove_picture(SYSTEM, pictures.row(name))
    pictures.work(app)
    assert pictures.files(app, name) == []


def test_nobody_waits_for_the_encoder(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    """While sizes are made, others can write: the job holds no lock."""
    name = pictures.add(app)
    written: list[bool] = []

    def busy(*_arguments: object) -> bytes:
        with own_write() as other:
            other.execute(db.text("INSERT INTO topic (slug, name, description) VALUES ('a', 'A', '')"))
            other.rollback()
        written.append(True)
        return b"encoded"

    monkeypatch.setattr(images, "encoded", busy)
    pictures.work(app)
    assert written
    with app.app_context():
        assert pictures.row(name).is_made


@pytest.mark.parametrize(
    ("width", "wanted"),
    [
        (200, (200,)),
        (320, (320,)),
        (700, (320, 640, 700)),
        (1600, (320, 640, 960, 1440, 1600)),
        (2400, (320, 640, 960, 1440, 2000)),
    ],
)
def test_the_widths_follow_from_the_pictures_own(width: int, wanted: tuple[int, ...]) -> None:
    assert models.widths(width) == wanted
    assert set(models.jpeg_widths(width)) <= set(wanted)


def test_addresses_name_the_version_and_the_width(app: Flask) -> None:
    name = pictures.add(app)
    with app.app_context():
        picture = pictures.row(name)
        assert links.picture_url(picture) == f"/media/{name}/1-960.jpg"
        assert links.share_url(picture) == f"/media/{name}/1-share-50-50.jpg"
        assert links.srcset(picture, "avif", 640) == (f"/media/{name}/1-320.avif 320w, /media/{name}/1-640.avif 640w")


@pytest.mark.parametrize(
    ("who", "may"),
    [
        ("editor", True),
        ("contributor", True),
        ("administrator", True),
        ("member", False),
        ("host", False),
        ("moderator", False),
        ("suspended", False),
    ],
)
def test_who_may_add_pictures_and_see_the_library(cast: Cast, who: str, may: bool) -> None:
    assert bool(policy.may_add_picture(cast.actor(getattr(cast, who)))) is may
    assert bool(policy.may_see_library(cast.actor(getattr(cast, who)))) is may


@pytest.mark.parametrize(
    ("who", "own", "others"),
    [
        ("editor", True, True),
        ("administrator", True, True),
        ("contributor", True, False),
        ("member", False, False),
        ("moderator", False, False),
        ("suspended", False, False),
    ],
)
def test_who_may_change_a_picture(cast: Cast, who: str, own: bool, others: bool) -> None:
    actor = cast.actor(getattr(cast, who))
    assert bool(policy.may_change_picture(actor, Picture(uploaded_by=actor.member_id))) is own
    assert bool(policy.may_change_picture(actor, Picture(uploaded_by=cast.second_editor.member_id))) is others
    assert not policy.may_change_picture(STRANGER, Picture(uploaded_by=None))


def test_those_who_may_not_are_told(cast: Cast, tmp_path: Path) -> None:
    kept = operations.keep_files(FolderStorage(f"file://{tmp_path}"), PREPARED)
    member = cast.actor(cast.member)
    with cast.app.app_context():
        with pytest.raises(NeedsSignIn):
            operations.add_picture(STRANGER, kept)
        with pytest.raises(Forbidden):
            operations.add_picture(member, kept)
