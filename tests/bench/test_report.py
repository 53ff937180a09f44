import json
from pathlib import Path

from northforum.bench import report
from northforum.bench.figures import Figure, Run, Unit, at_least, at_most
from northforum.bench.load import Load

RUN = Run(
    machine={"processor": "a loom"},
    settings={"database": "sqlite"},
    figures=[
        Figure("Stranger", "200: ceiling", load=Load(1234.5, 1, 2, 3, 206_059)),
        Figure("Stranger", "200: gzip", 1.5, Unit.SHARE, at_least(1.4), Load(2000, 1, 2, 3, 40_000)),
        Figure("Posting", "CPU of a post", 4.5, Unit.CPU_MS, at_most(4)),
        Figure("Posting", "304", unit=Unit.SHARE, target=at_least(2.5), note="no ETag"),
    ],
)


def test_the_table_shows_every_figure_with_its_target_and_hides_no_miss() -> None:
    table = report.table(RUN)
    lines = {line.split("  ")[0]: line for line in table.splitlines()}
    assert "1,234" in lines["200: ceiling"]
    assert "150 %" in lines["200: gzip"]
    assert lines["200: gzip"].endswith("≥ 140 %  reached")
    assert lines["CPU of a post"].endswith("4.50 ms of CPU  ≤ 4.00 ms of CPU  MISSED")
    assert "NOT MEASURED · no ETag" in lines["304"]
    assert table.endswith("1 of 3 targets reached.")


def test_the_file_holds_the_same_for_machines(tmp_path: Path) -> None:
    report.write_json(RUN, tmp_path / "figures.json")
    read = json.loads((tmp_path / "figures.json").read_text())
    assert [figure["is_met"] for figure in read["figures"]] == [None, True, False, None]
    assert read["figures"][1]["load"]["rate"] == 2000
    assert read["machine"] == {"processor": "a loom"}
