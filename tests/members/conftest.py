"""Members to begin with."""

from collections.abc import Callable
from dataclasses import dataclass

import pytest
from flask import Flask

from northforum.access.actor import SYSTEM, Actor
from northforum.access.roles import Role
from northforum.core import passwords
from northforum.core.db import transaction
from northforum.members import operations
from tests.members.reader import Reader

PASSWORD = "red-brick-dockside"


@dataclass(frozen=True)
class Person:
    """A member of the test's site."""

    id: int
    handle: str
    name: str
    email: str

    @property
    def actor(self) -> Actor:
        """The person as the one who asks."""
        return Actor(member_id=self.id, handle=self.handle, name=self.name)


AddPerson = Callable[..., Person]


@pytest.fixture(scope="session")
def password_hash() -> str:
    return passwords.hash_password(PASSWORD)


@pytest.fixture
def add_person(app: Flask, password_hash: str) -> AddPerson:
    def add(name: str = "Ada Moss", email: str = "ada@moss.example", *roles: Role) -> Person:
        details = operations.MemberDetails(name=name, email=email, password_hash=password_hash)
        with transaction(app):
            made = operations.add_member(SYSTEM, details, roles=roles)
            return Person(made.id, made.handle, made.name, made.email)

    return add


@pytest.fixture
def ada(add_person: AddPerson) -> Person:
    return add_person()


@pytest.fixture
def ben(add_person: AddPerson) -> Person:
    return add_person("Ben Okafor", "ben@okafor.example")


@pytest.fixture
def reader(app: Flask) -> Reader:
    return Reader(app)


@pytest.fixture
def ada_reading(app: Flask, ada: Person) -> Reader:
    reader = Reader(app)
    assert reader.log_in(ada.email, PASSWORD).status_code == 303
    return reader
