"""Mail: messages as they go out, to files and to a real mail server."""

import asyncio
from collections.abc import Iterator
from dataclasses import replace
from email.message import EmailMessage
from pathlib import Path

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session
from flask import Flask
from jinja2 import DictLoader

from northforum.core import mail
from northforum.core.settings import Settings
from tests import servers
from tests.conftest import Clock

SETTINGS = Settings(site_url="https://north.example:8443", mail_from="NorthForum <hello@north.example>")
TO = "ada@example.org"
PLAIN = mail.Message(TO, "Confirm your address", "Open https://north.example/confirm/abc\n")


def built(**changes: object) -> EmailMessage:
    return mail.build(replace(PLAIN, **changes), SETTINGS)  # type: ignore[arg-type]


def part(message: EmailMessage, kind: str) -> str:
    found = message.get_body((kind,))
    assert found is not None
    return str(found.get_content()).replace("\r\n", "\n")


def test_a_message_says_who_when_and_that_a_machine_wrote_it(clock: Clock) -> None:
    message = servers.parse_mail(built(html="<p>Open</p>").as_bytes())
    assert message["From"] == "NorthForum <hello@north.example>"
    assert message["To"] == TO
    assert message["Date"] == "Fri, 20 Nov 2026 12:00:00 +0000"
    assert message["Auto-Submitted"] == "auto-generated"
    assert message["Message-ID"].endswith("@north.example>")
    assert message.get_content_type() == "multipart/alternative"
    assert part(message, "plain") == PLAIN.text
    assert "<p>Open</p>" in part(message, "html")


def test_each_message_has_an_id_of_its_own() -> None:
    assert built()["Message-ID"] != built()["Message-ID"]


def test_a_long_header_stays_on_one_line() -> None:
    link = f"<https://north.example/unsubscribe/{'x' * 600}>"
    raw = built(headers={"List-Unsubscribe": link}).as_bytes().decode()
    assert f"List-Unsubscribe: {link}\r\n" in raw


@pytest.mark.parametrize(
    "changes",
    [
        {"subject": "Hello\r\nBcc: everyone@example.org"},
        {"subject": "Hello\nBcc: everyone@example.org"},
        {"headers": {"X-Note": "a\r\n\r\nbody"}},
        {"headers": {"X-No\nte": "a"}},
        {"to": "ada@example.org\nBcc: eve@example.org"},
        {"to": "ada@example.org, eve@example.org"},
        {"to": "no address"},
        {"to": ""},
        {"to": "ada@"},
        {"to": "j\u00f6rg@example.org"},
        {"to": f"ada@{'x' * 70}.example"},
    ],
)
def test_headers_cannot_be_smuggled_in_and_addresses_must_be_one(changes: dict[str, object]) -> None:
    with pytest.raises(mail.MailRefused):
        built(**changes)


def test_a_domain_in_other_letters_is_written_in_ascii() -> None:
    assert built(to="ada@b\u00fccher.example")["To"] == "ada@xn--bcher-kva.example"


@pytest.mark.parametrize(
    ("name", "quoted"),
    [
        ("Ada Holroyd", "\u201cAda Holroyd\u201d"),
        ("J.R. Hartley", "\u201cJ. R. Hartley\u201d"),
        ("win at https://evil.example/now", "\u201cwin at https evil. example now\u201d"),
        ("eve@evil.example", "\u201ceve evil. example\u201d"),
        ("tel:07700900000", "\u201ctel 07700900000\u201d"),
        ("a\r\nb<b>", "\u201ca b b\u201d"),
    ],
)
def test_a_name_in_mail_is_quoted_and_links_to_nothing(name: str, quoted: str) -> None:
    assert mail.quoted_name(name) == quoted


@pytest.fixture
def site(tmp_path: Path) -> Iterator[Flask]:
    app = Flask("posting")
    app.config["SETTINGS"] = replace(SETTINGS, mail_url=f"file://{tmp_path}/post%20box")
    app.jinja_loader = DictLoader(
        {
            "members/emails/confirm.subject": "Welcome,\n  {{ name }} & co\n",
            "members/emails/confirm.txt": "Dear {{ mail_name(name) }},\nopen {{ link }}\n",
            "members/emails/confirm.html": "<html><head><style>p { color: #123456 } @media print { p { color: black } }"
            '</style><link rel="stylesheet" href="http://192.0.2.1/a.css"></head><body><p>{{ name }}</p></body></html>',
        }
    )
    with app.app_context():
        yield app


def test_three_templates_make_a_message(site: Flask) -> None:
    message = mail.render_message("members/confirm", to=TO, name="<Ada>", link="https://north.example/c")
    assert message.subject == "Welcome, <Ada> & co"
    assert message.text == "Dear \u201cAda\u201d,\nopen https://north.example/c"
    assert '<p style="color: #123456' in message.html
    assert "@media print" in message.html
    assert "&lt;Ada&gt;" in message.html


def test_a_sent_message_becomes_a_file_of_its_own(site: Flask, tmp_path: Path, clock: Clock) -> None:
    for number in range(3):
        mail.send(replace(PLAIN, subject=f"Number {number}", text="N\u00f6rthern \u201cwords\u201d\n" * 3))
        clock.advance(seconds=1)
    files = sorted((tmp_path / "post box").iterdir())
    assert [file.suffix for file in files] == [".eml"] * 3
    messages = [servers.parse_mail(file.read_bytes()) for file in files]
    assert [message["Subject"] for message in messages] == ["Number 0", "Number 1", "Number 2"]
    assert part(messages[0], "plain") == "N\u00f6rthern \u201cwords\u201d\n" * 3
    assert files[0].stat().st_mode & 0o077 == 0


def test_a_disk_that_cannot_be_written_defers_the_message(tmp_path: Path) -> None:
    (tmp_path / "taken").write_text("a file where the folder should be")
    with pytest.raises(mail.MailDeferred):
        mail.transport(f"file://{tmp_path}/taken").send(built())


@pytest.mark.parametrize(
    "url", ["", "http://mail.example", "smtp://", "file://relative/folder", "smtp://mail.example?tls=maybe", "memory:"]
)
def test_an_unknown_way_is_refused(url: str) -> None:
    with pytest.raises(ValueError, match=r"mail goes to|tls must be"):
        mail.transport(url)


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("smtp://mail.example", mail.SmtpTransport("mail.example", 25, "none")),
        ("smtps://a%40b:p%2Fw@mail.example", mail.SmtpTransport("mail.example", 465, "implicit", "a@b", "p/w")),
        ("smtp://mail.example?tls=starttls", mail.SmtpTransport("mail.example", 587, "starttls")),
        ("smtp://u:p@mail.example:2525", mail.SmtpTransport("mail.example", 2525, "none", "u", "p")),
    ],
)
def test_the_address_of_a_mail_server_is_understood(url: str, expected: mail.SmtpTransport) -> None:
    assert mail.transport(url) == expected
    assert "p/w" not in repr(mail.transport(url))


def test_a_message_arrives_at_a_mail_server(mail_server: servers.MailServer) -> None:
    text = "N\u00f6rthern \u201cwords\u201d\n.\nFrom here on\n"
    mail.transport(mail_server.url).send(built(subject="\u201cHi\u201d \N{SNOWMAN}", text=text, html="<p>\u00e9</p>"))
    (message,) = mail_server.messages
    assert message["Subject"] == "\u201cHi\u201d \N{SNOWMAN}"
    assert part(message, "plain") == text
    assert "<p>\u00e9</p>" in part(message, "html")


class Picky:
    """A mail server that answers as it is told, and says which extensions it was used with."""

    def __init__(self, answer: str, *, eight_bit: bool = True) -> None:
        self.answer = answer
        self.eight_bit = eight_bit
        self.received: list[bytes] = []

    async def handle_EHLO(  # noqa: N802 - aiosmtpd's names
        self, server: SMTP, session: Session, envelope: Envelope, hostname: str, responses: list[str]
    ) -> list[str]:
        session.host_name = hostname
        return [line for line in responses if self.eight_bit or "8BITMIME" not in line]

    async def handle_RCPT(  # noqa: N802 - aiosmtpd's names
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        if self.answer.startswith("rcpt "):
            return self.answer.removeprefix("rcpt ")
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802
        assert isinstance(envelope.content, bytes)
        self.received.append(envelope.content)
        return self.answer

    async def handle_QUIT(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802
        await asyncio.sleep(0)
        return "421 leaving badly"


def _answers(picky: Picky, **options: object) -> Iterator[str]:
    port = servers.free_port()
    controller = Controller(picky, hostname="127.0.0.1", port=port, **options)  # type: ignore[arg-type]
    controller.start()
    try:
        yield f"127.0.0.1:{port}"
    finally:
        controller.stop()


@pytest.mark.parametrize(
    ("answer", "error"),
    [
        ("rcpt 550 no such person", mail.MailRefused),
        ("rcpt 451 come again", mail.MailDeferred),
        ("554 not wanted", mail.MailRefused),
        ("452 full", mail.MailDeferred),
    ],
)
def test_refusals_for_now_and_for_good_are_told_apart(answer: str, error: type[Exception]) -> None:
    for host in _answers(Picky(answer)):
        with pytest.raises(error):
            mail.transport(f"smtp://{host}").send(built())


def test_a_bad_farewell_does_not_undo_the_sending() -> None:
    picky = Picky("250 OK")
    for host in _answers(picky):
        mail.transport(f"smtp://{host}").send(built())
    assert len(picky.received) == 1


@pytest.mark.parametrize("eight_bit", [True, False])
def test_an_old_server_gets_seven_bits(*, eight_bit: bool) -> None:
    picky = Picky("250 OK", eight_bit=eight_bit)
    for host in _answers(picky):
        mail.transport(f"smtp://{host}").send(built(text="N\u00f6rthern\n", html="<p>\u00e9</p>"))
    assert picky.received[0].isascii() is not eight_bit
    received = servers.parse_mail(picky.received[0])
    assert part(received, "plain") == "N\u00f6rthern\n"
    assert part(received, "html") == "<p>\u00e9</p>\n"


def test_nobody_listening_defers_the_message() -> None:
    with pytest.raises(mail.MailDeferred):
        mail.transport(f"smtp://127.0.0.1:{servers.free_port()}").send(built())


def test_a_server_without_tls_is_not_trusted_with_it() -> None:
    for host in _answers(Picky("250 OK")):
        for url in (f"smtp://{host}?tls=starttls", f"smtps://{host}"):
            with pytest.raises((mail.MailRefused, mail.MailDeferred)):
                mail.transport(url).send(built())


@pytest.mark.parametrize("password", ["right", "wrong"])
def test_a_server_may_ask_who_is_sending(password: str) -> None:
    def known(_server: SMTP, _session: Session, _envelope: Envelope, _how: str, data: object) -> AuthResult:
        is_right = isinstance(data, LoginPassword) and data.password == b"right"
        # Not handled: the server itself answers that it failed.
        return AuthResult(success=is_right, handled=False)

    picky = Picky("250 OK")
    for host in _answers(picky, authenticator=known, auth_require_tls=False):
        way = mail.transport(f"smtp://north:{password}@{host}")
        if password == "right":
            way.send(built())
        else:
            with pytest.raises(mail.MailDeferred):
                way.send(built())
    assert len(picky.received) == (password == "right")
