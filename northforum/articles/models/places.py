"""Where an article stands: its section, and the topics that it is about."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import ForeignKey, Index, Text
from sqlalchemy.orm import Mapped, mapped_column

from northforum.core.db import BigId, Id, Model


class Section(Model):
    """A part of the publication, named in the navigation; each article stands in one."""

    __tablename__ = "section"

    id: Mapped[Id]
    slug: Mapped[str] = mapped_column(unique=True)
    name: Mapped[str]
    description: Mapped[str] = mapped_column(Text, default="")
    position: Mapped[int] = mapped_column(default=0)
    form_key: Mapped[str | None]


class Topic(Model):
    """A subject that articles of any section may share."""

    __tablename__ = "topic"

    id: Mapped[Id]
    slug: Mapped[str] = mapped_column(unique=True)
    name: Mapped[str]
    description: Mapped[str] = mapped_column(Text, default="")
    form_key: Mapped[str | None]


class PlaceKind(StrEnum):
    """What readers find articles under."""

    SECTION = "section"
    TOPIC = "topic"
    AUTHOR = "author"


class PlaceRedirect(Model):
    """A slug that a section, a topic or an author had; its address leads to the present one for good."""

    __tablename__ = "place_redirect"

    kind: Mapped[PlaceKind] = mapped_column(primary_key=True)
    slug: Mapped[str] = mapped_column(primary_key=True)
    # Of a section, a topic or an author: which of them ``kind`` says, so this is a plain number.
    place_id: Mapped[int] = mapped_column(BigId)


class ArticleTopic(Model):
    """An article is about a topic.

    ``listed_at`` repeats the article's ``published_at`` while it is published: the list of a topic is read in the order
    of one index.
    """

    __tablename__ = "article_topic"

    article_id: Mapped[int] = mapped_column(BigId, ForeignKey("article.id", ondelete="CASCADE"), primary_key=True)
    topic_id: Mapped[int] = mapped_column(BigId, ForeignKey("topic.id", ondelete="CASCADE"), primary_key=True)
    position: Mapped[int] = mapped_column(default=0)
    listed_at: Mapped[datetime | None]


Index("uq_section_form_key", Section.form_key, unique=True)
Index("uq_topic_form_key", Topic.form_key, unique=True)
Index("ix_place_redirect_place", PlaceRedirect.kind, PlaceRedirect.place_id)
Index("ix_article_topic_listed", ArticleTopic.topic_id, ArticleTopic.listed_at.desc(), ArticleTopic.article_id.desc())
