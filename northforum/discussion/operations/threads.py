"""What the owner of a thread (an article, a hub's discussion) does to it. The owner has asked its own policy before."""

from collections.abc import Iterable, Mapping

from sqlalchemy import delete, insert, update

from northforum.access.audience import Audience
from northforum.core.db import db
from northforum.core.events import emit
from northforum.discussion import queries
from northforum.discussion.events import ThreadAuthorsChanged
from northforum.discussion.models import Thread, ThreadAuthor, ThreadHub, ThreadInterest, ThreadState


def open_thread(title: str, path: str, audience: Audience, audience_ref: int | None = None) -> Thread:
    """Make a thread about what is called ``title`` and stands at the address ``path``, open to ``audience``."""
    thread = Thread(title=title, path=path, audience=audience, audience_ref=audience_ref)
    db.session.add(thread)
    db.session.flush()
    return thread


def place_thread(thread: Thread, *, title: str, path: str, audience: Audience, audience_ref: int | None = None) -> None:
    """Follow a subject that has another title, address or audience by now."""
    queries.lock(thread)
    place = (title, path, audience, audience_ref)
    if (thread.title, thread.path, thread.audience, thread.audience_ref) != place:
        thread.title, thread.path, thread.audience, thread.audience_ref = place
        thread.touch()
        db.session.flush()


def lock_thread(thread: Thread) -> None:
    """Take no more comments; what was said can still be read, linked to and withdrawn."""
    queries.lock(thread)
    if thread.chosen_state is not ThreadState.LOCKED:
        thread.move_to(ThreadState.LOCKED)
        db.session.flush()


def hide_thread(thread: Thread) -> None:
    """Show the thread and its comments to nobody, as when its article is unpublished."""
    # A state that somebody chooses at this moment is the one to come back in.
    queries.lock(thread)
    thread.stand_aside()
    db.session.flush()


def reopen_thread(thread: Thread) -> None:
    """Show a thread again that was hidden with its owner, in the state that it had."""
    queries.lock(thread)
    thread.come_back()
    db.session.flush()


def set_authors(thread: Thread, member_ids: Iterable[int]) -> None:
    """Say which members wrote what the thread is about; their comments carry the author's mark."""
    wanted, present = set(member_ids), queries.author_ids(thread.id)
    if wanted == present:
        return
    gone = ThreadAuthor.thread_id == thread.id, ThreadAuthor.member_id.in_(sorted(present - wanted))
    db.session.execute(delete(ThreadAuthor).where(*gone))
    new = [{"thread_id": thread.id, "member_id": member_id} for member_id in sorted(wanted - present)]
    if new:
        db.session.execute(insert(ThreadAuthor), new)
    # Pages name the authors, and give them the settings of the discussion.
    thread.touch()
    db.session.flush()
    if thread.root_count:
        emit(ThreadAuthorsChanged(thread.id))


def set_hubs(thread: Thread, hubs: Mapping[int, bool]) -> None:
    """Say which hubs the thread concerns, and of which of them the hosts carry a mark in it."""
    present = queries.marked_hubs(thread.id)
    if present == hubs:
        return
    db.session.execute(delete(ThreadHub).where(ThreadHub.thread_id == thread.id))
    rows = [{"hub_id": hub_id, "thread_id": thread.id, "is_marked": hubs[hub_id]} for hub_id in sorted(hubs)]
    if rows:
        db.session.execute(insert(ThreadHub), rows)


def set_interests(thread: Thread, hub_ids: set[int]) -> bool:
    """Say for which hubs writers of the subject speak; return whether that changes the marks of comments."""
    present = queries.interests(thread.id)
    if present == hub_ids:
        return False
    gone = ThreadInterest.thread_id == thread.id, ThreadInterest.hub_id.in_(sorted(present - hub_ids))
    db.session.execute(delete(ThreadInterest).where(*gone))
    if new := [{"thread_id": thread.id, "hub_id": hub_id} for hub_id in sorted(hub_ids - present)]:
        db.session.execute(insert(ThreadInterest), new)
    return thread.root_count > 0


def mark_hub(hub_id: int, *, is_marked: bool) -> bool:
    """Say of a hub whether its hosts carry a mark in the threads that concern it; return whether that changes any."""
    changed = update(ThreadHub).where(ThreadHub.hub_id == hub_id, ThreadHub.is_marked != is_marked)
    counted = changed.values(is_marked=is_marked).returning(ThreadHub.thread_id)
    return db.session.execute(counted, execution_options={"synchronize_session": False}).first() is not None
