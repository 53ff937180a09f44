"""Telling members what happened: one row for each member and subject, which counts up until it is read.

Told again of the same thing, as when a job runs twice, nothing changes: a row knows its first and its newest comment,
and counts only what lies outside.
"""

from collections.abc import Sequence
from datetime import timedelta

from sqlalchemy import case, or_
from sqlalchemy.dialects import sqlite

from northforum.access.audience import HasAudience
from northforum.articles import queries as articles
from northforum.core import clock
from northforum.core.db import db, insert_into
from northforum.core.events import emit
from northforum.moderation.models import Action, Decision
from northforum.notifications import queries
from northforum.notifications.events import ArticleToldInPart, CommentToldInPart
from northforum.notifications.models import Notification, NotificationKind
from northforum.notifications.queries import News, Recipient

# Of what happened longer ago, as when a site is brought over, nobody wants a mail.
WORTH_A_MAIL = timedelta(days=2)
# What was read is forgotten after this time.
READ_IS_KEPT = timedelta(days=90)
# Of these a member hears by mail once, and again only after having read them: a busy thread must not fill a mailbox.
_MAILED_ONCE = (NotificationKind.THREAD, NotificationKind.BRANCH)


def tell_of_comment(comment_id: int, after: int = 0) -> None:
    """Tell the next members whom a comment concerns, behind the member ``after``, and have the others told next."""
    comment = queries.comment_to_tell(comment_id)
    if comment is None:
        return
    batch = queries.recipients_of_comment(comment, after)
    news = News(comment.thread_id, comment.id, comment.author_id, comment.published_at or comment.created_at)
    tell(batch.recipients, news, comment.thread)
    if batch.next_after is not None:
        emit(CommentToldInPart(comment_id, batch.next_after))


def tell_of_comment_again(comment_id: int) -> None:
    """Tell of a comment that can be read once more, unless it is so old that nobody knows any more who was told."""
    comment = queries.comment_to_tell(comment_id)
    if comment is not None and clock.now() - (comment.published_at or comment.created_at) < READ_IS_KEPT:
        tell_of_comment(comment_id)


def tell_of_article(article_id: int, after: int = 0) -> None:
    """Tell the next members who follow a topic of the article, but for its authors, and have the others told next."""
    article = queries.article_to_tell(article_id)
    if article is None or article.thread_id is None or article.published_at is None:
        return
    batch = queries.recipients_of_article(article, after)
    authors = articles.author_member_ids(article.id)
    others = [recipient for recipient in batch.recipients if recipient.member_id not in authors]
    tell(others, News(article.thread_id, None, None, article.published_at), article)
    if batch.next_after is not None:
        emit(ArticleToldInPart(article_id, batch.next_after))


def tell_of_pick(comment_id: int) -> None:
    """Tell the writer of a comment that it is an editors' pick."""
    comment = queries.comment_to_tell(comment_id)
    if comment is None or comment.picked_at is None:
        return
    writer = Recipient(comment.author_id, NotificationKind.PICK, comment.id)
    tell([writer], News(comment.thread_id, comment.id, None, comment.picked_at, is_own=True), comment.thread)


def tell_of_decision(decision_id: int, writer_id: int) -> None:
    """Tell the writer of a comment that a moderator decided about it; that it stays as it is they need not hear."""
    decision = queries.decision_to_tell(decision_id)
    if decision is None or decision.action is Action.KEEP or decision.moderator_id == writer_id:
        return
    _tell_own(NotificationKind.DECISION, writer_id, decision)


def tell_of_outcome(decision_id: int, reporter_id: int) -> None:
    """Tell the member who reported a comment that a moderator decided about it."""
    decision = queries.decision_to_tell(decision_id)
    if decision is not None and decision.moderator_id != reporter_id:
        _tell_own(NotificationKind.REPORT, reporter_id, decision)


def _tell_own(kind: NotificationKind, member_id: int, decision: Decision) -> None:
    thread = queries.thread_of_comment(decision.comment_id)
    news = News(thread.id, decision.comment_id, None, decision.created_at, is_own=True)
    tell([Recipient(member_id, kind, decision.id)], news, thread)


def tell(recipients: Sequence[Recipient], news: News, thing: HasAudience | None = None) -> None:
    """Tell the recipients, who come in the order of their ids, as far as they may and want to hear of it.

    Without a ``thing`` that has an audience whoever is named may.
    """
    ids = [recipient.member_id for recipient in recipients]
    by_mail = queries.listening(ids, news)
    admitted = set(by_mail) if thing is None else queries.admitted(list(by_mail), thing)
    already = queries.read_already(list(admitted), news)
    now = clock.now()
    is_old = now - news.since > WORTH_A_MAIL
    rows = [
        {
            "member_id": member_id,
            "kind": kind,
            "subject": subject,
            "thread_id": news.thread_id,
            "article_id": news.article_id,
            "comment_id": news.comment_id,
            "last_id": news.comment_id or 0,
            "actor_id": news.actor_id,
            "count": 1,
            "created_at": now,
            "updated_at": now,
            "mailed_at": None if by_mail[member_id] and not is_old else now,
        }
        for member_id, kind, about_id in recipients
        if member_id in admitted and (member_id, subject := _subject(kind, about_id, news)) not in already
    ]
    if rows:
        db.session.execute(_counting_up(), rows)


def _subject(kind: NotificationKind, about_id: int, news: News) -> str:
    """Return by what a member's notifications are gathered: what a member says, in each thread apart."""
    return f"{kind}:{about_id}:{news.thread_id}" if kind is NotificationKind.MEMBER else f"{kind}:{about_id}"


def _counting_up() -> sqlite.Insert:
    insert = insert_into(Notification)
    old, new = Notification.__table__.c, insert.excluded
    is_earlier, is_later = new.comment_id < old.comment_id, new.comment_id > old.last_id
    is_mailed_once = or_(*[old.kind == kind for kind in _MAILED_ONCE])
    changes = {
        "count": old["count"] + 1,
        "comment_id": case((is_earlier, new.comment_id), else_=old.comment_id),
        "last_id": case((is_later, new.last_id), else_=old.last_id),
        "actor_id": new.actor_id,
        "updated_at": new.updated_at,
        "mailed_at": case((is_mailed_once, old.mailed_at), else_=new.mailed_at),
    }
    return insert.on_conflict_do_update(
        index_elements=[old.member_id, old.subject],
        index_where=old.read_at.is_(None),
        set_=changes,
        where=or_(is_earlier, is_later),
    )
