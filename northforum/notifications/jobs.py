"""What the worker does after something happened that members are to hear of."""

from northforum.articles.events import ArticlePublished
from northforum.discussion.events import CommentPicked, CommentPosted
from northforum.notifications import operations
from northforum.notifications.events import ArticleToldInPart, CommentToldInPart


def tell_of_comment(event: CommentPosted) -> None:
    """Tell the members whom a new comment concerns."""
    operations.tell_of_comment(event.comment_id)


def tell_more_of_comment(event: CommentToldInPart) -> None:
    """Tell the next ones."""
    operations.tell_of_comment(event.comment_id, event.after)


def tell_of_article(event: ArticlePublished) -> None:
    """Tell the members who follow a topic of a new article."""
    operations.tell_of_article(event.article_id)


def tell_more_of_article(event: ArticleToldInPart) -> None:
    """Tell the next ones."""
    operations.tell_of_article(event.article_id, event.after)


def tell_of_pick(event: CommentPicked) -> None:
    """Tell the writer of a comment that editors picked it."""
    operations.tell_of_pick(event.comment_id)
