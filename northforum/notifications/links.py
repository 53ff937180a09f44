"""Addresses of one's own lists."""

from flask import current_app, url_for

from northforum.core import tokens

UNSUBSCRIBE = "unsubscribe"
# A mail may lie in its box for long, and its way out must still work.
TEN_YEARS = 10 * 366 * 24 * 3600

# What /following shows, by the name in its address.
LISTS = ("threads", "branches", "members", "topics", "muted-members", "muted-threads")


def following_url(kind: str = LISTS[0], after: str | None = None) -> str:
    """Return the address of one of the lists of what the reader follows and mutes."""
    return url_for("notifications.following", list=None if kind == LISTS[0] else kind, after=after)


def inbox_url(after: str | None = None, *, external: bool = False) -> str:
    """Return the address of what the reader was told; ``external`` with the site's own address, for mail."""
    return url_for("notifications.inbox", after=after, _external=external)


def unsubscribe_url(member_id: int, *, external: bool = False) -> str:
    """Return the address, signed for one member, that ends mail without a sign-in; ``external`` as above."""
    token = tokens.sign(UNSUBSCRIBE, member_id, secret=current_app.config["SECRET_KEY"])
    return url_for("notifications.unsubscribe", token=token, _external=external)


def unsubscribing_member(token: str) -> int | None:
    """Return for which member ``token`` was signed; ``None`` when it is not one of ours."""
    found = tokens.unsign(UNSUBSCRIBE, token, secret=current_app.config["SECRET_KEY"], max_age=TEN_YEARS)
    return found if isinstance(found, int) else None
