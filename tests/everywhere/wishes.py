"""What somebody follows and mutes already when the doors are tried, so that it can be undone."""

from northforum.access.actor import SYSTEM, Actor
from northforum.articles import operations as articles, queries as articles_queries
from northforum.core import richtext
from northforum.core.db import db
from northforum.discussion import operations as discussion, queries as discussion_queries
from northforum.members import queries as members_queries
from northforum.notifications import operations as notifications
from tests import factories
from tests.cast import Cast


def follow_and_mute(cast: Cast, member: Actor) -> None:
    """Let ``member`` follow and mute one thing of each kind."""
    followed = factories.an_article(headline="Clay by the ton", topics=("Rent", "Clay"))
    muted = factories.an_article(headline="Noise by the hour")
    db.session.flush()
    discussion.follow_thread(member, factories.thread_of(followed))
    discussion.mute_thread(member, factories.thread_of(muted))
    discussion.follow_branch(member, discussion_queries.visible_comment(member, cast.world.comments[2]))
    discussion.follow_member(member, members_queries.known_member(cast.contributor.handle))
    discussion.mute_member(member, members_queries.known_member(cast.host.handle))
    reply = discussion_queries.visible_comment(member, cast.world.comments[1])
    notifications.tell_of_comment(reply.id)
    articles.follow_topic(member, articles_queries.topic(member, "clay"))
    articles.add_topic(SYSTEM, slug="kilns", name="Kilns")
    articles.make_author(SYSTEM, words=articles.AuthorWords("Idle Hand", richtext.profile("")))
