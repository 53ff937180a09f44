"""Building the whole index anew, in steps that may be interrupted, and setting right what disagrees."""

from northforum.core import fulltext
from northforum.core.db import db
from northforum.search import queries
from northforum.search.models import Kind
from northforum.search.operations.indexing import CHUNK, clear, hold, index_new, replace

STEP = 1_000


def begin_rebuild(*, anew: bool = False) -> bool:
    """Empty the index to be built anew; return false where a build that was interrupted goes on instead."""
    reached = hold()
    if not anew and any(row.rebuilt_to is not None for row in reached.values()):
        return False
    clear()
    for kind, row in hold().items():
        row.rebuilt_to = queries.last_id(kind)
    db.session.flush()
    return True


def rebuild_more(limit: int = STEP) -> int:
    """Take in the next things, of each kind up to ``limit``; return how many, none at the end."""
    return index_new(limit)


def set_right() -> None:
    """Let the index say what the things say; where entries are missing from it, let it be filled anew."""
    hold()
    if queries.indexed_count() != fulltext.count(db.session.connection()):
        clear()
        return
    for kind in Kind:
        after = 0
        while wrong := queries.wrong_ids(kind, after, CHUNK):
            replace(queries.documents(kind, wrong))
            after = wrong[-1]
