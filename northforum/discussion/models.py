"""Threads and comments: the tables, and what a row can say and do about itself."""

from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

from sqlalchemy import ColumnElement, ForeignKey, Index, Text, UniqueConstraint, literal
from sqlalchemy.orm import InstrumentedAttribute, Mapped, mapped_column, relationship

from northforum.access.audience import HasAudience
from northforum.core.db import BigId, Id, Model, public_id_column
from northforum.core.richtext import Rendered

DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"
# 2,000 characters are some 400 replies on replies; PostgreSQL cannot index a value of more than 2,704 bytes.
PATH_LIMIT = 2000
LONGEST_STEP = 14
# A deeper comment is drawn at this depth and says in words whom it answers.
DRAWN_DEPTH = 4
FREE_EDITING = timedelta(minutes=10)
UNDO = timedelta(minutes=10)

# PostgreSQL would else compare paths by the rules of a language.
PathText = Text().with_variant(Text(collation="C"), "postgresql")


class ThreadState(StrEnum):
    """What may happen in a thread; a hidden one is not there for anybody."""

    OPEN = "open"
    CLOSED = "closed"
    HIDDEN = "hidden"


class CommentState(StrEnum):
    """Whether a comment's words can be read."""

    PUBLISHED = "published"
    WITHDRAWN = "withdrawn"


class Mark(StrEnum):
    """What a comment's writer is in this thread, beyond a member."""

    AUTHOR = "author"
    EDITOR = "editor"
    MODERATOR = "moderator"


class Sort(StrEnum):
    """The order of the conversations of a thread; within one, replies always follow what they answer."""

    NEWEST = "newest"
    OLDEST = "oldest"
    RESPECTED = "respected"
    REPLIES = "replies"


class Thread(HasAudience, Model):
    """The conversation attached to something; its owner sets title, address, audience and state.

    ``comment_count`` counts the comments that can be read, ``root_count`` all conversations. ``version`` grows with
    every change that a reader of the thread could see.
    """

    __tablename__ = "thread"

    id: Mapped[Id]
    public_id: Mapped[str] = public_id_column()
    title: Mapped[str]
    path: Mapped[str]
    state: Mapped[ThreadState] = mapped_column(default=ThreadState.OPEN)
    comment_count: Mapped[int] = mapped_column(default=0)
    root_count: Mapped[int] = mapped_column(default=0)
    last_comment_at: Mapped[datetime | None]
    version: Mapped[int] = mapped_column(default=1)

    @property
    def is_open(self) -> bool:
        """Whether comments are taken."""
        return self.state is ThreadState.OPEN

    def move_to(self, state: ThreadState) -> None:
        """Open, close or hide the thread."""
        self.state = state
        self.touch()

    def touch(self) -> None:
        """Make every copy of the thread that a reader may hold out of date."""
        self.version = Thread.version + 1

    def count(self, *, comments: int, conversations: int = 0, last_at: datetime | None = None) -> None:
        """Add to the counters; the database adds, so that no count is ever lost to another writer."""
        self.comment_count = Thread.comment_count + comments
        if conversations:
            self.root_count = Thread.root_count + conversations
        if last_at is not None:
            self.last_comment_at = last_at
        self.touch()


Index("ix_thread_latest", Thread.last_comment_at.desc(), Thread.id.desc())
Index("ix_thread_most_discussed", Thread.comment_count.desc(), Thread.id.desc())


class ThreadAuthor(Model):
    """A member who wrote what the thread is about."""

    __tablename__ = "thread_author"

    thread_id: Mapped[int] = mapped_column(BigId, ForeignKey("thread.id"), primary_key=True)
    member_id: Mapped[int] = mapped_column(BigId, ForeignKey("member.id"), primary_key=True)


class Comment(Model):
    """One contribution to a thread.

    ``path`` is the ids of the comments above and its own, so that the order of paths is the order of reading.
    ``reply_count`` stands on the first comment of a conversation and counts what can be read below it, at any depth.
    ``element`` is the whole HTML of the comment, the same for every reader.
    """

    __tablename__ = "comment"

    id: Mapped[Id]
    public_id: Mapped[str] = public_id_column()
    thread_id: Mapped[int] = mapped_column(BigId, ForeignKey("thread.id"))
    parent_id: Mapped[int | None] = mapped_column(BigId, ForeignKey("comment.id"))
    root_id: Mapped[int] = mapped_column(BigId)
    path: Mapped[str] = mapped_column(PathText)
    depth: Mapped[int]
    author_id: Mapped[int] = mapped_column(BigId, ForeignKey("member.id"))
    form_key: Mapped[str | None]
    created_at: Mapped[datetime]
    edited_at: Mapped[datetime | None]
    withdrawn_at: Mapped[datetime | None]
    state: Mapped[CommentState] = mapped_column(default=CommentState.PUBLISHED)
    version: Mapped[int] = mapped_column(default=1)
    mark: Mapped[Mark | None]
    score: Mapped[int] = mapped_column(default=0)
    reply_count: Mapped[int] = mapped_column(default=0)
    source: Mapped[str] = mapped_column(Text)
    html: Mapped[str] = mapped_column(Text)
    rules: Mapped[int]
    element: Mapped[str] = mapped_column(Text, default="")
    element_version: Mapped[int] = mapped_column(default=0)

    thread: Mapped[Thread] = relationship(lazy="raise_on_sql")

    # A key is looked for while the thread's row is locked, hence it is unique within one thread.
    __table_args__ = (UniqueConstraint("author_id", "thread_id", "form_key"),)

    @property
    def is_published(self) -> bool:
        """Whether the comment's words can be read."""
        return self.state is CommentState.PUBLISHED

    @property
    def is_root(self) -> bool:
        """Whether the comment began its conversation."""
        return self.parent_id is None

    @property
    def can_be_answered(self) -> bool:
        """Whether there is room for a reply below the comment."""
        return len(self.path) + LONGEST_STEP <= PATH_LIMIT

    def take_place(self, comment_id: int, above: "Comment | None") -> None:
        """Stand below ``above``, or begin a conversation."""
        self.id = comment_id
        self.parent_id = above.id if above else None
        self.root_id = above.root_id if above else comment_id
        self.depth = above.depth + 1 if above else 0
        self.path = (above.path if above else "") + path_step(comment_id)

    def say(self, body: Rendered) -> None:
        """Hold the words of ``body``, beside the HTML made of them."""
        self.source, self.html, self.rules = body.source, body.html, body.rules

    def edit(self, body: Rendered, at: datetime) -> None:
        """Hold other words; later than ten minutes after posting the edit is marked."""
        self.say(body)
        if at - self.created_at > FREE_EDITING:
            self.edited_at = at
        self.version += 1

    def withdraw(self, at: datetime) -> None:
        """Show a tombstone in place of the words."""
        self.state, self.withdrawn_at = CommentState.WITHDRAWN, at
        self.version += 1

    def can_be_restored(self, at: datetime) -> bool:
        """Return whether a withdrawal may still be undone at ``at``."""
        return self.withdrawn_at is not None and at - self.withdrawn_at <= UNDO

    def restore(self) -> None:
        """Show the words again."""
        self.state, self.withdrawn_at = CommentState.PUBLISHED, None
        self.version += 1


Index("ix_comment_oldest", Comment.thread_id, Comment.path)
Index("ix_comment_newest", Comment.thread_id, Comment.root_id.desc(), Comment.path)
Index("ix_comment_author", Comment.author_id, Comment.id.desc())
Index("ix_comment_outdated", Comment.element_version)
# Written out, not bound: a database sees only then that the condition is the index's own.
names_another = Comment.depth > literal(DRAWN_DEPTH, literal_execute=True)
Index("ix_comment_naming", Comment.parent_id, sqlite_where=names_another, postgresql_where=names_another)


def _index_roots(name: str, *columns: ColumnElement[Any] | InstrumentedAttribute[Any]) -> None:
    """Index the first comments of the conversations of a thread, in an order of theirs."""
    roots = Comment.parent_id.is_(None)
    Index(name, Comment.thread_id, *columns, sqlite_where=roots, postgresql_where=roots)


_index_roots("ix_comment_roots", Comment.id)
_index_roots("ix_comment_respected", Comment.score.desc(), Comment.id.desc())
_index_roots("ix_comment_replies", Comment.reply_count.desc(), Comment.id.desc())


def path_step(comment_id: int) -> str:
    """Return a comment's own part of its path: its id in base 36 behind the number of its digits.

    Longer numbers are greater, so the length in front makes the order of text the order of numbers.
    """
    digits = ""
    rest = comment_id
    while rest:
        rest, digit = divmod(rest, 36)
        digits = DIGITS[digit] + digits
    return DIGITS[len(digits)] + digits


def path_ids(path: str) -> list[int]:
    """Return the ids along a path, from the first comment of the conversation down."""
    ids = []
    at = 0
    while at < len(path):
        end = at + 1 + DIGITS.index(path[at])
        ids.append(int(path[at + 1 : end], 36))
        at = end
    return ids
