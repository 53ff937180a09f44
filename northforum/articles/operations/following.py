"""Following a topic: being told of new articles on it."""

from northforum.access.actor import Actor
from northforum.articles.models import Topic
from northforum.discussion import operations as discussion
from northforum.discussion.models import FollowKind


def follow_topic(actor: Actor, topic: Topic) -> Topic:
    """Let the actor hear of new articles on ``topic``."""
    discussion.follow(actor, FollowKind.TOPIC, topic.id)
    return topic


def unfollow_topic(actor: Actor, topic: Topic) -> Topic:
    """Tell the actor of articles on ``topic`` no longer."""
    discussion.unfollow(actor, FollowKind.TOPIC, topic.id)
    return topic
