"""The figures of a run in the documents: tables between two marks, and the chart beside them."""

from collections.abc import Iterator
from pathlib import Path

from northforum.bench import chart, report
from northforum.bench.errors import BenchError
from northforum.bench.figures import Run

PAGE, PICTURE = "benchmarks.md", Path("images") / "benchmark.svg"
CHARTED = "sqlite"
HEAD = (
    "| | req/s | p50 ms | p95 ms | p99 ms | bytes | value | wanted | |",
    "| --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: | --- |",
)


def update(folder: Path, run: Run) -> None:
    """Put the figures of ``run`` into the documents of ``folder``; what is written around them stays.

    Raises
    ------
    BenchError
        When the page has no marks for this kind of database.
    """
    page = folder / PAGE
    text = page.read_text(encoding="utf-8")
    begin, end = _marks(run)
    if begin not in text or end not in text.partition(begin)[2]:
        raise BenchError(f"{page} has no marks between which the figures could stand.")
    before, _, rest = text.partition(begin)
    after = rest.partition(end)[2]
    tables = "\n".join(_tables(run))
    page.write_text(f"{before}{begin}\n{tables}\n{end}{after}", encoding="utf-8")
    if run.settings["database"] == CHARTED:
        (folder / PICTURE).write_text(chart.svg(run), encoding="utf-8")


def _marks(run: Run) -> tuple[str, str]:
    database = run.settings["database"]
    return f"<!-- figures of {database} -->", f"<!-- end of figures of {database} -->"


def _tables(run: Run) -> Iterator[str]:
    machine, settings = run.machine, run.settings
    yield f"Measured on {machine['processor']}, {machine['cores']} cores, {machine['memory']}; {machine['system']},"
    yield f"Python {machine['python']}, {settings['database']}; {settings['site']}; {settings['workers']} workers,"
    yield f"{settings['connections']} connections; medians of {settings['rounds']} each."
    yield f"**{report.summary(run)}**"
    for group, figures in report.grouped(run):
        yield ""
        yield f"### {group}"
        yield ""
        yield from HEAD
        yield from (f"| {' | '.join(_escaped(cell) for cell in report.cells(figure))} |" for figure in figures)


def _escaped(cell: str) -> str:
    return cell.replace("|", "\\|").replace("<", "&lt;")
