"""The servers that are measured, each in processes of its own: the site, and the ceiling above it."""

import http.client
import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from northforum.bench import machines
from northforum.bench.errors import BenchError
from northforum.core.settings import Settings

START_SECONDS = 60.0
STOP_SECONDS = 30
FOLDER_VARIABLE = "BENCH_FOLDER"
BLOCKING_THREADS = 4
StartResponse = Callable[[str, list[tuple[str, str]]], object]


@dataclass(frozen=True)
class Server:
    """A server that runs: its address and its first process."""

    origin: str
    pid: int

    def workers(self) -> list[int]:
        """Return the processes that answer."""
        return machines.children(self.pid)

    def cpu_ms(self) -> float:
        """Return the processor time that the server's processes have used so far."""
        return machines.cpu_ms([self.pid, *self.workers()])


@contextmanager
def site(found: Settings, *, workers: int = 0) -> Iterator[Server]:
    """Serve the site of ``found`` as an operator does, without its background worker."""
    port = free_port()
    environment = {
        "NORTHFORUM_DATA": str(found.data),
        "NORTHFORUM_DATABASE_URL": found.database_url,
        "NORTHFORUM_RATE_LIMITS": "off",
        "NORTHFORUM_SITE_URL": f"http://127.0.0.1:{port}",
    }
    words = ["--workers", str(workers or cores())]
    command = [sys.executable, "-m", "northforum", "serve", "--port", str(port), *words]
    with _process(command, environment, found.data / "server.log") as process:
        yield _ready(process, f"http://127.0.0.1:{port}", "/healthz", found.data / "server.log")


@contextmanager
def ceiling(folder: Path) -> Iterator[Server]:
    """Serve the files of ``folder`` by a bare WSGI application on the same server, workers and threads."""
    application = ["northforum.bench.processes:ceiling_app", "--factory"]
    with wsgi(sys.executable, application, {FOLDER_VARIABLE: str(folder)}, folder, "/") as server:
        yield server


@contextmanager
def wsgi(
    python: str, application: Sequence[str], environment: Mapping[str, str], folder: Path, healthy: str
) -> Iterator[Server]:
    """Serve any WSGI application as ``serve`` does ours; it is there once ``healthy`` answers."""
    port = free_port()
    command = [python, "-m", "granian", "--interface", "wsgi", "--port", str(port), "--workers", str(cores())]
    command += ["--blocking-threads", str(BLOCKING_THREADS), "--log-level", "warning", "--no-ws"]
    with _process([*command, *application], environment, folder / "server.log") as process:
        yield _ready(process, f"http://127.0.0.1:{port}", healthy, folder / "server.log")


def ceiling_app() -> Callable[[dict[str, Any], StartResponse], list[bytes]]:
    """Return the bare WSGI application: the bytes of a page, found by its name, and nothing else."""
    bodies = {f"/{file.stem}": file.read_bytes() for file in Path(os.environ[FOLDER_VARIABLE]).glob("*.page")}
    answers = {
        name: ([("Content-Type", "text/html; charset=utf-8"), ("Content-Length", str(len(body)))], [body])
        for name, body in {"/": b"up", **bodies}.items()
    }

    def application(environ: dict[str, Any], start_response: StartResponse) -> list[bytes]:
        headers, body = answers[environ["PATH_INFO"]]
        start_response("200 OK", headers)
        return body

    return application


def cores() -> int:
    """Return how many workers each server runs: one a core."""
    return os.cpu_count() or 1


def free_port() -> int:
    """Return a port of this machine that nobody listens on."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        port: int = listener.getsockname()[1]
        return port


@contextmanager
def _process(command: Sequence[str], environment: Mapping[str, str], log: Path) -> Iterator["subprocess.Popen[bytes]"]:
    # Settings of another site that happen to stand in the environment are not this one's.
    clean = {name: value for name, value in os.environ.items() if not name.startswith("NORTHFORUM_")}
    with log.open("ab") as said:
        process = subprocess.Popen(command, env={**clean, **environment}, stdout=said, stderr=said)  # noqa: S603 - our own commands
    try:
        yield process
    finally:
        process.terminate()
        try:
            process.wait(STOP_SECONDS)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def _ready(process: "subprocess.Popen[bytes]", origin: str, path: str, log: Path) -> Server:
    end = time.monotonic() + START_SECONDS
    while time.monotonic() < end and process.poll() is None:
        try:
            with urllib.request.urlopen(f"{origin}{path}", timeout=5):  # noqa: S310 - loopback
                return Server(origin, process.pid)
        except urllib.error.HTTPError:
            return Server(origin, process.pid)
        except (OSError, http.client.HTTPException):
            time.sleep(0.1)
    said = log.read_text(encoding="utf-8", errors="replace")[-2000:]
    raise BenchError(f"Nothing answered at {origin}{path}:\n{said}")
