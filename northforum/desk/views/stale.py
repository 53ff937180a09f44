"""Forms that were opened before a section, a topic or an author moved on."""

from typing import TypeVar

from flask import request

from northforum.articles.models import Author, Section, Topic
from northforum.core.errors import Conflict

Place = TypeVar("Place", Section, Topic, Author)
MOVED = "This has another address by now, or is a part of another one. Nothing was changed: open it again and look."


def still_at(place: Place, slug: str) -> Place:
    """Return ``place`` if a form for ``slug`` may change it.

    A link may lead on from a former address; a form may not, for what it says was written of something else.
    """
    if request.method == "POST" and place.slug != slug:
        raise Conflict(MOVED)
    return place
