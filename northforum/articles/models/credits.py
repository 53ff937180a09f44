"""Who wrote an article, and for whom they speak."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, Text
from sqlalchemy.orm import Mapped, mapped_column

from northforum.core.db import BigId, Id, Model


class Author(Model):
    """A person whom bylines name, with or without an account."""

    __tablename__ = "author"

    id: Mapped[Id]
    slug: Mapped[str] = mapped_column(unique=True)
    name: Mapped[str] = mapped_column(index=True)
    bio_source: Mapped[str] = mapped_column(Text, default="")
    bio_html: Mapped[str] = mapped_column(Text, default="")
    member_id: Mapped[int | None] = mapped_column(BigId, ForeignKey("member.id", ondelete="SET NULL"), unique=True)
    role: Mapped[str] = mapped_column(default="")
    organisation: Mapped[str] = mapped_column(default="")
    links_text: Mapped[str] = mapped_column(Text, default="")
    form_key: Mapped[str | None]

    @property
    def links(self) -> list[str]:
        """Return the author's links in their order."""
        return [url for url in self.links_text.split("\n") if url]


class AuthorPortrait(Model):
    """The picture of an author; the row keeps it from being removed."""

    __tablename__ = "author_portrait"

    author_id: Mapped[int] = mapped_column(BigId, ForeignKey("author.id", ondelete="CASCADE"), primary_key=True)
    picture_id: Mapped[int] = mapped_column(BigId, ForeignKey("picture.id"), index=True)
    alt: Mapped[str] = mapped_column(Text)


Index("uq_author_form_key", Author.form_key, unique=True)


class Byline(Model):
    """One author of one article, in the order of ``position``, with what they were when they wrote it.

    ``listed_at`` repeats the article's ``published_at`` while it is published: the list of an author is read in the
    order of one index.
    """

    __tablename__ = "byline"

    article_id: Mapped[int] = mapped_column(BigId, ForeignKey("article.id", ondelete="CASCADE"), primary_key=True)
    position: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    author_id: Mapped[int] = mapped_column(BigId, ForeignKey("author.id"))
    role: Mapped[str] = mapped_column(default="")
    organisation: Mapped[str] = mapped_column(default="")
    interest: Mapped[str] = mapped_column(Text, default="")
    listed_at: Mapped[datetime | None]


Index("ix_byline_listed", Byline.author_id, Byline.listed_at.desc(), Byline.article_id.desc())
