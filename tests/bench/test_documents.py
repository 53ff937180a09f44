import re
import xml.etree.ElementTree as ET
from dataclasses import replace
from pathlib import Path

import pytest

from northforum.bench import chart, document
from northforum.bench.errors import BenchError
from tests.architecture.source import ROOT
from tests.bench.test_report import RUN

SVG = "{http://www.w3.org/2000/svg}"
MARKS = "<!-- figures of sqlite -->old<!-- end of figures of sqlite -->"


@pytest.fixture
def docs(tmp_path: Path) -> Path:
    """Give a folder of documents with a page that has marks."""
    (tmp_path / "images").mkdir()
    (tmp_path / "benchmarks.md").write_text(f"before\n{MARKS}\nafter\n", encoding="utf-8")
    return tmp_path


def test_the_page_gets_the_figures_between_its_marks_and_keeps_the_rest(docs: Path) -> None:
    run = replace(RUN, machine=MACHINE, settings=SETTINGS)
    document.update(docs, run)
    document.update(docs, run)
    text = (docs / "benchmarks.md").read_text(encoding="utf-8")
    assert text.startswith("before\n")
    assert text.endswith("\nafter\n")
    assert "old" not in text
    assert text.count("| 200: gzip | 2,000 |") == 1
    assert "| CPU of a post |" in text
    assert "MISSED" in text
    ET.parse(docs / "images/benchmark.svg")


def test_figures_of_another_database_need_their_own_marks(docs: Path) -> None:
    with pytest.raises(BenchError, match="no marks"):
        document.update(docs, replace(RUN, machine=MACHINE, settings={**SETTINGS, "database": "postgresql"}))


def test_the_chart_says_in_words_what_it_shows() -> None:
    root = ET.fromstring(chart.svg(RUN))
    assert root.get("role") == "img"
    title, description = root.find(f"{SVG}title"), root.find(f"{SVG}desc")
    assert title is not None
    assert root.get("aria-labelledby") == "title desc"
    assert description is not None
    assert description.text == (
        "Stranger, 200: gzip: 150 %, wanted ≥ 140 %; Posting, 304: not measured, wanted ≥ 250 %"
    )
    assert "prefers-color-scheme:dark" in "".join(root.itertext())
    assert len(root.findall(f"{SVG}rect")) == 3


def test_the_words_of_the_chart_can_be_read_on_its_ground_in_both_themes() -> None:
    light, dark = chart.STYLE.split("@media")
    for theme in (light, dark):
        ground = colour(theme, ".ground")
        for name in ("text", ".small"):
            assert contrast(colour(theme, name), ground) >= 4.5
        for name in (".met", ".missed", ".free"):
            assert contrast(colour(theme, name), ground) >= 3


def test_the_documents_of_this_project_have_marks_for_both_databases() -> None:
    text = (ROOT / "docs/benchmarks.md").read_text(encoding="utf-8")
    for database in ("sqlite", "postgresql"):
        assert re.search(f"<!-- figures of {database} -->.*<!-- end of figures of {database} -->", text, re.DOTALL)


MACHINE = {"processor": "a loom", "cores": "2", "memory": "8 GiB", "system": "Linux", "python": "3.11"}
SETTINGS = {
    "database": "sqlite",
    "site": "one article",
    "workers": "2",
    "connections": "16",
    "rounds": "3 of 3 s",
}


def colour(theme: str, name: str) -> str:
    found = re.search(rf"{re.escape(name)}\{{[^}}]*fill:#([0-9a-f]{{6}})", theme)
    assert found is not None, name
    return found[1]


def contrast(one: str, other: str) -> float:
    lighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def luminance(code: str) -> float:
    parts = [int(code[place : place + 2], 16) / 255 for place in (0, 2, 4)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
