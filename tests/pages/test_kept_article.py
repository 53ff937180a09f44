"""The kept page of an article: the same bytes as one drawn afresh, never a moment old, and its reader's alone."""

import re

import pytest
from flask import g
from sqlalchemy import update

from northforum.access.actor import STRANGER, SYSTEM
from northforum.access.current import current_actor
from northforum.articles import operations as articles
from northforum.core import page_cache, richtext
from northforum.core.db import db, transaction
from northforum.discussion import operations as discussion
from northforum.discussion.models import Sort
from northforum.hubs import operations as hubs
from northforum.members.models import Member
from northforum.pages import personal, rendering
from tests import factories
from tests.browser import visit
from tests.cast import Cast, Person
from tests.hubs.conftest import hub_at
from tests.pages.conftest import article_at

READERS = ("member", "other", "editor", "contributor", "host", "moderator", "administrator", "suspended")
# What differs between two answers to the same reader.
FRESH = re.compile(r'(name="(?:csrf_token|form_key)" value=|nonce=)"[^"]*"')


def page_of(cast: Cast, person: Person | None, query: str = "") -> str:
    page = visit(cast.client(person), f"{cast.world.article}{query}")
    assert page.answer.status_code == 200
    return FRESH.sub(r"\1", page.html)


@pytest.mark.parametrize("name", READERS)
def test_a_member_gets_what_would_be_drawn_for_them_alone(cast: Cast, name: str) -> None:
    person = getattr(cast, name)
    # An address with a query is never kept.
    drawn = page_of(cast, person, "?drawn=afresh")
    assert page_of(cast, person) == drawn
    assert page_of(cast, person) == drawn


def test_a_stranger_gets_what_would_be_drawn_for_strangers(cast: Cast) -> None:
    drawn = page_of(cast, None, "?drawn=afresh").replace("%3Fdrawn%3Dafresh", "")
    assert page_of(cast, None) == drawn
    assert page_of(cast, None) == drawn


def test_nothing_of_one_reader_is_on_the_page_of_another(cast: Cast) -> None:
    readers = [getattr(cast, name) for name in READERS]
    own = {person.handle: visit(cast.client(person), cast.world.article) for person in readers}
    for person in readers:
        form = own[person.handle].html
        secrets = set(re.findall(r'(?:csrf_token|form_key)" value="([^"]+)"|nonce="([^"]+)"', form))
        assert secrets
        for other in readers:
            if other is not person:
                theirs = own[other.handle].html
                assert not [secret for pair in secrets for secret in pair if secret and secret in theirs]
                assert f'data-member="{person.handle}"' not in theirs
                assert f'href="/members/{person.handle}">' not in theirs.split("<main")[0]


def kept_shells(cast: Cast) -> dict[rendering.Kind, bytes]:
    """Return every shell of the world's article, with the names of its slots instead of what is one reader's."""
    shared = cast.app.extensions["page_cache"]._parts["article", cast.world.article.rpartition("/")[2], Sort.NEWEST][1]
    markers = {name: marker.encode() for name, marker in personal.SLOTS.names.items()}
    return {kind: shell.filled(markers) for kind, shell in shared.shells.items()}


def test_the_shells_that_are_kept_hold_no_reader(cast: Cast) -> None:
    for name in READERS:
        visit(cast.client(getattr(cast, name)), cast.world.article)
    shells = kept_shells(cast)
    assert len(shells) == 6
    for shell in shells.values():
        assert personal.SLOTS.names["handle"].encode() in shell
        head = shell.split(b"<main")[0]
        assert not [name for name in READERS if getattr(cast, name).handle.encode() in head]
        assert b"csrf_token" in shell
        assert not re.search(rb'csrf_token" value="(?!slot-)', shell)


def test_a_shell_is_the_same_whoever_asks_first(cast: Cast) -> None:
    seen: list[dict[rendering.Kind, bytes]] = []
    for readers in (READERS, READERS[::-1]):
        cast.app.extensions["page_cache"].__init__(page_cache.PARTS_LIMIT)
        for name in readers:
            visit(cast.client(getattr(cast, name)), cast.world.article)
        seen.append(kept_shells(cast))
    assert seen[0] == seen[1]


@pytest.mark.parametrize("fact", ["member_id", "hub_roles", "in_hub", "hosts"])
def test_a_page_for_many_cannot_ask_who_reads_it(fact: str) -> None:
    kind = rendering.Kind(is_member=True, roles=frozenset(), is_suspended=False, refusal="", may_edit=False)
    somebody = rendering.Somebody(kind)
    assert (somebody.is_member, somebody.is_moderator) == (True, False)
    with pytest.raises(AttributeError, match=fact):
        getattr(somebody, fact)


def test_while_a_page_is_drawn_to_be_kept_nobody_asks(cast: Cast) -> None:
    reader = cast.actor(cast.editor)
    with cast.app.test_request_context():
        g.actor = reader
        with rendering._nobodys_request("tide"):
            assert current_actor() is STRANGER
        assert current_actor() is reader


def test_the_token_of_a_kept_page_posts_a_comment(cast: Cast) -> None:
    client = cast.client(cast.member)
    visit(client, cast.world.article)
    answer = visit(client, cast.world.article).form("/threads/.+/comments").submit(body="By the window, then.")
    assert answer.status in {200, 303}
    assert "By the window, then." in page_of(cast, cast.other)
    assert "By the window, then." in page_of(cast, None)


@pytest.mark.parametrize("who", [None, "member"])
def test_whatever_changes_stands_on_the_very_next_page(cast: Cast, who: str | None) -> None:
    person = getattr(cast, who) if who else None

    before = page_of(cast, person)
    with transaction(cast.app):
        hub = hub_at(cast.world.hub)
        hubs.name_hubs(SYSTEM, article_at(cast.world.article), [hub.slug])
        articles.add_section(SYSTEM, slug="opinion", name="Renamed section")
        articles.describe_author(SYSTEM, name="Ruth Calder", bio=richtext.profile("A new line of bio."))
        expected = [hub.name, "Renamed section", "A new line of bio."]
    after = page_of(cast, person)
    assert [words in before for words in expected] == [False] * 3
    assert [words in after for words in expected] == [True] * 3


def test_a_member_count_in_the_rail_follows_at_once(cast: Cast) -> None:
    with transaction(cast.app):
        hubs.name_hubs(SYSTEM, article_at(cast.world.article), [hub_at(cast.world.hub).slug])
    before = page_of(cast, None)
    with transaction(cast.app):
        hubs.admit_member(SYSTEM, hub_at(cast.world.hub), cast.suspended.member_id)
    assert page_of(cast, None) != before


def test_a_closed_thread_shows_at_once(cast: Cast) -> None:
    page_of(cast, cast.member)
    with transaction(cast.app):
        discussion.lock_thread(factories.thread_of(article_at(cast.world.article)))
    assert "This discussion is closed" in page_of(cast, cast.member)


def test_an_article_that_names_a_secret_hub_is_drawn_for_each_member(cast: Cast) -> None:
    with transaction(cast.app):
        secret = hub_at(cast.world.secret_hub)
        name = secret.name
        hubs.name_hubs(SYSTEM, article_at(cast.world.article), [secret.slug])
    assert name in page_of(cast, cast.host)
    assert name not in page_of(cast, cast.other)
    assert name not in page_of(cast, None)


def test_a_message_that_waits_for_its_reader_is_not_kept(cast: Cast) -> None:
    client = cast.client(cast.member)
    with client.session_transaction() as session:
        session["_flashes"] = [("message", "Saved for you alone.")]
    assert "Saved for you alone." in visit(client, cast.world.article).html
    assert "Saved for you alone." not in visit(client, cast.world.article).html
    assert "Saved for you alone." not in page_of(cast, cast.other)


def test_a_name_with_marks_of_html_stays_text(cast: Cast) -> None:
    with transaction(cast.app):
        db.session.execute(update(Member).where(Member.handle == cast.member.handle).values(name='"><b>Ada'))
    page = visit(cast.client(cast.member), cast.world.article)
    assert "<b>Ada" not in page.html
    assert "&lt;b&gt;Ada" in page.html


def test_an_address_that_is_no_slug_asks_the_database_nothing(cast: Cast) -> None:
    assert cast.client().get("/articles/%00%ff").status_code == 404
