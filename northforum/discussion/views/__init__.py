"""The pages of discussions: one module for each subject."""

from northforum.discussion.views import comments, history, living, picks, reading, steering, writing
from northforum.discussion.views.blueprint import bp

__all__ = ["bp", "comments", "history", "living", "picks", "reading", "steering", "writing"]
