"""What runs inside the processes that ``serve`` starts: the application, and the background worker."""

import os
import signal
import threading
import time
from collections.abc import Callable

from flask import Flask

from northforum import reactions
from northforum.app import create_app
from northforum.core import outbox
from northforum.core.settings import SERVER_VARIABLE

PARENT_CHECK_SECONDS = 0.5


def work() -> None:
    """Carry out jobs and the schedule until SIGTERM or SIGINT."""
    stop = threading.Event()
    for name in (signal.SIGTERM, signal.SIGINT):
        signal.signal(name, lambda *_: stop.set())
    watch_parent(stop.set)
    outbox.work(create_app(), reactions.SCHEDULE, stop)


def web_app() -> Flask:
    """Return the application inside a web worker, which ends when its server has been killed."""
    watch_parent(lambda: os.kill(os.getpid(), signal.SIGKILL))
    return create_app()


def watch_parent(act: Callable[[], object]) -> None:
    """Call ``act`` once the process that started this one is gone, so that no orphan keeps the port or the jobs."""
    # Not simply the parent at this moment: it may have been killed while this process was still loading.
    parent = int(os.environ.get(SERVER_VARIABLE) or os.getppid())

    def watch() -> None:
        while os.getppid() == parent:
            time.sleep(PARENT_CHECK_SECONDS)
        act()

    threading.Thread(target=watch, daemon=True).start()
