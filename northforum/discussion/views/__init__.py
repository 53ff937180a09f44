"""The pages of discussions: one module for each subject."""

from northforum.discussion.views import comments, history, living, picks, reading, writing
from northforum.discussion.views.blueprint import bp

__all__ = ["bp", "comments", "history", "living", "picks", "reading", "writing"]
from northforum.discussion.views import steering

__all__ = ["bp", "comments", "history", "living", "picks", "reading", "steering"]
