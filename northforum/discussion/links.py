"""Addresses of threads and comments."""

from flask import url_for

from northforum.discussion import queries
from northforum.discussion.models import Comment, Sort, Thread


def comment_url(public_id: str) -> str:
    """Return the lasting address of a comment: the page that shows it in its context."""
    return url_for("discussion.show_comment", public_id=public_id)


def history_url(public_id: str, before: int | None = None) -> str:
    """Return the address of what a comment said before; with a version, of what it said before that."""
    return url_for("discussion.comment_history", public_id=public_id, before=before)


def comment_place(comment: Comment) -> str:
    """Return where a reader finds ``comment`` among the others: on the page of its subject while it stands there."""
    page = comment.thread.path if queries.is_on_first_page(comment) else comment_url(comment.public_id)
    return f"{page}#comment-{comment.public_id}"


def more_url(thread: Thread, sort: Sort, after: str) -> str:
    """Return the address of the page of comments behind the comment with the public id ``after``."""
    return f"{thread.path}/comments?sort={sort}&after={after}#discussion"
