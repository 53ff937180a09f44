"""What the worker does after a picture came, changed or went: its sizes, and its files."""

import re
from collections.abc import Collection, Iterator

from PIL import Image

from northforum.core import images, storage
from northforum.core.db import begin_write, db
from northforum.media import operations, queries
from northforum.media.events import PictureAdded, PictureFocused, PictureRemoved, PictureReplaced
from northforum.media.models import (
    Picture,
    file_name,
    folder_of,
    jpeg_widths,
    share_name,
    storage_key,
    widths,
)

_OF_VERSION = re.compile(r"([0-9]{1,9})-(?:[0-9]+|share-[0-9]+-[0-9]+)\.[a-z]+")
_BEFORE_VERSIONS = re.compile(r"[0-9]+\.(?:webp|jpg)")


def make_sizes(event: PictureAdded) -> None:
    """Make every size of a new picture."""
    _make(event.picture_id)


def make_sizes_again(event: PictureReplaced) -> None:
    """Make every size of the picture that stands at the address now, and remove what is left of the former."""
    picture = queries.by_id(event.picture_id)
    if picture is None:
        return
    version, folder = picture.version, folder_of(picture.public_id)
    _make(event.picture_id)
    kept = storage.current()
    outdated = [name for name in kept.names(folder) if _is_before(version, name) or name == event.former]
    kept.remove([f"{folder}/{name}" for name in outdated])


def make_share(event: PictureFocused) -> None:
    """Make the crop that other sites show, around the point that it keeps now."""
    _make(event.picture_id)


def forget_files(event: PictureRemoved) -> None:
    """Remove every file of a picture that is gone."""
    folder, kept = folder_of(event.public_id), storage.current()
    kept.remove([f"{folder}/{name}" for name in kept.names(folder)])


def _make(picture_id: int) -> None:
    picture = queries.by_id(picture_id)
    if picture is None:
        return
    db.session.expunge(picture)
    # Nobody's write may wait for an encoder.
    db.session.rollback()
    kept, folder = storage.current(), folder_of(picture.public_id)
    present = kept.names(folder)
    if missing := _wanted(picture) - set(present):
        master = images.opened(kept.read(storage_key(picture.public_id, picture.master)))
        for name, content in _files(picture, master, missing):
            kept.put(f"{folder}/{name}", content)
    begin_write()
    operations.note_made(picture_id, picture.version)


def _wanted(picture: Picture) -> set[str]:
    sizes = {file_name(picture, width, ending) for width in widths(picture.width) for ending in ("avif", "webp")}
    jpegs = {file_name(picture, width, "jpg") for width in jpeg_widths(picture.width)}
    return {*sizes, *jpegs, share_name(picture.version, picture.focal)}


def _files(picture: Picture, master: Image.Image, names: Collection[str]) -> Iterator[tuple[str, bytes]]:
    share = share_name(picture.version, picture.focal)
    if share in names:
        yield share, images.encoded(images.cropped(master, images.SHARE_SIZE, picture.focal), "jpg")
    for width in sorted({*widths(picture.width), *jpeg_widths(picture.width)}):
        endings = [ending for ending in ("jpg", "webp", "avif") if file_name(picture, width, ending) in names]
        size = images.resized(master, width) if endings else master
        for ending in endings:
            yield file_name(picture, width, ending), images.encoded(size, ending)


def _is_before(version: int, name: str) -> bool:
    """Return whether a file is a size of an earlier version; masters are named by whoever replaces them."""
    found = _OF_VERSION.fullmatch(name)
    return int(found[1]) < version if found else _BEFORE_VERSIONS.fullmatch(name) is not None
