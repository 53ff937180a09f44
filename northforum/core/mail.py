"""Mail: a message from three templates, and the ways it leaves the house."""

import contextlib
import os
import re
import secrets
import smtplib
import ssl
from collections.abc import Mapping
from dataclasses import dataclass, field
from email.errors import MessageError
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime, getaddresses, make_msgid
from pathlib import Path
from typing import Any, Protocol
from urllib.parse import SplitResult, parse_qs, unquote, urlsplit

import css_inline
from flask import current_app

from northforum.core import clock, templating
from northforum.core.db import db
from northforum.core.settings import Settings

TIMEOUT_SECONDS = 20
# A folded List-Unsubscribe becomes an encoded word, which mail programs ignore; 998 is what RFC 5322 allows.
POLICY = SMTP.clone(max_line_length=998)
_CONTROL = re.compile(r"[\x00-\x1f\x7f]")
_SPACES = re.compile(r"\s+")
# What makes an address of words: "/", "@", a colon or a dot with something right behind it.
_JOINS = re.compile(r"[/\\<>@]|:(?=\S)|(?P<dot>\.)(?=\S)")
_TEMPORARY = range(400, 500)
_inliner = css_inline.CSSInliner(load_remote_stylesheets=False, keep_at_rules=True)


class MailDeferred(Exception):
    """The message could not be handed over now; later it may."""


class MailRefused(Exception):
    """The message cannot be delivered as it is; trying again is of no use."""


@dataclass(frozen=True, slots=True)
class Message:
    """What is to be said to whom; ``headers`` come on top of those that every message has."""

    to: str
    subject: str
    text: str
    html: str = ""
    headers: Mapping[str, str] = field(default_factory=dict)


class Transport(Protocol):
    """A way for messages to leave."""

    def send(self, message: EmailMessage) -> None:
        """Hand ``message`` over; raises ``MailDeferred`` or ``MailRefused``."""


def render_message(stem: str, *, to: str, headers: Mapping[str, str] | None = None, **context: Any) -> Message:
    """Return the message of the templates ``<feature>/emails/<name>.subject``, ``.txt`` and ``.html``.

    ``stem`` is ``<feature>/<name>``. The templates may call ``mail_name(name)`` for a name that a member chose.
    """
    feature, _, name = stem.partition("/")
    path = f"{feature}/emails/{name}"
    names = {"mail_name": quoted_name, **context}
    return Message(
        to=to,
        subject=_SPACES.sub(" ", templating.render(f"{path}.subject", **names)).strip(),
        text=templating.render(f"{path}.txt", **names),
        html=_inliner.inline(templating.render(f"{path}.html", **names)),
        headers=headers or {},
    )


def send(message: Message) -> None:
    """Send ``message`` the way the settings say; raises ``MailDeferred`` or ``MailRefused``."""
    settings: Settings = current_app.config["SETTINGS"]
    transport(settings.mail_url).send(build(message, settings))


def commit_and_send(*messages: Message) -> None:
    """End a job's write unit and send what follows from it.

    A link must work before it can arrive, and nobody's write may wait for a mail server.
    """
    db.session.commit()
    for message in messages:
        send(message)


def quoted_name(name: str) -> str:
    """Return a name that a member chose, in quotation marks and with nothing that a mail program would link."""
    plain = _SPACES.sub(" ", _JOINS.sub(r"\g<dot> ", _CONTROL.sub(" ", name))).strip()
    return f"\N{LEFT DOUBLE QUOTATION MARK}{plain}\N{RIGHT DOUBLE QUOTATION MARK}"


def build(message: Message, settings: Settings) -> EmailMessage:
    """Return ``message`` as it goes out.

    Raises
    ------
    MailRefused
        When an address or a header cannot stand in a message, as with a line break in it.
    """
    headers = {
        "From": _address(settings.mail_from),
        "To": _address(message.to),
        "Subject": message.subject,
        "Date": format_datetime(clock.now()),
        "Message-ID": make_msgid(domain=urlsplit(settings.site_url).hostname or "localhost"),
        # RFC 3834: nobody's holiday notice need answer this.
        "Auto-Submitted": "auto-generated",
        **message.headers,
    }
    built = EmailMessage(policy=POLICY)
    for name, value in headers.items():
        if _CONTROL.search(f"{name}{value}"):
            raise MailRefused(f"the header {_CONTROL.sub(' ', name)} holds a control character")
        built[name] = value
    built.set_content(message.text)
    if message.html:
        built.add_alternative(message.html, subtype="html")
    return built


def transport(url: str) -> Transport:
    """Return the way that ``url`` names.

    ``smtp://user:password@host:587?tls=starttls``, ``smtps://…``, or ``file:///folder``, where each message becomes a
    file.

    Raises
    ------
    ValueError
        When it names none.
    """
    parts = urlsplit(url)
    if parts.scheme == "file" and parts.path.startswith("/") and not parts.netloc:
        return FileTransport(Path(unquote(parts.path)))
    if parts.scheme in {"smtp", "smtps"} and parts.hostname:
        return _smtp_transport(parts)
    raise ValueError("mail goes to smtp://…, smtps://… or file:///folder")


@dataclass(frozen=True, slots=True)
class FileTransport:
    """Writes each message into ``folder``; names sort in the order of sending, and no half message is ever seen."""

    folder: Path

    def send(self, message: EmailMessage) -> None:
        """Write ``message``; a full or missing disk defers it."""
        name = f"{clock.now():%Y%m%dT%H%M%S%f}-{secrets.token_hex(4)}"
        partial = self.folder / f".{name}.part"
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            descriptor = os.open(partial, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
            with os.fdopen(descriptor, "wb") as file:
                file.write(message.as_bytes())
                file.flush()
                os.fsync(file.fileno())
            partial.replace(self.folder / f"{name}.eml")
        except OSError as problem:
            with contextlib.suppress(OSError):
                partial.unlink()
            raise MailDeferred(str(problem)) from problem


@dataclass(frozen=True, slots=True)
class SmtpTransport:
    """Hands each message to a mail server; ``tls`` is ``none``, ``starttls`` or ``implicit``."""

    host: str
    port: int
    tls: str
    user: str = ""
    password: str = field(default="", repr=False)

    def send(self, message: EmailMessage) -> None:
        """Hand ``message`` over, on a connection of its own."""
        try:
            client = self._connection()
            try:
                _hand_over(client, message)
            finally:
                # Once the server has taken a message, a failing farewell must not send it twice.
                with contextlib.suppress(smtplib.SMTPException, OSError):
                    client.quit()
        except smtplib.SMTPNotSupportedError as problem:
            raise MailRefused(str(problem)) from problem
        except smtplib.SMTPAuthenticationError as problem:
            # The operator's mistake, not the message's.
            raise MailDeferred(f"the mail server refused the sign-in: {problem.smtp_code}") from problem
        except smtplib.SMTPRecipientsRefused as problem:
            raise _by_code(next(iter(problem.recipients.values()))[0]) from problem
        except smtplib.SMTPResponseException as problem:
            raise _by_code(problem.smtp_code) from problem
        except (smtplib.SMTPException, OSError) as problem:
            raise MailDeferred(f"the mail server is away: {type(problem).__name__}") from problem

    def _connection(self) -> smtplib.SMTP:
        secure = ssl.create_default_context()
        if self.tls == "implicit":
            client: smtplib.SMTP = smtplib.SMTP_SSL(self.host, self.port, timeout=TIMEOUT_SECONDS, context=secure)
        else:
            client = smtplib.SMTP(self.host, self.port, timeout=TIMEOUT_SECONDS)
        try:
            if self.tls == "starttls":
                client.starttls(context=secure)
            if self.user:
                client.login(self.user, self.password)
        except BaseException:
            client.close()
            raise
        return client


def _hand_over(client: smtplib.SMTP, message: EmailMessage) -> None:
    client.ehlo_or_helo_if_needed()
    takes_eight_bits = client.has_extn("8bitmime")
    # Not send_message: it puts ">" before lines that begin with "From".
    client.sendmail(
        message["From"].addresses[0].addr_spec,
        [message["To"].addresses[0].addr_spec],
        message.as_bytes(policy=POLICY.clone(cte_type="8bit" if takes_eight_bits else "7bit")),
        mail_options=["BODY=8BITMIME"] if takes_eight_bits else [],
    )


def _by_code(code: int) -> MailDeferred | MailRefused:
    sentence = f"the mail server answered {code}"
    return MailDeferred(sentence) if code in _TEMPORARY or code < 0 else MailRefused(sentence)


def _smtp_transport(parts: SplitResult) -> SmtpTransport:
    asked = parse_qs(parts.query).get("tls", ["none"])[-1]
    tls = "implicit" if parts.scheme == "smtps" else asked
    ports = {"none": 25, "starttls": 587, "implicit": 465}
    if tls not in ports:
        raise ValueError("tls must be starttls or none")
    return SmtpTransport(
        host=parts.hostname or "",
        port=parts.port or ports[tls],
        tls=tls,
        user=unquote(parts.username or ""),
        password=unquote(parts.password or ""),
    )


def _address(written: str) -> Address:
    """Return an address whose domain is in ASCII (RFC 5890), as every mail server understands it."""
    found = getaddresses([written])
    if len(found) != 1 or _CONTROL.search(written):
        raise MailRefused("the address must be one")
    name, plain = found[0]
    local, _, domain = plain.rpartition("@")
    try:
        return Address(display_name=name, addr_spec=f"{local}@{domain.encode('idna').decode('ascii')}")
    except (MessageError, ValueError, IndexError) as problem:
        raise MailRefused("the address cannot be written to") from problem
