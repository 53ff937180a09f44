"""Addresses of threads and comments."""

from flask import url_for

from northforum.access.current import current_actor
from northforum.discussion import queries
from northforum.discussion.models import Comment, Sort, Thread


def comment_url(public_id: str) -> str:
    """Return the lasting address of a comment: the page that shows it in its context."""
    return url_for("pages.comment", public_id=public_id)


def history_url(public_id: str, before: int | None = None) -> str:
    """Return the address of what a comment said before; with a version, of what it said before that."""
    return url_for("discussion.comment_history", public_id=public_id, before=before)


def comment_place(comment: Comment) -> str:
    """Return where the reader finds ``comment`` among the others: on the page of its subject while it stands there.

    What others cannot read has a page of its own, which tells its writer why.
    """
    if not comment.is_published:
        return comment_url(comment.public_id)
    if comment.thread.takes_questions:
        # Where a question stands depends on respect, which changes.
        is_there = queries.fits_one_page(comment.thread)
    else:
        is_there = queries.preferred_sort(current_actor()) is Sort.NEWEST and queries.is_on_first_page(comment)
    page = comment.thread.path if is_there else comment_url(comment.public_id)
    return f"{page}#comment-{comment.public_id}"


def order_url(thread: Thread, sort: Sort, home: Sort) -> str:
    """Return the address of a thread in the order ``sort``, for who finds it in the order ``home`` at its subject."""
    return f"{thread.path}#discussion" if sort is home else f"{thread.path}/comments?sort={sort}#discussion"


def picks_url(thread: Thread) -> str:
    """Return the address of the editors' picks of a thread."""
    return f"{thread.path}/comments?show=picks#discussion"


def more_url(thread: Thread, sort: Sort | None, after: str) -> str:
    """Return the address of the page of comments, or of picks without ``sort``, that begins behind ``after``."""
    which = f"sort={sort}" if sort else "show=picks"
    return f"{thread.path}/comments?{which}&after={after}#discussion"


def settings_url(thread: Thread) -> str:
    """Return where it is chosen how ``thread`` goes on."""
    return url_for("discussion.steer_thread", public_id=thread.public_id)
