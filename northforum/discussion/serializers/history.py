"""How comments changed."""

from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple

from northforum.core.differences import Piece, word_differences
from northforum.discussion import links, queries
from northforum.discussion.models import Comment, Thread
from northforum.members import queries as members

# Each takes some ten milliseconds at most to compare.
CHANGES_ON_A_PAGE = 5


class Edit(NamedTuple):
    """One edit of a comment: when, and the pieces of the text before and after it."""

    at: datetime
    pieces: Sequence[Piece]


class HistoryView(NamedTuple):
    """How a comment changed: the variables of ``discussion/history.html``, by their names there."""

    comment: Comment
    thread: Thread
    writer: str
    edits: Sequence[Edit]
    older_url: str | None


def history_view(comment: Comment, before: int | None = None) -> HistoryView:
    """Return the public edits of ``comment``, the latest first; with a version, those that led up to it."""
    most = CHANGES_ON_A_PAGE + 1 if before is None else CHANGES_ON_A_PAGE + 2
    former = list(queries.public_revisions(comment, before, most))
    present = comment.source if before is None else former.pop(0).source if former else ""
    edits = []
    for revision in former[:CHANGES_ON_A_PAGE]:
        edits.append(Edit(revision.replaced_at, word_differences(revision.source, present)))
        present = revision.source
    more = len(former) > CHANGES_ON_A_PAGE
    older_url = links.history_url(comment.public_id, former[CHANGES_ON_A_PAGE - 1].version) if more else None
    writer = members.author_cards([comment.author_id])[comment.author_id].name
    return HistoryView(comment, comment.thread, writer, edits, older_url)
