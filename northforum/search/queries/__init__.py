"""Every question asked of the index, and of what it is made from."""

from northforum.search.queries.asking import Asked, Part, asked
from northforum.search.queries.finding import PAGE, Found, Question, search
from northforum.search.queries.shown import comments, hubs, members, texts
from northforum.search.queries.sources import Document, documents, last_id, new_ids, wrong_ids
from northforum.search.queries.standing import (
    count_disagreements,
    indexed_count,
    is_behind,
    is_being_rebuilt,
    progress,
)
from northforum.search.queries.visibility import ANYWHERE, Place, shown_to
from northforum.search.queries.wishes import Wish, question

__all__ = [
    "ANYWHERE",
    "PAGE",
    "Asked",
    "Document",
    "Found",
    "Part",
    "Place",
    "Question",
    "Wish",
    "asked",
    "comments",
    "count_disagreements",
    "documents",
    "hubs",
    "indexed_count",
    "is_behind",
    "is_being_rebuilt",
    "last_id",
    "members",
    "new_ids",
    "progress",
    "question",
    "search",
    "shown_to",
    "texts",
    "wrong_ids",
]
