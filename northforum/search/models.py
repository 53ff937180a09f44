"""Tables beside the index: what stands in it, the words that are known, and how far it has come.

The index itself (``core.fulltext``) is no model's: each kind of database has its own.
"""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from northforum.core.db import BigId, Model

# The order of code points, in which the words that begin alike stand together.
InOrder = Text().with_variant(Text(collation="C"), "postgresql")
_SUBJECTS = 1 << 20


class Kind(StrEnum):
    """What is found."""

    ARTICLE = "article"
    COMMENT = "comment"
    MEMBER = "member"
    HUB = "hub"


class Entry(Model):
    """One thing of the site and the words by which it is found.

    The number grows with the moment of the thing, so that the newest have the greatest. ``version`` is that of the
    thing: an entry that says something older is not shown. A thing that nobody may read yet has an entry without words.
    """

    __tablename__ = "search_entry"
    __table_args__ = (UniqueConstraint("kind", "subject_id"),)

    id: Mapped[int] = mapped_column(BigId, primary_key=True, autoincrement=False)
    kind: Mapped[Kind]
    subject_id: Mapped[int] = mapped_column(BigId)
    version: Mapped[int]
    is_found: Mapped[bool]
    title: Mapped[str] = mapped_column(Text, default="")
    body: Mapped[str] = mapped_column(Text, default="")
    marks: Mapped[str] = mapped_column(Text, default="")


class KnownWord(Model):
    """A word of the entries, folded, its term, and in how many entries it stands."""

    __tablename__ = "search_word"

    word: Mapped[str] = mapped_column(InOrder, primary_key=True)
    term: Mapped[str] = mapped_column(Text, index=True)
    documents: Mapped[int]


class Trigram(Model):
    """Three letters that follow each other in a known word, with the length of the word."""

    __tablename__ = "search_trigram"
    __table_args__ = {"sqlite_with_rowid": False}  # noqa: RUF012 - SQLAlchemy's own name and shape

    trigram: Mapped[str] = mapped_column(InOrder, primary_key=True)
    length: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    word: Mapped[str] = mapped_column(InOrder, primary_key=True)


class Reached(Model):
    """How far the index has come with one kind: every row up to ``reached_id`` has its entry.

    ``rules`` is the version of the terms. While the index is built anew, ``rebuilt_to`` is where that ends.
    """

    __tablename__ = "search_reached"

    kind: Mapped[Kind] = mapped_column(primary_key=True)
    reached_id: Mapped[int] = mapped_column(BigId, default=0)
    rules: Mapped[int]
    rebuilt_to: Mapped[int | None] = mapped_column(BigId)


def number_at(at: datetime) -> int:
    """Return the least number of an entry of that moment or a later one."""
    return max(1, int(at.timestamp() * 1000)) * _SUBJECTS


def number_of(kind: Kind, subject_id: int, at: datetime) -> int:
    """Return the number of the entry of a thing; two things of one millisecond seldom have the same."""
    return number_at(at) + (subject_id * len(Kind) + list(Kind).index(kind)) % _SUBJECTS


def next_number(number: int) -> int:
    """Return the number to try where ``number`` is taken: a millisecond later."""
    return number + _SUBJECTS


def kind_mark(kind: Kind) -> str:
    """Return the mark of every entry of a kind."""
    return f"k{kind.value}"


def thread_mark(thread_id: int) -> str:
    """Return the mark of what belongs to a thread: its comments, and what it hangs on."""
    return f"t{thread_id}"


def author_mark(member_id: int) -> str:
    """Return the mark of what a member wrote."""
    return f"a{member_id}"
