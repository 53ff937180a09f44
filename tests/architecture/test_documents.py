"""What an operator may set is written down."""

from dataclasses import fields

import pytest

from northforum.core.settings import Settings
from tests.architecture import source

# Set by commands and by the tests, not by operators.
INTERNAL = {"development", "testing"}


@pytest.mark.parametrize("name", [item.name for item in fields(Settings) if item.name not in INTERNAL])
def test_every_setting_is_documented(name: str) -> None:
    text = (source.ROOT / "docs/configuration.md").read_text(encoding="utf-8")
    assert f"`NORTHFORUM_{name.upper()}`" in text
