"""Everything that is done to what members are told."""

from northforum.notifications.operations.desk import tell_of_note, tell_of_step, tell_writer
from northforum.notifications.operations.mailing import choose_mail, forget_read, prepare_mail, stop_mail
from northforum.notifications.operations.reading import read_all, read_notification, read_thread, read_visited
from northforum.notifications.operations.telling import (
    tell_of_article,
    tell_of_comment,
    tell_of_comment_again,
    tell_of_decision,
    tell_of_outcome,
    tell_of_pick,
)

__all__ = [
    "choose_mail",
    "forget_read",
    "prepare_mail",
    "read_all",
    "read_notification",
    "read_thread",
    "read_visited",
    "stop_mail",
    "tell_of_article",
    "tell_of_comment",
    "tell_of_comment_again",
    "tell_of_decision",
    "tell_of_note",
    "tell_of_outcome",
    "tell_of_pick",
    "tell_of_step",
    "tell_writer",
]
