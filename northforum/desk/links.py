"""Addresses of the desk."""

from typing import Protocol

from flask import url_for


class HasPublicId(Protocol):
    """Anything that knows an article's public id."""

    @property
    def public_id(self) -> str:
        """Its part of the address."""


def board_url(state: str | None = None, *, own: bool = False, after: str | None = None) -> str:
    """Return the address of the board: all pieces, those in one state, one's own, or a further page."""
    return url_for("desk.board", state=state, mine="yes" if own else None, after=after)


def edit_url(article: HasPublicId, *, saved: str | None = None) -> str:
    """Return where a piece is edited; ``saved`` names the browser's copy that its save has made needless."""
    return url_for("desk.edit_article", public_id=article.public_id, saved=saved)
