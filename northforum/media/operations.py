"""Adding, describing, replacing and removing pictures: the files first, outside any lock, then the row."""

from dataclasses import dataclass

from sqlalchemy import update
from sqlalchemy.exc import IntegrityError

from northforum.access.actor import Actor
from northforum.access.verdict import authorize
from northforum.core import clock
from northforum.core.db import db
from northforum.core.errors import Conflict
from northforum.core.events import emit
from northforum.core.images import Prepared
from northforum.core.storage import Storage
from northforum.media import policy
from northforum.media.events import PictureAdded, PictureFocused, PictureRemoved, PictureReplaced
from northforum.media.models import Picture, new_name, storage_key

LONGEST_NAME = 120


@dataclass(frozen=True)
class KeptFiles:
    """The master of a picture that has no row yet; ``title`` is what its file was called where it came from."""

    name: str
    master: str
    size: tuple[int, int]
    title: str = ""


@dataclass(frozen=True)
class Words:
    """What is said of a picture."""

    alt: str = ""
    caption: str = ""
    credit: str = ""


def keep_files(storage: Storage, prepared: Prepared, title: str = "", *, name: str | None = None) -> KeptFiles:
    """Write the master of a picture, for ``add_picture`` or ``replace_picture`` afterwards.

    Nobody waits for the disk meanwhile. A row without its files would be a broken picture; files whose row never came
    are only space. Of a picture that is replaced, ``name`` is the public id.
    """
    name = name or new_name()
    # A name of its own for each: two who replace a picture at once must not write into one file.
    master = f"{new_name()}-master.{prepared.ending}"
    storage.put(storage_key(name, master), prepared.content)
    return KeptFiles(name, master, (prepared.width, prepared.height), _title(title))


def add_picture(actor: Actor, kept: KeptFiles, words: Words | None = None) -> Picture:
    """Return the row of a picture whose files are kept; its sizes follow."""
    authorize(policy.may_add_picture(actor))
    words = words or Words()
    width, height = kept.size
    picture = Picture(
        public_id=kept.name,
        master=kept.master,
        width=width,
        height=height,
        name=kept.title,
        created_at=clock.now(),
        uploaded_by=actor.member_id,
    )
    picture.describe(alt=words.alt, caption=words.caption, credit=words.credit)
    db.session.add(picture)
    db.session.flush()
    emit(PictureAdded(picture.id))
    return picture


def describe_picture(actor: Actor, picture: Picture, *, words: Words, focal: tuple[int, int]) -> Picture:
    """Give the picture other words for the pieces that will take it, and the point that crops keep."""
    authorize(policy.may_change_picture(actor, picture))
    picture.describe(alt=words.alt, caption=words.caption, credit=words.credit)
    is_moved = picture.focus(*focal)
    db.session.flush()
    if is_moved:
        emit(PictureFocused(picture.id))
    return picture


def replace_picture(actor: Actor, picture: Picture, kept: KeptFiles) -> Picture:
    """Let another picture stand at the same address, on every page that shows it."""
    authorize(policy.may_change_picture(actor, picture))
    former = picture.replace(kept.master, kept.size)
    picture.name = kept.title or picture.name
    picture.describe(alt=picture.alt, caption=picture.caption, credit=picture.credit)
    db.session.flush()
    emit(PictureReplaced(picture.id, former))
    return picture


def remove_picture(actor: Actor, picture: Picture) -> str:
    """Remove a picture that nothing shows; return the name that it had.

    Raises
    ------
    Conflict
        When something shows it: whatever does names its row, so the database knows.
    """
    authorize(policy.may_change_picture(actor, picture))
    name = picture.public_id
    db.session.delete(picture)
    try:
        db.session.flush()
    except IntegrityError as used:
        raise Conflict("Something on the site shows this picture. Take it out there first.") from used
    emit(PictureRemoved(name))
    return name


def note_made(picture_id: int, version: int) -> None:
    """Note that every size of a version has been made, unless the picture was replaced meanwhile."""
    noted = update(Picture).where(Picture.id == picture_id, Picture.version == version)
    db.session.execute(noted.values(made_version=version))


def _title(name: str) -> str:
    """Return a file's name as words to search for; it is never a name of a file of ours."""
    last = name.replace("\\", "/").rsplit("/", 1)[-1]
    return "".join(letter for letter in last if letter.isprintable())[:LONGEST_NAME]
