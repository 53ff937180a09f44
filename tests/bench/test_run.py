"""The whole measurement at a tiny size, as far as this machine can run it."""

import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner

from northforum import cli
from northforum.bench import hostile, isso, load, machines, measure, memory, places
from northforum.bench.errors import BenchError
from northforum.bench.figures import Figure
from northforum.bench.measure import PARTS, Plan
from northforum.bench.pages import Effort
from northforum.bench.sizes import TINY
from northforum.core.progress import Progress
from tests.bench.conftest import quietly

needs_wrk = pytest.mark.skipif(not load.is_there(), reason="wrk is not installed; “make bench” installs it")
needs_proc = pytest.mark.skipif(not machines.is_told(), reason="this system has no /proc")
SHORT = Effort(rounds=1, seconds=0.3)


def plan(cache: Path, *parts: str) -> Plan:
    return Plan("sqlite", TINY, replace(TINY, name="tinier"), SHORT, cache, parts)


def figures(cache: Path, *parts: str) -> dict[str, list[Figure]]:
    """Measure and return the figures by their groups."""
    said: list[str] = []

    def progress(_label: str) -> Progress:
        return quietly

    run = measure.run(plan(cache, *parts), said.append, progress)
    assert said == [f"Measuring: {part} …" for part in parts]
    found: dict[str, list[Figure]] = {}
    for figure in run.figures:
        found.setdefault(figure.group, []).append(figure)
    return found


@pytest.mark.slow
@needs_wrk
@needs_proc
def test_costs_are_told_for_every_page_and_nothing_is_lost_by_posting(tmp_path: Path) -> None:
    found = figures(tmp_path, "cold", "flat", "turn", "memory", "posting", "database")
    assert not [group for group in found if group.startswith("Failed")]
    cold = found["Cold article (first page after a write)"]
    assert [figure.name for figure in cold][-1] == "200 comments against 60"
    assert all((figure.value or 0) > 0 for figure in cold)
    flat = {figure.name for figure in found["Flat: large site against small"]}
    assert {"article, 60 comments, warm", "front page, cold", "member, warm"} <= flat
    posting = {figure.name: figure for figure in found["Posting over HTTP"]}
    for name in ("posts that failed", "acknowledged and not there once", "counters that disagree"):
        assert posting[name].value == 0
    assert found["Memory with the caches full"][0].is_met is not None
    assert [figure.name for figure in found["Posting at the database"]][-1] == "share of bare Core"


@pytest.mark.slow
@needs_wrk
def test_pages_are_measured_with_their_ceilings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(places, "LISTS", {"hub": "/hubs/works-1"})
    found = figures(tmp_path, "pages")
    article = {figure.name: figure for figure in found["Stranger, article"]}
    assert article["200 comments: ceiling"].note == "200 comments on the page"
    assert article["200 comments: 304"].load is not None
    plain, packed = article["200 comments: uncompressed"], article["200 comments: gzip"]
    assert plain.load is not None
    assert packed.load is not None
    assert packed.load.bytes < plain.load.bytes / 3
    assert {"Member, article", "Stranger, lists", "Member, lists"} <= set(found)


@needs_wrk
def test_a_part_that_cannot_be_measured_is_told_and_the_rest_goes_on(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(isso, "LOCK", tmp_path / "nowhere")
    monkeypatch.setattr(hostile, "PIECES", ("[a](http://b) ",))

    def fails(*_arguments: object) -> None:
        raise BenchError("There is no weather for it.\nAt all.")

    monkeypatch.setattr(memory, "measured", fails)
    found = figures(tmp_path / "cache", "memory", "isso", "hostile")
    assert found["Failed: memory"][0].note == "There is no weather for it."
    assert "in the source only" in found["Isso, the same thread"][0].note
    assert (found["Hostile writers"][0].value or 0) > 0


def test_a_run_that_is_asked_for_too_much_says_so() -> None:
    run = CliRunner().invoke(cli.cli, ["bench", "--part", "nothing"])
    assert run.exit_code == 2
    assert all(part in run.output for part in PARTS)


@needs_proc
def test_this_process_costs_time_and_memory() -> None:
    before = machines.cpu_ms([os.getpid()])
    assert sum(number * number for number in range(3_000_000)) > 0
    assert machines.cpu_ms([os.getpid()]) >= before + 10
    held = machines.memory(os.getpid())
    assert 0 < held.own <= held.resident
    assert 0 < held.fair <= held.resident
    assert machines.mapped_mib(os.getpid(), sys.base_prefix) >= 0
    assert machines.described()["python"].startswith("3.")


@needs_proc
def test_the_processes_that_one_has_started_are_found() -> None:
    with subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE) as child:
        assert child.pid in machines.children(os.getpid())
        child.communicate(b"\n")
