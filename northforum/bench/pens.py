"""Somebody who writes on a measured site by the product's own operations, in this process and beside its server."""

import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count, cycle

from flask import Flask
from sqlalchemy import select

from northforum.access.actor import Actor
from northforum.app import create_app
from northforum.bench import people, words
from northforum.core import drawing, richtext
from northforum.core.db import be_patient, db, transaction
from northforum.core.richtext import Rendered
from northforum.core.settings import Settings
from northforum.discussion import operations, queries
from northforum.discussion.models import Comment

# Of a thread's last comments these are edited in turn.
LAST = 100


class Pen:
    """Writes into one thread of a site."""

    def __init__(self, app: Flask, thread_id: int) -> None:
        self._app = app
        self._thread_id = thread_id
        self._number = count(1)
        # Words that stand there already would change nothing, and the page would stay kept.
        self._who = f"{secrets.token_hex(4)}-"
        with app.app_context():
            latest = select(Comment.id).where(Comment.thread_id == thread_id).order_by(Comment.id.desc())
            self._latest = cycle(db.session.scalars(latest.limit(LAST)).all())
            db.session.rollback()

    @property
    def app(self) -> Flask:
        """The application with which it writes."""
        return self._app

    def edit(self) -> None:
        """Change the words of a comment: whatever shows the thread, or a list of comments, is out of date by this."""
        body = self.words()
        with transaction(self._app):
            comment = db.session.get_one(Comment, next(self._latest))
            operations.edit_comment(actor(comment.author_id), comment, body=body, version=comment.version)

    def post(self, member_id: int, body: Rendered) -> str:
        """Post a comment; return its public id."""
        with transaction(self._app):
            thread = queries.owned_thread(self._thread_id)
            return operations.post_comment(actor(member_id), thread, body=body).public_id

    def words(self) -> Rendered:
        """Return words that nobody has used before, rendered."""
        return richtext.comment(fresh_words(next(self._number), self._who))


def fresh_words(number: int, who: str = "") -> str:
    """Return a comment of the demonstration with a number at its end that makes it another."""
    said = words.comments()[number % len(words.comments())].source
    return f"{said}\n\n({who}{number})"


def actor(member_id: int) -> Actor:
    """Return a member of a measured site as the one who acts."""
    handle = people.handle_of(member_id)
    return Actor(member_id=member_id, handle=handle, name=f"Voice Number {member_id}", tone=drawing.avatar_tone(handle))


@contextmanager
def writing(found: Settings, thread_id: int) -> Iterator[Pen]:
    """Give somebody who writes into the thread with that number."""
    app = create_app(found)
    with app.app_context():
        # Counting a million rows afterwards takes longer than a request may.
        be_patient(db.engine)
    try:
        yield Pen(app, thread_id)
    finally:
        with app.app_context():
            db.session.remove()
            db.engine.dispose()
