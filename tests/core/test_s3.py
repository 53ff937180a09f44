"""Storage in a bucket, on a server that speaks the S3 protocol over a socket.

It is moto's: the real protocol over HTTP, but it checks no signatures.
"""

import socket
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import boto3
import pytest
from flask import Flask
from moto.server import ThreadedMotoServer

from northforum import doctor
from northforum.core import storage as storages
from northforum.core.errors import NotFound, Unavailable
from northforum.core.settings import SettingError, Settings, from_environment
from northforum.core.storage import BucketStorage, s3
from northforum.core.storage.shape import CHUNK
from tests.media import pictures

KEY = "ab/abc123/1-480.webp"
BUCKET = "pictures"
KEYS = {"aws_access_key_id": "access", "aws_secret_access_key": "secret", "region_name": "us-east-1"}


@pytest.fixture(scope="module")
def endpoint() -> Iterator[str]:
    """A server that speaks S3, on loopback."""
    server = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    server.start()
    host, port = server.get_host_and_port()
    yield f"http://{host}:{port}"
    server.stop()


@pytest.fixture
def bucket(endpoint: str) -> Iterator[Any]:
    """An empty bucket there."""
    client = boto3.client("s3", endpoint_url=endpoint, **KEYS)
    client.create_bucket(Bucket=BUCKET)
    yield client
    for file in client.list_objects_v2(Bucket=BUCKET).get("Contents", ()):
        client.delete_object(Bucket=BUCKET, Key=file["Key"])
    client.delete_bucket(Bucket=BUCKET)
    client.close()


def in_bucket(endpoint: str, folder: str = "") -> Settings:
    url = f"s3://{BUCKET}{folder}?endpoint={endpoint}&region=us-east-1"
    return Settings(storage_url=url, storage_access_key="access", storage_secret_key="secret")


@pytest.fixture
def kept(endpoint: str, bucket: Any) -> BucketStorage:
    found = storages.storage(in_bucket(endpoint))
    assert isinstance(found, BucketStorage)
    return found


def test_what_is_put_can_be_read_again_with_its_type(kept: BucketStorage, bucket: Any) -> None:
    kept.put(KEY, b"first")
    kept.put(KEY, b"second")
    assert kept.read(KEY) == b"second"
    stored = bucket.get_object(Bucket=BUCKET, Key=KEY)
    assert (stored["ContentType"], stored["Body"].read()) == ("image/webp", b"second")


def test_a_file_is_sent_in_pieces_of_bounded_size(kept: BucketStorage) -> None:
    content = bytes(range(256)) * 1000
    kept.put(KEY, content)
    opened = kept.open(KEY)
    pieces = list(opened.pieces)
    opened.pieces.close()
    assert (opened.length, b"".join(pieces)) == (len(content), content)
    assert max(map(len, pieces)) <= CHUNK


def test_files_lie_in_the_folder_that_the_setting_names(endpoint: str, bucket: Any) -> None:
    kept = storages.storage(in_bucket(endpoint, "/site/media"))
    kept.put(KEY, b"x")
    (file,) = bucket.list_objects_v2(Bucket=BUCKET)["Contents"]
    assert file["Key"] == f"site/media/{KEY}"
    assert kept.names("ab/abc123") == ["1-480.webp"]


def test_the_names_in_a_folder_are_told_and_removed(kept: BucketStorage) -> None:
    for name in ("1-480.webp", "1-960.webp"):
        kept.put(f"ab/abc123/{name}", b"x")
    kept.put("ab/abc1234/1-480.webp", b"another picture's")
    assert kept.names("ab/abc123") == ["1-480.webp", "1-960.webp"]
    kept.remove(["ab/abc123/1-480.webp", "ab/abc123/not-there.webp"])
    assert kept.names("ab/abc123") == ["1-960.webp"]


def test_what_is_not_there_is_not_found(kept: BucketStorage) -> None:
    for ask in (kept.read, kept.open):
        with pytest.raises(NotFound):
            ask(KEY)


@pytest.mark.parametrize("key", ["../secret", "ab/../secret.txt", "", "AB/abc/480.webp"])
def test_no_name_leads_elsewhere(kept: BucketStorage, key: str) -> None:
    for ask in (kept.read, kept.open, lambda name: kept.put(name, b"x"), lambda name: kept.remove([name])):
        with pytest.raises(NotFound):
            ask(key)


def test_a_bucket_that_is_not_there_is_no_missing_file(endpoint: str) -> None:
    kept = storages.storage(in_bucket(endpoint))
    with pytest.raises(Unavailable, match="does not answer"):
        kept.read(KEY)


def test_a_server_that_is_away_is_told_in_a_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(s3, "TRIES", 1)
    with socket.socket() as taken:
        # Bound and not listened on: whoever calls is refused at once.
        taken.bind(("127.0.0.1", 0))
        kept = storages.storage(in_bucket(f"http://127.0.0.1:{taken.getsockname()[1]}"))
        for ask in (kept.read, lambda key: kept.put(key, b"x"), lambda _key: kept.names("ab/abc123")):
            with pytest.raises(Unavailable, match="does not answer"):
                ask(KEY)


def test_the_site_keeps_and_serves_its_pictures_there(
    make_app: Callable[..., Flask], endpoint: str, bucket: Any, data: Path
) -> None:
    settings = in_bucket(endpoint)
    app = make_app(storage_url=settings.storage_url, storage_access_key="access", storage_secret_key="secret")
    name = pictures.add(app)
    client = app.test_client()
    assert client.get(f"/media/{name}/1-640.avif").mimetype == "image/jpeg"
    pictures.work(app)
    answer = client.get(f"/media/{name}/1-640.avif")
    assert (answer.status_code, answer.mimetype) == (200, "image/avif")
    assert answer.data == bucket.get_object(Bucket=BUCKET, Key=f"{name[:2]}/{name}/1-640.avif")["Body"].read()
    assert answer.content_length == len(answer.data)
    assert not (data / "media").exists()
    pictures.replace(app, name, pictures.a_file(colour=pictures.DOCK))
    pictures.work(app)
    assert all(file.startswith("2-") or "master" in file for file in pictures.files(app, name))


def test_the_doctor_says_whether_pictures_can_be_kept(
    make_app: Callable[..., Flask], endpoint: str, bucket: Any
) -> None:
    settings = in_bucket(endpoint)
    app = make_app(storage_url=settings.storage_url, storage_access_key="access", storage_secret_key="secret")
    (found,) = [finding for finding in doctor.examine(app) if finding.what == "pictures"]
    assert found.good
    assert "Contents" not in bucket.list_objects_v2(Bucket=BUCKET)
    bucket.delete_bucket(Bucket=BUCKET)
    (found,) = [finding for finding in doctor.examine(app) if finding.what == "pictures"]
    bucket.create_bucket(Bucket=BUCKET)
    assert not found.good
    assert "does not answer" in found.detail


def test_the_keys_come_from_settings_and_stand_in_no_print(tmp_path: Path) -> None:
    given = {
        "NORTHFORUM_DATA": str(tmp_path),
        "NORTHFORUM_STORAGE_URL": "s3://pictures?endpoint=https://s3.example&addressing=virtual",
        "NORTHFORUM_STORAGE_ACCESS_KEY": "access-key",
        "NORTHFORUM_STORAGE_SECRET_KEY": "secret-key",
    }
    found = from_environment(given)
    assert (found.storage_access_key, found.storage_secret_key) == ("access-key", "secret-key")
    assert "secret-key" not in repr(found)
    assert "access-key" not in repr(found)


def test_without_the_extra_the_site_says_what_to_install(monkeypatch: pytest.MonkeyPatch, endpoint: str) -> None:
    def absent(name: str) -> None:
        raise ImportError(name)

    monkeypatch.setattr("importlib.import_module", absent)
    with pytest.raises(SettingError, match=r"northforum\[s3\]"):
        storages.storage(in_bucket(endpoint))
