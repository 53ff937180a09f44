"""Everything that may be done to threads and comments."""

from northforum.discussion.operations.changing import edit_comment, restore_comment, withdraw_comment
from northforum.discussion.operations.drafting import forget_draft, forget_old_drafts, save_draft
from northforum.discussion.operations.following import (
    follow,
    follow_branch,
    follow_member,
    follow_thread,
    mute_member,
    mute_thread,
    unfollow,
    unfollow_branch,
    unfollow_member,
    unfollow_thread,
    unmute_thread,
)
from northforum.discussion.operations.moderating import hold_comment, release_comment, remove_comment
from northforum.discussion.operations.picking import pick_comment, pin_comment, unpick_comment, unpin_comment
from northforum.discussion.operations.posting import post_comment
from northforum.discussion.operations.reading import note_visit, prefer_sort
from northforum.discussion.operations.respecting import respect_comment, take_back_respect
from northforum.discussion.operations.steering import Steering, lock_overdue_threads, steer_thread, turn_questions
from northforum.discussion.operations.threads import (
    hide_thread,
    lock_thread,
    mark_hub,
    open_thread,
    place_thread,
    reopen_thread,
    set_authors,
    set_hubs,
)
from northforum.discussion.operations.upkeep import (
    hold_threads_of,
    mark_outdated_of,
    recount,
    redraw_outdated,
    remark_comments,
    remark_host,
    remark_hosts,
)

__all__ = [
    "Steering",
    "edit_comment",
    "follow",
    "follow_branch",
    "follow_member",
    "follow_thread",
    "forget_draft",
    "forget_old_drafts",
    "hide_thread",
    "hold_comment",
    "hold_threads_of",
    "lock_overdue_threads",
    "lock_thread",
    "mark_hub",
    "mark_outdated_of",
    "mute_member",
    "mute_thread",
    "note_visit",
    "open_thread",
    "pick_comment",
    "pin_comment",
    "place_thread",
    "post_comment",
    "prefer_sort",
    "recount",
    "redraw_outdated",
    "release_comment",
    "remark_comments",
    "remark_host",
    "remark_hosts",
    "remove_comment",
    "reopen_thread",
    "respect_comment",
    "restore_comment",
    "save_draft",
    "set_authors",
    "set_hubs",
    "steer_thread",
    "take_back_respect",
    "turn_questions",
    "unfollow",
    "unfollow_branch",
    "unfollow_member",
    "unfollow_thread",
    "unmute_thread",
    "unpick_comment",
    "unpin_comment",
    "withdraw_comment",
]
