"""Adding pictures: the files first, outside any lock, then the row."""

from dataclasses import dataclass

from northforum.access.actor import Actor
from northforum.access.verdict import authorize
from northforum.core import clock
from northforum.core.db import db
from northforum.core.images import Prepared
from northforum.core.storage import FolderStorage
from northforum.media import policy
from northforum.media.models import Picture, new_name, storage_key


@dataclass(frozen=True)
class KeptFiles:
    """The files of a picture that has no row yet."""

    name: str
    width: int
    height: int
    widths: tuple[int, ...]


def keep_files(storage: FolderStorage, prepared: Prepared) -> KeptFiles:
    """Write the files of a picture, for ``add_picture`` afterwards.

    Nobody waits for the disk meanwhile. A row without its files would be a broken picture; files whose row never came
    are only space.
    """
    name = new_name()
    for file, content in prepared.files.items():
        storage.put(storage_key(name, file), content)
    return KeptFiles(name, prepared.width, prepared.height, prepared.widths)


def add_picture(actor: Actor, kept: KeptFiles) -> Picture:
    """Return the row of a picture whose files are kept."""
    authorize(policy.may_add_picture(actor))
    picture = Picture(
        public_id=kept.name,
        width=kept.width,
        height=kept.height,
        widths_text=",".join(str(width) for width in kept.widths),
        created_at=clock.now(),
        uploaded_by=actor.member_id,
    )
    db.session.add(picture)
    db.session.flush()
    return picture
