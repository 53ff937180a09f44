"""Production processes: web workers, the background worker beside them, and how they end together."""

import os
import subprocess
import sys
import threading
from typing import Any

from granian import Granian
from granian.constants import Interfaces
from granian.log import LogLevels
from granian.server.common import AbstractServer

from northforum.core.settings import SERVER_VARIABLE

CHECK_SECONDS = 0.5
RESTART_SECONDS = 1.0
BACKGROUND_AFTER_SECONDS = 1.5
STOP_SECONDS = 10
ARENAS = "2"


def serve(*, host: str, port: int, workers: int, threads: int, with_worker: bool) -> None:
    """Serve the site until SIGTERM or SIGINT; a worker process that dies is replaced."""
    os.environ[SERVER_VARIABLE] = str(os.getpid())
    # glibc would give each thread a heap of its own, which keeps what the others could use; it reads this at the start
    # of a process, and the workers are started after this. An operator's own choice stands.
    os.environ.setdefault("MALLOC_ARENA_MAX", ARENAS)
    stopping = threading.Event()
    keeper = threading.Thread(target=_keep_background_worker, args=(stopping,), daemon=True)
    if with_worker:
        keeper.start()
    try:
        _granian(host, port, workers, threads).serve()
    finally:
        stopping.set()
        if with_worker:
            keeper.join(STOP_SECONDS)


def run(*words: str) -> int:
    """Run ``northforum`` with ``words`` to its end in a process of its own; return its exit status."""
    return subprocess.run([sys.executable, "-m", "northforum", *words], check=False).returncode  # noqa: S603 - ours


def _granian(host: str, port: int, workers: int, threads: int) -> AbstractServer[Any]:
    return Granian(
        "northforum.process:web_app",
        address=host,
        port=port,
        interface=Interfaces.WSGI,
        factory=True,
        workers=workers,
        blocking_threads=threads,
        respawn_failed_workers=True,
        workers_kill_timeout=STOP_SECONDS,
        websockets=False,
        log_level=LogLevels.warning,
    )


def _keep_background_worker(stopping: threading.Event) -> None:
    """Run ``northforum worker`` beside the server and start it again should it die."""
    # Readers come first: starting three processes at once on two cores makes all of them late.
    stopping.wait(BACKGROUND_AFTER_SECONDS)
    while not stopping.is_set():
        process = subprocess.Popen([sys.executable, "-m", "northforum", "worker"])
        while process.poll() is None and not stopping.wait(CHECK_SECONDS):
            pass
        if process.poll() is None:
            process.terminate()
            process.wait(STOP_SECONDS)
        stopping.wait(RESTART_SECONDS)
