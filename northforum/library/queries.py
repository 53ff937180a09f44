"""What the library asks of several features at once: where a picture is shown."""

from collections.abc import Sequence

from northforum.access.actor import Actor
from northforum.articles import queries as articles
from northforum.media.models import Picture

Use = articles.PictureUse


def uses(actor: Actor, picture: Picture) -> Sequence[Use]:
    """Return the pieces that show the picture, as far as the actor may know of them, the last changed first."""
    return articles.pieces_with_picture(actor, picture.id)
