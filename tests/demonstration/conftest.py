"""The demonstration site, made once for the run."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.demo_site import DemoSite, copied, demo_folder

__all__ = ["demo_folder"]


@pytest.fixture
def demo(demo_folder: Path, tmp_path: Path) -> Iterator[DemoSite]:
    """Give a copy of the demonstration site of this test's own."""
    with copied(demo_folder, tmp_path / "demo") as site:
        yield site
