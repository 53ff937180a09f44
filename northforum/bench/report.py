"""The figures as people read them in a terminal, and as machines do."""

import json
from itertools import groupby
from pathlib import Path

from northforum.bench.figures import Figure, Run

VERDICT = {True: "reached", False: "MISSED", None: ""}
COLUMNS = ("", "req/s", "p50 ms", "p95 ms", "p99 ms", "bytes", "value", "wanted", "")
RIGHT = range(1, 8)


def table(run: Run) -> str:
    """Return the run as a table, group by group, and how many targets were reached."""
    rows = [(group, [cells(figure) for figure in figures]) for group, figures in grouped(run)]
    widths = [max(len(row[column]) for _, many in rows for row in [COLUMNS, *many]) for column in range(len(COLUMNS))]
    lines = [_line(COLUMNS, widths)]
    for group, many in rows:
        lines += ["", group, *(_line(row, widths) for row in many)]
    return "\n".join([*lines, "", summary(run)])


def grouped(run: Run) -> list[tuple[str, list[Figure]]]:
    """Return the figures by their groups, in the order in which they were measured."""
    return [(group, list(figures)) for group, figures in groupby(run.figures, key=lambda figure: figure.group)]


def cells(figure: Figure) -> tuple[str, ...]:
    """Return what stands in each column of a figure's row."""
    load = figure.load
    numbers = ("",) * 5
    if load is not None:
        numbers = (f"{load.rate:,.0f}", f"{load.p50:.2f}", f"{load.p95:.2f}", f"{load.p99:.2f}", f"{load.bytes:,.0f}")
    # What was to be reached and could not even be measured has not been reached.
    verdict = "NOT MEASURED" if figure.target and figure.value is None else VERDICT[figure.is_met]
    return (figure.name, *numbers, figure.shown, figure.wanted, " · ".join(filter(None, (verdict, figure.note))))


def summary(run: Run) -> str:
    """Return in a sentence how many targets were reached."""
    judged = [figure for figure in run.figures if figure.target is not None]
    reached = sum(figure.is_met is True for figure in judged)
    return f"{reached} of {len(judged)} targets reached."


def write_json(run: Run, path: Path) -> None:
    """Write the run to ``path``."""
    path.write_text(json.dumps(run.as_json(), indent=2, ensure_ascii=False) + "\n", encoding="utf-8")


def _line(row: tuple[str, ...], widths: list[int]) -> str:
    padded = (
        cell.rjust(width) if column in RIGHT else cell.ljust(width)
        for column, (cell, width) in enumerate(zip(row, widths, strict=True))
    )
    return "  ".join(padded).rstrip()
