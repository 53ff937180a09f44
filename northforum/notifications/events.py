"""What happens while members are being told, so that the rest is done next."""

from dataclasses import dataclass

from northforum.core.events import Event


@dataclass(frozen=True)
class CommentToldInPart(Event):
    """Members up to the id ``after`` have been told of a comment; others are to hear of it too."""

    comment_id: int
    after: int


@dataclass(frozen=True)
class ArticleToldInPart(Event):
    """Members up to the id ``after`` have been told of an article; others are to hear of it too."""

    article_id: int
    after: int
