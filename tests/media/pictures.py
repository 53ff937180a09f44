"""Pictures for tests, put in as the product puts them in."""

import io

from flask import Flask
from PIL import Image

from northforum.access.actor import SYSTEM, Actor
from northforum.core import images, outbox, storage
from northforum.core.db import db, transaction
from northforum.media import operations
from northforum.media.models import Picture

BRICK, DOCK = (162, 54, 31), (27, 90, 102)


def a_file(width: int = 1200, height: int = 800, colour: tuple[int, ...] = BRICK, kind: str = "JPEG") -> io.BytesIO:
    """Return a file as somebody uploads it."""
    out = io.BytesIO()
    Image.new("RGB", (width, height), colour).save(out, kind)
    out.seek(0)
    return out


def add(
    app: Flask, actor: Actor = SYSTEM, file: io.BytesIO | None = None, title: str = "stairs.jpg", **words: str
) -> str:
    """Put a picture into the library, its sizes not made yet; return its public id."""
    with transaction(app):
        kept = operations.keep_files(storage.current(), images.prepare(file or a_file()), title)
        return operations.add_picture(actor, kept, operations.Words(**words)).public_id


def replace(app: Flask, name: str, file: io.BytesIO, title: str = "") -> None:
    """Put another picture at the address of one."""
    with transaction(app):
        kept = operations.keep_files(storage.current(), images.prepare(file), title, name=name)
        operations.replace_picture(SYSTEM, row(name), kept)


def row(name: str) -> Picture:
    """Return the row of a picture, inside an application context."""
    found: Picture = db.session.execute(db.select(Picture).where(Picture.public_id == name)).scalar_one()
    return found


def files(app: Flask, name: str) -> list[str]:
    """Return the names of a picture's files."""
    with app.app_context():
        return storage.current().names(f"{name[:2]}/{name}")


def work(app: Flask) -> None:
    """Let the worker do what waits, and see that nothing of it failed."""
    outbox.run_until_idle(app)
    with app.app_context():
        assert outbox.waiting() == (0, 0)
