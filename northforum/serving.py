"""Production processes: web workers, the background worker beside them, and how they end together."""

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from typing import Any

from flask import Flask
from granian import Granian
from granian.constants import Interfaces
from granian.log import LogLevels
from granian.server.common import AbstractServer

from northforum import reactions
from northforum.app import create_app
from northforum.core import outbox

PARENT_CHECK_SECONDS = 0.5
RESTART_SECONDS = 1.0
STOP_SECONDS = 10


def serve(*, host: str, port: int, workers: int, threads: int, with_worker: bool) -> None:
    """Serve the site until SIGTERM or SIGINT; a worker process that dies is replaced."""
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


def work(app: Flask) -> None:
    """Carry out jobs and the schedule until SIGTERM or SIGINT."""
    stop = threading.Event()
    for name in (signal.SIGTERM, signal.SIGINT):
        signal.signal(name, lambda *_: stop.set())
    watch_parent(stop.set)
    outbox.work(app, reactions.SCHEDULE, stop)


def web_app() -> Flask:
    """Return the application inside a web worker, which ends when its server has been killed."""
    watch_parent(lambda: os.kill(os.getpid(), signal.SIGKILL))
    return create_app()


def watch_parent(act: Callable[[], object]) -> None:
    """Call ``act`` once the process that started this one is gone, so that no orphan keeps the port or the jobs."""
    parent = os.getppid()

    def watch() -> None:
        while os.getppid() == parent:
            time.sleep(PARENT_CHECK_SECONDS)
        act()

    threading.Thread(target=watch, daemon=True).start()


def _granian(host: str, port: int, workers: int, threads: int) -> AbstractServer[Any]:
    return Granian(
        "northforum.serving:web_app",
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
    while not stopping.is_set():
        process = subprocess.Popen([sys.executable, "-m", "northforum", "worker"])
        while process.poll() is None and not stopping.wait(PARENT_CHECK_SECONDS):
            pass
        if process.poll() is None:
            process.terminate()
            process.wait(STOP_SECONDS)
        stopping.wait(RESTART_SECONDS)
