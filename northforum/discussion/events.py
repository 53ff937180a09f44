"""What happens in a discussion."""

from dataclasses import dataclass

from northforum.core.events import Event


@dataclass(frozen=True)
class CommentPosted(Event):
    """A comment stands in its thread; ``parent_id`` is the comment it answers."""

    comment_id: int
    thread_id: int
    author_id: int
    parent_id: int | None


@dataclass(frozen=True)
class CommentHeld(Event):
    """A comment, new or with other words, waits for a moderator; it could not be read before either."""

    comment_id: int
    thread_id: int
    author_id: int


@dataclass(frozen=True)
class CommentEdited(Event):
    """The writer changed the words of a comment, and the new ones can be read."""

    comment_id: int
    thread_id: int
    author_id: int


@dataclass(frozen=True)
class CommentWithdrawn(Event):
    """The writer took back a comment that could be read; a tombstone keeps its place."""

    comment_id: int
    thread_id: int
    author_id: int


@dataclass(frozen=True)
class CommentTakenDown(Event):
    """A comment that could be read is kept from readers: a moderator decided so, or its new words have to wait."""

    comment_id: int
    thread_id: int
    author_id: int


@dataclass(frozen=True)
class CommentRestored(Event):
    """A comment can be read again: its writer undid the withdrawal, or a moderator let it back."""

    comment_id: int
    thread_id: int
    author_id: int


@dataclass(frozen=True)
class CommentRespected(Event):
    """A member gave a comment their respect, or took it back."""

    comment_id: int
    thread_id: int


@dataclass(frozen=True)
class ThreadVisited(Event):
    """A member has read a thread, up to the comment ``seen_id``."""

    member_id: int
    thread_id: int
    seen_id: int


@dataclass(frozen=True)
class CommentPicked(Event):
    """An editor made a comment an editors' pick."""

    comment_id: int
    thread_id: int
    author_id: int


@dataclass(frozen=True)
class CommentUnpicked(Event):
    """An editor took back that a comment is a pick."""

    comment_id: int
    thread_id: int


@dataclass(frozen=True)
class CommentPinned(Event):
    """Another comment than before, or none, stands first in a thread."""

    thread_id: int


@dataclass(frozen=True)
class CommentsOutdated(Event):
    """Some comments' stored elements say something that is no longer so; readers get fresh ones meanwhile."""


@dataclass(frozen=True)
class ThreadAuthorsChanged(Event):
    """Other members than before are the authors of what a thread with comments is about."""

    thread_id: int


@dataclass(frozen=True)
class ThreadSteered(Event):
    """A thread has other settings, chosen by somebody or because a time has come."""

    thread_id: int
