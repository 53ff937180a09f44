"""The folder storage: whole files under generated names, and nothing outside the folder."""

from pathlib import Path

import pytest

from northforum.core import storage
from northforum.core.errors import NotFound


def test_what_is_put_is_read_again(tmp_path: Path) -> None:
    kept = storage.storage(f"file://{tmp_path}")
    kept.put("ab/abc123/480.webp", b"bytes")
    assert kept.read("ab/abc123/480.webp") == b"bytes"
    assert [path.name for path in (tmp_path / "ab" / "abc123").iterdir()] == ["480.webp"]


def test_a_missing_file_is_not_found(tmp_path: Path) -> None:
    with pytest.raises(NotFound):
        storage.storage(f"file://{tmp_path}").read("ab/abc123/480.webp")


@pytest.mark.parametrize("key", ["../secret", "ab/../../secret", "/etc/passwd", "ab/abc/..", "ab/abc/x.webp/", ""])
def test_a_key_never_leads_out_of_the_folder(tmp_path: Path, key: str) -> None:
    (tmp_path / "secret").write_text("kept", encoding="utf-8")
    with pytest.raises(NotFound):
        storage.storage(f"file://{tmp_path / 'media'}").read(key)
