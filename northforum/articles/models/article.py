"""An article and the addresses that it had before."""

import re
from datetime import datetime
from enum import StrEnum

from sqlalchemy import ForeignKey, Index, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from northforum.access.audience import HasAudience
from northforum.core import text
from northforum.core.db import BigId, Id, Model, public_id_column, written

# So many paragraphs of a piece that is not for everyone everybody reads, unless its editor says otherwise.
TEASER = 2


class ArticleState(StrEnum):
    """How far an article is; ``steps`` says how it gets from one state to another."""

    PITCH = "pitch"
    DRAFT = "draft"
    IN_REVIEW = "in_review"
    CHANGES_ASKED = "changes_asked"
    APPROVED = "approved"
    SCHEDULED = "scheduled"
    PUBLISHED = "published"
    UNPUBLISHED = "unpublished"
    ARCHIVED = "archived"


class Article(HasAudience, Model):
    """A piece of writing, from its first draft on.

    ``published_at`` is the moment of the first publication and stays when the article is taken down; ``updated_at`` is
    the last change of anything that a reader sees. ``moved_at`` is since when it has been in its state, and
    ``scheduled_at`` when the worker publishes what is scheduled. ``revised_at`` is when readers were last told that
    it was updated or corrected, and ``correction_count`` how many corrections it has. ``share_card`` names the picture
    that is drawn of it for other sites, and is empty until that is there.
    ``teaser_html`` is what those read to whom the body is closed, cut from it with each save; it is empty where the
    body is open to everyone.
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
    teaser_paragraphs: Mapped[int] = mapped_column(default=TEASER)
    teaser_html: Mapped[str] = mapped_column(Text, default="")
    picture_id: Mapped[int | None] = mapped_column(BigId, ForeignKey("picture.id"))
    hero_alt: Mapped[str] = mapped_column(Text, default="")
    hero_caption: Mapped[str] = mapped_column(Text, default="")
    hero_credit: Mapped[str] = mapped_column(default="")
    canonical_url: Mapped[str] = mapped_column(Text, default="")
    social_title: Mapped[str] = mapped_column(default="")
    social_description: Mapped[str] = mapped_column(Text, default="")
    share_card: Mapped[str] = mapped_column(default="")
    thread_id: Mapped[int | None] = mapped_column(BigId, ForeignKey("thread.id"), unique=True)
    created_at: Mapped[datetime]
    created_by: Mapped[int | None] = mapped_column(BigId, ForeignKey("member.id", ondelete="SET NULL"))
    updated_at: Mapped[datetime]
    updated_by: Mapped[int | None] = mapped_column(BigId, ForeignKey("member.id", ondelete="SET NULL"))
    published_at: Mapped[datetime | None]
    moved_at: Mapped[datetime | None]
    scheduled_at: Mapped[datetime | None]
    revised_at: Mapped[datetime | None]
    correction_count: Mapped[int] = mapped_column(default=0)
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

    @property
    def is_ahead(self) -> bool:
        """Whether readers get the article as it stands, now or when its time comes."""
        return self.state in {ArticleState.PUBLISHED, ArticleState.SCHEDULED}

    def publish(self, at: datetime) -> None:
        """Open the article to its audience; the date of the first publication stays."""
        self.move_to(ArticleState.PUBLISHED, at)
        self.published_at = self.published_at or at
        self.version += 1

    def unpublish(self, at: datetime) -> None:
        """Take the article down."""
        self.move_to(ArticleState.UNPUBLISHED, at)
        self.version += 1

    def schedule(self, at: datetime, now: datetime) -> None:
        """Let the worker publish the article at the moment ``at``."""
        self.move_to(ArticleState.SCHEDULED, now)
        self.scheduled_at = at

    def move_to(self, state: ArticleState, at: datetime) -> None:
        """Be in another state; nothing is scheduled any more.

        The version stays: a step changes no word, and somebody who writes meanwhile saves on top of it.
        """
        self.state, self.moved_at, self.scheduled_at = state, at, None

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
Index("ix_article_desk_section", Article.section_id, Article.updated_at.desc(), Article.id.desc())
is_scheduled = Article.state == written(ArticleState.SCHEDULED)
Index("ix_article_due", Article.scheduled_at, sqlite_where=is_scheduled, postgresql_where=is_scheduled)
# What is still being worked on: few among many.
_DONE = (ArticleState.PUBLISHED, ArticleState.UNPUBLISHED, ArticleState.ARCHIVED)
is_open = Article.state.not_in([written(state) for state in _DONE])
Index(
    "ix_article_desk_open",
    Article.updated_at.desc(),
    Article.id.desc(),
    sqlite_where=is_open,
    postgresql_where=is_open,
)
