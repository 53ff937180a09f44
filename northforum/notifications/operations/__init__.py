"""Everything that is done to what members are told."""

from northforum.notifications.operations.reading import read_all, read_notification, read_thread, read_visited
from northforum.notifications.operations.telling import tell_of_article, tell_of_comment, tell_of_pick

__all__ = [
    "read_all",
    "read_notification",
    "read_thread",
    "read_visited",
    "tell_of_article",
    "tell_of_comment",
    "tell_of_pick",
]
