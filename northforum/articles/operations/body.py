"""The body of an article, rendered with what this site knows: its pictures and its members."""

from collections.abc import Collection, Mapping
from functools import partial
from typing import Any

from northforum.articles import queries
from northforum.core import richtext, templating
from northforum.core.richtext import Named, Rendered
from northforum.core.richtext.pictures import Draw
from northforum.media import links as media_links
from northforum.members import queries as members

# A picture in the column of a text, which is 44rem wide at most.
_SIZES = "(min-width: 46rem) 44rem, 100vw"
_ELEMENT = '<img src="{}" srcset="{}" sizes="{}" alt="{}" width="{}" height="{}" loading="lazy" decoding="async">'


def rendered_body(source: str) -> Rendered:
    """Return the Markdown of a body rendered: members' handles are links, and our library draws the pictures.

    Raises
    ------
    Invalid
        Under ``body``, when it cannot be accepted.
    """
    return richtext.article(source, _members, _pictures)


def _members(handles: Collection[str]) -> Mapping[str, Named]:
    found = members.ids_by_handle(handles)
    # Stored text is written without a request too, which is when addresses cannot be asked for by name.
    return {handle: Named(key, f"/members/{handle}") for handle, key in found.items()}


def _pictures(names: Collection[str]) -> Mapping[str, Draw]:
    return {name: partial(_element, row) for name, row in queries.pictures_named(names).items()}


def _element(picture: Any, alt: str) -> str:
    address, others = media_links.picture_url(picture), media_links.srcset(picture)
    return str(templating.markup(_ELEMENT, address, others, _SIZES, alt, picture.width, picture.height))
