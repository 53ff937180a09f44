"""What a reader does to their own reading of discussions: how far they have read."""

from datetime import datetime
from typing import Any

from sqlalchemy.dialects import postgresql, sqlite

from northforum.access.actor import Actor
from northforum.core import clock
from northforum.core.db import db
from northforum.core.errors import NeedsSignIn
from northforum.discussion.models import VISITED_EVERY, Thread, ThreadVisit


def note_visit(actor: Actor, thread: Thread, seen_id: int) -> None:
    """Note that ``actor`` has read ``thread`` up to the comment ``seen_id``.

    Nobody is taken back behind what they had read, in whatever order notes arrive, and a member's visit to a thread is
    written twice in a minute at most.
    """
    if actor.member_id is None:
        raise NeedsSignIn
    now = clock.now()
    visit = {"member_id": actor.member_id, "thread_id": thread.id, "seen_id": seen_id, "seen_at": now}
    db.session.execute(_noted(visit, now))


def _noted(visit: dict[str, Any], now: datetime) -> Any:
    # Both databases speak the same sentence, each by its own module.
    dialect: Any = postgresql if db.engine.dialect.name == "postgresql" else sqlite
    insert = dialect.insert(ThreadVisit).values(visit)
    is_news = (ThreadVisit.seen_id < insert.excluded.seen_id) & (ThreadVisit.seen_at <= now - VISITED_EVERY)
    return insert.on_conflict_do_update(
        index_elements=["member_id", "thread_id"],
        set_={"seen_id": insert.excluded.seen_id, "seen_at": insert.excluded.seen_at},
        where=is_news,
    )
