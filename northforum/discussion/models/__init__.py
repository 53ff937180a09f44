"""The tables of discussions, and what their rows can say and do about themselves."""

from northforum.discussion.models.comment import (
    DRAWN_DEPTH,
    FREE_EDITING,
    UNDO,
    Comment,
    CommentState,
    HoldReason,
    Mark,
    is_held,
    is_kept_back,
    is_picked,
    names_another,
)
from northforum.discussion.models.paths import DIGITS, LONGEST_STEP, PATH_LIMIT, path_ids, path_step
from northforum.discussion.models.reading import (
    VISITED_EVERY,
    Draft,
    Follow,
    FollowKind,
    ReadingPreference,
    Respect,
    ThreadMute,
    ThreadVisit,
)
from northforum.discussion.models.revision import CommentMention, CommentRevision
from northforum.discussion.models.thread import Sort, Thread, ThreadAuthor, ThreadHub, ThreadMode, ThreadState

__all__ = [
    "DIGITS",
    "DRAWN_DEPTH",
    "FREE_EDITING",
    "LONGEST_STEP",
    "PATH_LIMIT",
    "UNDO",
    "VISITED_EVERY",
    "Comment",
    "CommentMention",
    "CommentRevision",
    "CommentState",
    "Draft",
    "Follow",
    "FollowKind",
    "HoldReason",
    "Mark",
    "ReadingPreference",
    "Respect",
    "Sort",
    "Thread",
    "ThreadAuthor",
    "ThreadHub",
    "ThreadMode",
    "ThreadMute",
    "ThreadState",
    "ThreadVisit",
    "is_held",
    "is_kept_back",
    "is_picked",
    "names_another",
    "path_ids",
    "path_step",
]
