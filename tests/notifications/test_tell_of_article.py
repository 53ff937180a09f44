"""New articles are told to those who follow one of their topics; picks to the comment's writer."""

from typing import Any

from sqlalchemy import select

from northforum.access.actor import SYSTEM
from northforum.access.audience import Audience
from northforum.articles import operations as articles, queries as articles_queries
from northforum.core import outbox
from northforum.core.db import db, transaction
from northforum.discussion import operations as discussion
from northforum.notifications.models import Notification, NotificationKind
from tests import factories
from tests.browser import visit
from tests.cast import Cast
from tests.discussion.talk import row


def told(cast: Cast) -> set[tuple[int, NotificationKind]]:
    replies = Notification.kind == NotificationKind.REPLY
    with transaction(cast.app):
        rows = db.session.execute(select(Notification.member_id, Notification.kind).where(~replies))
        return {(member_id, kind) for member_id, kind in rows}


def follow(cast: Cast, *slugs: str) -> None:
    member = cast.actor(cast.member)
    with transaction(cast.app):
        factories.an_article(headline="The first", topics=("Rent", "Clay"))
    outbox.run_until_idle(cast.app)
    with transaction(cast.app):
        for slug in slugs:
            articles.follow_topic(member, articles_queries.topic(member, slug))


def test_a_new_article_is_told_once_to_whoever_follows_its_topics(cast: Cast, worker: Any) -> None:
    follow(cast, "rent", "clay")
    with transaction(cast.app):
        article = factories.an_article(headline="Clay by the ton", topics=("Rent", "Clay"), audience=Audience.MEMBERS)
        public_id = article.public_id
    worker()
    assert told(cast) == {(cast.member.member_id, NotificationKind.TOPIC)}
    page = visit(cast.client(cast.member), "/notifications")
    assert "A new article on a topic that you follow" in page.text
    assert "Clay by the ton" in page.text
    with transaction(cast.app):
        again = articles_queries.article_at_desk(SYSTEM, public_id)
        articles.unpublish_article(SYSTEM, again)
        articles.publish_article(SYSTEM, again)
    worker()
    with transaction(cast.app):
        topics = Notification.kind == NotificationKind.TOPIC
        assert db.session.scalars(select(Notification.count).where(topics)).all() == [1]


def test_a_picked_comments_writer_is_told_once(cast: Cast, worker: Any) -> None:
    for verb in (discussion.pick_comment, discussion.unpick_comment, discussion.pick_comment):
        with transaction(cast.app):
            verb(cast.actor(cast.editor), row(cast.world.comments[0]))
    worker()
    assert (cast.member.member_id, NotificationKind.PICK) in told(cast)
    assert "editors’ pick" in visit(cast.client(cast.member), "/notifications").text
