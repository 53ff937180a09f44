"""What is installed is pinned and named without addresses, and a wheel holds all that the site needs."""

import gzip
import json
import re
import subprocess
import sys
import zipfile
from pathlib import Path

import brotli
import pytest

from tests.architecture import source

VENDOR = source.ROOT / "static/vendor"
LOCKS = ("requirements.lock", "requirements-dev.lock", "requirements-node.lock", "requirements-bench.lock")


@pytest.mark.parametrize("name", LOCKS)
def test_every_locked_package_has_its_hash_and_no_address(name: str) -> None:
    text = (source.ROOT / name).read_text(encoding="utf-8")
    packages = re.split(r"\n(?=\w)", text.strip())
    assert all("==" in package and "--hash=sha256:" in package for package in packages)
    assert "://" not in text


def test_the_browser_packages_are_locked_without_addresses() -> None:
    lock = json.loads((source.ROOT / "package-lock.json").read_text(encoding="utf-8"))
    installed = [entry for name, entry in lock["packages"].items() if name]
    assert installed
    assert all("integrity" in entry and "resolved" not in entry for entry in installed)


def test_every_built_file_stands_under_its_hashed_name() -> None:
    manifest = json.loads((VENDOR / "manifest.json").read_text(encoding="utf-8"))
    assert {"site.css", "icons.svg"} <= set(manifest)
    assert all((VENDOR / file).is_file() for file in manifest.values())
    assert all(re.search(r"-[0-9a-f]{10}\.\w+$", file) for file in manifest.values())


def test_the_compressed_copies_hold_the_same() -> None:
    plain = [path for path in VENDOR.rglob("*") if path.suffix in {".css", ".js", ".svg"}]
    assert plain
    for path in plain:
        assert gzip.decompress(path.with_name(f"{path.name}.gz").read_bytes()) == path.read_bytes()
        assert brotli.decompress(path.with_name(f"{path.name}.br").read_bytes()) == path.read_bytes()


def test_a_wheel_holds_templates_assets_and_migrations(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(tmp_path)]
    subprocess.run(command, cwd=source.ROOT, check=True, capture_output=True)
    (wheel,) = tmp_path.glob("*.whl")
    with zipfile.ZipFile(wheel) as archive:
        names = set(archive.namelist())
    wanted = {"app.py", "py.typed", "templates/base.html", "static/vendor/manifest.json", "migrations/env.py"}
    assert {f"northforum/{name}" for name in wanted} <= names
    assert not [name for name in names if "node_modules" in name or "__pycache__" in name]
