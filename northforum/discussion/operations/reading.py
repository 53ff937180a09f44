"""What a reader does to their own reading of discussions: how far they have read, and in which order."""

from typing import Any

from sqlalchemy.dialects import postgresql, sqlite

from northforum.access.actor import Actor
from northforum.core import clock
from northforum.core.db import Model, db
from northforum.core.errors import NeedsSignIn
from northforum.core.events import emit
from northforum.discussion.events import ThreadVisited
from northforum.discussion.models import ReadingPreference, Sort, Thread, ThreadVisit


def note_visit(actor: Actor, thread: Thread, seen_id: int) -> None:
    """Note that ``actor`` has read ``thread`` up to the comment ``seen_id``.

    Nobody is taken back behind what they had read, in whatever order notes arrive. That they were here is told in each
    case: what they hear of late may stand before what they had read.
    """
    if actor.member_id is None:
        raise NeedsSignIn
    visit = {"member_id": actor.member_id, "thread_id": thread.id, "seen_id": seen_id, "seen_at": clock.now()}
    db.session.execute(_noted(visit))
    emit(ThreadVisited(actor.member_id, thread.id, seen_id))


def prefer_sort(actor: Actor, sort: Sort) -> None:
    """Let ``actor`` read every discussion in the order ``sort`` from now on."""
    if actor.member_id is None:
        raise NeedsSignIn
    insert = _insert(ReadingPreference).values(member_id=actor.member_id, sort=sort)
    chosen = {"sort": insert.excluded.sort}
    db.session.execute(insert.on_conflict_do_update(index_elements=["member_id"], set_=chosen))


def _noted(visit: dict[str, Any]) -> Any:
    insert = _insert(ThreadVisit).values(visit)
    return insert.on_conflict_do_update(
        index_elements=["member_id", "thread_id"],
        set_={"seen_id": insert.excluded.seen_id, "seen_at": insert.excluded.seen_at},
        where=ThreadVisit.seen_id < insert.excluded.seen_id,
    )


def _insert(model: type[Model]) -> Any:
    """Return an insert that may say what happens where the row is there; each database has its own for it."""
    dialect: Any = postgresql if db.engine.dialect.name == "postgresql" else sqlite
    return dialect.insert(model)
