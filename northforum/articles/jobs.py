"""What the worker does to articles."""

from northforum.articles import operations
from northforum.media.events import PictureReplaced


def redraw_pictures(event: PictureReplaced) -> None:
    """Draw a picture that was replaced afresh in every stored text that shows it."""
    operations.redraw_pictures(event.picture_id)
