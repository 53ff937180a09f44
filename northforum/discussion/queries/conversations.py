"""A thread's conversations, a page at a time.

Each page is one query that walks an index from where the last page ended, whatever the size of the thread. Rows come
in reading order: a conversation's first comment, then its replies in the order of their paths.

Statements are made once and filled with values for each page: making one takes longer than asking it.
"""

import functools
from collections.abc import Sequence
from typing import Any

from sqlalchemy import (
    BindParameter,
    ColumnElement,
    Row,
    ScalarSelect,
    Select,
    and_,
    bindparam,
    func,
    literal,
    not_,
    select,
    tuple_,
    union_all,
)

from northforum.core import db as core_db, direct
from northforum.core.db import db
from northforum.core.errors import BadRequest
from northforum.core.pagination import Page
from northforum.discussion.models import Comment, Sort, Thread

CONVERSATIONS = 50
ROWS = 300
BEHIND_EVERY_PATH = "~"
NOT_HERE = "The comment after which this page begins is not in this discussion. Go back to the first page."

# Plain columns: rows of a page are read only, and loading them as entities takes twice the time.
comment = Comment.__table__.c
ELEMENT: tuple[ColumnElement[Any], ...] = (
    comment.id,
    comment.public_id,
    comment.root_id,
    comment.path,
    comment.element,
    comment.element_version,
)

# What was never published has no place on a page.
_inside = and_(comment.thread_id == bindparam("thread_id"), comment.published_at.is_not(None))
_is_root = comment.parent_id.is_(None)
# Where a further page begins: the last row of the page before, and the rank of its conversation.
_start_root: BindParameter[int] = bindparam("start_root")
_start_path: BindParameter[str] = bindparam("start_path", type_=Comment.path.type)
_start_rank: BindParameter[int] = bindparam("start_rank")


def sort_named(name: str) -> Sort:
    """Return the order called ``name`` in an address; ``BadRequest`` for another word."""
    try:
        return Sort(name)
    except ValueError as unknown:
        raise BadRequest("Comments can be ordered by newest, oldest, respected or replies.") from unknown


def conversation_page(thread_id: int, sort: Sort = Sort.NEWEST, after: str | None = None) -> Page[Row[Any]]:
    """Return the comments of at most 50 conversations and 300 rows, after the comment with the public id ``after``.

    ``BadRequest`` when that comment is not in the thread.
    """
    values: dict[str, Any] = {"thread_id": thread_id}
    if after is not None:
        values.update(_start(thread_id, sort, after))
    statement = page_statement(sort, after is None, CONVERSATIONS, ROWS)
    rows = db.session.execute(statement, values).all()
    shown = _whole_page(rows)
    return Page(shown, shown[-1].public_id if len(shown) < len(rows) else None)


def fits_one_page(thread: Thread) -> bool:
    """Return whether the first page of a thread shows all of it, in whatever order."""
    rows = select(literal(1)).where(comment.thread_id == thread.id).limit(ROWS + 1).subquery()
    few = (db.session.scalar(select(func.count()).select_from(rows)) or 0) <= ROWS
    return few and thread.root_count <= CONVERSATIONS


def is_on_first_page(one: Comment) -> bool:
    """Return whether a comment stands on the first page of its thread, newest conversations first."""
    place = {"thread_id": one.thread_id, "start_root": one.root_id, "start_path": one.path}
    newer, above, roots = direct.run(_before(), place)[0]
    return bool(newer + above < ROWS and roots < CONVERSATIONS)


@functools.cache
def page_statement(sort: Sort, is_first: bool, conversations: int, rows: int) -> Select[Any]:
    """Return the query of a page, to be filled with the thread and, but for the first page, with where it begins."""
    # Nothing may be left of the conversation in which a further page begins, so one more is looked at there.
    wanted = conversations if is_first else conversations + 1
    if sort is Sort.NEWEST:
        return _newest(is_first, wanted, rows)
    if sort is Sort.OLDEST:
        return _oldest(is_first, wanted, rows)
    return _ranked(comment.score if sort is Sort.RESPECTED else comment.reply_count, is_first, wanted, rows)


def _start(thread_id: int, sort: Sort, after: str) -> dict[str, Any]:
    if not core_db.is_public_id(after):
        raise BadRequest(NOT_HERE)
    found = db.session.execute(_started(), {"thread_id": thread_id, "after": after}).first()
    if found is None:
        raise BadRequest(NOT_HERE)
    rank = found.score if sort is Sort.RESPECTED else found.reply_count
    return {"start_root": found.root_id, "start_path": found.path, "start_rank": rank}


@functools.cache
def _started() -> Select[Any]:
    root = Comment.__table__.alias("root")
    columns: tuple[ColumnElement[Any], ...] = (comment.root_id, comment.path, root.c.score, root.c.reply_count)
    wanted = select(*columns).join(root, root.c.id == comment.root_id)
    return wanted.where(_inside, comment.public_id == bindparam("after"))


def _whole_page(rows: Sequence[Row[Any]]) -> Sequence[Row[Any]]:
    """Return the rows up to the limits of a page; one more row than it holds says that another follows."""
    if len(rows) <= CONVERSATIONS:
        return rows
    roots: set[int] = set()
    for index, row in enumerate(rows[:ROWS]):
        roots.add(row.root_id)
        if len(roots) > CONVERSATIONS:
            return rows[:index]
    return rows[:ROWS]


def _newest(is_first: bool, wanted: int, rows: int) -> Select[Any]:
    roots = select(comment.id).where(_inside, _is_root).order_by(comment.id.desc())
    if is_first:
        return _in_order(select(*ELEMENT).where(_inside, comment.root_id >= _left_out(roots, wanted, 0)), rows)
    last = _left_out(roots.where(comment.id <= _start_root), wanted, 0)
    rest = select(*ELEMENT).where(_inside, comment.root_id == _start_root, comment.path > _start_path)
    older = select(*ELEMENT).where(_inside, comment.root_id < _start_root, comment.root_id >= last)
    # Two walks along the index, as one "or" of both would read everything before the start again.
    both = union_all(_in_order(rest, rows).subquery().select(), _in_order(older, rows).subquery().select()).subquery()
    return select(*both.c).order_by(both.c.root_id.desc(), both.c.path).limit(rows + 1)


def _oldest(is_first: bool, wanted: int, rows: int) -> Select[Any]:
    roots = select(comment.path).where(_inside, _is_root).order_by(comment.id)
    page = select(*ELEMENT).where(_inside).order_by(comment.path).limit(rows + 1)
    if not is_first:
        roots, page = roots.where(comment.id >= _start_root), page.where(comment.path > _start_path)
    return page.where(comment.path <= _left_out(roots, wanted, BEHIND_EVERY_PATH))


def _ranked(rank: ColumnElement[int], is_first: bool, wanted: int, rows: int) -> Select[Any]:
    """Return the rows by a number that stands on the first comment of each conversation, the greatest first."""
    roots = select(comment.id, rank.label("rank")).where(_inside, _is_root)
    if not is_first:
        roots = roots.where(tuple_(rank, comment.id) <= tuple_(_start_rank, _start_root))
    chosen = roots.order_by(rank.desc(), comment.id.desc()).limit(wanted + 1).subquery()
    ids = select(comment.id, chosen.c.rank).join(chosen, chosen.c.id == comment.root_id).where(_inside)
    if not is_first:
        ids = ids.where(not_(and_(comment.root_id == _start_root, comment.path <= _start_path)))
    # Sorted by the columns of the index alone; the elements are fetched for the rows of the page only.
    page = ids.order_by(chosen.c.rank.desc(), chosen.c.id.desc(), comment.path).limit(rows + 1).subquery()
    whole = select(*ELEMENT).join(page, page.c.id == comment.id)
    return whole.order_by(page.c.rank.desc(), comment.root_id.desc(), comment.path)


def _in_order(page: Select[Any], rows: int) -> Select[Any]:
    return page.order_by(comment.root_id.desc(), comment.path).limit(rows + 1)


def _left_out(roots: Select[Any], wanted: int, otherwise: int | str) -> ColumnElement[Any]:
    """Return where the conversation behind the page's last begins; its first row proves that there is more."""
    return func.coalesce(roots.limit(1).offset(wanted).scalar_subquery(), otherwise)


@functools.cache
def _before() -> Select[Any]:
    """Return the query of what stands before a comment, newest conversations first, as far as a page reaches."""
    newer = _inside, comment.root_id > _start_root
    above = _inside, comment.root_id == _start_root, comment.path < _start_path
    counts: tuple[ColumnElement[Any], ...] = (
        _counted(*newer, most=ROWS).label("newer"),
        _counted(*above, most=ROWS).label("above"),
        _counted(*newer, _is_root, most=CONVERSATIONS).label("roots"),
    )
    return select(*counts)


def _counted(*conditions: ColumnElement[bool], most: int) -> ScalarSelect[int]:
    rows = select(literal(1)).where(*conditions).limit(most).subquery()
    return select(func.count()).select_from(rows).scalar_subquery()
