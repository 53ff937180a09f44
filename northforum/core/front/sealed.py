"""Sign-ins by cookie before Flask: the session cookie opened by Flask's own rule, and what follows from it kept a
while.
"""

import re
import threading
import time
from collections import OrderedDict
from collections.abc import Callable, Mapping
from typing import Any, Generic, TypeVar

from flask import Flask
from itsdangerous import BadData

# Only cookies with a right seal are kept, so nobody can fill this by guessing.
KEPT = 2048
KEPT_SECONDS = 300.0

Found = TypeVar("Found")


class Sealed(Generic[Found]):
    """What ``read`` makes of the session in a cookie, kept for some minutes by the cookie's bytes.

    It must not hold whether a sign-in is still good: that is asked of the database each time.
    """

    def __init__(self, app: Flask, read: Callable[[Mapping[str, Any]], Found | None]) -> None:
        name = re.escape(app.config["SESSION_COOKIE_NAME"])
        self._cookie = re.compile(rf"(?:^|;[ ]?){name}=([\w.-]+)(?=;|$)", re.ASCII)
        self._name = f"{app.config['SESSION_COOKIE_NAME']}="
        self._serializer = app.session_interface.get_signing_serializer(app)  # type: ignore[attr-defined]
        self._lifetime = int(app.permanent_session_lifetime.total_seconds())
        self._read = read
        self._kept: OrderedDict[str, tuple[float, Found | None]] = OrderedDict()
        self._lock = threading.Lock()

    def opened(self, cookies: str) -> Found | None:
        """Return what the session in a Cookie field says; ``None`` for anything but one well-formed, sealed cookie."""
        match = self._cookie.search(cookies)
        if match is None or cookies.count(self._name) != 1:
            return None
        raw, now = match[1], time.monotonic()
        with self._lock:
            kept = self._kept.get(raw)
            if kept is not None and kept[0] > now:
                self._kept.move_to_end(raw)
                return kept[1]
        return self._newly(raw, now)

    def _newly(self, raw: str, now: float) -> Found | None:
        try:
            session = self._serializer.loads(raw, max_age=self._lifetime)
        except BadData:
            return None
        found = self._read(session)
        with self._lock:
            self._kept[raw] = (now + KEPT_SECONDS, found)
            while len(self._kept) > KEPT:
                self._kept.popitem(last=False)
        return found
