"""The pages of discussions: one module for each subject."""

from northforum.discussion.views import comments, history, picks
from northforum.discussion.views.blueprint import bp

__all__ = ["bp", "comments", "history", "picks"]
