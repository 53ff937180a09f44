"""Load from wrk: many connections, each asking again as soon as it is answered."""

import json
import shutil
import statistics
import subprocess
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from northforum.bench.errors import BenchError

CONNECTIONS = 16
THREADS = 2
TIMEOUT_SECONDS = 30
MARK = "measured "
# wrk itself prints no 95th percentile, and rounds. With paths as arguments, each is asked for in turn.
SCRIPT = r"""
local started = 0
function setup(thread)
  thread:set("place", started)
  started = started + 1
end
function init(arguments)
  paths = arguments
end
function request()
  if #paths == 0 then return wrk.format() end
  place = place + THREADS
  return wrk.format(nil, paths[place % #paths + 1])
end
function done(summary, latency)
  local errors = summary.errors
  local failed = errors.connect + errors.read + errors.write + errors.status + errors.timeout
  io.write(string.format(
    'MARK{"requests": %d, "us": %d, "bytes": %d, "errors": %d, "p50": %f, "p95": %f, "p99": %f}\n',
    summary.requests, summary.duration, summary.bytes, failed,
    latency:percentile(50), latency:percentile(95), latency:percentile(99)))
end
""".replace("THREADS", str(THREADS)).replace("MARK", MARK)


@dataclass(frozen=True)
class Load:
    """What one kind of request reached: requests a second, milliseconds, bytes of an answer with its head."""

    rate: float
    p50: float
    p95: float
    p99: float
    bytes: float


def is_there() -> bool:
    """Return whether wrk can be run."""
    return shutil.which("wrk") is not None


def expect_wrk() -> None:
    """Go on when wrk can be run; ``BenchError`` says how to get it otherwise."""
    if not is_there():
        raise BenchError("The load generator wrk is missing: apt-get install wrk, or on macOS brew install wrk.")


def measured(url: str, seconds: float, headers: Mapping[str, str], paths: Sequence[str] = ()) -> Load:
    """Return what ``url`` reaches in ``seconds``; with ``paths``, these are asked for in turn instead.

    Raises
    ------
    BenchError
        When an answer was an error.
    """
    with tempfile.NamedTemporaryFile("w", suffix=".lua") as script:
        script.write(SCRIPT)
        script.flush()
        command = ["wrk", f"-t{THREADS}", f"-c{CONNECTIONS}", f"-d{max(1, round(seconds))}s", "-s", script.name]
        command += [f"--timeout={TIMEOUT_SECONDS}s"]
        for name, value in headers.items():
            command += ["-H", f"{name}: {value}"]
        said = subprocess.run([*command, url, "--", *paths], capture_output=True, text=True, check=False)  # noqa: S603 - ours
    return parsed(said.stdout + said.stderr)


def parsed(said: str) -> Load:
    """Return what wrk said.

    Raises
    ------
    BenchError
        When it said nothing of use, or that answers were errors.
    """
    line = next((line for line in said.splitlines() if line.startswith(MARK)), None)
    if line is None:
        raise BenchError(f"wrk said something unexpected:\n{said}")
    told: dict[str, Any] = json.loads(line.removeprefix(MARK))
    if told["errors"] or not told["requests"]:
        raise BenchError(f"Some answers were no pages:\n{said}")
    rate, size = told["requests"] / (told["us"] / 1e6), told["bytes"] / told["requests"]
    return Load(rate, told["p50"] / 1000, told["p95"] / 1000, told["p99"] / 1000, size)


def median(runs: Sequence[Load]) -> Load:
    """Return the median of each number over several runs."""
    names = ("rate", "p50", "p95", "p99", "bytes")
    return Load(*(statistics.median(getattr(run, name) for run in runs) for name in names))
