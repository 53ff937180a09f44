"""What is held, removed or withdrawn is read on no address any more, in the very next request, by anybody else."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import pytest
from flask.testing import FlaskClient

from northforum.core import richtext
from northforum.core.db import transaction
from northforum.discussion import operations as discussion
from northforum.discussion.models import Comment
from tests import factories
from tests.cast import Cast, Person
from tests.conftest import Clock
from tests.discussion.talk import row

PLANTED = "Planted: the kiln behind the gasworks is let by the week"
WORDS = f"{PLANTED}, and nobody who fires there has paid a deposit since the spring."
MILD = "Mild words about another kiln altogether, long enough to be quoted on the front page."
STAFF = ("moderator", "administrator")


@dataclass
class Site:
    """The cast's site with a comment that holds the planted words, a reply to it, and readers who have been there."""

    cast: Cast
    planted: str
    reply: str
    readers: dict[str, FlaskClient]

    def addresses(self) -> Iterator[str]:
        article = self.cast.world.article
        yield from (article, f"{article}?from=mail", "/", "/archive", "/hubs", "/sections/opinion")
        yield from (f"{article}/comments?sort={sort}" for sort in ("newest", "oldest", "respected", "replies"))
        yield f"{article}/comments?show=picks"
        yield from (f"/threads/{self.cast.world.thread_id}/{tail}" for tail in ("poll", "changes?since=1"))
        yield from (f"/comments/{self.planted}{tail}" for tail in ("", "/more", "/history", "/report", "/respect"))
        yield from (f"/comments/{self.reply}{tail}" for tail in ("", "/respect", "/report"))
        yield from (f"/members/{self.cast.member.handle}", f"/hubs/{self.cast.world.hub}")
        yield from ("/moderation", "/moderation/reported", "/moderation/decided", "/moderation/log")

    def showing(self, words: str = PLANTED) -> set[tuple[str, str]]:
        """Return who reads the words where."""
        return {
            (name, path)
            for name, client in self.readers.items()
            for path in self.addresses()
            if words in client.get(path).text
        }

    def act(self, verb: Callable[..., Any], person: Person, **values: Any) -> Comment:
        actor = self.cast.actor(person)
        with transaction(self.cast.app):
            return verb(actor, row(self.planted), **values)  # type: ignore[no-any-return]


@pytest.fixture
def site(cast: Cast) -> Site:
    member, other = cast.actor(cast.member), cast.actor(cast.other)
    with transaction(cast.app):
        thread = factories.thread_of_comment(row(cast.world.comments[0]))
        planted = factories.a_comment(member, thread, WORDS)
        reply = factories.a_comment(other, thread, "That cannot last.", parent=planted)
        ids = planted.public_id, reply.public_id
    people = {"stranger": None, "other": cast.other, "contributor": cast.contributor, "editor": cast.editor}
    return Site(cast, *ids, {name: cast.client(person) for name, person in people.items()})


def edit(site: Site, words: str) -> None:
    with transaction(site.cast.app):
        version = row(site.planted).version
    site.act(discussion.edit_comment, site.cast.member, body=richtext.comment(words), version=version)


def test_the_words_are_there_before(site: Site) -> None:
    shown = {path for name, path in site.showing() if name == "stranger"}
    assert {site.cast.world.article, "/", f"/comments/{site.planted}", f"/comments/{site.reply}"} <= shown
    assert f"/members/{site.cast.member.handle}" in shown


@pytest.mark.parametrize(
    ("verb", "who"),
    [
        (discussion.hold_comment, "moderator"),
        (discussion.remove_comment, "moderator"),
        (discussion.withdraw_comment, "member"),
    ],
)
def test_they_are_nowhere_in_the_next_request(site: Site, verb: Callable[..., Any], who: str) -> None:
    assert site.showing()
    site.act(verb, getattr(site.cast, who))
    assert site.showing() == set()
    for client in site.readers.values():
        page = client.get(f"/comments/{site.planted}")
        assert page.status_code == 200
        assert "tombstone" in page.text
        assert site.cast.member.name not in page.text.partition("<main")[2]


def test_what_was_picked_and_pinned_goes_with_its_pick_and_pin(site: Site) -> None:
    site.act(discussion.pick_comment, site.cast.editor)
    site.act(discussion.pin_comment, site.cast.editor)
    assert site.showing()
    site.act(discussion.remove_comment, site.cast.moderator)
    assert site.showing() == set()


def test_what_comes_back_is_everywhere_again(site: Site) -> None:
    before = site.showing()
    site.act(discussion.remove_comment, site.cast.moderator)
    site.act(discussion.release_comment, site.cast.moderator)
    assert site.showing() == before


def test_words_that_were_edited_and_removed_are_not_in_the_history_of_better_ones(site: Site, clock: Clock) -> None:
    clock.advance(minutes=11)
    edit(site, f"{WORDS} Really.")
    site.act(discussion.remove_comment, site.cast.moderator)
    edit(site, MILD)
    assert site.showing() == set()
    assert site.showing(MILD) == set()
    site.act(discussion.release_comment, site.cast.moderator)
    assert site.showing() == set()
    assert site.showing(MILD)


def test_what_was_never_published_is_known_to_its_writer_and_moderators_alone(site: Site) -> None:
    link = f"{WORDS} https://kiln.example/"
    with transaction(site.cast.app):
        thread = factories.thread_of_comment(row(site.planted))
        newcomer = factories.actor_of(factories.a_member("Nora Bell"))
        site.planted = factories.a_comment(newcomer, thread, link.replace("Planted", "Waiting")).public_id
    assert site.showing("Waiting: the kiln") == set()
    tails = ("", "/more", "/history", "/respect", "/report", "/edit", "/withdraw")
    for name, client in site.readers.items():
        asked = {client.get(f"/comments/{site.planted}{tail}").status_code for tail in tails}
        assert asked <= ({404, 302} if name == "stranger" else {404}), name
    for name in STAFF:
        client = site.cast.client(getattr(site.cast, name))
        assert "Waiting: the kiln" in client.get(f"/comments/{site.planted}").text
        assert "Waiting: the kiln" in client.get("/moderation").text
