"""The pages of the desk: one module for each subject."""

from northforum.desk.views import board, drafts, history, mentions, notes, pieces, sharing, steps
from northforum.desk.views.blueprint import bp

__all__ = ["board", "bp", "drafts", "history", "mentions", "notes", "pieces", "sharing", "steps"]
