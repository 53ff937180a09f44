"""Comments: what a row holds, and what it can say and do about itself."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

from sqlalchemy import ColumnElement, ForeignKey, Index, String, Text, UniqueConstraint, and_, or_
from sqlalchemy.orm import InstrumentedAttribute, Mapped, mapped_column, relationship

from northforum.core.db import BigId, Id, Model, public_id_column, written
from northforum.core.richtext import Rendered
from northforum.discussion.models.paths import LONGEST_STEP, PATH_LIMIT, PathText, path_step
from northforum.discussion.models.thread import Thread

# A deeper comment is drawn at this depth and says in words whom it answers.
DRAWN_DEPTH = 4
FREE_EDITING = timedelta(minutes=10)
UNDO = timedelta(minutes=10)


class CommentState(StrEnum):
    """Whether a comment's words can be read, and who keeps them from being read if not.

    A held comment waits for a moderator: one that was never published has no place in the thread yet.
    """

    PUBLISHED = "published"
    HELD = "held"
    WITHDRAWN = "withdrawn"
    REMOVED = "removed"


class HoldReason(StrEnum):
    """Why a comment waits for a moderator; a comment may have several."""

    THREAD = "thread"
    LINKS = "links"
    REVISED = "revised"
    REPORTS = "reports"
    MODERATOR = "moderator"

    @property
    def sentence(self) -> str:
        """The reason as the writer reads it."""
        return _HELD_BECAUSE[self]


_HELD_BECAUSE = {
    HoldReason.THREAD: "In this discussion a moderator reads each comment before it appears.",
    HoldReason.LINKS: "It has a link in it, and a moderator looks at links by newcomers first.",
    HoldReason.REVISED: "You changed it while it could not be read, so a moderator reads it again.",
    HoldReason.REPORTS: "Several members reported it.",
    HoldReason.MODERATOR: "A moderator would like to look at it again.",
}


class Mark(StrEnum):
    """What a comment's writer is in this thread, beyond a member."""

    AUTHOR = "author"
    EDITOR = "editor"
    MODERATOR = "moderator"
    HOST = "host"
    INTEREST = "interest"


class Comment(Model):
    """One contribution to a thread.

    ``path`` is the ids of the comments above and its own, so that the order of paths is the order of reading.
    ``reply_count`` stands on the first comment of a conversation and counts what can be read below it, at any depth.
    ``element`` is the whole HTML of the comment, the same for every reader. ``published_at`` is when it first had a
    place in the thread, which it keeps; ``thread_version`` is the thread's version that last changed how it looks.
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
    published_at: Mapped[datetime | None]
    edited_at: Mapped[datetime | None]
    withdrawn_at: Mapped[datetime | None]
    state: Mapped[CommentState] = mapped_column(default=CommentState.PUBLISHED)
    hold_reasons: Mapped[str] = mapped_column(String(200), default="")
    picked_at: Mapped[datetime | None]
    version: Mapped[int] = mapped_column(default=1)
    thread_version: Mapped[int] = mapped_column(default=0)
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
    def has_place(self) -> bool:
        """Whether the comment was ever published, and so keeps its place whatever becomes of its words."""
        return self.published_at is not None

    @property
    def reasons(self) -> list[HoldReason]:
        """Why the comment is held, or was when its writer withdrew it."""
        return [HoldReason(code) for code in self.hold_reasons.split(",") if code]

    @property
    def is_kept_back(self) -> bool:
        """Whether a moderator, or the wait for one, keeps the words from readers."""
        return self.state in {CommentState.HELD, CommentState.REMOVED}

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

    def publish(self, at: datetime) -> None:
        """Show the words, for the first time or again."""
        self.state, self.hold_reasons = CommentState.PUBLISHED, ""
        self.published_at = self.published_at or at

    def hold(self, reasons: Iterable[HoldReason]) -> None:
        """Keep the words from readers until a moderator has decided."""
        self.state, self.hold_reasons = CommentState.HELD, ",".join(dict.fromkeys(reasons))
        self.picked_at = None

    def remove(self) -> None:
        """Show the tombstone of a removed comment in place of the words."""
        self.state, self.hold_reasons, self.picked_at = CommentState.REMOVED, "", None

    def pick(self, at: datetime | None) -> None:
        """Be an editors' pick since ``at``, or none any more."""
        self.picked_at = at

    def withdraw(self, at: datetime) -> None:
        """Show a tombstone in place of the words."""
        self.state, self.withdrawn_at, self.picked_at = CommentState.WITHDRAWN, at, None
        self.version += 1

    def can_be_restored(self, at: datetime) -> bool:
        """Return whether a withdrawal may still be undone at ``at``."""
        return self.withdrawn_at is not None and at - self.withdrawn_at <= UNDO

    def restore(self) -> None:
        """Show the words again, or wait again for a moderator."""
        self.state = CommentState.HELD if self.hold_reasons else CommentState.PUBLISHED
        self.withdrawn_at = None
        self.version += 1


Index("ix_comment_oldest", Comment.thread_id, Comment.path)
Index("ix_comment_newest", Comment.thread_id, Comment.root_id.desc(), Comment.path)
# The columns say so on PostgreSQL as well: what arrived in a thread since a moment.
Index("ix_comment_arrival", Comment.thread_id, Comment.id)
Index("ix_comment_author", Comment.author_id, Comment.id.desc())
Index("ix_comment_changed", Comment.thread_id, Comment.thread_version)
Index("ix_comment_outdated", Comment.element_version)
names_another = Comment.depth > written(DRAWN_DEPTH)
Index("ix_comment_naming", Comment.parent_id, sqlite_where=names_another, postgresql_where=names_another)
is_picked = Comment.picked_at.is_not(None)
Index("ix_comment_picks", Comment.thread_id, Comment.picked_at, sqlite_where=is_picked, postgresql_where=is_picked)
is_held = Comment.state == written(CommentState.HELD)
Index("ix_comment_held", Comment.id, sqlite_where=is_held, postgresql_where=is_held)
is_kept_back = or_(is_held, Comment.state == written(CommentState.REMOVED))
Index(
    "ix_comment_kept_back",
    Comment.author_id,
    Comment.thread_id,
    Comment.id,
    sqlite_where=is_kept_back,
    postgresql_where=is_kept_back,
)

# What authors answered, for the count of questions that have an answer.
is_answer = and_(
    Comment.parent_id.is_not(None),
    Comment.mark == written(Mark.AUTHOR),
    Comment.state == written(CommentState.PUBLISHED),
)
Index("ix_comment_answers", Comment.thread_id, Comment.root_id, sqlite_where=is_answer, postgresql_where=is_answer)


def _index_roots(name: str, *columns: ColumnElement[Any] | InstrumentedAttribute[Any]) -> None:
    """Index the first comments of the conversations of a thread, in an order of theirs."""
    roots = and_(Comment.parent_id.is_(None), Comment.published_at.is_not(None))
    Index(name, Comment.thread_id, *columns, sqlite_where=roots, postgresql_where=roots)


_index_roots("ix_comment_roots", Comment.id)
_index_roots("ix_comment_respected", Comment.score.desc(), Comment.id.desc())
_index_roots("ix_comment_replies", Comment.reply_count.desc(), Comment.id.desc())
