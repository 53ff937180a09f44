"""A comment's own page: its conversation, and what the reader may know of decisions about it."""

from typing import NamedTuple

from northforum.access.actor import Actor
from northforum.discussion import queries as discussion, serializers as discussion_serializers
from northforum.moderation import queries as moderation


class CommentPage(NamedTuple):
    """The parts of a comment's page."""

    view: discussion_serializers.CommentView
    standing: moderation.Standing


def comment_page(actor: Actor, public_id: str) -> CommentPage:
    """Return the page of a comment; ``NotFound`` unless the reader may know of it."""
    comment = discussion.visible_comment(actor, public_id)
    return CommentPage(discussion_serializers.comment_view(actor, comment), moderation.standing(actor, comment))
