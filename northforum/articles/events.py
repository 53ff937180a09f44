"""What happens to articles."""

from dataclasses import dataclass

from northforum.core.events import Event


@dataclass(frozen=True)
class ArticlePublished(Event):
    """An article can be read by its audience; the first time, or again after it was taken down."""

    article_id: int


@dataclass(frozen=True)
class ArticleEdited(Event):
    """The text or the details of an article changed, published or not."""

    article_id: int


@dataclass(frozen=True)
class ArticleUnpublished(Event):
    """An article was taken down; its address answers that it is gone."""

    article_id: int


@dataclass(frozen=True)
class ArticleMoved(Event):
    """A piece took a step at the desk that readers do not see; ``actor_id`` is none where the site itself did it."""

    article_id: int
    step: str
    actor_id: int | None


@dataclass(frozen=True)
class NoteLeft(Event):
    """Somebody who works on a piece left a note on it for the others."""

    article_id: int
    note_id: int


@dataclass(frozen=True)
class SectionChanged(Event):
    """A section is new, has another name, address, description or place in the navigation, or is gone."""

    section_id: int


@dataclass(frozen=True)
class TopicChanged(Event):
    """A topic is new, has another name, address or description, took in another one, or is gone."""

    topic_id: int


@dataclass(frozen=True)
class AuthorDescribed(Event):
    """An author is new, or the site says something else of them."""

    author_id: int


@dataclass(frozen=True)
class Relabelled(Event):
    """A topic or an author is called otherwise, or is somebody else; ``kind`` is the ``PlaceKind``.

    The articles with numbers up to ``after`` have been told.
    """

    kind: str
    place_id: int
    after: int = 0


@dataclass(frozen=True)
class ArticleRelabelled(Event):
    """A published article names a topic or an author otherwise; its own words are the same."""

    article_id: int
