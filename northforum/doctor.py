"""What ``northforum doctor`` looks at: each finding says what was looked at, whether it is well, and what to do."""

import os
import shutil
import socket
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from flask import Flask
from sqlalchemy import text
from sqlalchemy.exc import SQLAlchemyError

from northforum.core import outbox, schema, storage
from northforum.core.db import db, public_id
from northforum.core.errors import DomainError
from northforum.core.places import STATIC
from northforum.core.settings import Settings

ROOM_WANTED = 1 << 30
MAIL_PORT = 25
PATIENCE_SECONDS = 5.0


@dataclass(frozen=True)
class Finding:
    """One thing that was looked at."""

    what: str
    good: bool
    detail: str


def examine(app: Flask) -> list[Finding]:
    """Return what each look at the site found."""
    settings: Settings = app.config["SETTINGS"]
    looks: tuple[Callable[[Settings], Iterator[Finding]], ...] = (
        _address,
        _folder,
        _database,
        _mail,
        _pictures,
        _files,
    )
    with app.app_context():
        return [finding for look in looks for finding in look(settings)]


def _address(settings: Settings) -> Iterator[Finding]:
    local = urlsplit(settings.site_url).hostname in {"127.0.0.1", "localhost", "::1"}
    good = local or settings.is_secure
    yield Finding("address", good, settings.site_url if good else f"{settings.site_url} should be https://")


def _folder(settings: Settings) -> Iterator[Finding]:
    writable = os.access(settings.data, os.W_OK)
    yield Finding("data folder", writable, str(settings.data) if writable else f"{settings.data} cannot be written")
    free = shutil.disk_usage(settings.data).free
    yield Finding("disk", free > ROOM_WANTED, f"{free >> 20:,} MiB free")
    secret = settings.data / "secret"
    if secret.is_file():
        private = not secret.stat().st_mode & 0o077
        yield Finding("secret", private, "kept private" if private else f"{secret} is readable by others: chmod 600")


def _database(_settings: Settings) -> Iterator[Finding]:
    try:
        db.session.execute(text("SELECT 1"))
    except SQLAlchemyError as problem:
        yield Finding("database", False, type(problem).__name__)
        return
    yield Finding("database", True, db.engine.dialect.name)
    current = schema.is_current(db.engine)
    yield Finding("migrations", current, "up to date" if current else "run “northforum migrate”")
    if current:
        due, parked = outbox.waiting()
        yield Finding("jobs", parked == 0, f"{due} waiting, {parked} parked after {outbox.TRIES} tries")


def _mail(settings: Settings) -> Iterator[Finding]:
    parts = urlsplit(settings.mail_url)
    if parts.scheme == "file":
        folder = Path(parts.path)
        yield Finding("mail", True, f"written to {folder}, not sent")
        return
    try:
        with socket.create_connection((parts.hostname or "", parts.port or MAIL_PORT), PATIENCE_SECONDS):
            yield Finding("mail", True, f"{parts.hostname} answers")
    except OSError as problem:
        yield Finding("mail", False, f"{parts.hostname} does not answer: {problem}")


def _pictures(settings: Settings) -> Iterator[Finding]:
    probe = f"00/doctor/{public_id()}.txt"
    try:
        kept = storage.storage(settings)
        kept.put(probe, b"looked at by the doctor")
        good = kept.read(probe) == b"looked at by the doctor"
        kept.remove([probe])
    except (DomainError, OSError) as problem:
        yield Finding("pictures", False, f"{settings.storage_url} cannot be written and read: {problem}")
        return
    yield Finding("pictures", good, f"{settings.storage_url} can be written and read")


def _files(_settings: Settings) -> Iterator[Finding]:
    built = (STATIC / "vendor" / "manifest.json").is_file()
    yield Finding("style and scripts", built, "built" if built else "run “make assets”")
