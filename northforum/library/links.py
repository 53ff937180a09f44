"""Addresses of the library."""

from typing import Protocol

from flask import url_for


class HasPublicId(Protocol):
    """Anything that knows a picture's public id."""

    @property
    def public_id(self) -> str:
        """Its part of the address."""


def library_url(words: str = "", *, own: bool = False, after: str | None = None) -> str:
    """Return the address of the library: all pictures, those found or one's own, or a further page."""
    return url_for("library.pictures", q=words or None, mine="yes" if own else None, after=after)


def picture_url(picture: HasPublicId) -> str:
    """Return where a picture is described."""
    return url_for("library.picture", public_id=picture.public_id)
