"""Files of the site's own making, kept under generated names: in a local folder, or where S3 is spoken."""

from flask import Flask, current_app

from northforum.core.settings import Settings
from northforum.core.storage.folder import FolderStorage
from northforum.core.storage.s3 import BucketStorage
from northforum.core.storage.shape import Opened, Storage

__all__ = ["BucketStorage", "FolderStorage", "Opened", "Storage", "configure", "current", "storage"]

_EXTENSION = "northforum.storage"


def configure(app: Flask, settings: Settings) -> None:
    """Give ``app`` the storage that ``settings`` name."""
    app.extensions[_EXTENSION] = storage(settings)


def current() -> Storage:
    """Return the storage of the application at hand."""
    found: Storage = current_app.extensions[_EXTENSION]
    return found


def storage(settings: Settings) -> Storage:
    """Return the storage that ``settings`` name."""
    return BucketStorage(settings) if settings.storage_url.startswith("s3:") else FolderStorage(settings.storage_url)
