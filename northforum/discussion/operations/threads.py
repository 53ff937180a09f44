"""What the owner of a thread (an article, a hub's discussion) does to it. The owner has asked its own policy before."""

from collections.abc import Iterable

from sqlalchemy import delete, insert

from northforum.access.audience import Audience
from northforum.core.db import db
from northforum.core.events import emit
from northforum.discussion import queries
from northforum.discussion.events import ThreadAuthorsChanged
from northforum.discussion.models import Thread, ThreadAuthor, ThreadState


def open_thread(title: str, path: str, audience: Audience, audience_ref: int | None = None) -> Thread:
    """Make a thread about what is called ``title`` and stands at the address ``path``, open to ``audience``."""
    thread = Thread(title=title, path=path, audience=audience, audience_ref=audience_ref)
    db.session.add(thread)
    db.session.flush()
    return thread


def place_thread(thread: Thread, *, title: str, path: str, audience: Audience, audience_ref: int | None = None) -> None:
    """Follow a subject that has another title, address or audience by now."""
    place = (title, path, audience, audience_ref)
    if (thread.title, thread.path, thread.audience, thread.audience_ref) != place:
        thread.title, thread.path, thread.audience, thread.audience_ref = place
        thread.touch()
        db.session.flush()


def lock_thread(thread: Thread) -> None:
    """Take no more comments; what was said can still be read, linked to and withdrawn."""
    _move(thread, ThreadState.LOCKED)


def hide_thread(thread: Thread) -> None:
    """Show the thread and its comments to nobody, as when its article is unpublished."""
    _move(thread, ThreadState.HIDDEN)


def reopen_thread(thread: Thread) -> None:
    """Take comments, again or for the first time."""
    _move(thread, ThreadState.OPEN)


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
    if thread.root_count:
        emit(ThreadAuthorsChanged(thread.id))


def _move(thread: Thread, state: ThreadState) -> None:
    if thread.state is not state:
        thread.move_to(state)
        db.session.flush()
