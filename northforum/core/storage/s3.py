"""Files in a bucket of any server that speaks the S3 protocol."""

import importlib
import threading
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Any
from urllib.parse import parse_qsl, urlsplit

from northforum.core.errors import NotFound, Unavailable
from northforum.core.settings import SettingError, Settings
from northforum.core.storage.shape import Opened, Pieces, checked, checked_folder

CONNECT_SECONDS, READ_SECONDS = 5, 20
TRIES = 3
_ABSENT = frozenset({"NoSuchKey", "404", "NotFound"})
_KINDS = {"avif": "image/avif", "webp": "image/webp", "jpg": "image/jpeg", "png": "image/png"}
AWAY = "The place where pictures are kept does not answer. Nothing was lost; please try again shortly."


class BucketStorage:
    """Files in the bucket that ``settings.storage_url`` names: ``s3://bucket/folder?endpoint=…&region=…``."""

    def __init__(self, settings: Settings) -> None:
        parts = urlsplit(settings.storage_url)
        self._bucket, self._prefix = parts.netloc, parts.path.strip("/")
        self._asked = dict(parse_qsl(parts.query))
        # Without them the library looks where its other programs look: AWS_… variables, a role of the machine.
        self._keys = (settings.storage_access_key or None, settings.storage_secret_key or None)
        self._library = _library()
        self._made: Any = None
        self._lock = threading.Lock()

    def put(self, key: str, content: bytes) -> None:
        """Keep ``content`` under ``key``; the server has it when this returns."""
        kind = _KINDS.get(checked(key).rsplit(".", 1)[-1], "application/octet-stream")
        with self._asking():
            self._client.put_object(Bucket=self._bucket, Key=self._name(key), Body=content, ContentType=kind)

    def read(self, key: str) -> bytes:
        """Return the content of ``key``; ``NotFound`` when there is no such file."""
        opened = self.open(key)
        try:
            with self._asking():
                return b"".join(opened.pieces)
        finally:
            opened.pieces.close()

    def open(self, key: str) -> Opened:
        """Return ``key`` for sending; ``NotFound`` when there is no such file."""
        with self._asking():
            answer = self._client.get_object(Bucket=self._bucket, Key=self._name(checked(key)))
        return Opened(answer["ContentLength"], Pieces(answer["Body"]))

    def names(self, folder: str) -> list[str]:
        """Return the names of the files in a picture's folder."""
        prefix = f"{self._name(checked_folder(folder))}/"
        with self._asking():
            pages = self._client.get_paginator("list_objects_v2").paginate(Bucket=self._bucket, Prefix=prefix)
            return sorted(file["Key"].removeprefix(prefix) for page in pages for file in page.get("Contents", ()))

    def remove(self, keys: Iterable[str]) -> None:
        """Forget the files of ``keys``; the protocol takes no notice of one that is gone already."""
        for key in keys:
            with self._asking():
                self._client.delete_object(Bucket=self._bucket, Key=self._name(checked(key)))

    @property
    def _client(self) -> Any:
        """The connection to the server, made when it is first needed: not before a process has been forked."""
        with self._lock:
            if self._made is None:
                self._made = self._connected()
            return self._made

    def _connected(self) -> Any:
        boto3, config, _exceptions = self._library
        endpoint = self._asked.get("endpoint")
        access_key, secret_key = self._keys
        session = boto3.session.Session(aws_access_key_id=access_key, aws_secret_access_key=secret_key)
        style = self._asked.get("addressing", "path" if endpoint else "auto")
        return session.client(
            "s3",
            endpoint_url=endpoint,
            region_name=self._asked.get("region", "us-east-1"),
            config=config.Config(
                connect_timeout=CONNECT_SECONDS,
                read_timeout=READ_SECONDS,
                retries={"total_max_attempts": TRIES, "mode": "standard"},
                s3={"addressing_style": style},
                # Servers other than Amazon's know no newer checksums, and refuse what they do not know.
                request_checksum_calculation="when_required",
                response_checksum_validation="when_required",
            ),
        )

    def _name(self, key: str) -> str:
        return f"{self._prefix}/{key}" if self._prefix else key

    @contextmanager
    def _asking(self) -> Iterator[None]:
        exceptions = self._library[2]
        try:
            yield
        except exceptions.ClientError as problem:
            if problem.response.get("Error", {}).get("Code") in _ABSENT:
                raise NotFound from problem
            raise Unavailable(AWAY) from problem
        except exceptions.BotoCoreError as problem:
            raise Unavailable(AWAY) from problem


def _library() -> tuple[Any, Any, Any]:
    """Return the modules that speak the protocol: an extra, since most sites keep their pictures in a folder."""
    try:
        names = ("boto3.session", "botocore.config", "botocore.exceptions")
        _session, config, exceptions = (importlib.import_module(name) for name in names)
        return importlib.import_module("boto3"), config, exceptions
    except ImportError as problem:
        raise SettingError("NORTHFORUM_STORAGE_URL: s3:// needs the extra: install northforum[s3]") from problem
