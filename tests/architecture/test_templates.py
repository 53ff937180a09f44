"""Every template is used and exists, and none does what the content policy or the rules forbid."""

import json
import re
from pathlib import Path

import pytest

from tests.architecture import source

NAMED = re.compile(r"""["'](\w[\w/-]*\.(?:html|txt|xml|subject))["']""")
STEM = re.compile(r"""render_message\(\s*["']([\w/-]+)["']""")
# {% include "styleguide/_" ~ name ~ ".html" %} uses every template whose name begins so.
BEGINNING = re.compile(r"""include\s+["']([\w/-]+)["']\s*~""")
ICON = re.compile(r"""icon\(\s*["']([\w-]+)["']""")
FORBIDDEN = {
    "|safe": re.compile(r"\|\s*safe\b"),
    "a style attribute": re.compile(r"\sstyle\s*="),
    "an event attribute": re.compile(r"<[^>{]*\son[a-z]+\s*="),
    "an inline script": re.compile(r"<script(?![^>]*\b(?:src|type=\"application/))"),
    "a role by name": re.compile(r"\bhas_role\b"),
}


def names() -> set[str]:
    """Every template, by the name it is asked for."""
    return {path.relative_to(source.TEMPLATES).as_posix() for path in source.templates()}


def mentioned() -> set[str]:
    """Every template name in the code or in a template."""
    texts = [module.text for module in source.modules()] + [path.read_text("utf-8") for path in source.templates()]
    found = {name for text in texts for name in NAMED.findall(text)}
    stems = {stem.replace("/", "/emails/", 1) for text in texts for stem in STEM.findall(text)}
    return found | {f"{stem}.{kind}" for stem in stems for kind in ("subject", "txt", "html")}


def test_every_template_is_used() -> None:
    beginnings = tuple(name for path in source.templates() for name in BEGINNING.findall(path.read_text("utf-8")))
    assert {name for name in names() - mentioned() if not name.startswith(beginnings)} == set()


def test_every_template_that_is_asked_for_exists() -> None:
    asked = {name for name in mentioned() if "/" in name or name.endswith(".html")}
    assert asked - names() == set()


def test_every_icon_is_in_the_sprite() -> None:
    known = set(json.loads((source.ROOT / "static/icons.json").read_text("utf-8")))
    texts = [module.text for module in source.modules()] + [path.read_text("utf-8") for path in source.templates()]
    assert {name for text in texts for name in ICON.findall(text)} - known == set()


@pytest.mark.parametrize("what", FORBIDDEN)
def test_no_template_has(what: str) -> None:
    assert not [str(path) for path in page_templates() if FORBIDDEN[what].search(path.read_text("utf-8"))]


def page_templates() -> list[Path]:
    """The templates of pages; a mail's own styles stand in its attributes once they are inlined."""
    return [path for path in source.templates() if path.suffix == ".html" and "emails" not in path.parts]
