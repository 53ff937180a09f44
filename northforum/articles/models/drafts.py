"""Words of a piece that were typed and not saved."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, Text
from sqlalchemy.orm import Mapped, mapped_column

from northforum.core.db import BigId, Model


class PieceDraft(Model):
    """What stands in one window's form of a piece: each form has a key of its own, so no window takes from another.

    ``piece`` is the article's public id, empty where there is no article yet; ``fields`` is the form as JSON.
    Once it ``is_over``, because the form was saved or its words thrown away, nothing is kept under the key any more.
    """

    __tablename__ = "piece_draft"

    member_id: Mapped[int] = mapped_column(BigId, ForeignKey("member.id", ondelete="CASCADE"), primary_key=True)
    form_key: Mapped[str] = mapped_column(primary_key=True)
    piece: Mapped[str]
    fields: Mapped[str] = mapped_column(Text)
    is_over: Mapped[bool] = mapped_column(default=False)
    updated_at: Mapped[datetime]


Index("ix_piece_draft_of_piece", PieceDraft.member_id, PieceDraft.piece, PieceDraft.updated_at.desc())
Index("ix_piece_draft_updated_at", PieceDraft.updated_at)
