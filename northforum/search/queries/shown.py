"""What stands in the results: the facts of what was found, a query for each kind."""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import Row, func, select

from northforum.core.db import db
from northforum.discussion.models import Comment, Thread
from northforum.hubs.models import Hub
from northforum.members.models import Member
from northforum.search.models import Entry

# Of a long article so much is looked through for the words.
LONGEST_TEXT = 60_000


def texts(entry_ids: Sequence[int]) -> Mapping[int, Row[Any]]:
    """Return title and body of these entries."""
    columns: tuple[Any, ...] = (Entry.id, Entry.title, func.substr(Entry.body, 1, LONGEST_TEXT).label("body"))
    return {row.id: row for row in db.session.execute(select(*columns).where(Entry.id.in_(entry_ids)))}


def comments(ids: Sequence[int]) -> Mapping[int, Row[Any]]:
    """Return of these comments public id, writer, time, and title and path of the thread."""
    columns: tuple[Any, ...] = (
        Comment.id,
        Comment.public_id,
        Comment.author_id,
        Comment.created_at,
        Thread.title.label("thread_title"),
        Thread.path.label("thread_path"),
    )
    rows = db.session.execute(select(*columns).join(Thread, Thread.id == Comment.thread_id).where(Comment.id.in_(ids)))
    return {row.id: row for row in rows}


def members(ids: Sequence[int]) -> Mapping[int, Row[Any]]:
    """Return of these members what a list shows."""
    columns: tuple[Any, ...] = (Member.id, Member.handle, Member.name, Member.tone, Member.headline, Member.place)
    return {row.id: row for row in db.session.execute(select(*columns).where(Member.id.in_(ids)))}


def hubs(ids: Sequence[int]) -> Mapping[int, Row[Any]]:
    """Return of these hubs what a list shows."""
    columns: tuple[Any, ...] = (Hub.id, Hub.slug, Hub.name, Hub.place, Hub.kind, Hub.summary, Hub.member_count)
    return {row.id: row for row in db.session.execute(select(*columns).where(Hub.id.in_(ids)))}
