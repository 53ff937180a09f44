"""A live site with the cast on it, and readers who use it in a real browser."""

import re
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from email.message import EmailMessage
from typing import TypeVar

from playwright.sync_api import Locator, Page, Response, expect

from northforum.articles import operations as articles
from northforum.articles.models import Article, PreviewLink
from northforum.core import clock
from northforum.core.db import db, transaction
from northforum.discussion.models import Thread
from northforum.members import operations as members, queries as members_queries
from northforum.reactions import CHECKS
from tests import factories
from tests.cast import Cast, Person, person_of
from tests.servers import LiveSite

PATIENCE_SECONDS = 10
# What Chromium notes by itself: each answer of 400 and more, and a font that a slow machine has not used yet.
_NO_COMPLAINTS = ("Failed to load resource", "was preloaded using link preload but not used")

Found = TypeVar("Found")


@dataclass(frozen=True)
class Town:
    """The site, and ways to put things on it that a story begins with."""

    site: LiveSite
    cast: Cast

    def settle(self, name: str) -> Person:
        """Make a member for one story alone."""
        with transaction(self.cast.app):
            return person_of(factories.a_member(name))

    def publish(self, headline: str) -> str:
        """Publish an article with this headline; return its path."""
        with transaction(self.cast.app):
            return factories.an_article(headline=headline).path

    def say(self, path: str, person: Person, words: str) -> str:
        """Let ``person`` post a comment under the article at ``path``; return its public id."""
        actor = self.cast.actor(person)
        with transaction(self.cast.app):
            return factories.a_comment(actor, self._thread(path), words).public_id

    def article(self, path: str) -> Article:
        """Return the article at ``path`` as it stands in the database."""
        with self.cast.app.app_context():
            found: Article = db.session.scalars(db.select(Article).where(Article.slug == path.rpartition("/")[2])).one()
            return found

    def edit(self, path: str, **changes: str) -> None:
        """Change the headline or the standfirst of an article, as an editor elsewhere does."""
        with transaction(self.cast.app):
            article = db.session.scalars(db.select(Article).where(Article.slug == path.rpartition("/")[2])).one()
            standing = {"headline": article.headline, "standfirst": article.standfirst, "slug": article.slug}
            piece = factories.a_piece(**{**standing, **changes})
            editor = factories.actor_of(
                members_queries.known_member(self.cast.second_editor.handle), roles=self.cast.second_editor.roles
            )
            articles.edit_article(editor, article, piece, article.version)

    def let_preview_links_run_out(self) -> None:
        """Let the time of every preview link of the site be over."""
        with transaction(self.cast.app):
            db.session.execute(db.update(PreviewLink).values(expires_at=clock.now()))

    def end_sign_ins(self, person: Person) -> None:
        """End every sign-in of ``person``, as when they have lapsed."""
        actor = self.cast.actor(person)
        with transaction(self.cast.app):
            for sign_in in members_queries.sign_ins_of(person.member_id):
                members.end_sign_in(actor, sign_in.id)

    def comments(self, path: str) -> int:
        """Return how many comments are stored under the article at ``path``, withdrawn ones too."""
        with self.cast.app.app_context():
            rows = db.text(
                "SELECT count(*) FROM comment JOIN thread ON thread.id = thread_id WHERE thread.path = :path"
            )
            return int(db.session.execute(rows, {"path": path}).scalar_one())

    def disagreements(self) -> list[str]:
        """Return what ``northforum check`` would say."""
        with self.cast.app.app_context():
            return [sentence for ask in CHECKS for sentence in ask()]

    def letter_to(self, address: str, subject: str) -> EmailMessage:
        """Wait for the mail to ``address`` whose subject has ``subject`` in it."""

        def arrived() -> EmailMessage | None:
            letters = [letter for letter in self.site.mail() if address in str(letter["To"])]
            return next((letter for letter in letters if subject in str(letter["Subject"])), None)

        return wait_for(arrived, f"a letter to {address} about {subject}")

    def link_in_letter(self, address: str, subject: str, path: str) -> str:
        """Return the link to ``path`` in that letter."""
        body = self.letter_to(address, subject).get_body(("plain",))
        assert body is not None
        found = re.search(rf"{re.escape(self.site.url)}{path}/\S+", str(body.get_content()))
        assert found, f"no link to {path} in: {body.get_content()}"
        return found[0]

    @staticmethod
    def _thread(path: str) -> Thread:
        found: Thread = db.session.scalars(db.select(Thread).where(Thread.path == path)).one()
        return found


def wait_for(look: Callable[[], Found | None], what: str, patience: float = PATIENCE_SECONDS) -> Found:
    """Return what ``look`` gives as soon as it gives something."""
    end = time.monotonic() + patience
    while time.monotonic() < end:
        if found := look():
            return found
        time.sleep(0.05)  # The condition is asked for again: nothing tells when another process has written a file.
    raise AssertionError(f"there is not yet: {what}")


@dataclass
class Reader:
    """Somebody with a browser; ``complaints`` is what went wrong in it."""

    page: Page
    town: Town
    script: bool = True
    complaints: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.page.on("console", lambda message: self._note(message.type, message.text))
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))
        self.page.on("response", self._watch)

    def go(self, path: str) -> Response:
        """Open a page."""
        answer = self.page.goto(path)
        assert answer is not None
        return answer

    def take_session(self, person: Person) -> None:
        """Be signed in as ``person`` from here on."""
        cookie = self.town.cast.cookie(person)
        self.page.context.add_cookies([{"name": "session", "value": cookie, "url": self.town.site.url}])

    def log_in(self, email: str, password: str = factories.PASSWORD, *, remember: bool = False) -> None:
        """Fill in the log-in form that is shown, and send it."""
        self.page.get_by_label("Your e-mail address").fill(email)
        self.page.get_by_label("Your password").fill(password)
        if remember:
            self.page.get_by_label("Keep me logged in").check()
        self.main.get_by_role("button", name="Log in").click()

    def post(self, words: str) -> str:
        """Write a comment in the composer, send it, and return its public id."""
        self.page.get_by_label("Your comment").fill(words)
        self.page.get_by_role("button", name="Post comment").click()
        return self.id_of(words)

    def id_of(self, words: str) -> str:
        """Return the public id of the comment that says ``words``."""
        comment = self.comment(words)
        expect(comment).to_have_count(1)
        return str(comment.get_attribute("data-id"))

    def write_piece(self, words: str) -> None:
        """Put Markdown into the box of a piece, which the rich editor covers where there is script."""
        if self.script:
            turn = self.page.locator("[data-turn]")
            expect(turn).to_be_visible()
            # A browser remembers which of the two it was.
            if turn.inner_text() == "Write in Markdown":
                turn.click()
        self.page.locator("[name=body]").fill(words)

    def comment(self, words: str) -> Locator:
        """Return the comment that says ``words``."""
        body = self.page.locator(".body", has_text=words)
        return self.page.locator("article.comment").filter(has=body)

    def expects_count(self, count: int) -> None:
        """Hold that the page says how many comments there are."""
        expect(self.page.locator("[data-comment-count]").first).to_have_text(str(count))

    @property
    def main(self) -> Locator:
        """The page without its head and foot."""
        return self.page.locator("#main")

    def _note(self, kind: str, words: str) -> None:
        if kind in {"error", "warning"} and not any(usual in words for usual in _NO_COMPLAINTS):
            self.complaints.append(f"{kind}: {words}")

    def _watch(self, answer: Response) -> None:
        if not answer.url.startswith(("data:", "blob:", self.town.site.url)):
            self.complaints.append(f"asked another site: {answer.url}")
        if answer.status >= 500:
            self.complaints.append(f"{answer.status} from {answer.url}")
