"""Addresses of searches."""

from dataclasses import replace
from typing import Any

from flask import url_for

from northforum.search.models import Kind
from northforum.search.queries import Wish


def search_url(wish: Wish, after: str | None = None) -> str:
    """Return the address of what is wished for, or of a further page of it."""
    asked: dict[str, Any] = {
        "q": wish.q or None,
        "kind": str(wish.kind) if wish.kind else None,
        "sort": "best" if wish.is_best_first else None,
        "section": wish.section or None,
        "hub": wish.hub or None,
        "author": wish.author or None,
        "from": wish.since.isoformat() if wish.since else None,
        "to": wish.until.isoformat() if wish.until else None,
        "after": after,
    }
    return url_for("search.search", **asked)


def kind_url(wish: Wish, kind: Kind | None) -> str:
    """Return the address of the same search for one kind of thing, or for all."""
    return search_url(replace(wish, kind=kind))


def order_url(wish: Wish, *, is_best_first: bool) -> str:
    """Return the address of the same search in another order."""
    return search_url(replace(wish, is_best_first=is_best_first))


def everywhere_url(wish: Wish) -> str:
    """Return the address of a search for the same words without bounds."""
    return search_url(Wish(q=wish.q))
