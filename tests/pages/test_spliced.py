"""An article's page for members before Flask: the same bytes as Flask's, for its reader alone, only when it may be."""

import gzip
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from flask import Flask, g
from flask.testing import FlaskClient
from hypothesis import given, settings, strategies as st

from northforum.access.actor import SYSTEM, Actor
from northforum.access.roles import HubRole, Role
from northforum.core import drawing
from northforum.core.db import db, transaction
from northforum.discussion import operations as discussion
from northforum.hubs import operations as hubs
from northforum.members import operations as members, queries as members_queries
from northforum.members.models import MemberSession
from northforum.pages import personal, queries, rendering
from tests import factories
from tests.browser import visit
from tests.cast import Cast, Person, sealed
from tests.conftest import Clock
from tests.hubs.conftest import hub_at
from tests.pages.conftest import article_at
from tests.pages.fronts import FRESH, came_from_the_front, drawn, front_of, seen

READERS = ("member", "other", "editor", "contributor", "host", "moderator", "administrator", "suspended")
PLAIN_TOKEN = "a" * 40
BLANK = dict.fromkeys(personal.SLOTS.names, b"")
GZIP = {"Accept-Encoding": "gzip, deflate, br, zstd"}


@pytest.fixture
def reader_of(cast: Cast) -> Callable[[Person], FlaskClient]:
    """Give browsers of members who have been here before."""

    def reader(person: Person) -> FlaskClient:
        client = cast.client(person)
        for _ in range(2):
            client.get(cast.world.article)
        return client

    return reader


@pytest.mark.parametrize("name", READERS)
def test_a_member_gets_what_flask_would_give_them(
    cast: Cast, reader_of: Callable[[Person], FlaskClient], name: str
) -> None:
    client, path = reader_of(getattr(cast, name)), cast.world.article
    expected = drawn(cast.app, client, path)
    answer = client.get(path)
    assert came_from_the_front(cast.app, answer)
    assert seen(answer) == expected


def test_a_member_gets_it_compressed_too(cast: Cast, reader_of: Callable[[Person], FlaskClient]) -> None:
    client, path = reader_of(cast.member), cast.world.article
    plain, packed = client.get(path), client.get(path, headers=GZIP)
    assert came_from_the_front(cast.app, packed)
    assert packed.headers["Content-Encoding"] == "gzip"
    assert int(packed.headers["Content-Length"]) == len(packed.data) < len(plain.data) / 2
    assert FRESH.sub(b"", gzip.decompress(packed.data)) == FRESH.sub(b"", plain.data)
    told = client.head(path, headers=GZIP)
    assert (told.data, told.headers["Content-Encoding"]) == (b"", "gzip")


def test_nonce_and_key_are_new_each_time_and_the_token_works(
    cast: Cast, reader_of: Callable[[Person], FlaskClient]
) -> None:
    client = reader_of(cast.member)
    pages = [visit(client, cast.world.article) for _ in range(3)]
    assert all(came_from_the_front(cast.app, page.answer) for page in pages)
    nonces = [re.findall(r'<style nonce="([^"]+)"', page.html) for page in pages]
    assert len({nonce for (nonce,) in nonces}) == 3
    for page, (nonce,) in zip(pages, nonces, strict=True):
        assert page.answer.headers["Content-Security-Policy"].count(f"'nonce-{nonce}'") == 2
    assert len({re.findall(r'form_key" value="([^"]+)', page.html)[0] for page in pages}) == 3
    assert pages[-1].form("/threads/.+/comments").submit(body="By the window, then.").status in {200, 303}
    assert "By the window, then." in client.get(cast.world.article).text


def test_the_next_page_shows_what_another_worker_did(
    cast: Cast, make_app: Callable[..., Flask], reader_of: Callable[[Person], FlaskClient]
) -> None:
    client, path = reader_of(cast.member), cast.world.article
    other = make_app()
    for number in range(3):
        with transaction(other):
            factories.a_comment(cast.actor(cast.other), factories.thread_of(article_at(path)), f"Said so {number}")
        assert f"Said so {number}" in client.get(path).text
    with transaction(other):
        members.grant_role(SYSTEM, members_queries.known_member(cast.member.handle), Role.EDITOR)
    assert "/desk/articles/" in client.get(path).text
    with transaction(other):
        discussion.hide_thread(factories.thread_of(article_at(path)))
    assert "Said so 1" not in client.get(path).text


def _ended(cast: Cast, _client: FlaskClient, _clock: Clock) -> None:
    with transaction(cast.app):
        db.session.execute(db.delete(MemberSession))


def _rested(_cast: Cast, _client: FlaskClient, clock: Clock) -> None:
    clock.advance(minutes=6)


def _expired(_cast: Cast, _client: FlaskClient, clock: Clock) -> None:
    clock.advance(days=2)


def _told(_cast: Cast, client: FlaskClient, _clock: Clock) -> None:
    with client.session_transaction() as session:
        session["_flashes"] = [("message", "Saved for you alone.")]


def _forged(_cast: Cast, client: FlaskClient, _clock: Clock) -> None:
    cookie = client.get_cookie("session")
    assert cookie
    client.set_cookie("session", f"{cookie.value[:-2]}AA")


def _doubled(_cast: Cast, client: FlaskClient, _clock: Clock) -> None:
    cookie = client.get_cookie("session")
    assert cookie
    client.set_cookie("session", f"x; session={cookie.value}")


def _without_token(cast: Cast, client: FlaskClient, _clock: Clock) -> None:
    with client.session_transaction() as session:
        del session["csrf_token"]


def _hidden_hub(cast: Cast, _client: FlaskClient, _clock: Clock) -> None:
    with transaction(cast.app):
        hubs.name_hubs(SYSTEM, article_at(cast.world.article), [hub_at(cast.world.secret_hub).slug])


def _taken_down(cast: Cast, _client: FlaskClient, _clock: Clock) -> None:
    with transaction(cast.app):
        discussion.hide_thread(factories.thread_of(article_at(cast.world.article)))


@pytest.mark.parametrize(
    "change", [_ended, _rested, _expired, _told, _forged, _doubled, _without_token, _hidden_hub, _taken_down]
)
def test_whatever_is_unusual_is_flasks(
    cast: Cast,
    clock: Clock,
    reader_of: Callable[[Person], FlaskClient],
    change: Callable[[Cast, FlaskClient, Clock], None],
) -> None:
    client = reader_of(cast.member)
    assert came_from_the_front(cast.app, client.get(cast.world.article))
    change(cast, client, clock)
    answer = client.get(cast.world.article)
    assert not came_from_the_front(cast.app, answer)
    assert answer.status_code == 200


@pytest.mark.parametrize("path", ["?from=mail", "/comments"])
def test_other_addresses_of_members_are_flasks(
    cast: Cast, reader_of: Callable[[Person], FlaskClient], path: str
) -> None:
    client = reader_of(cast.member)
    assert not came_from_the_front(cast.app, client.get(f"{cast.world.article}{path}"))


def test_a_remembered_device_is_flasks_until_it_has_a_session(cast: Cast) -> None:
    client = cast.app.test_client()
    client.set_cookie("remember", "anything")
    assert not came_from_the_front(cast.app, client.get(cast.world.article))


def test_a_use_of_the_sign_in_is_still_noted(
    cast: Cast, clock: Clock, reader_of: Callable[[Person], FlaskClient]
) -> None:
    client = reader_of(cast.member)
    clock.advance(minutes=6)
    answers = [client.get(cast.world.article) for _ in range(2)]
    assert [came_from_the_front(cast.app, answer) for answer in answers] == [False, True]


@contextmanager
def asked_by(app: Flask, actor: Actor, path: str) -> Iterator[None]:
    """Within the block ``actor`` asks for ``path``."""
    with app.test_request_context(path):
        g.actor = actor
        yield


@st.composite
def readers(draw: st.DrawFn) -> Actor:
    """Give members of every kind, with the worst names."""
    hostile = ["<b>", '"><script>', "&amp;", "{{ name }}", "\N{SNOWMAN}" * 40, "'", *personal.SLOTS.names]
    name = draw(st.one_of(st.sampled_from(hostile), st.text(min_size=1, max_size=60)))
    return Actor(
        member_id=draw(st.integers(1, 2**40)),
        handle=draw(st.from_regex(r"[a-z0-9]+(-[a-z0-9]+)*", fullmatch=True)),
        name=name,
        tone=draw(st.integers(0, drawing.TONES - 1)),
        roles=frozenset(draw(st.sets(st.sampled_from(Role)))),
        hub_roles=draw(st.dictionaries(st.integers(1, 99), st.sampled_from(HubRole), max_size=3)),
        is_suspended=draw(st.booleans()),
    )


def test_no_reader_leaves_a_byte_in_what_is_shared_and_each_gets_what_is_drawn_for_them(cast: Cast) -> None:
    slug = cast.world.article.rpartition("/")[2]
    with cast.app.app_context():
        version = queries.open_version(slug)
        assert version
        shared = queries.shared_page(slug, version)
    kept: dict[Any, bytes] = {}

    @settings(max_examples=60, deadline=None)
    @given(readers())
    def check(actor: Actor) -> None:
        with asked_by(cast.app, actor, cast.world.article):
            page = rendering.kept_article(actor, slug, version)
            whole = rendering.article(actor, queries.article_page(actor, slug, version)).encode()
        assert page is not None
        assert FRESH.sub(rb"\1", page) == FRESH.sub(rb"\1", whole)
        assert re.findall(rb'data-member="([^"]*)"', page) == [actor.handle.encode()]
        for kind, shell in shared.shells.items():
            blank = shell.filled(BLANK)
            assert kept.setdefault(kind, blank) == blank
            assert not re.search(rb'(?:data-member|csrf_token" value|<style nonce)="[^"]', blank)

    check()
    # Drawn once more, when everybody has been here, each has the same bytes.
    with cast.app.app_context():
        for kind, blank in kept.items():
            again = personal.SLOTS.cut(rendering._drawn_for_a_kind(shared, kind), {rendering.COMMENTS: shared.comments})
            assert again.filled(BLANK) == blank


def test_a_kept_page_of_one_member_never_reaches_another(
    cast: Cast, reader_of: Callable[[Person], FlaskClient]
) -> None:
    people = [getattr(cast, name) for name in READERS]
    clients = {person.handle: reader_of(person) for person in people}
    seen_secrets: dict[str, set[str]] = {}
    for _ in range(3):
        for person in people:
            answer = clients[person.handle].get(cast.world.article)
            assert came_from_the_front(cast.app, answer)
            secrets = set(re.findall(r'(?:csrf_token|form_key)" value="([^"]+)"', answer.text))
            assert re.findall(r'data-member="([^"]*)"', answer.text) == [person.handle]
            for other, theirs in seen_secrets.items():
                assert other == person.handle or not secrets & theirs
            seen_secrets.setdefault(person.handle, set()).update(secrets)


def test_sessions_that_are_opened_are_bounded_and_sealed(cast: Cast) -> None:
    (article, *_) = front_of(cast.app)._kinds["articles"]
    sessions = article.for_member.__self__._sessions  # type: ignore[union-attr]
    for number in range(2100):
        cookie = sealed(cast.app, {"_user_id": f"key-{number}", "_fresh": True, "csrf_token": PLAIN_TOKEN})
        assert sessions.opened(f"session={cookie}") is not None
    assert len(sessions._kept) == 2048
    assert sessions.opened("session=made.up.cookie") is None
    assert sessions.opened("other=1") is None
    assert len(sessions._kept) == 2048
