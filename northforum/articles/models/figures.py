"""Numbers about articles: how often they are read, and how many were published in a month."""

from datetime import date

from sqlalchemy import Date, ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from northforum.access.audience import HasAudience
from northforum.core.db import BigId, Id, Model


class ArticleReads(Model):
    """How often an article was opened on one day, as the calendar goes in Britain."""

    __tablename__ = "article_reads"

    article_id: Mapped[int] = mapped_column(BigId, ForeignKey("article.id", ondelete="CASCADE"), primary_key=True)
    day: Mapped[date] = mapped_column(Date, primary_key=True)
    reads: Mapped[int]


class DayReads(Model):
    """How often articles were opened on one day, all together."""

    __tablename__ = "day_reads"

    day: Mapped[date] = mapped_column(Date, primary_key=True)
    reads: Mapped[int]


class MostRead(Model):
    """An article's place among the most read of the last week, as a job has counted them."""

    __tablename__ = "most_read"

    position: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    article_id: Mapped[int] = mapped_column(BigId, ForeignKey("article.id", ondelete="CASCADE"), index=True)
    reads: Mapped[int]


class ArchiveMonth(HasAudience, Model):
    """How many articles of one audience were published in a month, which is written 202611, and are there still."""

    __tablename__ = "archive_month"

    id: Mapped[Id]
    month: Mapped[int] = mapped_column(index=True)
    articles: Mapped[int]


# Read for the most of a day in order, and for those of a week without touching the table.
Index("ix_article_reads_of_day", ArticleReads.day, ArticleReads.reads.desc(), ArticleReads.article_id)
