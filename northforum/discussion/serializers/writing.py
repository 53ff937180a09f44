"""The form for a comment, and what our own script asks for while it is filled."""

import secrets
from datetime import datetime
from typing import NamedTuple

from northforum.access.actor import Actor
from northforum.core.errors import NotFound
from northforum.discussion import queries
from northforum.discussion.models import Comment, Thread
from northforum.members import queries as members

# No handle is longer.
LONGEST_BEGINNING = 40


class Composer(NamedTuple):
    """The form for a comment as its template draws it; with ``parent`` (a public id) it writes a reply.

    A fresh one begins a comment: its template puts the reader's own draft into it.
    """

    thread_id: str
    form_key: str
    body: str = ""
    parent: str = ""
    parent_name: str = ""
    error: str = ""
    summary: str = ""
    is_fresh: bool = False


def new_composer(thread: Thread, parent: str = "", parent_name: str = "") -> Composer:
    """Return an empty form for a comment, or for a reply to the comment ``parent`` by ``parent_name``."""
    return Composer(thread.public_id, new_form_key(), parent=parent, parent_name=parent_name)


def reply_composer(actor: Actor, comment: Comment, writer: str) -> Composer:
    """Return the form for a reply to ``comment`` by ``writer``, with what ``actor`` has not sent yet."""
    draft, _ = queries.own_draft(actor, comment.thread, comment.id)
    return new_composer(comment.thread, comment.public_id, writer)._replace(body=draft)


def new_form_key() -> str:
    """Return the key of a form that is shown for the first time."""
    return secrets.token_hex(16)


def refused_composer(thread: Thread, *, form_key: str, body: str, parent: str, error: str, summary: str) -> Composer:
    """Return the form for a comment with everything that it held, and what is wrong with it."""
    above = queries.comment_in(thread, parent)
    # Whose words a tombstone stands for is not told here either.
    answered = above if above and above.is_published else None
    name = members.author_cards([answered.author_id])[answered.author_id].name if answered else ""
    return Composer(thread.public_id, form_key, body, parent if answered else "", name, error, summary)


def draft(actor: Actor, thread: Thread, parent: str) -> dict[str, object]:
    """Return for our script what ``actor`` has not sent yet, and when it was kept, in milliseconds since 1970."""
    above = queries.comment_in(thread, parent) if parent else None
    if parent and above is None:
        raise NotFound
    body, at = queries.own_draft(actor, thread, above.id if above else 0)
    return {"body": body, "at": milliseconds(at) if at else 0}


def suggestions(actor: Actor, beginning: str, thread: Thread | None) -> list[dict[str, str]]:
    """Return for our script the members who may be meant by what is being typed; those of ``thread`` come first."""
    if not beginning or len(beginning) > LONGEST_BEGINNING:
        return []
    found = queries.suggested_members(actor, beginning, thread)
    return [{"handle": row.handle, "name": row.name} for row in found]


def milliseconds(at: datetime) -> int:
    """Return a moment as scripts count."""
    return int(at.timestamp() * 1000)
