"""Addresses of one's own lists."""

from flask import url_for

# What /following shows, by the name in its address.
LISTS = ("threads", "branches", "members", "topics", "muted-members", "muted-threads")


def following_url(kind: str = LISTS[0], after: str | None = None) -> str:
    """Return the address of one of the lists of what the reader follows and mutes."""
    return url_for("notifications.following", list=None if kind == LISTS[0] else kind, after=after)


def inbox_url(after: str | None = None, *, external: bool = False) -> str:
    """Return the address of what the reader was told; ``external`` with the site's own address, for mail."""
    return url_for("notifications.inbox", after=after, _external=external)
