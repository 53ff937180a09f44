"""Serving the renditions of pictures."""

from flask import Blueprint, Response, current_app
from flask.typing import ResponseReturnValue

from northforum.access.current import anyone
from northforum.core import storage
from northforum.core.errors import NotFound
from northforum.media.models import storage_key

bp = Blueprint("media", __name__)
KINDS = {"webp": "image/webp", "jpg": "image/jpeg"}


@bp.get("/media/<public_id>/<file>")
@anyone
def picture(public_id: str, file: str) -> ResponseReturnValue:
    """Send one rendition; its name never stands for other bytes, so it may be kept for ever."""
    kind = KINDS.get(file.rsplit(".", 1)[-1])
    if kind is None:
        raise NotFound
    kept = storage.storage(current_app.config["SETTINGS"].storage_url)
    response = Response(kept.read(storage_key(public_id, file)), mimetype=kind)
    response.headers["Cache-Control"] = "public, max-age=31536000, immutable"
    response.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return response
