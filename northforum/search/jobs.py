"""What the worker takes into the index after something has changed. What is new it finds by itself."""

from northforum.articles.events import ArticleEdited, ArticlePublished, ArticleRelabelled, ArticleUnpublished
from northforum.discussion.events import CommentEdited, CommentRestored, CommentTakenDown, CommentWithdrawn
from northforum.hubs.events import HubDescribed
from northforum.members.events import ProfileChanged
from northforum.moderation.events import CommentDecided
from northforum.search import operations
from northforum.search.models import Kind


def index_article(event: ArticlePublished | ArticleEdited | ArticleUnpublished | ArticleRelabelled) -> None:
    """Take in what an article says now, or take it out."""
    operations.index(Kind.ARTICLE, [event.article_id])


def index_comment(event: CommentEdited | CommentWithdrawn | CommentTakenDown | CommentRestored) -> None:
    """Take in what a comment says now, or take it out."""
    operations.index(Kind.COMMENT, [event.comment_id])


def index_decided(event: CommentDecided) -> None:
    """Take in a comment that a moderator let through, or take one out."""
    operations.index(Kind.COMMENT, [event.comment_id])


def index_member(event: ProfileChanged) -> None:
    """Take in what a member says of themselves now."""
    operations.index(Kind.MEMBER, [event.member_id])


def index_hub(event: HubDescribed) -> None:
    """Take in what a hub says of itself now."""
    operations.index(Kind.HUB, [event.hub_id])
