"""Storage: whole files under generated names, and nothing outside the folder."""

from pathlib import Path

import pytest

from northforum.core.errors import NotFound
from northforum.core.storage import FolderStorage
from northforum.core.storage.shape import CHUNK

KEY = "ab/abc123/1-480.webp"


@pytest.fixture
def kept(tmp_path: Path) -> FolderStorage:
    return FolderStorage(f"file://{tmp_path / 'media'}")


def test_what_is_put_can_be_read_again(kept: FolderStorage, tmp_path: Path) -> None:
    kept.put(KEY, b"first")
    kept.put(KEY, b"second")
    assert kept.read(KEY) == b"second"
    assert [path.name for path in (tmp_path / "media/ab/abc123").iterdir()] == ["1-480.webp"]


def test_a_file_is_sent_in_pieces_of_bounded_size(kept: FolderStorage) -> None:
    content = bytes(range(256)) * 1000
    kept.put(KEY, content)
    opened = kept.open(KEY)
    pieces = list(opened.pieces)
    opened.pieces.close()
    assert opened.length == len(content) == sum(map(len, pieces))
    assert b"".join(pieces) == content
    assert max(map(len, pieces)) == CHUNK


def test_the_names_in_a_folder_are_told_and_removed(kept: FolderStorage, tmp_path: Path) -> None:
    for name in ("1-480.webp", "1-960.webp"):
        kept.put(f"ab/abc123/{name}", b"x")
    assert kept.names("ab/abc123") == ["1-480.webp", "1-960.webp"]
    kept.remove(["ab/abc123/1-480.webp", "ab/abc123/not-there.webp"])
    assert kept.names("ab/abc123") == ["1-960.webp"]
    kept.remove(["ab/abc123/1-960.webp"])
    assert kept.names("ab/abc123") == []
    assert not (tmp_path / "media/ab/abc123").exists()


def test_what_is_not_there_is_not_found(kept: FolderStorage) -> None:
    with pytest.raises(NotFound):
        kept.read(KEY)
    with pytest.raises(NotFound):
        kept.open(KEY)
    kept.remove([KEY])


@pytest.mark.parametrize(
    "key", ["../secret", "ab/../secret.txt", "/etc/passwd", "ab/abc/480.webp/..", "ab/abc/", "", "AB/abc/480.webp"]
)
def test_no_name_leads_out_of_the_folder(kept: FolderStorage, tmp_path: Path, key: str) -> None:
    (tmp_path / "secret").write_text("x")
    for ask in (kept.read, kept.open, lambda name: kept.put(name, b"x"), lambda name: kept.remove([name])):
        with pytest.raises(NotFound):
            ask(key)


@pytest.mark.parametrize("folder", ["..", "ab/..", "/etc", "ab", "ab/abc/def"])
def test_no_folder_but_a_pictures_is_listed(kept: FolderStorage, folder: str) -> None:
    with pytest.raises(NotFound):
        kept.names(folder)
