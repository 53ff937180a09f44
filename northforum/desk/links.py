"""Addresses of the desk."""

from typing import Any, Protocol

from flask import url_for


class HasPublicId(Protocol):
    """Anything that knows an article's public id."""

    @property
    def public_id(self) -> str:
        """Its part of the address."""


class HasSlug(Protocol):
    """Anything that knows its slug."""

    @property
    def slug(self) -> str:
        """Its part of the address."""


def board_url(*, after: str | None = None, **narrowed: str) -> str:
    """Return the address of the board: all pieces, those that it is narrowed to, or a further page of them."""
    given: dict[str, Any] = {**narrowed, "after": after}
    return url_for("desk.board", **given)


def new_url() -> str:
    """Return where a new piece is begun."""
    return url_for("desk.write_article")


def kept_url(article: HasPublicId | None, form_key: str) -> str:
    """Return where words that were typed into a piece and not saved are opened."""
    if article is None:
        return url_for("desk.write_article", kept=form_key)
    return url_for("desk.edit_article", public_id=article.public_id, kept=form_key)


def read_url(article: HasPublicId) -> str:
    """Return where a piece is read as it stands, with the steps that it can take."""
    return url_for("desk.read_article", public_id=article.public_id)


def note_url(article: HasPublicId, paragraph: int | None = None) -> str:
    """Return where a piece is read with a place to write a note, on one paragraph or on the whole: the box itself."""
    chosen = "all" if paragraph is None else str(paragraph)
    return url_for("desk.read_article", public_id=article.public_id, note=chosen, _anchor="words")


def notes_url(article: HasPublicId) -> str:
    """Return where the notes on a piece stand."""
    return url_for("desk.read_article", public_id=article.public_id, _anchor="notes")


def share_url(article: HasPublicId) -> str:
    """Return where preview links of a piece are made and ended."""
    return url_for("desk.share_article", public_id=article.public_id)


def history_url(article: HasPublicId, after: str | None = None) -> str:
    """Return where the saves of a piece are listed."""
    return url_for("desk.article_history", public_id=article.public_id, after=after)


def revision_url(article: HasPublicId, number: int) -> str:
    """Return where one save of a piece is compared with the one before, and brought back."""
    return url_for("desk.article_revision", public_id=article.public_id, number=number)


def edit_url(article: HasPublicId) -> str:
    """Return where a piece is edited."""
    return url_for("desk.edit_article", public_id=article.public_id)


def places_url(kind: str, at: HasSlug | None = None, *, q: str = "", after: str | None = None) -> str:
    """Return where the sections or the topics are kept: all, those found, or a further page; ``at`` is one of them."""
    anchor = f"place-{at.slug}" if at else None
    return url_for("desk.places", kind=kind, q=q or None, after=after, _anchor=anchor)


def place_url(kind: str, place: HasSlug) -> str:
    """Return where a section or a topic is described."""
    return url_for("desk.place", kind=kind, slug=place.slug)


def authors_url(*, q: str = "", after: str | None = None) -> str:
    """Return where authors are kept: all, those found, or a further page."""
    return url_for("desk.authors", q=q or None, after=after)


def author_url(author: HasSlug) -> str:
    """Return where an author is described."""
    return url_for("desk.describe_author", slug=author.slug)
