"""The whole command at a tiny size, as far as this machine can run it."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from northforum.bench import load, machines
from tests.servers import ROOT


@pytest.mark.skipif(not load.is_there(), reason="wrk is not installed; “make bench” installs it")
def test_a_quick_run_measures_everything_and_says_so(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "northforum", "bench", "--quick", "--cache", str(tmp_path / "cache")]
    command += ["--json", str(tmp_path / "figures.json")]
    run = subprocess.run(command, cwd=ROOT, env=os.environ, capture_output=True, text=True, timeout=600, check=False)
    assert run.returncode == 0, run.stderr
    figures = json.loads((tmp_path / "figures.json").read_text())["figures"]
    assert {figure["group"] for figure in figures} >= {"Stranger, article", "Member, article", "Stranger, lists"}
    assert all(figure["load"]["rate"] > 0 for figure in figures if figure["load"])
    assert run.stdout.rstrip().endswith("targets reached.")


@pytest.mark.skipif(not machines.is_told(), reason="this system has no /proc")
def test_this_process_costs_time_and_memory() -> None:
    before = machines.cpu_ms([os.getpid()])
    assert sum(number * number for number in range(3_000_000)) > 0
    assert machines.cpu_ms([os.getpid()]) >= before + 10
    held = machines.memory(os.getpid())
    assert 0 < held.own <= held.resident
    assert 0 < held.fair <= held.resident
    assert machines.described()["python"].startswith("3.")


@pytest.mark.skipif(not machines.is_told(), reason="this system has no /proc")
def test_the_processes_that_one_has_started_are_found() -> None:
    with subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE) as child:
        assert child.pid in machines.children(os.getpid())
        child.communicate(b"\n")
