"""Typed settings from the environment; an unknown or wrong one refuses to start, saying which."""

import difflib
import os
import secrets
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, fields, replace
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, urlsplit

PREFIX = "NORTHFORUM_"
# Tells each process of a server whose end is its own end. No setting, hence not named like one.
SERVER_VARIABLE = "SERVED_BY_NORTHFORUM"


class SettingError(Exception):
    """A setting is unknown or cannot be used; the text says which and why."""


@dataclass(frozen=True, slots=True)
class Settings:
    """Everything that an operator may set; ``docs/configuration.md`` describes each."""

    data: Path = Path("instance")
    site_url: str = "http://127.0.0.1:8000"
    site_name: str = "NorthForum"
    site_tagline: str = "The creative industries of the North of England, in conversation"
    database_url: str = ""
    redis_url: str = ""
    storage_url: str = ""
    storage_access_key: str = field(default="", repr=False)
    storage_secret_key: str = field(default="", repr=False)
    mail_url: str = ""
    mail_from: str = "NorthForum <hello@northforum.example>"
    websub_hub: str = ""
    robots: str = ""
    security_contact: str = ""
    secret_key: str = field(default="", repr=False)
    trusted_proxies: int = 0
    rate_limits: bool = True
    log: str = "text"
    threads: int = 4
    development: bool = False
    testing: bool = False

    @property
    def is_secure(self) -> bool:
        """Whether readers reach the site over https."""
        return self.site_url.startswith("https://")

    @property
    def websub_hubs(self) -> tuple[str, ...]:
        """Return the addresses of the WebSub hubs that feeds name and that are told of changes."""
        return tuple(self.websub_hub.split())

    @property
    def host(self) -> str:
        """Return the site's host with its port, as it stands in a Host header."""
        return urlsplit(self.site_url).netloc


def from_environment(environment: Mapping[str, str] | None = None) -> Settings:
    """Return the settings that ``NORTHFORUM_*`` variables give, completed by the defaults.

    Each name may also end in ``_FILE`` and then names a file that holds the value.

    Raises
    ------
    SettingError
        When a name is unknown or a value cannot be used.
    """
    values: dict[str, Any] = {}
    for name, raw in _given(os.environ if environment is None else environment).items():
        if name not in _PARSERS:
            raise SettingError(_unknown(name))
        try:
            values[name] = _PARSERS[name](raw)
        except ValueError as problem:
            raise SettingError(f"{PREFIX}{name.upper()}: {problem}") from problem
    return complete(Settings(**values))


def complete(settings: Settings) -> Settings:
    """Return ``settings`` with everything filled in that follows from the data folder."""
    data = settings.data.expanduser().resolve()
    return replace(
        settings,
        data=data,
        database_url=settings.database_url or f"sqlite:///{data / 'northforum.db'}",
        storage_url=settings.storage_url or f"file://{data / 'media'}",
        mail_url=settings.mail_url or f"file://{data / 'mail'}",
        secret_key=settings.secret_key or _kept_secret(data),
    )


def _given(environment: Mapping[str, str]) -> dict[str, str]:
    given = {}
    for variable, raw in environment.items():
        # The test suite has variables of its own; they are no settings of the site.
        if not variable.startswith(PREFIX) or variable.startswith(f"{PREFIX}TEST_"):
            continue
        name = variable.removeprefix(PREFIX).lower()
        if name.endswith("_file"):
            given[name.removesuffix("_file")] = Path(raw).read_text(encoding="utf-8").strip()
        else:
            given[name] = raw
    return given


def _unknown(name: str) -> str:
    close = difflib.get_close_matches(name, _PARSERS, n=1)
    hint = f" Did you mean {PREFIX}{close[0].upper()}?" if close else ""
    return f"{PREFIX}{name.upper()} is not a setting.{hint}"


def _kept_secret(data: Path) -> str:
    """Return the secret kept in the data folder, making it (mode 0600) on the first start."""
    path = data / "secret"
    data.mkdir(parents=True, exist_ok=True)
    try:
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return path.read_text(encoding="ascii").strip()
    secret = secrets.token_urlsafe(48)
    with os.fdopen(descriptor, "w", encoding="ascii") as file:
        file.write(secret)
    return secret


def _web_address(raw: str) -> str:
    parts = urlsplit(raw)
    if parts.scheme not in {"http", "https"} or not parts.netloc or parts.path.strip("/"):
        raise ValueError("give the address as https://host, without a path")
    # Names of hosts know no capitals, and browsers send none.
    return raw.rstrip("/").lower()


def _whole_address(raw: str) -> str:
    parts = urlsplit(raw)
    if parts.scheme not in {"http", "https"} or not parts.netloc:
        raise ValueError("give a whole address, such as https://host/path")
    return raw


def _whole_addresses(raw: str) -> str:
    return " ".join(_whole_address(part) for part in raw.split())


def _database(raw: str) -> str:
    if not raw.startswith(("sqlite:///", "postgresql://", "postgresql+psycopg://")):
        raise ValueError("give sqlite:///file or postgresql://…")
    return raw


def _one_of(*choices: str) -> Callable[[str], str]:
    def parse(raw: str) -> str:
        if raw not in choices:
            raise ValueError(f"must be one of {', '.join(choices)}")
        return raw

    return parse


def _scheme(*schemes: str) -> Callable[[str], str]:
    def parse(raw: str) -> str:
        if urlsplit(raw).scheme not in schemes:
            raise ValueError(f"must begin with one of {', '.join(f'{name}:' for name in schemes)}")
        return raw

    return parse


def _storage(raw: str) -> str:
    parts = urlsplit(_scheme("file", "s3")(raw))
    if parts.scheme == "file":
        return raw
    asked = dict(parse_qsl(parts.query, keep_blank_values=True))
    if not parts.netloc or set(asked) - {"endpoint", "region", "addressing"}:
        raise ValueError("give s3://bucket?endpoint=https://…, with region=… and addressing=path or virtual if needed")
    if asked.get("addressing", "auto") not in {"auto", "path", "virtual"}:
        raise ValueError("addressing must be auto, path or virtual")
    if not asked.get("endpoint", "https://").startswith(("http://", "https://")):
        raise ValueError("the endpoint must begin with http:// or https://")
    return raw


def _switch(raw: str) -> bool:
    known = {"on": True, "1": True, "true": True, "yes": True, "off": False, "0": False, "false": False, "no": False}
    if raw.lower() not in known:
        raise ValueError("must be on or off")
    return known[raw.lower()]


def _count(raw: str) -> int:
    if not raw.isascii() or not raw.isdigit():
        raise ValueError("must be a whole number")
    return int(raw)


def _secret(raw: str) -> str:
    if len(raw) < 32:
        raise ValueError("must be at least 32 characters")
    return raw


_PARSERS: dict[str, Callable[[str], Any]] = {
    "data": Path,
    "site_url": _web_address,
    "site_name": str,
    "site_tagline": str,
    "database_url": _database,
    "redis_url": _scheme("redis", "rediss", "valkey", "valkeys"),
    "storage_url": _storage,
    "storage_access_key": str,
    "storage_secret_key": str,
    "mail_url": _scheme("smtp", "smtps", "file"),
    "mail_from": str,
    "websub_hub": _whole_addresses,
    "robots": str,
    "security_contact": _scheme("mailto", "https"),
    "secret_key": _secret,
    "trusted_proxies": _count,
    "rate_limits": _switch,
    "log": _one_of("text", "json"),
    "threads": _count,
    "development": _switch,
}
assert set(_PARSERS) <= {item.name for item in fields(Settings)}  # noqa: S101 - a slip here is a slip of ours
