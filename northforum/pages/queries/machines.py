"""What machines are given of a discussion: always what a stranger may read, whoever asks."""

import re
from collections.abc import Sequence
from typing import Any, NamedTuple

from sqlalchemy import Row, select

from northforum.access.actor import STRANGER
from northforum.articles import queries as articles
from northforum.core.db import db
from northforum.core.errors import NotFound
from northforum.discussion import queries as discussion
from northforum.discussion.models import Comment, Thread
from northforum.members import queries as members

IN_FEED = 50
_ADDRESS = re.compile(r"/(articles|comments)/([a-z0-9-]{1,100})(?:[?#].*)?", re.DOTALL)


class ThreadFeed(NamedTuple):
    """The newest comments under an article, as rows of ``discussion.queries.newest_comments``."""

    article: articles.FullArticle
    thread: Thread
    comments: Sequence[Row[Any]]


class Embedded(NamedTuple):
    """What stands at an address of ours: an article, or a comment with its writer's name."""

    title: str
    author: str
    path: str
    words: str = ""


def thread_feed(slug: str) -> ThreadFeed:
    """Return the newest comments under the article at ``slug``; ``NotFound`` where a stranger reads none."""
    article = articles.visible_article(STRANGER, slug)
    thread = db.session.scalar(select(Thread).where(Thread.id == article.thread_id, discussion.readable(STRANGER)))
    if thread is None or article.slug != slug:
        raise NotFound
    return ThreadFeed(article, thread, discussion.newest_comments(thread.id, IN_FEED))


def embedded(site_url: str, url: str) -> Embedded:
    """Return what stands at ``url``; ``NotFound`` for an address that is not the site's, or nothing for a stranger."""
    found = _ADDRESS.fullmatch(url.removeprefix(site_url)) if url.startswith(f"{site_url}/") else None
    if found is None:
        raise NotFound
    kind, name = found.groups()
    return _article(name) if kind == "articles" else _comment(discussion.visible_comment(STRANGER, name))


def _article(slug: str) -> Embedded:
    article = articles.visible_article(STRANGER, slug)
    names = ", ".join(credit.author.name for credit in article.bylines)
    return Embedded(article.headline, names, f"/articles/{article.slug}")


def _comment(comment: Comment) -> Embedded:
    if not comment.is_published:
        raise NotFound
    writer = members.author_cards([comment.author_id])[comment.author_id].name
    return Embedded(comment.thread.title, writer, f"/comments/{comment.public_id}", comment.html)
