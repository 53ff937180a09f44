"""Every question that is asked of what members are told."""

from northforum.notifications.queries.recipients import (
    Batch,
    News,
    Recipient,
    admitted,
    article_to_tell,
    comment_to_tell,
    listening,
    read_already,
    recipients_of_article,
    recipients_of_comment,
)
from northforum.notifications.queries.told import inbox, told_rows, unread_by_thread, unread_count

__all__ = [
    "Batch",
    "News",
    "Recipient",
    "admitted",
    "article_to_tell",
    "comment_to_tell",
    "inbox",
    "listening",
    "read_already",
    "recipients_of_article",
    "recipients_of_comment",
    "told_rows",
    "unread_by_thread",
    "unread_count",
]
