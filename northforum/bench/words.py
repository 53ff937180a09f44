"""What is said on the measured sites: the demonstration's own words, rendered once."""

import functools
from collections.abc import Sequence

from northforum.core import richtext
from northforum.core.richtext import Rendered
from northforum.demonstration import reading

# Of an article that is not looked at singly this much is kept, to the end of a paragraph.
SHORTENED_TO = 1_800


@functools.cache
def comments() -> Sequence[Rendered]:
    """Return every comment of the demonstration."""
    said = [comment.text("text") for piece in reading.articles() for comment in reading.comments(piece["slug"])]
    return [richtext.comment(text) for text in said]


@functools.cache
def pieces() -> Sequence[tuple[str, str]]:
    """Return headline and standfirst of every article of the demonstration."""
    return [(piece.text("headline"), piece.text("standfirst")) for piece in reading.articles()]


@functools.cache
def whole_body() -> Rendered:
    """Return the text of the article whose page is measured."""
    bodies = {piece["slug"]: piece["body"] for piece in reading.articles()}
    return richtext.article(bodies["pan-northern-collaboration"])


@functools.cache
def short_bodies() -> Sequence[Rendered]:
    """Return the beginning of every article of the demonstration."""
    return [richtext.article(_beginning(piece["body"])) for piece in reading.articles()]


def _beginning(body: str) -> str:
    end = body.rfind("\n\n", 0, SHORTENED_TO)
    return body if end < 0 else body[:end]
