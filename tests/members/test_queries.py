"""What is known of members, in few questions."""

import pytest
from flask import Flask

from northforum.access.actor import STRANGER
from northforum.access.roles import HubRole, Role
from northforum.core.db import transaction
from northforum.core.errors import Invalid, NotFound
from northforum.members import operations, queries
from northforum.members.models import AuthorCard
from tests.conftest import Clock
from tests.members.conftest import PASSWORD, AddPerson, Person
from tests.members.reader import Reader, statements


def test_a_profile_is_open_to_everybody(app: Flask, ada: Person) -> None:
    with transaction(app):
        assert queries.visible_member(STRANGER, "ada-moss").name == "Ada Moss"
        for handle in ("nobody", "", "ADA-MOSS", "a" * 5000):
            with pytest.raises(NotFound):
                queries.visible_member(STRANGER, handle)


def test_one_is_known_by_handle_and_by_address(app: Flask, ada: Person) -> None:
    with transaction(app):
        assert queries.known_member("ada-moss").id == queries.known_member(" ADA@moss.example").id == ada.id
        with pytest.raises(NotFound, match="no member ada"):
            queries.known_member("ada")
        with pytest.raises(NotFound):
            queries.own_member(STRANGER)
        assert queries.own_member(ada.actor).id == ada.id


def test_author_cards_come_in_one_question(app: Flask, ada: Person, ben: Person) -> None:
    with statements(app) as seen, transaction(app):
        cards = queries.author_cards([ada.id, ben.id, ada.id, 999])
    assert len([each for each in seen if each.startswith("SELECT")]) == 1
    assert set(cards) == {ada.id, ben.id}
    card = cards[ada.id]
    assert isinstance(card, AuthorCard)
    assert (card.handle, card.name, card.headline, card.organisation) == ("ada-moss", "Ada Moss", "", "")


def test_members_are_counted_and_listed_in_order_of_joining(app: Flask, ada: Person, ben: Person) -> None:
    with transaction(app):
        assert queries.member_count() == 2
        assert [member.handle for member in queries.all_members()] == [ada.handle, ben.handle]


def test_a_live_sign_in_gives_its_actor_with_every_role_in_one_question(app: Flask, add_person: AddPerson) -> None:
    person = add_person("Ada Moss", "ada@moss.example", Role.EDITOR, Role.MODERATOR)
    with transaction(app):
        proved = queries.credentials(person.email, PASSWORD)
        begun = operations.sign_in("a browser", None, credentials=proved, remember=False)
    with statements(app) as seen, transaction(app):
        found = queries.live_sign_in(begun.key)
    assert len([each for each in seen if each.startswith("SELECT")]) == 1
    assert found is not None
    actor = found.actor({5: HubRole.HOST})
    assert (actor.member_id, actor.handle, actor.name) == (person.id, "ada-moss", "Ada Moss")
    assert actor.roles == {Role.EDITOR, Role.MODERATOR}
    assert actor.hosts(5)
    assert not actor.is_suspended


@pytest.mark.parametrize("key", ["", "x", "\x00", "\ud800", "a" * 100_000])
def test_a_key_of_nobodys_opens_nothing(app: Flask, ada_reading: Reader, key: str) -> None:
    with transaction(app):
        assert queries.live_sign_in(key) is None


def test_sign_ins_are_listed_while_they_last_the_last_used_first(app: Flask, ada: Person, clock: Clock) -> None:
    readers = [Reader(app, device=f"Firefox {system}") for system in ("Windows", "Android")]
    for reader in readers:
        clock.advance(minutes=1)
        reader.log_in(ada.email, PASSWORD)
    clock.advance(minutes=6)
    assert readers[0].handle == ada.handle
    with transaction(app):
        assert [row.device for row in queries.sign_ins_of(ada.id)] == ["Firefox on Windows", "Firefox on Android"]
    clock.advance(hours=11, minutes=58)
    with transaction(app):
        assert [row.device for row in queries.sign_ins_of(ada.id)] == ["Firefox on Windows"]


def test_the_present_password_is_asked_of_the_one_who_is_there(app: Flask, ada: Person) -> None:
    with transaction(app):
        assert queries.own_credentials(ada.actor, PASSWORD).member_id == ada.id
        for actor, password in ((ada.actor, "wrong"), (STRANGER, PASSWORD)):
            with pytest.raises(Invalid):
                queries.own_credentials(actor, password)
