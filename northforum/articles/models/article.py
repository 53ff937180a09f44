"""An article and the addresses that it had before."""

import re
from datetime import datetime
from enum import StrEnum

from sqlalchemy import ForeignKey, Index, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from northforum.access.audience import HasAudience
from northforum.core import text
from northforum.core.db import BigId, Id, Model, public_id_column


class ArticleState(StrEnum):
    """How far an article is."""

    DRAFT = "draft"
    PUBLISHED = "published"
    UNPUBLISHED = "unpublished"


class Article(HasAudience, Model):
    """A piece of writing, from its first draft on.

    ``published_at`` is the moment of the first publication and stays when the article is taken down; ``updated_at`` is
    the last change of anything that a reader sees.
    """

    __tablename__ = "article"
    __table_args__ = (UniqueConstraint("created_by", "form_key"),)

    id: Mapped[Id]
    public_id: Mapped[str] = public_id_column()
    slug: Mapped[str] = mapped_column(unique=True)
    state: Mapped[ArticleState] = mapped_column(default=ArticleState.DRAFT)
    section_id: Mapped[int | None] = mapped_column(BigId, ForeignKey("section.id"))
    headline: Mapped[str]
    standfirst: Mapped[str] = mapped_column(Text, default="")
    body_source: Mapped[str] = mapped_column(Text, default="")
    body_html: Mapped[str] = mapped_column(Text, default="")
    body_rules: Mapped[int] = mapped_column(default=0)
    word_count: Mapped[int] = mapped_column(default=0)
    picture_id: Mapped[int | None] = mapped_column(BigId, ForeignKey("picture.id"))
    hero_alt: Mapped[str] = mapped_column(Text, default="")
    hero_caption: Mapped[str] = mapped_column(Text, default="")
    hero_credit: Mapped[str] = mapped_column(default="")
    canonical_url: Mapped[str] = mapped_column(Text, default="")
    social_title: Mapped[str] = mapped_column(default="")
    social_description: Mapped[str] = mapped_column(Text, default="")
    thread_id: Mapped[int | None] = mapped_column(BigId, ForeignKey("thread.id"), unique=True)
    created_at: Mapped[datetime]
    created_by: Mapped[int | None] = mapped_column(BigId, ForeignKey("member.id", ondelete="SET NULL"))
    updated_at: Mapped[datetime]
    updated_by: Mapped[int | None] = mapped_column(BigId, ForeignKey("member.id", ondelete="SET NULL"))
    published_at: Mapped[datetime | None]
    version: Mapped[int] = mapped_column(default=1)
    form_key: Mapped[str | None]

    @property
    def is_published(self) -> bool:
        """Whether its audience can read it."""
        return self.state is ArticleState.PUBLISHED

    @property
    def was_published(self) -> bool:
        """Whether readers may know its address, now or from before."""
        return self.published_at is not None

    @property
    def path(self) -> str:
        """Return the address of its page on the site."""
        return f"/articles/{self.slug}"

    @property
    def reading_minutes(self) -> int:
        """Return how long it takes to read."""
        return text.reading_minutes(self.word_count)

    @property
    def has_automatic_slug(self) -> bool:
        """Whether the slug was made from the headline as it stands, rather than chosen."""
        return re.fullmatch(rf"{re.escape(text.slugify(self.headline))}(-\d+)?", self.slug) is not None

    def publish(self, at: datetime) -> None:
        """Open the article to its audience; the date of the first publication stays."""
        self.state = ArticleState.PUBLISHED
        self.published_at = self.published_at or at
        self.version += 1

    def unpublish(self) -> None:
        """Take the article down."""
        self.state = ArticleState.UNPUBLISHED
        self.version += 1

    def edited(self, by: int | None, at: datetime) -> None:
        """Note who changed the text or the details, and when."""
        self.updated_by, self.updated_at = by, at
        self.version += 1


class SlugRedirect(Model):
    """A slug that an article had after its publication; its address leads to the present one."""

    __tablename__ = "article_slug_redirect"

    slug: Mapped[str] = mapped_column(primary_key=True)
    article_id: Mapped[int] = mapped_column(BigId, ForeignKey("article.id", ondelete="CASCADE"), index=True)


# Each list is read in the order of one index, so that it costs the same with a hundred articles and a hundred thousand.
Index("ix_article_latest", Article.state, Article.published_at.desc(), Article.id.desc())
Index("ix_article_in_section", Article.section_id, Article.state, Article.published_at.desc(), Article.id.desc())
Index("ix_article_desk", Article.updated_at.desc(), Article.id.desc())
Index("ix_article_desk_state", Article.state, Article.updated_at.desc(), Article.id.desc())
Index("ix_article_desk_own", Article.created_by, Article.updated_at.desc(), Article.id.desc())
