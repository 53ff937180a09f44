"""An article's page: the piece, the hubs it names, its writers and its thread."""

import functools
import sys
from collections.abc import Hashable, Sequence
from dataclasses import dataclass, field, replace
from threading import Lock
from typing import Any, NamedTuple

from sqlalchemy import Row, Select, String, bindparam, cast, select

from northforum.access.actor import STRANGER, Actor
from northforum.access.audience import Audience
from northforum.articles import queries as articles
from northforum.articles.models import Article, ArticleState
from northforum.core import page_cache, templating, text, versions
from northforum.core.db import db
from northforum.core.front.deflate import Run
from northforum.core.front.shell import Shell
from northforum.discussion import queries as discussion, serializers as discussion_serializers
from northforum.discussion.models import Comment, Sort, Thread, ThreadState
from northforum.hubs import queries as hubs, serializers as hubs_serializers

Version = tuple[Any, ...]
ARTICLE = "article"
PIECE = "piece"
# Headline, bylines, topics, hubs: what is not measured one by one.
PLAIN_PARTS = 8192
SAMPLES = 10


class ArticlePage(NamedTuple):
    """The parts of an article's page; ``talk`` is none where there is no discussion for this reader.

    ``hidden`` is the thread that the reader may show again, ``samples`` are some of the comments shown, for machines.
    """

    article: articles.FullArticle
    hubs: Sequence[Row[Any]]
    talk: discussion_serializers.ThreadView | None
    hidden: Thread | None = None
    samples: Sequence[Row[Any]] = ()


class CommentsPage(NamedTuple):
    """A further page of an article's thread; ``talk`` is none where there is no discussion for this reader."""

    article: articles.FullArticle
    talk: discussion_serializers.ThreadView | None


def open_version(slug: str) -> Version | None:
    """Return at which version everything stands that an article's page shows, the hubs' own facts included.

    ``None`` where the page is not the same for everybody: another address, another state or audience, no thread.
    """
    # What is no slug (a NUL, half a character) never reaches the database.
    if text.slugify(slug, fallback="") != slug:
        return None
    row = db.session.execute(open_version_statement(), {"slug": slug}).first()
    return None if row is None else tuple(row)


def article_page(actor: Actor, slug: str, version: Version | None = None, sort: Sort = Sort.NEWEST) -> ArticlePage:
    """Return the page of the article at ``slug``; with an ``open_version``, what all readers share is kept by it.

    ``NotFound`` and ``Gone`` are those of ``articles.queries.visible_article``; ``article.slug`` differs from ``slug``
    for an old address.
    """
    samples: Sequence[Row[Any]] = ()
    if version is None:
        article = _with_markup(articles.visible_article(actor, slug))
        talk = _talk(actor, article, sort)
    else:
        shared = shared_page(slug, version, sort)
        article, talk = shared.article, discussion_serializers.seen_by(actor, shared.whole_talk())
        samples = shared.samples
    hidden = discussion.hidden_thread(actor, article.thread_id) if article.thread_id and talk is None else None
    # Which hubs a reader may know of differs between readers.
    return ArticlePage(article, hubs.hubs_of_article(actor, article.id), talk, hidden, samples)


def comments_page(actor: Actor, slug: str, sort: Sort | None, after: str | None) -> CommentsPage:
    """Return the page of an article's thread, of its editors' picks without ``sort``, that begins after ``after``."""
    article = articles.visible_article(actor, slug)
    return CommentsPage(article, _talk(actor, article, sort, after, discussion.preferred_sort(actor)))


@functools.cache
def open_version_statement() -> Select[Any]:
    """Return the query of ``open_version``, to be filled with the slug."""
    article, thread = Article.__table__.c, Thread.__table__.c
    # The card comes later than the article, and its drawing is no change that an editor has to hear of.
    own = cast(article.version, String) + " " + article.share_card
    return (
        select(own, thread.version, versions.site())
        .select_from(Article.__table__.join(Thread.__table__, thread.id == article.thread_id))
        .where(article.slug == bindparam("slug"), article.state == ArticleState.PUBLISHED)
        .where(article.audience == Audience.EVERYONE, thread.audience == Audience.EVERYONE)
        .where(thread.state != ThreadState.HIDDEN)
    )


@functools.cache
def comment_version_statement() -> Select[Any]:
    """Return the query of the version of a comment's own page, to be filled with its ``public_id``."""
    comment, thread = Comment.__table__.c, Thread.__table__.c
    return (
        select(thread.version, versions.site())
        .select_from(Comment.__table__.join(Thread.__table__, thread.id == comment.thread_id))
        .where(comment.public_id == bindparam("public_id"), thread.audience == Audience.EVERYONE)
        .where(thread.state != ThreadState.HIDDEN)
    )


@dataclass(frozen=True, slots=True)
class SharedPage:
    """What an article's page shows everybody; where it names a hub that not all may know of, readers still differ.

    ``sort`` is the order that was asked for, ``sections`` the navigation. ``comments`` is the thread's elements, of
    which ``talk`` has none.
    ``shells`` is the page as it was drawn for each kind of reader so far.
    """

    article: articles.FullArticle
    talk: discussion_serializers.ThreadView
    comments: Run
    hubs: Sequence[Row[Any]]
    names_hidden_hub: bool
    sort: Sort
    samples: Sequence[Row[Any]]
    sections: Sequence[Row[str, str]]
    shells: dict[Hashable, Shell] = field(default_factory=dict)
    drawing: Lock = field(default_factory=Lock)

    @property
    def size(self) -> int:
        """Return how many bytes there are; those of the comments are counted once."""
        own = sum(shell.own_size for shell in self.shells.values())
        return sys.getsizeof(self.article.body) + self.comments.size + own + PLAIN_PARTS

    def whole_talk(self) -> discussion_serializers.ThreadView:
        """Return the thread with its elements, for a page that is drawn whole."""
        return self.talk._replace(elements=templating.stored_html([self.comments.data.decode()]))


@dataclass(frozen=True, slots=True)
class Piece:
    """The part of an article's page that a comment does not change, so that a new one does not have it read again."""

    article: articles.FullArticle
    hubs: Sequence[Row[Any]]
    names_hidden_hub: bool
    sections: Sequence[Row[str, str]]

    @property
    def size(self) -> int:
        """Return about how many bytes there are."""
        return sys.getsizeof(self.article.body) + PLAIN_PARTS


def shared_page(slug: str, version: Version, sort: Sort = Sort.NEWEST) -> SharedPage:
    """Return what the page at ``slug`` shows everybody who reads in the order ``sort``.

    It is kept by ``version``, which is one of ``open_version``.
    """
    shared: SharedPage = page_cache.parts().get((ARTICLE, slug, sort), version, lambda: _shared(slug, version, sort))
    return shared


def _shared(slug: str, version: Version, sort: Sort) -> SharedPage:
    of_article, _of_thread, of_site = version
    piece: Piece = page_cache.parts().get((PIECE, slug), (of_article, of_site), lambda: _piece(slug))
    thread = discussion.owned_thread(piece.article.thread_id or 0)
    # The row lives on without its session; it is only read.
    db.session.expunge(thread)
    talk = discussion_serializers.with_authors(discussion_serializers.shared_view(thread, sort))
    return SharedPage(
        replace(piece.article, comment_count=thread.comment_count),
        talk._replace(elements=templating.stored_html(())),
        Run(talk.elements.encode()),
        piece.hubs,
        piece.names_hidden_hub,
        sort,
        [row for row in _newest(thread.id) if f'id="comment-{row.public_id}"' in talk.elements],
        piece.sections,
    )


def _newest(thread_id: int) -> Sequence[Row[Any]]:
    return discussion.newest_comments(thread_id, SAMPLES, only_first=True)


def _piece(slug: str) -> Piece:
    article = _with_markup(articles.visible_article(STRANGER, slug))
    named = hubs.hubs_of_article(STRANGER, article.id)
    return Piece(article, named, hubs.names_hidden_hub(article.id), articles.navigation())


def _talk(
    actor: Actor,
    article: articles.FullArticle,
    sort: Sort | None = Sort.NEWEST,
    after: str | None = None,
    home: Sort | None = None,
) -> discussion_serializers.ThreadView | None:
    """Return the thread's page; a thread has its own audience, and it may be hidden while its article stays."""
    if article.thread_id is None:
        return None
    readable = select(Thread).where(Thread.id == article.thread_id, discussion.readable(actor))
    thread = db.session.scalar(readable)
    return discussion_serializers.thread_view(actor, thread, sort, after, home) if thread else None


def _with_markup(article: articles.FullArticle) -> articles.FullArticle:
    """Return the article with its stored HTML marked as clean, for templates, and its mentions as they read now."""
    bylines = [
        credit._replace(author=credit.author._replace(bio=templating.stored_html([credit.author.bio])))
        for credit in article.bylines
    ]
    body, teaser = hubs_serializers.drawn(article.body), hubs_serializers.drawn(article.teaser)
    return replace(article, body=body, teaser=teaser, bylines=bylines)
