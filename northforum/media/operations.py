"""Adding pictures."""

from northforum.access.actor import Actor
from northforum.access.verdict import authorize
from northforum.core import clock
from northforum.core.db import db
from northforum.core.images import Prepared
from northforum.core.storage import FolderStorage
from northforum.media import policy
from northforum.media.models import Picture, new_name, storage_key


def add_picture(actor: Actor, storage: FolderStorage, prepared: Prepared) -> Picture:
    """Keep the files of a prepared picture and return its row.

    The files are written first: a row without its files would be a broken picture, files without a row are only
    space.
    """
    authorize(policy.may_add_picture(actor))
    name = new_name()
    for file, content in prepared.files.items():
        storage.put(storage_key(name, file), content)
    picture = Picture(
        public_id=name,
        width=prepared.width,
        height=prepared.height,
        widths_text=",".join(str(width) for width in prepared.widths),
        created_at=clock.now(),
        uploaded_by=actor.member_id,
    )
    db.session.add(picture)
    db.session.flush()
    return picture
