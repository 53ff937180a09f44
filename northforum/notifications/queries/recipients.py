"""Who is to be told of what, a batch of members at a time, in the order of their ids.

A batch costs the same however many follow: each way in which a member may be concerned is one walk along an index from
where the last batch ended. Nobody is told twice of one thing: the strongest kind wins.
"""

import functools
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Select, bindparam, exists, func, literal, select, true, union_all
from sqlalchemy.orm import contains_eager

from northforum import identity
from northforum.access import audience
from northforum.access.actor import SYSTEM
from northforum.access.audience import HasAudience
from northforum.articles.models import Article, ArticleState, ArticleTopic
from northforum.core.db import db, written
from northforum.discussion import queries as discussion
from northforum.discussion.models import (
    Comment,
    CommentMention,
    CommentState,
    Follow,
    FollowKind,
    Thread,
    ThreadMute,
    ThreadVisit,
    path_ids,
)
from northforum.members.models import Member, MemberMute, MemberState
from northforum.moderation.models import Decision
from northforum.notifications.models import Notification, NotificationKind, NotificationPreference

BATCH = 500
# Why a member hears of a comment, the strongest reason first.
_REASONS = (
    NotificationKind.REPLY,
    NotificationKind.MENTION,
    NotificationKind.BRANCH,
    NotificationKind.THREAD,
    NotificationKind.MEMBER,
)


class Recipient(NamedTuple):
    """A member to be told, why, and the id of the comment, thread, member or article through which they are."""

    member_id: int
    kind: NotificationKind
    about_id: int


class Batch(NamedTuple):
    """Some recipients; ``next_after`` is where the others begin, or none."""

    recipients: Sequence[Recipient]
    next_after: int | None


class News(NamedTuple):
    """What there is to tell: where, about which comment if any, who did it if anybody, and when it began to be so.

    What is told of a piece at the desk has no thread, but ``article_id``.

    What ``is_own`` is about the member's own comment or report, and no mute of the thread keeps it from them.
    """

    thread_id: int | None
    comment_id: int | None
    actor_id: int | None
    since: datetime
    is_own: bool = False
    article_id: int | None = None


def comment_to_tell(comment_id: int) -> Comment | None:
    """Return the comment with its thread, if it can be read now."""
    loaded = select(Comment).join(Comment.thread).options(contains_eager(Comment.thread))
    readable = Comment.id == comment_id, Comment.state == written(CommentState.PUBLISHED), discussion.readable(SYSTEM)
    return db.session.scalar(loaded.where(*readable))


def decision_to_tell(decision_id: int) -> Decision | None:
    """Return a moderator's decision."""
    return db.session.get(Decision, decision_id)


def thread_of_comment(comment_id: int) -> Thread:
    """Return the thread in which a comment was written, whatever became of both."""
    inside = select(Comment.thread_id).where(Comment.id == comment_id)
    return discussion.owned_thread(db.session.scalar(inside))


def article_to_tell(article_id: int) -> Article | None:
    """Return the article, if it can be read now and has a thread."""
    found = select(Article).where(Article.id == article_id, Article.state == ArticleState.PUBLISHED)
    return db.session.scalar(found.where(Article.thread_id.is_not(None)))


def recipients_of_comment(comment: Comment, after: int) -> Batch:
    """Return the next members concerned by ``comment``, behind the member ``after``."""
    values = {
        "comment_id": comment.id,
        "parent_id": comment.parent_id or 0,
        "above": path_ids(comment.path)[:-1],
        "thread_id": comment.thread_id,
        "author_id": comment.author_id,
        "after": after,
    }
    rows = db.session.execute(_concerned(), values)
    return _batch((member_id, _REASONS[rank], about_id) for member_id, rank, about_id in rows)


def recipients_of_article(article: Article, after: int) -> Batch:
    """Return the next members who follow one of the topics of ``article``."""
    topics = select(ArticleTopic.topic_id).where(ArticleTopic.article_id == article.id)
    follows = Follow.kind == FollowKind.TOPIC, Follow.subject_id.in_(topics), Follow.member_id > after
    ids = db.session.scalars(
        select(Follow.member_id).where(*follows).distinct().order_by(Follow.member_id).limit(BATCH + 1)
    )
    return _batch((member_id, NotificationKind.TOPIC, article.id) for member_id in ids)


def listening(member_ids: Collection[int], news: News) -> Mapping[int, bool]:
    """Return which of the members may be told of ``news``, each with whether they want mail as well.

    Left out are the suspended, whoever did it, and who has muted the thread or that member, or has read so far already.
    """
    if not member_ids:
        return {}
    mutes_thread = exists().where(ThreadMute.member_id == Member.id, ThreadMute.thread_id == news.thread_id)
    wants_mail = func.coalesce(NotificationPreference.by_mail, true())
    told = (
        select(Member.id, wants_mail)
        .outerjoin(NotificationPreference, NotificationPreference.member_id == Member.id)
        .where(Member.id.in_(member_ids), Member.state == MemberState.ACTIVE)
    )
    if news.is_own:
        return _by_id(told)
    told = told.where(~mutes_thread)
    if news.actor_id is not None:
        mutes_actor = exists().where(MemberMute.member_id == Member.id, MemberMute.muted_id == news.actor_id)
        told = told.where(Member.id != news.actor_id, ~mutes_actor)
    if news.comment_id is not None:
        visit = ThreadVisit.member_id == Member.id, ThreadVisit.thread_id == news.thread_id
        # A comment that waited for a moderator is new although later ones have been read.
        was_there = ThreadVisit.seen_id >= news.comment_id, ThreadVisit.seen_at >= news.since
        told = told.where(~exists().where(*visit, *was_there))
    return _by_id(told)


def admitted(member_ids: Collection[int], thing: HasAudience) -> set[int]:
    """Return which of the members belong to the audience of ``thing`` as it is now."""
    actors = identity.actors(member_ids)
    return {member_id for member_id, actor in actors.items() if audience.admits(actor, thing)}


def read_already(member_ids: Collection[int], news: News) -> set[tuple[int, str]]:
    """Return the members with the subjects by which they were told of ``news`` before, and have read it."""
    covers: ColumnElement[bool] = Notification.comment_id.is_(None)
    if news.comment_id is not None:
        covers = (Notification.comment_id <= news.comment_id) & (Notification.last_id >= news.comment_id)
    rows = select(Notification.member_id, Notification.subject).where(
        Notification.member_id.in_(member_ids),
        Notification.updated_at >= news.since,
        Notification.read_at.is_not(None),
        Notification.thread_id == news.thread_id,
        covers,
    )
    return {(member_id, subject) for member_id, subject in db.session.execute(rows)} if member_ids else set()


def _by_id(told: Select[int, bool]) -> Mapping[int, bool]:
    return {member_id: bool(by_mail) for member_id, by_mail in db.session.execute(told)}


@functools.cache
def _concerned() -> Select[Any]:
    comment, mention, follow = Comment.__table__.c, CommentMention.__table__.c, Follow.__table__.c
    above = follow.subject_id.in_(bindparam("above", expanding=True))
    sources = (
        _source(0, comment.author_id, comment.id, comment.id == bindparam("parent_id")),
        _source(1, mention.member_id, mention.comment_id, mention.comment_id == bindparam("comment_id")),
        _followers(2, FollowKind.BRANCH, above),
        _followers(3, FollowKind.THREAD, follow.subject_id == bindparam("thread_id")),
        _followers(4, FollowKind.MEMBER, follow.subject_id == bindparam("author_id")),
    )
    together = union_all(*[source.subquery().select() for source in sources]).subquery()
    return select(together.c.member_id, together.c.rank, together.c.about_id).order_by(together.c.member_id)


def _followers(rank: int, kind: FollowKind, condition: ColumnElement[bool]) -> Select[Any]:
    follow = Follow.__table__.c
    # Of the comments above, the nearest is the newest.
    nearest = func.max(follow.subject_id)
    return _source(rank, follow.member_id, nearest, follow.kind == kind, condition).group_by(follow.member_id)


def _source(
    rank: int, member_id: ColumnElement[int], about_id: ColumnElement[int], *conditions: ColumnElement[bool]
) -> Select[Any]:
    columns: tuple[ColumnElement[Any], ...] = (
        member_id.label("member_id"),
        literal(rank).label("rank"),
        about_id.label("about_id"),
    )
    behind = member_id > bindparam("after")
    return select(*columns).where(behind, *conditions).order_by(member_id).limit(BATCH + 1)


def _batch(rows: Iterable[tuple[int, NotificationKind, int]]) -> Batch:
    """Return at most so many members, each once with the strongest reason."""
    strongest: dict[int, Recipient] = {}
    for row in rows:
        recipient = Recipient(*row)
        other = strongest.setdefault(recipient.member_id, recipient)
        if _strength(recipient) < _strength(other):
            strongest[recipient.member_id] = recipient
    ids = sorted(strongest)
    next_after = ids[BATCH - 1] if len(ids) > BATCH else None
    return Batch([strongest[member_id] for member_id in ids[:BATCH]], next_after)


def _strength(recipient: Recipient) -> int:
    return _REASONS.index(recipient.kind) if recipient.kind in _REASONS else 0
