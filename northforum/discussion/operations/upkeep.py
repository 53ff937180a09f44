"""What jobs and commands do: elements drawn anew, marks and counters put right."""

from collections.abc import Collection, Sequence
from typing import Any

from sqlalchemy import ColumnElement, Select, case, delete, func, not_, select, update
from sqlalchemy.orm import aliased

from northforum.access.actor import Actor
from northforum.core.db import db, written
from northforum.core.events import emit
from northforum.discussion import queries, rendering
from northforum.discussion.events import CommentsOutdated
from northforum.discussion.models import Comment, CommentState, Mark, Respect, Thread, ThreadHub, ThreadInterest
from northforum.members import operations as members, queries as members_queries

# Drawing a hundred elements holds the write lock for some 20 ms.
CHUNK = 100


def redraw_outdated() -> int:
    """Draw some of the elements that are out of date, and have the rest drawn next; return how many were drawn."""
    rows = queries.outdated(rendering.ELEMENT_VERSION, CHUNK)
    rendering.redraw(rows)
    db.session.flush()
    if len(rows) == CHUNK:
        emit(CommentsOutdated())
    return len(rows)


def mark_outdated_of(*member_ids: int) -> None:
    """Have every comment drawn anew that names one of the members, whose profiles have changed or are about to."""
    _mark_outdated(queries.naming(member_ids))


def hold_threads_of(member_ids: Collection[int]) -> None:
    """Keep other writers out of every thread with a comment that names one of the members.

    For whoever changes members afterwards, or many threads one after another: posting takes the thread, then its
    writer, and nobody may wait for the other way round.
    """
    _hold(queries.naming(sorted(member_ids)))


def remark_comments(thread_id: int) -> None:
    """Give the comments of the thread's present authors their mark; former ones have their role's, if any.

    Marks of hosts follow by ``remark_hosts``.
    """
    authors = queries.author_ids(thread_id)
    inside = Comment.thread_id == thread_id
    lacking = inside & Comment.author_id.in_(authors) & Comment.mark.is_distinct_from(Mark.AUTHOR)
    wrong = inside & Comment.author_id.not_in(authors) & (Comment.mark == Mark.AUTHOR)
    former = set(db.session.scalars(select(Comment.author_id).where(wrong)))
    roles = members_queries.roles_by_member(former)
    marks = {one: queries.mark_of_roles(Actor(one, roles=frozenset(roles.get(one, ())))) for one in sorted(former)}
    _remark(lacking, Mark.AUTHOR)
    for mark in (Mark.EDITOR, Mark.MODERATOR, None):
        _remark(wrong & Comment.author_id.in_([one for one in marks if marks[one] is mark]), mark)


def remark_host(member_id: int, hosted: Collection[int]) -> None:
    """Mark the member's comments in threads that concern a hub of ``hosted``, and no others, as a host's."""
    concerned = select(ThreadHub.thread_id).where(ThreadHub.hub_id.in_(sorted(hosted)), ThreadHub.is_marked)
    _remark_hosts(Comment.author_id == member_id, Comment.thread_id.in_(concerned))


def remark_hosts(thread_id: int, host_ids: Collection[int]) -> None:
    """Mark the comments of ``host_ids`` in the thread, and of nobody else, as a host's."""
    _remark_hosts(Comment.thread_id == thread_id, Comment.author_id.in_(sorted(host_ids)))


def remark_interest(member_id: int, hub_ids: Collection[int]) -> None:
    """Mark the member's comments where a writer speaks for a hub of ``hub_ids``, and no others, as of one concerned."""
    concerned = select(ThreadInterest.thread_id).where(ThreadInterest.hub_id.in_(sorted(hub_ids)))
    _remark_interests(Comment.author_id == member_id, Comment.thread_id.in_(concerned))


def remark_interests(thread_id: int, members: Select[Any]) -> None:
    """Mark the comments of ``members``, a query of ids, in the thread, and of nobody else, as of those concerned."""
    _remark_interests(Comment.thread_id == thread_id, Comment.author_id.in_(members))


def end_interests(hub_id: int) -> None:
    """Mark nobody any more for belonging to a hub, as when it becomes secret."""
    threads = select(ThreadInterest.thread_id).where(ThreadInterest.hub_id == hub_id)
    _remark(Comment.thread_id.in_(threads) & (Comment.mark == Mark.INTEREST), None)
    _change(delete(ThreadInterest).where(ThreadInterest.hub_id == hub_id))


def _remark_interests(inside: ColumnElement[bool], is_concerned: ColumnElement[bool]) -> None:
    # Who is an author, an editor, a moderator or a host carries that mark.
    _remark(inside & is_concerned & Comment.mark.is_(None), Mark.INTEREST)
    _remark(inside & not_(is_concerned) & (Comment.mark == Mark.INTEREST), None)


def _remark_hosts(inside: ColumnElement[bool], is_hosts: ColumnElement[bool]) -> None:
    # Who is an author, an editor or a moderator carries that mark.
    _remark(inside & is_hosts & (Comment.mark.is_(None) | (Comment.mark == Mark.INTEREST)), Mark.HOST)
    _remark(inside & not_(is_hosts) & (Comment.mark == Mark.HOST), None)


def _remark(condition: ColumnElement[bool], mark: Mark | None) -> None:
    _mark_outdated(condition)
    _change(update(Comment).where(condition).values(mark=mark))


def recount() -> list[str]:
    """Set every counter to what the comments say; return what had disagreed."""
    found = queries.count_disagreements()
    # With every thread held nobody posts meanwhile.
    db.session.scalars(select(Thread.id).order_by(Thread.id).with_for_update()).all()
    _recount_threads()
    _recount_replies()
    _recount_scores()
    spoken = queries.counted_members()
    for member_id, stored in members_queries.comment_counts().items():
        if stored != spoken.get(member_id, 0):
            members.set_comment_count(member_id, spoken.get(member_id, 0))
    return found


def _recount_threads() -> None:
    def of_thread(value: ColumnElement[Any], *conditions: ColumnElement[bool]) -> ColumnElement[Any]:
        return select(value).where(Comment.thread_id == Thread.id, *conditions).scalar_subquery()

    counters = {
        "comment_count": of_thread(func.count(), Comment.state == written(CommentState.PUBLISHED)),
        "root_count": of_thread(func.count(), Comment.parent_id.is_(None), Comment.published_at.is_not(None)),
        "pick_count": of_thread(func.count(), Comment.picked_at.is_not(None)),
        "last_comment_at": of_thread(func.max(Comment.created_at), Comment.published_at.is_not(None)),
        "last_comment_id": of_thread(func.coalesce(func.max(Comment.id), 0), Comment.published_at.is_not(None)),
        "version": Thread.version + 1,
    }
    _change(update(Thread).values(counters))


def _recount_replies() -> None:
    reply = aliased(Comment)
    below = reply.thread_id == Comment.thread_id, reply.root_id == Comment.id, reply.parent_id.is_not(None)
    counted = select(func.count()).where(*below, reply.state == written(CommentState.PUBLISHED)).scalar_subquery()
    right = case((Comment.parent_id.is_(None), counted), else_=0)
    _change(update(Comment).where(Comment.reply_count != right).values(reply_count=right))


def _recount_scores() -> None:
    counted = select(func.count()).where(Respect.comment_id == Comment.id).scalar_subquery()
    # The number stands in the element as well.
    _change(
        update(Comment)
        .where(Comment.score != counted)
        .values(score=counted, element_version=0, thread_version=_present_version())
    )


def _mark_outdated(condition: ColumnElement[bool]) -> None:
    # Posting takes the thread before its comments; so does this, in the order of ids.
    if ids := _hold(condition):
        _change(update(Thread).where(Thread.id.in_(ids)).values(version=Thread.version + 1))
        _change(update(Comment).where(condition).values(element_version=0, thread_version=_present_version()))
        emit(CommentsOutdated())


def _hold(condition: ColumnElement[bool]) -> Sequence[int]:
    threads = select(Thread.id).where(Thread.id.in_(select(Comment.thread_id).where(condition)))
    return db.session.scalars(threads.order_by(Thread.id).with_for_update()).all()


def _present_version() -> ColumnElement[Any]:
    return select(Thread.version).where(Thread.id == Comment.thread_id).scalar_subquery()


def _change(statement: Any) -> None:
    """Change many rows at once, none of which this session holds."""
    db.session.execute(statement, execution_options={"synchronize_session": False})
