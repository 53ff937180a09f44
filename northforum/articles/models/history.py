"""What became of a piece: its saves, what was put right later, notes of those who work on it, and previews."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from northforum.core.db import BigId, Id, Model, public_id_column


class ArticleRevision(Model):
    """An article as one save left it.

    ``number`` is the article's version after the save; ``details`` is everything beside the text, as JSON, and
    ``restores`` the number of the revision that the save brought back.
    """

    __tablename__ = "article_revision"
    __table_args__ = (UniqueConstraint("article_id", "number"),)

    id: Mapped[Id]
    article_id: Mapped[int] = mapped_column(BigId, ForeignKey("article.id", ondelete="CASCADE"))
    number: Mapped[int]
    created_at: Mapped[datetime]
    created_by: Mapped[int | None] = mapped_column(BigId, ForeignKey("member.id", ondelete="SET NULL"))
    headline: Mapped[str]
    standfirst: Mapped[str] = mapped_column(Text)
    body_source: Mapped[str] = mapped_column(Text)
    body_html: Mapped[str] = mapped_column(Text)
    body_rules: Mapped[int]
    word_count: Mapped[int]
    details: Mapped[str] = mapped_column(Text)
    restores: Mapped[int | None]


class ArticleCorrection(Model):
    """What was put right in an article after its publication, as readers are told."""

    __tablename__ = "article_correction"

    id: Mapped[Id]
    article_id: Mapped[int] = mapped_column(BigId, ForeignKey("article.id", ondelete="CASCADE"), index=True)
    created_at: Mapped[datetime]
    created_by: Mapped[int | None] = mapped_column(BigId, ForeignKey("member.id", ondelete="SET NULL"))
    words: Mapped[str] = mapped_column(Text)


Index("ix_article_correction_latest", ArticleCorrection.created_at.desc(), ArticleCorrection.id.desc())


class ArticleNote(Model):
    """A note of somebody who works on an article, for the others; readers never see it.

    ``paragraph`` and ``quote`` say which paragraph it is about, as that was when the note was written: both are none
    where it is about the whole piece.
    """

    __tablename__ = "article_note"
    __table_args__ = (UniqueConstraint("article_id", "form_key"),)

    id: Mapped[Id]
    public_id: Mapped[str] = public_id_column()
    article_id: Mapped[int] = mapped_column(BigId, ForeignKey("article.id", ondelete="CASCADE"))
    author_id: Mapped[int | None] = mapped_column(BigId, ForeignKey("member.id", ondelete="SET NULL"))
    created_at: Mapped[datetime]
    paragraph: Mapped[int | None]
    quote: Mapped[str] = mapped_column(Text, default="")
    words: Mapped[str] = mapped_column(Text)
    resolved_at: Mapped[datetime | None]
    resolved_by: Mapped[int | None] = mapped_column(BigId, ForeignKey("member.id", ondelete="SET NULL"))
    form_key: Mapped[str | None]


class PreviewLink(Model):
    """A secret address at which somebody without an account reads an article before its publication, for a while."""

    __tablename__ = "article_preview_link"

    id: Mapped[Id]
    public_id: Mapped[str] = public_id_column()
    article_id: Mapped[int] = mapped_column(BigId, ForeignKey("article.id", ondelete="CASCADE"), index=True)
    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    label: Mapped[str]
    created_at: Mapped[datetime]
    created_by: Mapped[int | None] = mapped_column(BigId, ForeignKey("member.id", ondelete="SET NULL"))
    expires_at: Mapped[datetime]
    revoked_at: Mapped[datetime | None]

    def is_open(self, at: datetime) -> bool:
        """Return whether the address leads to the article at the moment ``at``."""
        return self.revoked_at is None and at < self.expires_at
