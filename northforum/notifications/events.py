"""What happens while members are being told, in the page and by mail, so that the rest is done next."""

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


@dataclass(frozen=True)
class MailPrepared(Event):
    """What a member was told and has not read was set aside for one mail, at the moment ``prepared_at`` in ISO form."""

    member_id: int
    prepared_at: str


@dataclass(frozen=True)
class MailWaits(Event):
    """More members are to get mail than one turn prepares."""
