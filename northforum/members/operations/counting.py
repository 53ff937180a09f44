"""How much each member has said; discussion, a floor above, says when it changes."""

import functools
from typing import Protocol

from sqlalchemy import Update, bindparam, update

from northforum.core import direct
from northforum.core.db import db, table_of
from northforum.members.models import Member


class ByAuthor(Protocol):
    """An event about something that a member wrote."""

    @property
    def author_id(self) -> int:
        """Return the id of the member who wrote it."""
        ...


def count_comment(event: ByAuthor) -> None:
    """Count one comment more for its writer."""
    note_comment(event.author_id, +1)


def uncount_comment(event: ByAuthor) -> None:
    """Count one comment less for its writer."""
    note_comment(event.author_id, -1)


def note_comment(member_id: int, difference: int) -> None:
    """Change a member's number of comments, in the database, so that two at once are both counted."""
    direct.run(_counted(), {"of": member_id, "difference": difference})


@functools.cache
def _counted() -> Update:
    """Return the statement that every post needs, made once."""
    members = table_of(Member)
    counted = update(members).where(members.columns.id == bindparam("of"))
    return counted.values(comment_count=members.columns.comment_count + bindparam("difference"))


def set_comment_count(member_id: int, count: int) -> None:
    """Set a member's number of comments right after counting them afresh."""
    db.session.execute(update(Member).where(Member.id == member_id).values(comment_count=count))
