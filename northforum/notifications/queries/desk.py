"""Who works on a piece and is told of it."""

from collections.abc import Sequence

from sqlalchemy import select

from northforum.access.roles import Role
from northforum.articles.models import Article, ArticleNote
from northforum.core.db import db
from northforum.members.models import MemberRole

MOST_EDITORS = 500


def piece_to_tell(article_id: int) -> Article | None:
    """Return the piece, whatever its state."""
    return db.session.get(Article, article_id)


def note_to_tell(note_id: int) -> ArticleNote | None:
    """Return a note on a piece."""
    return db.session.get(ArticleNote, note_id)


def editor_ids() -> Sequence[int]:
    """Return the members who edit every piece: editors and administrators."""
    editors = select(MemberRole.member_id).where(MemberRole.role.in_([Role.EDITOR, Role.ADMINISTRATOR])).distinct()
    return db.session.scalars(editors.order_by(MemberRole.member_id).limit(MOST_EDITORS)).all()


def note_writers(article_id: int) -> Sequence[int]:
    """Return the members who left notes on the piece."""
    writers = select(ArticleNote.author_id).where(ArticleNote.article_id == article_id).distinct()
    return [one for one in db.session.scalars(writers) if one is not None]
