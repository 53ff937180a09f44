"""Files in a local folder."""

import os
import tempfile
from collections.abc import Iterable
from pathlib import Path
from urllib.parse import urlsplit

from northforum.core.errors import NotFound
from northforum.core.storage.shape import Opened, Pieces, checked, checked_folder


class FolderStorage:
    """Files in the folder that ``url`` (``file:///folder``) names."""

    def __init__(self, url: str) -> None:
        self._folder = Path(urlsplit(url).path)

    def put(self, key: str, content: bytes) -> None:
        """Keep ``content`` under ``key``, on the disk before this returns."""
        path = self._path(key)
        path.parent.mkdir(parents=True, exist_ok=True)
        descriptor, temporary = tempfile.mkstemp(dir=path.parent)
        with os.fdopen(descriptor, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        Path(temporary).replace(path)

    def read(self, key: str) -> bytes:
        """Return the content of ``key``; ``NotFound`` when there is no such file."""
        try:
            return self._path(key).read_bytes()
        except FileNotFoundError as problem:
            raise NotFound from problem

    def open(self, key: str) -> Opened:
        """Return ``key`` for sending; ``NotFound`` when there is no such file."""
        try:
            file = self._path(key).open("rb")
        except FileNotFoundError as problem:
            raise NotFound from problem
        return Opened(os.fstat(file.fileno()).st_size, Pieces(file))

    def names(self, folder: str) -> list[str]:
        """Return the names of the files in a picture's folder."""
        path = self._folder / checked_folder(folder)
        return sorted(file.name for file in path.iterdir()) if path.is_dir() else []

    def remove(self, keys: Iterable[str]) -> None:
        """Forget the files of ``keys``, and their folder when nothing is left in it."""
        folders = set()
        for key in keys:
            path = self._path(key)
            path.unlink(missing_ok=True)
            folders.add(path.parent)
        for folder in folders:
            if folder.is_dir() and not any(folder.iterdir()):
                folder.rmdir()

    def _path(self, key: str) -> Path:
        return self._folder / checked(key)
