"""Threads: the conversation attached to something, its state, its counters, and whom it concerns."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from northforum.access.audience import HasAudience
from northforum.core.db import BigId, Id, Model, public_id_column, written


class ThreadState(StrEnum):
    """What may happen in a thread.

    In a held one a moderator reads each comment first, in a slow one each member waits between two comments, a locked
    one is read only, and a hidden one is not there for anybody.
    """

    OPEN = "open"
    HELD = "held"
    SLOW = "slow"
    LOCKED = "locked"
    HIDDEN = "hidden"


class ThreadMode(StrEnum):
    """What a thread is for: talking, or putting questions to the authors."""

    DISCUSSION = "discussion"
    QUESTIONS = "questions"


class QuestionStage(StrEnum):
    """How far a thread of questions is; a job moves it on, since no page depends on the clock."""

    SOON = "soon"
    OPEN = "open"
    OVER = "over"


class Sort(StrEnum):
    """The order of the conversations of a thread; within one, replies always follow what they answer."""

    NEWEST = "newest"
    OLDEST = "oldest"
    RESPECTED = "respected"
    REPLIES = "replies"


_TAKES_COMMENTS = frozenset({ThreadState.OPEN, ThreadState.HELD, ThreadState.SLOW})


class Thread(HasAudience, Model):
    """The conversation attached to something; its owner sets title, address, audience and state.

    ``comment_count`` counts the comments that can be read, ``root_count`` all conversations that have a place,
    ``pick_count`` the editors' picks. ``last_comment_id`` is the newest comment that was ever published, ``pinned_id``
    the comment that stands first. ``version`` grows with every change that a reader of the thread could see.

    ``slow_minutes`` count in a slow thread; ``closes_at`` is when a thread locks by itself, and ``closing_message``
    what it says then. The times of questions count in the mode of questions. While its owner keeps the thread out of
    sight, ``former_state`` is the state that it comes back in. ``settings_version`` grows with each change of these.
    """

    __tablename__ = "thread"

    id: Mapped[Id]
    public_id: Mapped[str] = public_id_column()
    title: Mapped[str]
    path: Mapped[str]
    state: Mapped[ThreadState] = mapped_column(default=ThreadState.OPEN)
    former_state: Mapped[ThreadState | None]
    mode: Mapped[ThreadMode] = mapped_column(default=ThreadMode.DISCUSSION)
    slow_minutes: Mapped[int] = mapped_column(default=0)
    closes_at: Mapped[datetime | None]
    closing_message: Mapped[str] = mapped_column(String(300), default="")
    guidelines_source: Mapped[str] = mapped_column(Text, default="")
    guidelines_html: Mapped[str] = mapped_column(Text, default="")
    questions_open_at: Mapped[datetime | None]
    questions_close_at: Mapped[datetime | None]
    question_stage: Mapped[QuestionStage] = mapped_column(default=QuestionStage.SOON)
    settings_version: Mapped[int] = mapped_column(default=1)
    comment_count: Mapped[int] = mapped_column(default=0)
    root_count: Mapped[int] = mapped_column(default=0)
    pick_count: Mapped[int] = mapped_column(default=0)
    pinned_id: Mapped[int | None] = mapped_column(BigId)
    last_comment_at: Mapped[datetime | None]
    last_comment_id: Mapped[int] = mapped_column(BigId, default=0)
    version: Mapped[int] = mapped_column(default=1)

    @property
    def is_open(self) -> bool:
        """Whether comments are taken, at once or after a moderator has read them."""
        return self.state in _TAKES_COMMENTS

    @property
    def takes_questions(self) -> bool:
        """Whether the thread is for questions to the authors."""
        return self.mode is ThreadMode.QUESTIONS

    @property
    def chosen_state(self) -> ThreadState:
        """The state that was chosen for the thread, which it has while its owner shows it."""
        return self.former_state or self.state

    @property
    def next_version(self) -> int:
        """The version that the change at hand makes; true only while the thread is locked against other writers."""
        return self.version + 1

    def home_order(self, preferred: Sort) -> Sort:
        """Return in which order a reader finds the thread at its subject: questions by the respect that they earned."""
        return Sort.RESPECTED if self.takes_questions else preferred

    def is_over(self, at: datetime) -> bool:
        """Return whether the moment has passed at which the thread closes by itself."""
        return self.closes_at is not None and self.closes_at <= at

    def stage_at(self, at: datetime) -> QuestionStage:
        """Return how far the questions are at the moment ``at``."""
        if self.questions_close_at is not None and self.questions_close_at <= at:
            return QuestionStage.OVER
        is_early = self.questions_open_at is not None and at < self.questions_open_at
        return QuestionStage.SOON if is_early else QuestionStage.OPEN

    def move_to(self, state: ThreadState) -> None:
        """Have another state, at once or when its owner shows the thread again."""
        if self.former_state is None:
            self.state = state
        else:
            self.former_state = state
        self.touch()

    def stand_aside(self) -> None:
        """Be out of sight with the owner, and remember the state."""
        if self.former_state is None:
            self.state, self.former_state = ThreadState.HIDDEN, self.state
            self.touch()

    def come_back(self) -> None:
        """Have the state again that the thread had before it stood aside."""
        if self.former_state is not None:
            self.state, self.former_state = self.former_state, None
            self.touch()

    def close(self) -> None:
        """Lock by itself, since its time has come; what is hidden stays hidden."""
        if self.chosen_state is not ThreadState.HIDDEN:
            self.move_to(ThreadState.LOCKED)
        self.closes_at = None
        self.settings_version += 1

    def touch(self) -> None:
        """Make every copy of the thread that a reader may hold out of date."""
        self.version = Thread.version + 1

    def count(self, *, comments: int = 0, conversations: int = 0, picks: int = 0) -> None:
        """Add to the counters; the database adds, so that no count is ever lost to another writer."""
        if comments:
            self.comment_count = Thread.comment_count + comments
        if conversations:
            self.root_count = Thread.root_count + conversations
        if picks:
            self.pick_count = Thread.pick_count + picks
        self.touch()

    def pin(self, comment_id: int | None) -> None:
        """Let a comment stand first, or none."""
        self.pinned_id = comment_id
        self.touch()

    def hear(self, comment_id: int, at: datetime) -> None:
        """Note the newest comment; only while the thread is locked against other writers."""
        if comment_id > self.last_comment_id:
            self.last_comment_id, self.last_comment_at = comment_id, at


Index("ix_thread_latest", Thread.last_comment_at.desc(), Thread.id.desc())
Index("ix_thread_most_discussed", Thread.comment_count.desc(), Thread.id.desc())
is_unanswered = Thread.comment_count == written(0)
Index(
    "ix_thread_unanswered",
    Thread.state,
    Thread.id.desc(),
    sqlite_where=is_unanswered,
    postgresql_where=is_unanswered,
)
_closes = Thread.closes_at.is_not(None)
Index("ix_thread_closes", Thread.closes_at, sqlite_where=_closes, postgresql_where=_closes)
asks_questions = Thread.mode == written(ThreadMode.QUESTIONS)
Index("ix_thread_questions", Thread.id, sqlite_where=asks_questions, postgresql_where=asks_questions)


class ThreadAuthor(Model):
    """A member who wrote what the thread is about."""

    __tablename__ = "thread_author"

    thread_id: Mapped[int] = mapped_column(BigId, ForeignKey("thread.id"), primary_key=True)
    member_id: Mapped[int] = mapped_column(BigId, ForeignKey("member.id"), primary_key=True)


class ThreadHub(Model):
    """A hub that the thread concerns; a plain number, for hubs stand on a higher floor.

    The hosts of one that ``is_marked`` carry a mark in the thread; a secret hub's would give it away.
    """

    __tablename__ = "thread_hub"

    hub_id: Mapped[int] = mapped_column(BigId, primary_key=True)
    thread_id: Mapped[int] = mapped_column(BigId, ForeignKey("thread.id"), primary_key=True)
    is_marked: Mapped[bool] = mapped_column(default=False)

    __table_args__ = (Index("ix_thread_hub_thread_id", "thread_id"),)


class ThreadInterest(Model):
    """A hub for which a writer of the subject speaks: what its members say in the thread carries a mark.

    The hub's number is plain, as above. Secret hubs are not here: the mark would give them away.
    """

    __tablename__ = "thread_interest"

    hub_id: Mapped[int] = mapped_column(BigId, primary_key=True)
    thread_id: Mapped[int] = mapped_column(BigId, ForeignKey("thread.id"), primary_key=True)

    __table_args__ = (Index("ix_thread_interest_thread_id", "thread_id"),)
