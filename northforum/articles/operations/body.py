"""The body of an article, rendered with what this site knows: its pictures and its members."""

from collections.abc import Collection, Mapping
from functools import partial

from northforum.core import richtext
from northforum.core.richtext import Named, Rendered
from northforum.core.richtext.pictures import Draw
from northforum.media import queries as media, serializers as media_serializers
from northforum.members import queries as members


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
    return {name: partial(media_serializers.element, row) for name, row in media.pictures_named(names).items()}
