"""A site to search in: things made by the product's own operations, and the worker's turn that takes them in."""

from typing import Any

from flask import Flask

from northforum.access.actor import STRANGER, Actor
from northforum.articles.models import Article
from northforum.core import outbox
from northforum.core.db import db, transaction
from northforum.discussion.models import Comment
from northforum.members.models import Member
from northforum.search import operations, queries
from northforum.search.models import Kind
from northforum.search.queries import Found, Question
from tests import factories
from tests.cast import Cast, Person

Hit = tuple[Kind, int]


def take_in(app: Flask) -> None:
    """Let the worker take a turn: its jobs, and what is new."""
    outbox.run_until_idle(app)
    with transaction(app):
        while operations.index_new():
            pass


def ask(app: Flask, words: str, actor: Actor = STRANGER, after: str | None = None, **over: Any) -> Found:
    """Return a page of what is found for ``words``."""
    with app.test_request_context():
        return queries.search(actor, Question(queries.asked(words), **over), after)


def found(app: Flask, words: str, actor: Actor = STRANGER, **over: Any) -> list[Hit]:
    """Return kind and number of everything on the first page for ``words``."""
    return [(row.kind, row.subject_id) for row in ask(app, words, actor, **over).rows]


def numbers(app: Flask, words: str, actor: Actor = STRANGER, **over: Any) -> list[int]:
    """Return the numbers of what is found, whatever its kind."""
    return [number for _, number in found(app, words, actor, **over)]


def article_id(cast: Cast, path: str = "") -> int:
    """Return the number of the cast's open article, or of that at ``path``."""
    slug = (path or cast.world.article).rpartition("/")[2]
    with cast.app.app_context():
        return int(db.session.scalars(db.select(Article.id).where(Article.slug == slug)).one())


def say(cast: Cast, person: Person, words: str, path: str = "") -> int:
    """Let somebody of the cast say something under an article; return the number of the comment."""
    with transaction(cast.app):
        article = db.session.get_one(Article, article_id(cast, path))
        return factories.a_comment(acting(person), factories.thread_of(article), words).id


def acting(person: Person) -> Actor:
    """Return somebody of the cast as operations take them, in the transaction at hand."""
    return factories.actor_of(db.session.get_one(Member, person.member_id), roles=person.roles)


def comment(number: int) -> Comment:
    """Return a comment in the transaction at hand, with its thread."""
    wanted = db.select(Comment).options(db.joinedload(Comment.thread)).where(Comment.id == number)
    found: Comment = db.session.scalars(wanted).one()
    return found
