"""What the members of one hub said under an article: the thread lives once, and each hub finds its own in it."""

from typing import NamedTuple

from markupsafe import Markup  # noqa: TID251 - named as a type; core makes it
from sqlalchemy import select

from northforum.access.actor import Actor
from northforum.access.verdict import authorize
from northforum.articles import queries as articles
from northforum.core.db import db
from northforum.core.errors import NotFound
from northforum.discussion import queries as discussion, serializers as discussion_serializers
from northforum.discussion.models import Thread
from northforum.hubs import policy, queries as hubs
from northforum.hubs.models import Hub


class HubVoices(NamedTuple):
    """The variables of ``pages/voices.html``, by their names there."""

    article: articles.FullArticle
    thread: Thread
    hub: Hub
    elements: Markup
    older_url: str


def hub_voices(actor: Actor, slug: str, hub_slug: str, after: str | None) -> HubVoices:
    """Return what a hub's members said under the article at ``slug``.

    Raises
    ------
    NotFound
        When there is no such discussion or no such hub for the actor, or the article does not name it.
    Forbidden
        When who is in the hub is not the actor's to know.
    """
    article = articles.visible_article(actor, slug)
    hub = hubs.visible_hub(actor, hub_slug)
    thread = db.session.scalar(select(Thread).where(Thread.id == article.thread_id, discussion.readable(actor)))
    if thread is None or hub.id not in discussion.hub_ids(thread.id):
        raise NotFound
    authorize(policy.may_look_inside(actor, hub))
    page = discussion.said_by(thread.id, hubs.member_ids(hub), after)
    older = f"{thread.path}/comments?hub={hub.slug}&after={page.next_cursor}" if page.next_cursor else ""
    return HubVoices(article, thread, hub, discussion_serializers.drawn(page.items), older)
