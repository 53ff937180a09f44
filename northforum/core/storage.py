"""Files of the site's own making, kept under generated names in a local folder."""

import os
import re
import tempfile
from pathlib import Path
from urllib.parse import urlsplit

from northforum.core.errors import NotFound

_KEY = re.compile(r"[a-z0-9]{2}/[a-z0-9]+/[a-z0-9]+\.[a-z0-9]{2,4}")


class FolderStorage:
    """Files in a folder; a file appears whole or not at all."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

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
        """Return the content of ``key``.

        Raises
        ------
        NotFound
            When there is no such file.
        """
        try:
            return self._path(key).read_bytes()
        except FileNotFoundError as problem:
            raise NotFound from problem

    def _path(self, key: str) -> Path:
        if not _KEY.fullmatch(key):
            raise NotFound
        return self._folder / key


def storage(url: str) -> FolderStorage:
    """Return the storage that ``url`` (``file:///folder``) names."""
    return FolderStorage(Path(urlsplit(url).path))
