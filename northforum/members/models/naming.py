"""Names, handles, e-mail addresses and links as people may give them."""

import re
from collections.abc import Collection, Iterable
from urllib.parse import urlsplit

import email_validator

from northforum.core import text
from northforum.core.errors import Invalid

NAME_LENGTH = 80
HANDLE_LENGTH = 40
# Far more than any address has, and little enough to be read at once.
EMAIL_LONGEST = 1000
LINKS = 6
LINK_LENGTH = 200
# Names that would read as the site speaking, or that addresses beside a handle may need one day.
# fmt: off
RESERVED = frozenset(
    {
        "about", "abuse", "account", "admin", "administration", "administrator", "administrators", "all", "anonymous",
        "api", "confirm", "contact", "desk", "edit", "editor", "editors", "editorial", "everybody", "everyone",
        "feed", "help", "host", "hosts", "hub", "hubs", "info", "join", "login", "logout", "mail", "me", "member",
        "members", "moderation", "moderator", "moderators", "new", "nobody", "northforum", "northforum-editor",
        "northforum-editors", "official", "owner", "postmaster", "press", "privacy", "root", "search", "security",
        "settings", "site", "staff", "suggest", "support", "system", "team", "webmaster",
    }
)
# fmt: on
# Some mail programs make a link of anything that looks like an address, so a name must not.
_LINKABLE = re.compile(r"@|://|\bwww\.|[^\W_]{2,}\.[^\W\d_]{2,}", re.IGNORECASE)
_NO_EMAIL = "Enter an e-mail address such as name@example.org."
_MARKUP = re.compile(r"[<>{}\[\]|\\^`]")


def clean_name(raw: str) -> str:
    """Return a member's name on one line.

    Raises
    ------
    Invalid
        Under ``name``, when it is empty, too long, holds an address, or would pass for the site itself.
    """
    name = _line(raw, "name")
    if text.is_blank(name) or not any(character.isalpha() for character in name):
        raise Invalid(name="Enter your name, as you would like to be read.")
    if len(name) > NAME_LENGTH:
        raise Invalid(name=f"Keep your name to {NAME_LENGTH} characters at most.")
    if _MARKUP.search(name):
        raise Invalid(name="Leave brackets and other signs out of your name.")
    if _LINKABLE.search(name):
        raise Invalid(name="Leave addresses out of your name, and put a space after a full stop.")
    if text.slugify(name, fallback="") in RESERVED:
        raise Invalid(name="This name is kept for the site itself. Please give your own.")
    return name


def clean_email(raw: str) -> str:
    """Return an e-mail address in the one way it is written here: lower case, its domain in ASCII.

    Raises
    ------
    Invalid
        Under ``email``, when no mail could reach it.
    """
    if len(raw) > EMAIL_LONGEST:
        raise Invalid(email=_NO_EMAIL)
    try:
        checked = email_validator.validate_email(raw.strip(), check_deliverability=False, allow_smtputf8=False)
    except (email_validator.EmailNotValidError, UnicodeError) as problem:
        raise Invalid(email=_NO_EMAIL) from problem
    return (checked.ascii_email or checked.normalized).lower()


def same_email(raw: str) -> str:
    """Return ``raw`` as ``clean_email`` would write it, or as it is when it is no address at all."""
    try:
        return clean_email(raw)
    except Invalid:
        return raw.strip().lower()


def clean_links(lines: Iterable[str]) -> str:
    """Return web addresses one a line.

    Raises
    ------
    Invalid
        Under ``links``, when one is no web address or there are too many.
    """
    links = list(dict.fromkeys(filter(None, (_line(line, "links") for line in lines))))
    if len(links) > LINKS:
        raise Invalid(links=f"Give {LINKS} links at most.")
    for link in links:
        if not _is_web_address(link):
            raise Invalid(links=f"“{link[:80]}” is not a web address. Each begins with https:// or http://.")
    return "\n".join(links)


def free_handle(name: str, taken: Collection[str]) -> str:
    """Return the handle of ``name``: its words in ASCII, with a number where the plain one is taken or reserved."""
    stem = handle_stem(name)
    if stem not in taken and stem not in RESERVED:
        return stem
    number = 2
    while f"{stem}-{number}" in taken:
        number += 1
    return f"{stem}-{number}"


def handle_stem(name: str) -> str:
    """Return what every handle made from ``name`` begins with."""
    return text.slugify(name, fallback="member")[: HANDLE_LENGTH - 10].strip("-")


def _line(raw: str, field: str) -> str:
    try:
        return text.clean_line(raw)
    except Invalid as refusal:
        raise Invalid(**{field: refusal.message}) from refusal


def _is_web_address(link: str) -> bool:
    if len(link) > LINK_LENGTH or re.search(r"[\s<>\"'\\]", link):
        return False
    try:
        parts = urlsplit(link)
        host = parts.hostname or ""
        known_port = parts.port is None or parts.port > 0
    except ValueError:
        return False
    return parts.scheme in {"http", "https"} and "." in host.strip(".") and not parts.username and known_port
