"""What the worker does to articles."""

from northforum.articles import operations
from northforum.articles.events import Relabelled
from northforum.media.events import PictureReplaced


def redraw_pictures(event: PictureReplaced) -> None:
    """Draw a picture that was replaced afresh in every stored text that shows it."""
    operations.redraw_pictures(event.picture_id)


def tell_articles(event: Relabelled) -> None:
    """Have each article told that names what is called otherwise now, so many at a time."""
    operations.tell_articles(event)
