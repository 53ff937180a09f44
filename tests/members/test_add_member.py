"""Adding a member without a mail: for operators, the demonstration and tests."""

import pytest
from flask import Flask

from northforum.access.actor import STRANGER, SYSTEM, Actor
from northforum.access.roles import Role
from northforum.core.db import transaction
from northforum.core.errors import Forbidden, Invalid
from northforum.members import operations, queries
from tests.members.conftest import PASSWORD, AddPerson, Person
from tests.members.reader import Reader

DETAILS = operations.MemberDetails(
    name="Idris Holt",
    email="Idris@Holt.Example",
    password_hash="ready-made",
    headline="Glass blower",
    bio="Blows **glass**.",
    place="Sunderland",
    organisation="Wear Glass",
    links=["https://wear.example"],
)


def test_every_detail_is_kept(app: Flask) -> None:
    with transaction(app):
        made = operations.add_member(SYSTEM, DETAILS, roles=[Role.EDITOR, Role.EDITOR, Role.MODERATOR])
        assert (made.handle, made.email, made.password_hash) == ("idris-holt", "idris@holt.example", "ready-made")
        assert (made.headline, made.place, made.organisation) == ("Glass blower", "Sunderland", "Wear Glass")
        assert made.links == ["https://wear.example"]
        assert "<strong>glass</strong>" in made.bio_html
        assert queries.roles_of(made.id) == {Role.EDITOR, Role.MODERATOR}


def test_an_added_member_logs_in(reader: Reader, ada: Person) -> None:
    assert reader.log_in(ada.email, PASSWORD).status_code == 303


def test_names_that_read_alike_get_handles_that_do_not(add_person: AddPerson) -> None:
    names = ["Zoë Ó Briain", "Zoe O'Briain", "ZOE O BRIAIN", "王小明", "李雷"]
    handles = [add_person(name, f"{number}@moss.example").handle for number, name in enumerate(names)]
    assert handles == ["zoe-o-briain", "zoe-obriain", "zoe-o-briain-2", "member-2", "member-3"]


@pytest.mark.parametrize(
    ("over", "field"),
    [
        ({"name": "Admin"}, "name"),
        ({"name": "a\x00"}, "name"),
        ({"email": "no address"}, "email"),
        ({"email": "ada@moss.example"}, "email"),
        ({"links": ["ftp://wear.example"]}, "links"),
        ({"links": ["https://wear.example/\x00"]}, "links"),
    ],
)
def test_a_detail_that_cannot_be_accepted_names_its_field(
    app: Flask, ada: Person, over: dict[str, object], field: str
) -> None:
    details = operations.MemberDetails(**{**vars(DETAILS), **over})
    with pytest.raises(Invalid) as refusal, transaction(app):
        operations.add_member(SYSTEM, details)
    assert list(refusal.value.fields) == [field]


@pytest.mark.parametrize("actor", [STRANGER, Actor(member_id=1, roles=frozenset({Role.ADMINISTRATOR}))])
def test_only_the_system_adds_members(app: Flask, actor: Actor) -> None:
    with pytest.raises(Forbidden), transaction(app):
        operations.add_member(actor, DETAILS)
