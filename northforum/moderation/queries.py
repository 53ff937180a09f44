"""What waits for moderators, what they decided, and what one comment's readers may know of it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Row, Select, exists, func, select
from sqlalchemy.orm import aliased, contains_eager

from northforum.access.actor import Actor
from northforum.core import pagination, templating
from northforum.core.db import db, written
from northforum.core.differences import Piece, word_differences
from northforum.core.pagination import Page
from northforum.discussion import queries as discussion
from northforum.discussion.models import Comment, CommentRevision, CommentState, Thread, is_held
from northforum.members import queries as members
from northforum.members.models import AuthorCard, Member
from northforum.moderation.models import Decision, Report

ITEMS, LOG_LINES = 20, 50
OPEN = Report.decision_id.is_(None)


class Answered(NamedTuple):
    """The comment that another answers, for a moderator; its words as they are stored, empty if nobody reads them."""

    name: str
    words: str


class Counts(NamedTuple):
    """How many comments wait for a first reading, and how many are reported."""

    pending: int
    reported: int


@dataclass(frozen=True, slots=True)
class Item:
    """A comment with what a moderator wants to know of it.

    ``reports`` and ``decisions`` have the names of those who made them, the latest first. ``spoken`` and ``removed``
    count the writer's comments that can be read and that are removed. ``seen`` is the source that the last decision was
    about, where the words have changed since.
    """

    comment: Comment
    writer: AuthorCard
    spoken: int
    removed: int
    answered: Answered | None
    reports: Sequence[Row[Any]]
    decisions: Sequence[Row[Any]]
    seen: str | None

    @property
    def words(self) -> str:
        """What the comment says, as clean HTML."""
        return templating.stored_html([self.comment.html])

    @property
    def changes(self) -> list[Piece]:
        """How the words have changed since the last decision; nothing where they have not."""
        return word_differences(self.seen, self.comment.source) if self.seen is not None else []

    @property
    def last_decision(self) -> str:
        """The public id of the last decision, empty without one."""
        return str(self.decisions[0].public_id) if self.decisions else ""


class Standing(NamedTuple):
    """What a reader may know of what was reported and decided about a comment.

    ``decision`` is the last one, for the writer and for moderators, while the words cannot be read; ``report`` is the
    reader's own, with what was decided about it in ``outcome``. ``is_own`` for the writer.
    """

    is_own: bool = False
    decision: Decision | None = None
    report: Report | None = None
    outcome: Decision | None = None


def standing(actor: Actor, comment: Comment) -> Standing:
    """Return what ``actor`` may know of what was reported and decided about ``comment``."""
    if not actor.is_member:
        return Standing()
    is_own = actor.member_id == comment.author_id
    if is_own or (actor.is_moderator and comment.is_kept_back):
        return Standing(is_own, last_decision(comment.id) if comment.is_kept_back else None)
    report = last_report(actor.member_id or 0, comment)
    return Standing(report=report, outcome=decision_of(report) if report else None)


def counts(actor: Actor) -> Counts:
    """Return how much waits for moderators."""
    return Counts(_number(actor, is_held), _number(actor, _is_reported()))


def pending(actor: Actor, after: str | None = None) -> Page[Item]:
    """Return the comments that are held, the longest wait first."""
    return _by_age(actor, after, is_held)


def reported(actor: Actor, after: str | None = None) -> Page[Item]:
    """Return the comments with reports that nobody has decided about, the oldest first."""
    return _by_age(actor, after, _is_reported())


def decided(actor: Actor, after: str | None = None) -> Page[Item]:
    """Return the comments about which something was decided, the latest decision first."""
    later = aliased(Decision)
    is_last = ~exists().where(later.comment_id == Decision.comment_id, later.id > Decision.id)
    statement = _comments(actor).join(Decision, Decision.comment_id == Comment.id).where(is_last)
    statement = statement.add_columns(Decision.id).order_by(Decision.id.desc())
    if after:
        statement = statement.where(Decision.id < pagination.decode(after, int)[0])
    rows = db.session.execute(statement.limit(ITEMS + 1)).all()
    page = pagination.page_of(rows, ITEMS, lambda row: (row[1],))
    return Page(_items([row[0] for row in page.items]), page.next_cursor)


def item_of(comment: Comment) -> Item:
    """Return one comment with what a moderator wants to know of it."""
    return _items([comment])[0]


def log(after: str | None = None) -> Page[Row[Any]]:
    """Return the decisions, the latest first, with the comment's public id, its thread's title and the moderator."""
    columns = (
        *_DECISION,
        Decision.id,
        Comment.public_id.label("comment_public_id"),
        Thread.title.label("thread_title"),
    )
    statement = (
        select(*columns)
        .join(Member, Member.id == Decision.moderator_id)
        .join(Comment, Comment.id == Decision.comment_id)
        .join(Thread, Thread.id == Comment.thread_id)
        .order_by(Decision.id.desc())
        .limit(LOG_LINES + 1)
    )
    if after:
        statement = statement.where(Decision.id < pagination.decode(after, int)[0])
    return pagination.page_of(db.session.execute(statement).all(), LOG_LINES, lambda row: (row.id,))


def last_decision(comment_id: int) -> Decision | None:
    """Return what was decided last about a comment."""
    made = select(Decision).where(Decision.comment_id == comment_id).order_by(Decision.id.desc())
    return db.session.scalar(made.limit(1))


def own_report(reporter_id: int, comment: Comment) -> Report | None:
    """Return what a member has reported about the present version of ``comment``."""
    key = Report.reporter_id == reporter_id, Report.comment_version == comment.version
    return db.session.scalar(select(Report).where(Report.comment_id == comment.id, *key))


def last_report(reporter_id: int, comment: Comment) -> Report | None:
    """Return what a member last reported about ``comment``, unless it says something else by now."""
    made = select(Report).where(Report.comment_id == comment.id, Report.reporter_id == reporter_id)
    report = db.session.scalar(made.order_by(Report.id.desc()).limit(1))
    is_stale = report is not None and comment.is_published and report.comment_version != comment.version
    return None if is_stale else report


def decision_of(report: Report) -> Decision | None:
    """Return what was decided about a report."""
    return db.session.get(Decision, report.decision_id) if report.decision_id else None


def _by_age(actor: Actor, after: str | None, condition: ColumnElement[bool]) -> Page[Item]:
    statement = _comments(actor).where(condition).order_by(Comment.id).limit(ITEMS + 1)
    if after:
        statement = statement.where(Comment.id > pagination.decode(after, int)[0])
    page = pagination.page_of(db.session.scalars(statement).all(), ITEMS, lambda comment: (comment.id,))
    return Page(_items(page.items), page.next_cursor)


def _number(actor: Actor, condition: ColumnElement[bool]) -> int:
    visible = select(func.count()).select_from(Comment).join(Comment.thread).where(discussion.readable(actor))
    return db.session.scalar(visible.where(condition)) or 0


def _comments(actor: Actor) -> Select[Any]:
    loaded = select(Comment).join(Comment.thread).options(contains_eager(Comment.thread))
    return loaded.where(discussion.readable(actor))


def _is_reported() -> ColumnElement[bool]:
    # Few reports are open at a time: the database finds them first, by their index.
    return Comment.id.in_(select(Report.comment_id).where(OPEN))


def _items(comments: Sequence[Comment]) -> list[Item]:
    if not comments:
        return []
    ids, author_ids = [comment.id for comment in comments], {comment.author_id for comment in comments}
    cards, spoken, removed = members.author_cards(author_ids), _spoken(author_ids), _removed(author_ids)
    answered = _answered({comment.parent_id for comment in comments if comment.parent_id})
    reports, decisions = _reports(ids), _decisions(ids)
    seen = _seen(comments, decisions)
    return [
        Item(
            comment=comment,
            writer=cards[comment.author_id],
            spoken=spoken[comment.author_id],
            removed=removed.get(comment.author_id, 0),
            answered=answered.get(comment.parent_id or 0),
            reports=reports.get(comment.id, ()),
            decisions=decisions.get(comment.id, ()),
            seen=seen.get(comment.id),
        )
        for comment in comments
    ]


def _spoken(member_ids: Iterable[int]) -> dict[int, int]:
    rows = db.session.execute(select(Member.id, Member.comment_count).where(Member.id.in_(sorted(member_ids))))
    return {row.id: row.comment_count for row in rows}


def _removed(member_ids: Iterable[int]) -> dict[int, int]:
    kept_from_all = Comment.author_id.in_(sorted(member_ids)), Comment.state == written(CommentState.REMOVED)
    rows = db.session.execute(select(Comment.author_id, func.count()).where(*kept_from_all).group_by(Comment.author_id))
    return {row[0]: row[1] for row in rows}


def _answered(comment_ids: Iterable[int]) -> dict[int, Answered]:
    if not comment_ids:
        return {}
    found = select(Comment.id, Comment.state, Comment.html, Member.name).join(Member, Member.id == Comment.author_id)
    rows = db.session.execute(found.where(Comment.id.in_(sorted(comment_ids))))
    return {
        row.id: Answered(row.name, templating.stored_html([row.html if row.state is CommentState.PUBLISHED else ""]))
        for row in rows
    }


def _reports(comment_ids: Sequence[int]) -> Mapping[int, list[Row[Any]]]:
    columns: tuple[Any, ...] = (Report.comment_id, Report.reason, Report.detail, Report.created_at)
    who = (Report.comment_version, OPEN.label("is_open"), Member.name, Member.handle)
    made = select(*columns, *who).join(Member, Member.id == Report.reporter_id)
    return _grouped(made.where(Report.comment_id.in_(comment_ids)).order_by(Report.id.desc()))


def _decisions(comment_ids: Sequence[int]) -> Mapping[int, list[Row[Any]]]:
    made = select(*_DECISION).join(Member, Member.id == Decision.moderator_id)
    return _grouped(made.where(Decision.comment_id.in_(comment_ids)).order_by(Decision.id.desc()))


def _seen(comments: Sequence[Comment], decisions: Mapping[int, list[Row[Any]]]) -> dict[int, str]:
    """Return the words that the last decision was about, of those comments that say something else by now."""
    last = {comment.id: decisions[comment.id][0].comment_version for comment in comments if comment.id in decisions}
    changed = [comment.id for comment in comments if last.get(comment.id, comment.version) < comment.version]
    if not changed:
        return {}
    columns = (CommentRevision.comment_id, CommentRevision.version, CommentRevision.source)
    rows = db.session.execute(select(*columns).where(CommentRevision.comment_id.in_(changed)))
    return {row.comment_id: row.source for row in rows if row.version == last[row.comment_id]}


def _grouped(statement: Select[Any]) -> Mapping[int, list[Row[Any]]]:
    groups: dict[int, list[Row[Any]]] = {}
    for row in db.session.execute(statement):
        groups.setdefault(row.comment_id, []).append(row)
    return groups


_DECISION: tuple[Any, ...] = (
    Decision.comment_id,
    Decision.public_id,
    Decision.comment_version,
    Decision.action,
    Decision.reason,
    Decision.note,
    Decision.created_at,
    Member.name.label("moderator_name"),
    Member.handle.label("moderator_handle"),
)
