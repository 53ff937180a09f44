"""A small newsroom: who works in it, its sections, and pieces to begin with."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import pytest
from flask import Flask

from northforum.access.actor import STRANGER, SYSTEM, Actor
from northforum.access.roles import Role
from northforum.articles import operations
from northforum.articles.models import Article
from northforum.core import passwords, richtext
from northforum.core.db import db, transaction
from northforum.members import operations as members

PASSWORD = "red-brick-dockside"
BODY = "The lift at the mill has been out since March.\n\n## The stairs\n\nEverybody takes the stairs."


@dataclass(frozen=True)
class Newsroom:
    """The site under test with its people, each as the one who asks."""

    app: Flask
    editor: Actor
    other_editor: Actor
    contributor: Actor
    other_contributor: Actor
    member: Actor

    def actor(self, name: str) -> Actor:
        """Return a person by name, or the stranger or the system."""
        named = {"stranger": STRANGER, "system": SYSTEM}
        return named.get(name) or getattr(self, name)

    def write(self, by: Actor | None = None, **over: Any) -> str:
        """Write a draft and return its public id."""
        with transaction(self.app):
            return operations.write_article(by or self.editor, a_piece(**over)).public_id

    def publish(self, at: datetime | None = None, **over: Any) -> str:
        """Write and publish a piece and return its public id."""
        with transaction(self.app):
            article = operations.write_article(self.editor, a_piece(**over))
            operations.publish_article(SYSTEM, article, at=at)
            return article.public_id


def a_piece(**over: Any) -> operations.Piece:
    """Return a piece that is ready to be published."""
    values: dict[str, Any] = {
        "headline": "The stairs at the mill",
        "standfirst": "What a broken lift says about a building.",
        "body": richtext.article(over.pop("text", BODY)),
        "section": "opinion",
        "bylines": (operations.BylineEntry(name="Nora Vance", role="printer", organisation="Stair Press"),),
    }
    return operations.Piece(**(values | over))


def row(public_id: str) -> Article:
    """Return the article as it is stored, in the transaction at hand."""
    found: Article = db.session.execute(db.select(Article).where(Article.public_id == public_id)).scalar_one()
    return found


@pytest.fixture(scope="session")
def hashed_password() -> str:
    return passwords.hash_password(PASSWORD)


@pytest.fixture
def newsroom(app: Flask, hashed_password: str) -> Newsroom:
    people = {
        "editor": ("Edith Marsh", (Role.EDITOR,)),
        "other_editor": ("Omar Reid", (Role.EDITOR,)),
        "contributor": ("Connie Platt", (Role.CONTRIBUTOR,)),
        "other_contributor": ("Colm Duffy", (Role.CONTRIBUTOR,)),
        "member": ("Maud Sykes", ()),
    }
    actors = {}
    with transaction(app):
        for who, (name, roles) in people.items():
            details = members.MemberDetails(name=name, email=f"{who}@desk.example", password_hash=hashed_password)
            made = members.add_member(SYSTEM, details, roles=list(roles))
            actors[who] = Actor(member_id=made.id, handle=made.handle, name=made.name, roles=frozenset(roles))
        operations.add_section(SYSTEM, slug="opinion", name="Opinion", description="Arguments.", position=1)
        operations.add_section(SYSTEM, slug="places", name="Places", position=0)
        operations.add_topic(SYSTEM, slug="space", name="Space", description="Rooms and rents.")
    return Newsroom(app=app, **actors)


@pytest.fixture
def unit(app: Flask) -> Iterator[None]:
    """Open a write unit for the whole test, as a command has one."""
    with transaction(app):
        yield
