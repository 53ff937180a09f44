"""Addresses of members and of the pages about one's own account."""

from typing import Protocol

from flask import url_for


class HasHandle(Protocol):
    """Anything that knows a member's handle: the member, an actor or a row of a list."""

    @property
    def handle(self) -> str:
        """The member's part of their address."""


def member_url(member: HasHandle, *, external: bool = False) -> str:
    """Return the address of a member's page; ``external`` with the site's own address, for mail."""
    return url_for("pages.member", handle=member.handle, _external=external)


def handle_url(handle: str) -> str:
    """Return the address of the page of whoever has this handle."""
    return url_for("pages.member", handle=handle)


def log_in_url(next_path: str | None = None, *, external: bool = False) -> str:
    """Return the address of the log-in page, which goes on to ``next_path``; ``external`` as above."""
    return url_for("members.log_in", next=next_path, _external=external)


def join_url(next_path: str | None = None) -> str:
    """Return the address of the page for joining, which in the end goes on to ``next_path``."""
    return url_for("members.join", next=next_path)


def check_mail_url() -> str:
    """Return the address of the page that says to look for our mail."""
    return url_for("members.check_mail")


def forgot_url(*, external: bool = False) -> str:
    """Return where one asks for a new password; ``external`` as above."""
    return url_for("members.forgot", _external=external)


def reset_sent_url() -> str:
    """Return the address of the page that says that a mail with a link is on its way."""
    return url_for("members.reset_sent")


def confirm_url(token: str) -> str:
    """Return the full address that confirms a mail address; for mail only."""
    return url_for("members.confirm", token=token, _external=True)


def reset_url(token: str) -> str:
    """Return the full address for choosing a new password; for mail only."""
    return url_for("members.reset", token=token, _external=True)


def account_url() -> str:
    """Return the address of one's own account."""
    return url_for("members.account")


def security_url() -> str:
    """Return the address of one's own password and sign-ins."""
    return url_for("members.security")
