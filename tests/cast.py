"""The standing people of the tests, and a small published world around them.

``cast`` (in ``tests/conftest.py``) puts them on a site: ``cast.client(cast.editor)`` is the editor's signed-in client,
``cast.actor(cast.editor)`` the editor as operations take them.
"""

from dataclasses import dataclass

from flask import Flask
from flask.testing import FlaskClient

from northforum.access.actor import SYSTEM, Actor
from northforum.access.audience import Audience
from northforum.access.roles import Role
from northforum.articles.models import Article
from northforum.core.db import db, transaction
from northforum.hubs import queries as hubs_queries
from northforum.hubs.models import Hub, HubVisibility, Joining
from northforum.members import operations as members, queries as members_queries
from northforum.members.models import Member
from tests import factories

DEVICE = "Firefox on Linux"


@dataclass(frozen=True)
class Person:
    """A member of the cast; the password of each is ``factories.PASSWORD``."""

    member_id: int
    handle: str
    name: str
    email: str
    roles: frozenset[Role]


@dataclass(frozen=True)
class World:
    """What the cast has published, by its addresses."""

    article: str
    members_article: str
    draft: str
    draft_id: str
    thread_id: str
    comments: tuple[str, ...]
    hub: str
    request_hub: str
    secret_hub: str


@dataclass(frozen=True)
class Cast:
    """The people and their world, on the site ``app``."""

    app: Flask
    editor: Person
    second_editor: Person
    contributor: Person
    member: Person
    other: Person
    host: Person
    moderator: Person
    administrator: Person
    suspended: Person
    world: World

    def actor(self, person: Person | None) -> Actor:
        """Return ``person`` as a request would see them; nobody is a stranger."""
        if person is None:
            return Actor()
        with self.app.app_context():
            member = members_queries.known_member(person.handle)
            hub_roles = hubs_queries.roles_of(person.member_id)
            return factories.actor_of(member, roles=person.roles, hub_roles=hub_roles)

    def client(self, person: Person | None = None) -> FlaskClient:
        """Return a client of its own in which ``person`` is signed in; without one, a stranger's."""
        client = self.app.test_client()
        if person is not None:
            self.sign_in(client, person)
        return client

    def sign_in(self, client: FlaskClient, person: Person) -> None:
        """Sign ``person`` in, without the time that a password takes."""
        with client.session_transaction() as session:
            session.update(self.open_session(person))

    def open_session(self, person: Person) -> dict[str, object]:
        """Begin a sign-in of ``person`` and return what their browser's session holds."""
        return open_session(self.app, person)

    def cookie(self, person: Person) -> str:
        """Return the session cookie of a new sign-in of ``person``, for a real browser."""
        return sealed(self.app, self.open_session(person))


def open_session(app: Flask, person: Person) -> dict[str, object]:
    """Begin a sign-in of ``person`` through the product's own operation; return what the session holds."""
    with transaction(app):
        member = members_queries.known_member(person.email)
        proof = members_queries.Credentials(member.id, member.password_hash, None)
        is_suspended = member.is_suspended
        if is_suspended:
            # They had signed in before they were suspended.
            members.restore_member(SYSTEM, member)
        begun = members.sign_in(DEVICE, None, credentials=proof, remember=False)
        if is_suspended:
            members.suspend_member(SYSTEM, members_queries.known_member(person.email))
    return {"_user_id": begun.key, "_fresh": True}


def sealed(app: Flask, session: dict[str, object]) -> str:
    """Return ``session`` as the value of the site's session cookie."""
    serializer = app.session_interface.get_signing_serializer(app)  # type: ignore[attr-defined]
    return str(serializer.dumps(session))


def person_of(member: Member, *roles: Role) -> Person:
    """Return what the tests remember of ``member``."""
    return Person(member.id, member.handle, member.name, member.email, frozenset(roles))


def gather(app: Flask) -> Cast:
    """Put the cast and its world on the blank site ``app``."""
    with transaction(app):
        people = {
            "editor": _joins("Edith Thornley", Role.EDITOR),
            "second_editor": _joins("Samuel Birtle", Role.EDITOR),
            "contributor": _joins("Connie Fairbrother", Role.CONTRIBUTOR),
            "member": _joins("Maud Eckersley"),
            "other": _joins("Oren Blackledge"),
            "host": _joins("Hattie Rigby"),
            "moderator": _joins("Moss Hargreaves", Role.MODERATOR),
            "administrator": _joins("Ann Dewhurst", Role.ADMINISTRATOR),
            "suspended": _joins("Silas Crook"),
        }
        world = _world(people)
        members.suspend_member(SYSTEM, members_queries.known_member(people["suspended"].handle))
    return Cast(app=app, world=world, **people)


def _joins(name: str, *roles: Role) -> Person:
    return person_of(factories.a_member(name, roles=roles), *roles)


def _world(people: dict[str, Person]) -> World:
    factories.a_section("opinion", "Opinion")
    factories.a_section("places", "Places")
    editor = _acts(people["editor"])
    open_piece = factories.an_article(by=editor)
    closed_piece = factories.an_article(headline="What we charge", section="places", audience=Audience.MEMBERS)
    contributor = _acts(people["contributor"])
    draft = factories.an_article(by=contributor, headline="Not yet", is_published=False)
    hubs = _hubs(people["host"].member_id)
    return World(
        article=open_piece.path,
        members_article=closed_piece.path,
        draft=draft.path,
        draft_id=draft.public_id,
        thread_id=factories.thread_of(open_piece).public_id,
        comments=_conversation(open_piece, people),
        hub=hubs[0].slug,
        request_hub=hubs[1].slug,
        secret_hub=hubs[2].slug,
    )


def _conversation(article: Article, people: dict[str, Person]) -> tuple[str, ...]:
    thread = factories.thread_of(article)
    first = factories.a_comment(_acts(people["member"]), thread, "Ours went up in March.")
    reply = factories.a_comment(_acts(people["other"]), thread, "So did ours, by a *third*.", parent=first)
    last = factories.a_comment(_acts(people["editor"]), thread, "Send us the letters, both of you.", parent=reply)
    return first.public_id, reply.public_id, last.public_id


def _hubs(host_id: int) -> tuple[Hub, Hub, Hub]:
    request = {"joining": Joining.REQUEST, "question": "What would you bring to the yard?"}
    secret = {"visibility": HubVisibility.SECRET, "joining": Joining.INVITATION}
    return (
        factories.a_hub("Weir Yard", hosts=[host_id]),
        factories.a_hub("Lamp Street", hosts=[host_id], **request),
        factories.a_hub("The Back Room", hosts=[host_id], **secret),
    )


def _acts(person: Person) -> Actor:
    member = db.session.get(Member, person.member_id)
    assert member is not None
    return factories.actor_of(member, roles=person.roles)
