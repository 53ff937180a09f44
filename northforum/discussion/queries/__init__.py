"""Every question that is asked of threads and comments."""

from northforum.discussion.queries.comments import (
    Context,
    comment_by_key,
    comment_in,
    comments_by,
    context_of,
    latest_comments,
    own_recent,
    respects,
    visible_comment,
)
from northforum.discussion.queries.conversations import conversation_page, is_on_first_page, sort_named
from northforum.discussion.queries.counts import (
    count_disagreements,
    counted_members,
    counted_replies,
    counted_threads,
)
from northforum.discussion.queries.elements import naming, naming_writer_of, outdated, to_draw
from northforum.discussion.queries.history import edited_comment, public_revisions, version_named
from northforum.discussion.queries.mentions import mentioned_ids
from northforum.discussion.queries.threads import (
    author_ids,
    comment_counts,
    hub_ids,
    latest_threads,
    lock,
    lock_with_thread,
    mark_of,
    most_discussed,
    owned_thread,
    readable,
    visible_thread,
)

__all__ = [
    "Context",
    "author_ids",
    "comment_by_key",
    "comment_counts",
    "comment_in",
    "comments_by",
    "context_of",
    "conversation_page",
    "count_disagreements",
    "counted_members",
    "counted_replies",
    "counted_threads",
    "edited_comment",
    "hub_ids",
    "is_on_first_page",
    "latest_comments",
    "latest_threads",
    "lock",
    "lock_with_thread",
    "mark_of",
    "mentioned_ids",
    "most_discussed",
    "naming",
    "naming_writer_of",
    "outdated",
    "own_recent",
    "owned_thread",
    "public_revisions",
    "readable",
    "respects",
    "sort_named",
    "to_draw",
    "version_named",
    "visible_comment",
    "visible_thread",
]
