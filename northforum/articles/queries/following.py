"""Topics that members follow."""

import functools
from typing import Any

from sqlalchemy import Row, Select, bindparam, select

from northforum.access.actor import Actor
from northforum.articles.models import Topic
from northforum.articles.queries import lookups
from northforum.core.pagination import Page
from northforum.discussion import queries as discussion
from northforum.discussion.models import Follow, FollowKind


@functools.cache
def topic_wishes() -> Select[Any]:
    """Return the query of one row: a topic's slug, its name, and whether ``member_id`` follows it."""
    topic = Topic.__table__.c
    columns = topic.slug, topic.name, discussion.follows(FollowKind.TOPIC, topic.id)
    return select(*columns).where(topic.id == bindparam("subject_id"))


def followed_topics(actor: Actor, after: str | None = None) -> Page[Row[Any]]:
    """Return the topics that the actor follows: id, slug, name."""
    columns: tuple[Any, ...] = (Topic.id, Topic.slug, Topic.name)
    rows = select(*columns).join(Follow, Follow.subject_id == Topic.id)
    rows = rows.where(discussion.followed_by(actor, FollowKind.TOPIC), lookups.known_topic(actor))
    return discussion.page(rows, Follow.subject_id, after)
