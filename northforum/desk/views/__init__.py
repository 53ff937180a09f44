"""The pages of the desk: one module for each subject."""

from northforum.desk.views import (
    authors,
    board,
    bringing,
    drafts,
    history,
    mentions,
    notes,
    pieces,
    places,
    sharing,
    steps,
)
from northforum.desk.views.blueprint import bp

__all__ = [
    "authors",
    "board",
    "bp",
    "bringing",
    "drafts",
    "history",
    "mentions",
    "notes",
    "pieces",
    "places",
    "sharing",
    "steps",
]
