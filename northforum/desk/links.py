"""Addresses of the desk."""

from typing import Any, Protocol

from flask import url_for


class HasPublicId(Protocol):
    """Anything that knows an article's public id."""

    @property
    def public_id(self) -> str:
        """Its part of the address."""


def board_url(*, after: str | None = None, **narrowed: str) -> str:
    """Return the address of the board: all pieces, those that it is narrowed to, or a further page of them."""
    given: dict[str, Any] = {**narrowed, "after": after}
    return url_for("desk.board", **given)


def read_url(article: HasPublicId) -> str:
    """Return where a piece is read as it stands, with the steps that it can take."""
    return url_for("desk.read_article", public_id=article.public_id)


def edit_url(article: HasPublicId, *, saved: str | None = None) -> str:
    """Return where a piece is edited; ``saved`` names the browser's copy that its save has made needless."""
    return url_for("desk.edit_article", public_id=article.public_id, saved=saved)
