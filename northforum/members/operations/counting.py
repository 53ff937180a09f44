"""How much each member has said; discussion, a floor above, says when it changes."""

from typing import Protocol

from sqlalchemy import update

from northforum.core.db import db
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
    counted = update(Member).where(Member.id == member_id).values(comment_count=Member.comment_count + difference)
    db.session.execute(counted)


def set_comment_count(member_id: int, count: int) -> None:
    """Set a member's number of comments right after counting them afresh."""
    db.session.execute(update(Member).where(Member.id == member_id).values(comment_count=count))
