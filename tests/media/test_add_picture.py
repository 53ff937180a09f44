"""Adding a picture: files first, then the row; and who may."""

from pathlib import Path

import pytest

from northforum.access.actor import STRANGER, SYSTEM
from northforum.core.db import db, transaction
from northforum.core.errors import Forbidden, NeedsSignIn
from northforum.core.images import Prepared
from northforum.core.storage import storage
from northforum.media import links, operations, policy
from northforum.media.models import Picture, storage_key
from tests.cast import Cast

PREPARED = Prepared(width=960, height=640, widths=(480, 960), files={"480.webp": b"small", "960.jpg": b"large"})


def test_the_files_are_there_before_the_row(cast: Cast, tmp_path: Path) -> None:
    kept = operations.keep_files(storage(f"file://{tmp_path}"), PREPARED)
    assert storage(f"file://{tmp_path}").read(storage_key(kept.name, "480.webp")) == b"small"
    with transaction(cast.app):
        assert db.session.query(Picture).count() == 0
        picture = operations.add_picture(SYSTEM, kept)
        assert (picture.public_id, picture.width, picture.height) == (kept.name, 960, 640)


def test_addresses_name_the_renditions(cast: Cast, tmp_path: Path) -> None:
    kept = operations.keep_files(storage(f"file://{tmp_path}"), PREPARED)
    with transaction(cast.app):
        picture = operations.add_picture(cast.actor(cast.editor), kept)
        name = picture.public_id
        assert picture.uploaded_by == cast.editor.member_id
        assert picture.widths == (480, 960)
        assert links.picture_url(picture) == f"/media/{name}/960.webp"
        assert links.share_url(picture) == f"/media/{name}/960.jpg"
        assert links.srcset(picture) == f"/media/{name}/480.webp 480w, /media/{name}/960.webp 960w"


@pytest.mark.parametrize(
    ("who", "may"),
    [
        ("editor", True),
        ("contributor", True),
        ("administrator", True),
        ("member", False),
        ("host", False),
        ("moderator", False),
    ],
)
def test_who_may_add_pictures(cast: Cast, who: str, may: bool) -> None:
    assert bool(policy.may_add_picture(cast.actor(getattr(cast, who)))) is may


def test_those_who_may_not_are_told(cast: Cast, tmp_path: Path) -> None:
    kept = operations.keep_files(storage(f"file://{tmp_path}"), PREPARED)
    member = cast.actor(cast.member)
    with cast.app.app_context():
        with pytest.raises(NeedsSignIn):
            operations.add_picture(STRANGER, kept)
        with pytest.raises(Forbidden):
            operations.add_picture(member, kept)
