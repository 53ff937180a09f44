"""``northforum bench``: the article page against a bare WSGI application that returns the same bytes.

Shares of that ceiling, taken in one run on one machine, can be compared between machines; requests a second cannot.
"""

import http.client
import http.cookiejar
import json
import os
import re
import shutil
import socket
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import click

from northforum import bench_site

CONNECTIONS = 16
THREADS = 2
START_SECONDS = 30.0
BYTES_VARIABLE = "BENCH_BYTES"
StartResponse = Callable[[str, list[tuple[str, str]]], object]


class BenchError(click.ClickException):
    """The measurement could not be made; the text says why."""


@dataclass(frozen=True)
class Figure:
    """What one kind of request reached, as medians over the rounds."""

    name: str
    requests_a_second: float
    p50_ms: float
    p99_ms: float
    page_bytes: int
    share: float | None = None


def run(*, rounds: int, seconds: int, comments: int) -> list[Figure]:
    """Return the figures of strangers and members, each after the ceiling of its own bytes.

    Raises
    ------
    BenchError
        When the load generator is missing or a server does not start.
    """
    if shutil.which("wrk") is None:
        raise BenchError("The load generator wrk is missing: apt-get install wrk, or on macOS brew install wrk.")
    with tempfile.TemporaryDirectory() as folder:
        data = Path(folder)
        path = bench_site.build(data, comments=comments)
        with _site(data) as origin:
            cookie = _log_in(origin)
            pages = {"stranger": _get(origin + path), "member": _get(origin + path, cookie)}
            kinds = [(name, origin + path, cookie if name == "member" else "") for name in pages]
            return [figure for kind in kinds for figure in _pair(kind, pages[kind[0]], data, rounds, seconds)]


def table(figures: Sequence[Figure]) -> str:
    """Return the figures as lines of a table."""
    lines = [f"{'':<22}{'req/s':>10}{'p50 ms':>9}{'p99 ms':>9}{'bytes':>10}{'of ceiling':>12}"]
    for figure in figures:
        share = "" if figure.share is None else f"{figure.share:.1%}"
        numbers = f"{figure.requests_a_second:>10,.0f}{figure.p50_ms:>9.2f}{figure.p99_ms:>9.2f}"
        lines.append(f"{figure.name:<22}{numbers}{figure.page_bytes:>10,}{share:>12}")
    return "\n".join(lines)


def write_json(figures: Sequence[Figure], path: Path) -> None:
    """Write the figures to ``path``."""
    path.write_text(json.dumps([asdict(figure) for figure in figures], indent=2) + "\n", encoding="utf-8")


def ceiling_app() -> Callable[[dict[str, Any], StartResponse], list[bytes]]:
    """Return the bare WSGI application: the bytes of one page, and nothing else."""
    body = Path(os.environ[BYTES_VARIABLE]).read_bytes()
    headers = [("Content-Type", "text/html; charset=utf-8"), ("Content-Length", str(len(body)))]

    def application(_environ: dict[str, Any], start_response: StartResponse) -> list[bytes]:
        start_response("200 OK", headers)
        return [body]

    return application


def _pair(kind: tuple[str, str, str], body: bytes, data: Path, rounds: int, seconds: int) -> list[Figure]:
    """Measure the ceiling and the page in turn, so that a drift of the machine meets both."""
    name, url, cookie = kind
    page = data / f"{name}.html"
    page.write_bytes(body)
    ceilings, ours = [], []
    with _ceiling(page) as bare:
        for _ in range(rounds):
            ceilings.append(_wrk(bare, "", seconds))
            ours.append(_wrk(url, cookie, seconds))
    top = _figure(f"ceiling ({name})", ceilings, len(body))
    share = statistics.median(mine[0] / above[0] for mine, above in zip(ours, ceilings, strict=True))
    return [top, _figure(f"article, {name}", ours, len(body), share)]


def _figure(name: str, runs: list[tuple[float, float, float]], size: int, share: float | None = None) -> Figure:
    rate, middle, slow = (statistics.median(column) for column in zip(*runs, strict=True))
    return Figure(name, rate, middle, slow, size, share)


def _wrk(url: str, cookie: str, seconds: int) -> tuple[float, float, float]:
    """Return requests a second, and the 50th and 99th percentile in milliseconds."""
    command = ["wrk", f"-t{THREADS}", f"-c{CONNECTIONS}", f"-d{seconds}s", "--latency"]
    command += ["-H", f"Cookie: {cookie}"] if cookie else []
    said = subprocess.run([*command, url], capture_output=True, text=True, check=True).stdout  # noqa: S603 - ours
    if "Non-2xx" in said or "Socket errors" in said:
        raise BenchError(f"Some answers were no pages:\n{said}")
    found = re.search(r"50%\s+([\d.]+)(\w+).*99%\s+([\d.]+)(\w+).*Requests/sec:\s+([\d.]+)", said, re.DOTALL)
    if found is None:
        raise BenchError(f"wrk said something unexpected:\n{said}")
    middle, middle_unit, slow, slow_unit, rate = found.groups()
    return float(rate), float(middle) * _MILLISECONDS[middle_unit], float(slow) * _MILLISECONDS[slow_unit]


_MILLISECONDS = {"us": 0.001, "ms": 1.0, "s": 1000.0, "m": 60_000.0}


@contextmanager
def _site(data: Path) -> Iterator[str]:
    port = _free_port()
    environment = os.environ | {"NORTHFORUM_DATA": str(data), "NORTHFORUM_RATE_LIMITS": "off"}
    environment["NORTHFORUM_SITE_URL"] = f"http://127.0.0.1:{port}"
    environment.pop("NORTHFORUM_DATABASE_URL", None)
    command = [sys.executable, "-m", "northforum", "serve", "--port", str(port)]
    with _process(command, environment):
        _wait_for(f"http://127.0.0.1:{port}/healthz")
        yield f"http://127.0.0.1:{port}"


@contextmanager
def _ceiling(page: Path) -> Iterator[str]:
    port = _free_port()
    command = [sys.executable, "-m", "granian", "--interface", "wsgi", "--factory", "--port", str(port)]
    command += ["--workers", str(os.cpu_count() or 1), "--blocking-threads", "4", "--log-level", "warning"]
    with _process([*command, "northforum.bench:ceiling_app"], os.environ | {BYTES_VARIABLE: str(page)}):
        _wait_for(f"http://127.0.0.1:{port}/")
        yield f"http://127.0.0.1:{port}/"


@contextmanager
def _process(command: list[str], environment: dict[str, str]) -> Iterator[None]:
    process = subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL)  # noqa: S603 - our own commands
    try:
        yield
    finally:
        process.terminate()
        process.wait(20)


def _wait_for(url: str) -> None:
    end = time.monotonic() + START_SECONDS
    while time.monotonic() < end:
        try:
            _get(url)
        except (urllib.error.URLError, OSError, http.client.HTTPException):
            time.sleep(0.1)
        else:
            return
    raise BenchError(f"Nothing answered at {url} within {START_SECONDS:.0f} seconds.")


def _free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        port: int = listener.getsockname()[1]
        return port


def _get(url: str, cookie: str = "") -> bytes:
    request = urllib.request.Request(url, headers={"Cookie": cookie} if cookie else {})  # noqa: S310 - loopback
    with urllib.request.urlopen(request, timeout=10) as answer:  # noqa: S310 - as above
        body: bytes = answer.read()
        return body


def _log_in(origin: str) -> str:
    """Return the cookies of a member who has logged in through the form."""
    jar = http.cookiejar.CookieJar()
    browser = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(jar))
    page = browser.open(f"{origin}/login").read().decode()
    token = re.search(r'name="csrf_token"[^>]*value="([^"]+)"', page)
    if token is None:
        raise BenchError("The log-in page has no token.")
    form = {"csrf_token": token[1], "email": bench_site.EMAIL, "password": bench_site.PASSWORD, "next": "/"}
    browser.open(f"{origin}/login", urllib.parse.urlencode(form).encode())
    if b"data-member" not in browser.open(f"{origin}/").read():
        raise BenchError("Logging in did not work.")
    return "; ".join(f"{cookie.name}={cookie.value}" for cookie in jar)
