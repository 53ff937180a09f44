"""Every question that is asked of what members are told."""

from northforum.notifications.queries.desk import editor_ids, note_to_tell, note_writers, piece_to_tell
from northforum.notifications.queries.mailing import (
    A_TURN,
    LINES,
    Letter,
    is_member,
    letter,
    members_to_mail,
    wants_mail,
)
from northforum.notifications.queries.recipients import (
    Batch,
    News,
    Recipient,
    admitted,
    article_to_tell,
    comment_to_tell,
    decision_to_tell,
    listening,
    read_already,
    recipients_of_article,
    recipients_of_comment,
    thread_of_comment,
)
from northforum.notifications.queries.told import inbox, is_visit_news, told_rows, unread_by_thread, unread_count

__all__ = [
    "A_TURN",
    "LINES",
    "Batch",
    "Letter",
    "News",
    "Recipient",
    "admitted",
    "article_to_tell",
    "comment_to_tell",
    "decision_to_tell",
    "editor_ids",
    "inbox",
    "is_member",
    "is_visit_news",
    "letter",
    "listening",
    "members_to_mail",
    "note_to_tell",
    "note_writers",
    "piece_to_tell",
    "read_already",
    "recipients_of_article",
    "recipients_of_comment",
    "thread_of_comment",
    "told_rows",
    "unread_by_thread",
    "unread_count",
    "wants_mail",
]
