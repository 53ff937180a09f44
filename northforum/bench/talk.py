"""The comments of the measured sites, in the order in which they were made, drawn by the product itself."""

import functools
from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta
from types import SimpleNamespace
from typing import Any, NamedTuple

from flask import Flask

from northforum.bench import words
from northforum.bench.rows import Shape, public_name
from northforum.bench.sizes import Size
from northforum.core.db import db
from northforum.discussion import rendering
from northforum.discussion.models import Comment, CommentState, path_step

BEGAN = datetime(2023, 11, 1, 8, 0, tzinfo=UTC)
ENDED = datetime(2026, 11, 1, 8, 0, tzinfo=UTC)
LONGEST_PAUSE = timedelta(minutes=20)
# What each comment of a conversation answers, by its place there: a comment, a reply, its reply, another reply.
_ANSWERED = (0, 0, 1, 0)
_A_CONVERSATION = 4
_RESPECT = (0, 0, 0, 1, 0, 0, 2, 0, 0, 0)
# In the thread of a thousand, so that fewer conversations fill a page and its rows are as many as a page holds.
_LONG_CONVERSATION = {1_000: 20}


class Told(NamedTuple):
    """One comment, before it is drawn; ``number`` counts within its thread."""

    id: int
    article: int
    number: int
    author_id: int
    made_at: datetime
    line: tuple[int, ...]
    answered_author_id: int
    reply_count: int


def published_at(size: Size, article: int) -> datetime:
    """Return when the article, counted from the oldest, was published."""
    return BEGAN + (ENDED - BEGAN) * article / size.articles


def author_of(size: Size, comment_id: int) -> int:
    """Return who made a comment: some say much, most a little."""
    share = (comment_id * 2_654_435_761 % 2**32) / 2**32
    return int(share * share * size.members) + 1


def respect_for(comment_id: int) -> int:
    """Return how many members respect a comment."""
    return _RESPECT[comment_id % len(_RESPECT)]


def respects(size: Size) -> Iterator[dict[str, Any]]:
    """Yield who respects which comment."""
    for one in told(size):
        for turn in range(respect_for(one.id)):
            member_id = (one.id * 7 + turn * 11) % size.members + 1
            row = {"comment_id": one.id, "member_id": member_id, "thread_id": one.article + 1}
            yield {**row, "created_at": one.made_at + LONGEST_PAUSE}


def told(size: Size) -> Iterator[Told]:
    """Yield every comment in the order of time, as ids are given: a thread's rows lie scattered, as in life."""
    sizes = size.thread_sizes()
    ids: list[list[int]] = [[] for _ in sizes]
    for position, (moment, article, number) in enumerate(_moments(size, sizes)):
        comment_id = position + 1
        ids[article].append(comment_id)
        length = _LONG_CONVERSATION.get(sizes[article], _A_CONVERSATION)
        first = number - number % length
        line = tuple(ids[article][first + place] for place in _line(number % length))
        answers = author_of(size, line[-2]) if len(line) > 1 else 0
        replies = 0 if len(line) > 1 else min(length, sizes[article] - first) - 1
        made_at = BEGAN + timedelta(seconds=moment)
        yield Told(comment_id, article, number, author_of(size, comment_id), made_at, line, answers, replies)


class Spoken:
    """What was said, counted: by member, and by article the comments, the conversations and the time of the last."""

    def __init__(self, size: Size) -> None:
        self.by_member: Counter[int] = Counter()
        self.by_article: Counter[int] = Counter()
        self.roots: Counter[int] = Counter()
        self.last: dict[int, datetime] = {}
        for one in told(size):
            self.by_member[one.author_id] += 1
            self.by_article[one.article] += 1
            self.roots[one.article] += len(one.line) == 1
            self.last[one.article] = one.made_at


def drawn(app: Flask, batch: Sequence[Told]) -> list[tuple[Any, ...]]:
    """Return the rows of ``batch`` as the database of ``app`` keeps them, each with its element as it is drawn."""
    with app.test_request_context(base_url=app.config["SITE_URL"]):
        shape = Shape(Comment, db.engine.dialect)
        rows = [shape.completed(_given(one)) for one in batch]
        comments = [Comment(**row) for row in rows]
        asked: Any = [_as_asked(one, comment) for one, comment in zip(batch, comments, strict=True)]
        rendering.redraw(asked)
        db.session.rollback()
    for row, comment in zip(rows, comments, strict=True):
        row.update(element=comment.element, element_version=comment.element_version)
    return [shape.values(row) for row in rows]


def _moments(size: Size, sizes: Sequence[int]) -> list[tuple[int, int, int]]:
    """Return second, article and number of every comment, in the order of time."""
    end = (ENDED - BEGAN).total_seconds()
    found = []
    for article, count in enumerate(sizes):
        opened = (published_at(size, article) - BEGAN).total_seconds()
        pause = min(LONGEST_PAUSE.total_seconds(), (end - opened) / (count + 1))
        found += [(int(opened + pause * (number + 1)), article, number) for number in range(count)]
    return sorted(found)


@functools.cache
def _line(place: int) -> tuple[int, ...]:
    """Return the places, from the first comment of a conversation down to ``place``."""
    if place == 0:
        return (0,)
    answered = _ANSWERED[place] if place < len(_ANSWERED) else place - 3
    return (*_line(answered), place)


def _given(one: Told) -> dict[str, Any]:
    said = words.comments()[one.number % len(words.comments())]
    return {
        "id": one.id,
        "public_id": public_name(one.id),
        "thread_id": one.article + 1,
        "parent_id": one.line[-2] if len(one.line) > 1 else None,
        "root_id": one.line[0],
        "path": "".join(path_step(step) for step in one.line),
        "depth": len(one.line) - 1,
        "author_id": one.author_id,
        "created_at": one.made_at,
        "published_at": one.made_at,
        "reply_count": one.reply_count,
        "score": respect_for(one.id),
        "source": said.source,
        "html": said.html,
        "rules": said.rules,
    }


def _as_asked(one: Told, comment: Comment) -> SimpleNamespace:
    """Return what ``discussion.queries.to_draw`` would say of the comment."""
    is_reply = len(one.line) > 1
    return SimpleNamespace(
        Comment=comment,
        answered_id=public_name(one.line[-2]) if is_reply else None,
        answered_state=CommentState.PUBLISHED if is_reply else None,
        answered_author_id=one.answered_author_id if is_reply else None,
    )
