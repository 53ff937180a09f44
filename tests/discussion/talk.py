"""A small discussion to begin with: who takes part, and a thread between them."""

import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import event

from northforum.access.actor import STRANGER, Actor
from northforum.access.audience import Audience
from northforum.access.roles import Role
from northforum.core import direct, richtext
from northforum.core.db import db, transaction
from northforum.discussion import operations
from northforum.discussion.models import Comment, Thread
from tests import factories
from tests.cast import Person, open_session

PATH = "/articles/the-loading-bay"
PEOPLE = {"maud": (), "oren": (), "edith": (Role.EDITOR,), "moss": (Role.MODERATOR,), "silas": ()}


@dataclass
class Talk:
    """The site under test with one open thread; each method is a transaction of its own."""

    app: Flask
    actors: dict[str, Actor] = field(default_factory=dict)
    thread: str = ""

    def actor(self, name: str) -> Actor:
        """Return somebody by their first name; ``stranger`` is nobody."""
        return STRANGER if name == "stranger" else self.actors[name]

    def open(self, title: str = "The loading bay", audience: Audience = Audience.EVERYONE, **over: Any) -> str:
        """Open a thread and return its public id."""
        with transaction(self.app):
            return operations.open_thread(title, over.get("path", PATH), audience, over.get("audience_ref")).public_id

    def say(self, name: str, words: str = "", *, parent: str | None = None, **over: Any) -> str:
        """Post a comment and return its public id."""
        with transaction(self.app):
            thread = thread_row(over.get("thread", self.thread))
            body = richtext.comment(words or f"Half past six, as ever. ({uuid.uuid4().hex[:8]})")
            comment = operations.post_comment(
                self.actor(name), thread, body=body, parent=parent, form_key=over.get("key", uuid.uuid4().hex)
            )
            return comment.public_id

    def do(self, verb: Callable[..., Any], name: str, public_id: str, **values: Any) -> None:
        """Let somebody do something to a comment."""
        with transaction(self.app):
            verb(self.actor(name), row(public_id), **values)

    def to_thread(self, verb: Callable[..., Any], *values: Any, **named: Any) -> None:
        """Do something to the thread, as its owner."""
        with transaction(self.app):
            verb(thread_row(self.thread), *values, **named)

    def comment(self, public_id: str) -> Comment:
        """Return a comment as it is stored, with its thread."""
        with transaction(self.app):
            comment = row(public_id)
            db.session.expunge_all()
            return comment

    def counts(self) -> tuple[int, int, int]:
        """Return the thread's comments, conversations and version."""
        with transaction(self.app):
            thread = thread_row(self.thread)
            return thread.comment_count, thread.root_count, thread.version

    def client(self, name: str = "stranger") -> FlaskClient:
        """Return a client in which somebody is signed in."""
        client = self.app.test_client()
        if name != "stranger":
            actor = self.actors[name]
            assert actor.member_id is not None
            person = Person(actor.member_id, actor.handle, actor.name, f"{name}@test.example", actor.roles)
            with client.session_transaction() as session:
                session.update(open_session(self.app, person))
        return client

    def send(self, client: FlaskClient, path: str, **fields: Any) -> Any:
        """Send a form to ``path`` with the token of a page; return the answer."""
        accept = fields.pop("accept", None)
        return client.post(
            path, data={"csrf_token": token(client), **fields}, headers={"Accept": accept} if accept else {}
        )

    def post(self, client: FlaskClient, body: str, **fields: Any) -> Any:
        """Post a comment by the form of the thread."""
        return self.send(client, f"/threads/{self.thread}/comments", body=body, **fields)


def thread_row(public_id: str) -> Thread:
    """Return a thread in the transaction at hand."""
    thread: Thread = db.session.scalars(db.select(Thread).where(Thread.public_id == public_id)).one()
    return thread


def row(public_id: str) -> Comment:
    """Return a comment in the transaction at hand, with its thread."""
    loaded = db.joinedload(Comment.thread)
    wanted = db.select(Comment).options(loaded).where(Comment.public_id == public_id)
    comment: Comment = db.session.scalars(wanted).one()
    return comment


def a_copy(comment: Comment, above: Comment | None = None) -> Comment:
    """Return the same words once more, as another comment; quicker than posting where there must be many."""
    copied = (
        "thread_id",
        "author_id",
        "created_at",
        "published_at",
        "source",
        "html",
        "rules",
        "element",
        "element_version",
        "state",
    )
    copy = Comment(**{name: getattr(comment, name) for name in copied})
    copy.take_place(direct.next_id(Comment), above)
    return copy


def token(client: FlaskClient) -> str:
    """Return a CSRF token of the client's session."""
    page = client.get("/hubs").text
    return page.partition('name="csrf_token" value="')[2].partition('"')[0]


@contextmanager
def statements(app: Flask) -> Iterator[list[str]]:
    """Collect every statement that reaches the database."""
    seen: list[str] = []

    def note(_connection: object, _cursor: object, statement: str, *_rest: object) -> None:
        if not statement.startswith(("BEGIN", "COMMIT", "ROLLBACK")):
            seen.append(statement)

    with app.app_context():
        engine = db.engine
    event.listen(engine, "before_cursor_execute", note)
    yield seen
    event.remove(engine, "before_cursor_execute", note)


def begin(app: Flask) -> Talk:
    """Gather the people and open the thread."""
    talk = Talk(app)
    with transaction(app):
        for name, roles in PEOPLE.items():
            member = factories.a_member(f"{name.title()} Rigby", email=f"{name}@test.example", roles=roles)
            talk.actors[name] = factories.actor_of(member, roles=roles)
    talk.actors["silas"] = Actor(talk.actors["silas"].member_id, "silas-rigby", "Silas Rigby", is_suspended=True)
    talk.thread = talk.open()
    return talk


@pytest.fixture
def talk(app: Flask) -> Talk:
    return begin(app)
