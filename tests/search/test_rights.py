"""A search finds nothing that its reader may not open, and everything that they may, whatever happens meanwhile."""

from collections.abc import Callable

import pytest
from flask.testing import FlaskClient
from hypothesis import HealthCheck, Phase, given, settings, strategies as st

from northforum.access.actor import SYSTEM
from northforum.access.audience import Audience
from northforum.articles import operations as articles
from northforum.articles.models import Article
from northforum.core import richtext
from northforum.core.db import db, transaction
from northforum.discussion import operations as discussion
from northforum.discussion.models import Comment, CommentState, Thread
from northforum.hubs import operations as hubs
from northforum.hubs.models import Hub, HubKind, HubVisibility
from northforum.members import operations as members
from northforum.members.models import Member, MemberState
from northforum.search.models import Kind
from tests import factories
from tests.cast import Cast, Person
from tests.search import world

WORD = "zephyr"
READERS = ("stranger", "member", "other", "host", "editor", "moderator", "suspended")


def reader(cast: Cast, name: str) -> Person | None:
    """Return who looks."""
    return None if name == "stranger" else getattr(cast, name)


class Town:
    """Things that all hold the word, what may happen to them, and what each reader finds and can open."""

    def __init__(self, cast: Cast) -> None:
        self.cast, self.clients = cast, {name: cast.client(reader(cast, name)) for name in READERS}
        with transaction(cast.app):
            self.articles = [
                factories.an_article(headline=f"The {WORD} of {number}", audience=audience).id
                for number, audience in enumerate((Audience.EVERYONE, Audience.MEMBERS))
            ]
            about = richtext.profile(f"Where the {WORD} blows.")
            people = [cast.host.member_id]
            self.hubs = [factories.a_hub(f"Mill {number}", hosts=people, about=about).id for number in range(2)]
            self.comments = [self._say(cast.member), self._say(cast.other, 1), self._say(cast.host)]
            self.people = [factories.a_member(f"{WORD.title()} Ogden").id]

    def _say(self, person: Person, at: int = 0) -> int:
        article = db.session.get_one(Article, self.articles[at])
        return factories.a_comment(world.acting(person), factories.thread_of(article), f"So the {WORD} said.").id

    def happens(self, verb: str, number: int) -> None:
        """Let something happen, if it can."""
        with transaction(self.cast.app):
            {"comment": self._comment, "article": self._article, "hub": self._hub, "member": self._member}[
                verb.partition(" ")[0]
            ](verb.partition(" ")[2], number)

    def _comment(self, verb: str, number: int) -> None:
        comment = world.comment(self.comments[number % len(self.comments)])
        moderator, writer = world.acting(self.cast.moderator), db.session.get_one(Member, comment.author_id)
        actor = factories.actor_of(writer)
        body = richtext.comment(f"Once more the {WORD} said, {number} times.")
        verbs: dict[str, tuple[bool, Callable[[], object]]] = {
            "edit": (
                comment.state is not CommentState.WITHDRAWN and comment.thread.is_open,
                lambda: discussion.edit_comment(actor, comment, body=body, version=comment.version),
            ),
            "withdraw": (comment.is_published, lambda: discussion.withdraw_comment(actor, comment)),
            "restore": (
                comment.state is CommentState.WITHDRAWN,
                lambda: discussion.restore_comment(actor, comment),
            ),
            "remove": (comment.is_published, lambda: discussion.remove_comment(moderator, comment)),
            "hold": (comment.is_published, lambda: discussion.hold_comment(moderator, comment)),
            "release": (comment.is_kept_back, lambda: discussion.release_comment(moderator, comment)),
        }
        can, act = verbs[verb]
        if can:
            act()

    def _article(self, verb: str, number: int) -> None:
        article = db.session.get_one(Article, self.articles[number % len(self.articles)])
        if verb == "publish" and not article.is_published:
            articles.publish_article(SYSTEM, article)
        elif verb == "unpublish" and article.is_published:
            articles.unpublish_article(SYSTEM, article)
        elif verb in {"open", "close"}:
            audience = Audience.EVERYONE if verb == "open" else Audience.MEMBERS
            piece = factories.a_piece(headline=f"The {WORD} again, {number}", audience=audience)
            articles.edit_article(SYSTEM, article, piece, article.version)
        elif verb == "hide" and article.is_published:
            discussion.hide_thread(db.session.get_one(Thread, article.thread_id))

    def _hub(self, verb: str, number: int) -> None:
        hub = db.session.get_one(Hub, self.hubs[number % len(self.hubs)])
        details = hubs.HubDetails(
            name=hub.name,
            kind=HubKind.CAMPUS,
            place="Hull",
            about=richtext.profile(f"Where the {WORD} blows."),
            visibility=HubVisibility(verb),
        )
        hubs.describe_hub(SYSTEM, hub, details, version=hub.version)

    def _member(self, verb: str, number: int) -> None:
        member = db.session.get_one(Member, self.people[number % len(self.people)])
        (members.suspend_member if verb == "suspend" else members.restore_member)(SYSTEM, member)

    def found(self, name: str) -> set[world.Hit]:
        """Return what a reader finds by the word."""
        actor = self.cast.actor(reader(self.cast, name))
        both = (world.found(self.cast.app, WORD, actor, is_best_first=best) for best in (False, True))
        newest, best = map(set, both)
        assert newest == best
        return newest

    def told_by_themselves(self) -> set[world.Hit]:
        """Return the things that have to be found: a profile may only quote, and an index holds no hub's inside."""
        with self.cast.app.app_context():
            public = db.session.scalars(db.select(Hub.id).where(Hub.visibility == HubVisibility.PUBLIC))
            hubs_found = {(Kind.HUB, number) for number in public}
            active = db.session.scalars(db.select(Member.id).where(Member.state == MemberState.ACTIVE))
            people = set(active) & set(self.people)
            # What is kept back its writer still reads, on its own page.
            spoken = db.session.scalars(db.select(Comment.id).where(Comment.state == CommentState.PUBLISHED))
            said = set(spoken) & set(self.comments)
        own = ((Kind.ARTICLE, self.articles), (Kind.COMMENT, said), (Kind.MEMBER, people))
        return hubs_found | {(kind, number) for kind, numbers in own for number in numbers}

    def open_to(self, name: str) -> set[world.Hit]:
        """Return the things on whose own page a reader reads the word."""
        return {hit for hit, path in self._addresses().items() if self._reads(self.clients[name], path)}

    def _reads(self, client: FlaskClient, path: str) -> bool:
        answer = client.get(path)
        page = answer.text.partition("<main")[2].partition("</main>")[0]
        if "/articles/" in path:
            # A reader outside the audience sees the headline above the gate.
            page = page if 'class="prose"' in page else ""
        return answer.status_code == 200 and WORD in page.lower()

    def _addresses(self) -> dict[world.Hit, str]:
        with self.cast.app.app_context():
            found = {(Kind.ARTICLE, row.id): row.path for row in db.session.scalars(db.select(Article))}
            for comment in db.session.scalars(db.select(Comment)):
                found[Kind.COMMENT, comment.id] = f"/comments/{comment.public_id}"
            for hub in db.session.scalars(db.select(Hub)):
                found[Kind.HUB, hub.id] = f"/hubs/{hub.slug}"
            for member in db.session.scalars(db.select(Member)):
                found[Kind.MEMBER, member.id] = f"/members/{member.handle}"
        return found


VERBS = (
    *("comment edit", "comment withdraw", "comment restore", "comment remove", "comment hold", "comment release"),
    *("article publish", "article unpublish", "article open", "article close", "article hide"),
    *("hub public", "hub members", "hub secret", "member suspend", "member restore"),
)


@pytest.fixture
def town(cast: Cast) -> Town:
    """Give the town, in which one thing happens after another."""
    return Town(cast)


# One thing happens after another, so a shorter list of steps would be another story.
@settings(
    max_examples=8,
    deadline=None,
    phases=[Phase.generate],
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(steps=st.lists(st.tuples(st.sampled_from(VERBS), st.integers(0, 5)), min_size=1, max_size=8))
def test_nothing_is_found_that_its_reader_may_not_open(town: Town, steps: list[tuple[str, int]]) -> None:
    world.take_in(town.cast.app)
    for verb, number in steps:
        town.happens(verb, number)
    opened = {name: town.open_to(name) for name in READERS}
    for name in READERS:
        # Before the worker has had its turn.
        assert town.found(name) <= opened[name], name
    world.take_in(town.cast.app)
    for name in READERS:
        assert opened[name] & town.told_by_themselves() <= town.found(name), name
