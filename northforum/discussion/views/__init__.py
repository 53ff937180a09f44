"""The pages of discussions: one module for each subject."""

from northforum.discussion.views import comments, picks
from northforum.discussion.views.blueprint import bp

__all__ = ["bp", "comments", "picks"]
