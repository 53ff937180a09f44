"""Mail about what members were told."""

import hashlib
from collections.abc import Sequence
from typing import Protocol
from urllib.parse import urlsplit

from flask import current_app

from northforum.core import mail
from northforum.members.models import Member
from northforum.notifications import links, queries


class Line(Protocol):
    """One thing that is new."""

    @property
    def sentence(self) -> str:
        """What happened."""

    @property
    def title(self) -> str:
        """In which discussion."""

    @property
    def url(self) -> str:
        """The path where it is read."""


def news(member: Member, lines: Sequence[Line], prepared_at: str) -> mail.Message:
    """Return what tells a member what is new for them.

    Sent a second time, after the worker died behind the first, it has the same Message-ID, and mail programs show one.
    """
    stop_url = links.unsubscribe_url(member.id, external=True)
    return mail.render_message(
        "notifications/news",
        to=member.email,
        headers={
            "Message-ID": _message_id(member.id, prepared_at),
            # RFC 8058: a mail program's own button, without a page to open.
            "List-Unsubscribe": f"<{stop_url}>",
            "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
        },
        lines=lines[: queries.LINES],
        has_more=len(lines) > queries.LINES,
        inbox_url=links.inbox_url(external=True),
        stop_url=stop_url,
    )


def _message_id(member_id: int, prepared_at: str) -> str:
    host = urlsplit(current_app.config["SITE_URL"]).hostname
    return f"<{hashlib.sha256(f'{member_id} {prepared_at}'.encode()).hexdigest()[:32]}@{host}>"
