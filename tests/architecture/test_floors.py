"""Imports go down the floors and the rooms; each contract is shown to fail when a wrong import is planted."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.architecture import source

FLOORS = "Imports go down the floors"
ROOMS = "Imports go down the rooms of a feature"
READING_ROOMS = "Imports go down the rooms of the reading pages"
SANITISING = "Only core.richtext sanitises"
WEB_FREE = "Rules, queries and operations know nothing of the web"


def lint_imports(root: Path) -> subprocess.CompletedProcess[str]:
    """Run the import contracts of ``root``."""
    command = [str(Path(sys.executable).with_name("lint-imports")), "--no-cache"]
    return subprocess.run(command, cwd=root, capture_output=True, text=True, check=False)


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """A copy of the package and its contracts, to plant something in."""
    shutil.copytree(source.PACKAGE, tmp_path / "northforum", ignore=shutil.ignore_patterns("__pycache__", "content"))
    shutil.copy(source.ROOT / "pyproject.toml", tmp_path)
    return tmp_path


def plant(root: Path, module: str, line: str) -> None:
    """Add ``line`` to ``module``, which is made when it is not there."""
    path = root / "northforum" / Path(*module.split("."))
    file = path / "__init__.py" if path.is_dir() else path.with_suffix(".py")
    file.parent.mkdir(exist_ok=True)
    text = file.read_text(encoding="utf-8") if file.exists() else '"""Planted."""\n'
    file.write_text(f"{text}\n{line}\n", encoding="utf-8")


def test_every_contract_is_kept() -> None:
    run = lint_imports(source.ROOT)
    assert run.returncode == 0, run.stdout
    for contract in (FLOORS, ROOMS, READING_ROOMS, SANITISING, WEB_FREE):
        assert f"{contract} KEPT" in run.stdout


@pytest.mark.parametrize(
    ("contract", "module", "line"),
    [
        (FLOORS, "members.events", "import northforum.articles"),
        (FLOORS, "core.clock", "import northforum.access.roles"),
        (FLOORS, "novelties.__init__", "import northforum.core"),
        (ROOMS, "articles.events", "import northforum.articles.models"),
        (ROOMS, "articles.utils", "import northforum.core"),
        (READING_ROOMS, "pages.queries", "import northforum.pages.health"),
        (SANITISING, "articles.queries", "import bleach"),
        (SANITISING, "core.clock", "import nh3"),
        (WEB_FREE, "articles.operations", "from flask import request"),
        (WEB_FREE, "hubs.policy", "import flask_login"),
    ],
)
def test_a_planted_import_breaks_its_contract(copy: Path, contract: str, module: str, line: str) -> None:
    plant(copy, module, line)
    run = lint_imports(copy)
    assert run.returncode == 1, run.stdout + run.stderr
    assert f"{contract} BROKEN" in run.stdout
