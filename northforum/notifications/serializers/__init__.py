"""What readers follow and what they are told, as pages and mails show it."""

from northforum.notifications.serializers.lines import Line, inbox, line, unread_mark
from northforum.notifications.serializers.wishes import (
    Wish,
    branch_toggles,
    member_toggles,
    thread_toggles,
    topic_toggles,
    wishes,
)

__all__ = [
    "Line",
    "Wish",
    "branch_toggles",
    "inbox",
    "line",
    "member_toggles",
    "thread_toggles",
    "topic_toggles",
    "unread_mark",
    "wishes",
]
