"""What the templates of a discussion, and our own script, are given."""

from northforum.discussion.serializers.history import Edit, HistoryView, history_view
from northforum.discussion.serializers.pages import (
    About,
    CommentView,
    Marks,
    Pinned,
    ThreadView,
    about,
    changes,
    comment_view,
    marks,
    pulse,
    seen_by,
    shared_view,
    thread_view,
)
from northforum.discussion.serializers.writing import (
    Composer,
    draft,
    milliseconds,
    new_composer,
    new_form_key,
    refused_composer,
    suggestions,
)

__all__ = [
    "About",
    "CommentView",
    "Composer",
    "Edit",
    "HistoryView",
    "Marks",
    "Pinned",
    "ThreadView",
    "about",
    "changes",
    "comment_view",
    "draft",
    "history_view",
    "marks",
    "milliseconds",
    "new_composer",
    "new_form_key",
    "pulse",
    "refused_composer",
    "seen_by",
    "shared_view",
    "suggestions",
    "thread_view",
]
