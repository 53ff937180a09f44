"""What is needed to draw a comment's element again."""

from collections.abc import Collection, Sequence
from typing import Any

from sqlalchemy import ColumnElement, Row, Select, and_, or_, select
from sqlalchemy.orm import aliased

from northforum.core.db import db
from northforum.discussion.models import Comment, names_another

Answered = aliased(Comment)


def to_draw(comment_ids: Sequence[int]) -> Sequence[Row[Any]]:
    """Return each comment with public id, state and writer's id of the one it answers, in the order of ids."""
    return db.session.execute(_drawn(Comment.id.in_(comment_ids))).all()


def outdated(version: int, limit: int) -> Sequence[Row[Any]]:
    """Return some comments whose elements are older than ``version``, as ``to_draw`` does, held for writing."""
    # Another worker's rows are its own; a comment that is being edited is drawn by that.
    rows = _drawn(Comment.element_version < version).limit(limit).with_for_update(of=Comment, skip_locked=True)
    return db.session.execute(rows).all()


def naming(member_ids: Collection[int]) -> ColumnElement[bool]:
    """Return the condition under which a comment names one of these: as its writer, or as the one it answers."""
    theirs = select(Answered.id).where(Answered.author_id.in_(member_ids))
    return or_(Comment.author_id.in_(member_ids), and_(Comment.parent_id.in_(theirs), names_another))


def naming_writer_of(comment: Comment) -> ColumnElement[bool]:
    """Return the condition under which another comment says that it answers the writer of ``comment``."""
    return and_(Comment.parent_id == comment.id, names_another)


def _drawn(condition: ColumnElement[bool]) -> Select[Any]:
    columns: tuple[ColumnElement[Any], ...] = (
        Answered.public_id.label("answered_id"),
        Answered.state.label("answered_state"),
        Answered.author_id.label("answered_author_id"),
    )
    return (
        select(Comment, *columns)
        .outerjoin(Answered, Answered.id == Comment.parent_id)
        .where(condition)
        .order_by(Comment.id)
    )
