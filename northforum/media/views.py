"""Serving the files of pictures."""

import re

from flask import Blueprint, Response
from flask.typing import ResponseReturnValue

from northforum.access.current import anyone
from northforum.core import storage
from northforum.core.errors import NotFound
from northforum.core.images import KINDS
from northforum.core.storage import sending
from northforum.media import queries
from northforum.media.models import nearest_files, storage_key

bp = Blueprint("media", __name__)
# A size, with its version in front where it has one; a master is nobody's to ask for.
_FILE = re.compile(r"(?:[0-9]{1,9}-)?(?:([0-9]{1,5})|share-[0-9]{1,3}-[0-9]{1,3})\.(avif|webp|jpg)")


@bp.get("/media/<public_id>/<file>")
@anyone
def picture(public_id: str, file: str) -> ResponseReturnValue:
    """Send one size; until it is made, and of a version that was replaced, the nearest that there is."""
    asked = _FILE.fullmatch(file)
    if asked is None:
        raise NotFound
    try:
        return _sent(public_id, file, sending.FOR_EVER)
    except NotFound:
        return _nearest(public_id, int(asked[1] or 0), asked[2])


def _nearest(public_id: str, width: int, ending: str) -> Response:
    row = queries.files_of(public_id)
    if row is None:
        raise NotFound
    for file in nearest_files(row, width, ending):
        try:
            return _sent(public_id, file, sending.FOR_A_MOMENT)
        except NotFound:
            continue
    raise NotFound


def _sent(public_id: str, file: str, caching: str) -> Response:
    return sending.sent(storage.current(), storage_key(public_id, file), KINDS[file.rsplit(".", 1)[-1]], caching)
