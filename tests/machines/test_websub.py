"""WebSub: a hub is told once of each change of the feeds, by the worker, and a hub that fails holds nobody up."""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qsl

import pytest
from flask import Flask

from northforum.access.actor import SYSTEM
from northforum.access.audience import Audience
from northforum.articles import operations as articles
from northforum.articles.models import Article
from northforum.core import outbox, settings, websub
from northforum.core.db import db, transaction
from northforum.core.errors import Unavailable
from tests import factories
from tests.cast import Cast
from tests.conftest import Clock
from tests.machines.conftest import Pieces


@dataclass
class Hub:
    """A hub on loopback: what it was told, and what it answers."""

    address: str = ""
    status: int = 204
    told: list[list[tuple[str, str]]] = field(default_factory=list)
    headers: dict[str, str] = field(default_factory=dict)
    waits: threading.Event = field(default_factory=threading.Event)

    def feeds(self) -> list[str]:
        """Return the feeds that it was told of last."""
        return [value for name, value in self.told[-1] if name == "hub.url"]


@contextmanager
def running(hub: Hub) -> Iterator[Hub]:
    """Run a hub."""

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"])).decode()
            hub.told.append(parse_qsl(body))
            hub.waits.wait(0 if hub.status else 30)
            self.send_response(hub.status or 204)
            for name, value in hub.headers.items():
                self.send_header(name, value)
            self.send_header("Content-Length", "0")
            self.end_headers()

        def do_GET(self) -> None:
            hub.told.append([("followed", self.path)])
            self.send_response(200)
            self.end_headers()

        def log_message(self, *_words: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    hub.address = f"http://127.0.0.1:{server.server_address[1]}/hub"
    thread = threading.Thread(target=server.serve_forever, args=(0.05,))
    thread.start()
    try:
        yield hub
    finally:
        hub.waits.set()
        server.shutdown()
        server.server_close()
        thread.join()


@pytest.fixture
def hub() -> Iterator[Hub]:
    """Give a hub that runs."""
    with running(Hub()) as found:
        yield found


@pytest.fixture
def site(cast: Cast, hub: Hub, pieces: Pieces, make_app: Callable[..., Flask]) -> Flask:
    """Give the site with that hub in its settings, and nothing that waits."""
    outbox.run_until_idle(cast.app)
    return make_app(websub_hub=hub.address)


def published(slug: str) -> Article:
    found: Article = db.session.scalars(db.select(Article).where(Article.slug == slug)).one()
    return found


def work(app: Flask) -> None:
    outbox.run_until_idle(app)
    with app.app_context():
        assert outbox.waiting() == (0, 0)


def test_a_hub_is_told_once_of_every_feed_that_an_article_is_in(site: Flask, hub: Hub, pieces: Pieces) -> None:
    with transaction(site):
        articles.unpublish_article(SYSTEM, published(pieces.whole.rsplit("/", 1)[-1]))
    work(site)
    hub.told.clear()
    with transaction(site):
        articles.publish_article(SYSTEM, published(pieces.whole.rsplit("/", 1)[-1]))
    work(site)
    assert len(hub.told) == 1
    assert hub.told[0][0] == ("hub.mode", "publish")
    address = site.config["SITE_URL"]
    places = ("", "/sections/opinion", "/topics/space", "/authors/nora-bell", "/hubs/weir-yard")
    assert {f"{address}{place}/{file}" for place in places for file in ("feed.xml", "atom.xml", "feed.json")} <= set(
        hub.feeds()
    )
    assert len(hub.feeds()) == len(set(hub.feeds()))
    for feed in hub.feeds():
        path = feed.removeprefix(address)
        assert site.test_client().get(path).status_code == 200
        assert hub.address in site.test_client().get(path).text


def test_a_change_is_told_and_taking_down_too(site: Flask, hub: Hub) -> None:
    with transaction(site):
        factories.an_article(headline="Newly out", slug="newly-out")
    work(site)
    with transaction(site):
        row = published("newly-out")
        articles.edit_article(
            SYSTEM, row, factories.a_piece(headline="Newly out, again", slug="newly-out"), row.version
        )
    work(site)
    with transaction(site):
        articles.unpublish_article(SYSTEM, published("newly-out"))
    work(site)
    assert len(hub.told) == 3


@pytest.mark.parametrize(
    ("is_published", "audience", "is_told"),
    [
        (True, Audience.EVERYONE, True),
        (True, Audience.MEMBERS, True),
        (True, Audience.HUB, False),
        (False, Audience.EVERYONE, False),
    ],
)
def test_a_hub_hears_of_nothing_that_strangers_may_not_know_of(
    site: Flask, hub: Hub, is_published: bool, audience: Audience, is_told: bool
) -> None:
    with transaction(site):
        row = factories.an_article(is_published=is_published, audience=audience, audience_ref=1)
        articles.edit_article(SYSTEM, row, factories.a_piece(audience=audience, audience_ref=1), row.version)
    work(site)
    assert bool(hub.told) is is_told


def test_nobody_is_told_where_no_hub_is_set(cast: Cast, hub: Hub) -> None:
    with transaction(cast.app):
        factories.an_article(headline="Newly out")
    work(cast.app)
    assert hub.told == []


def test_a_hub_that_fails_is_told_again_later_and_holds_no_other_up(
    cast: Cast, hub: Hub, clock: Clock, make_app: Callable[..., Flask]
) -> None:
    outbox.run_until_idle(cast.app)
    hub.status = 503
    with running(Hub()) as other:
        site = make_app(websub_hub=f"{hub.address} {other.address}")
        with transaction(site):
            factories.an_article(headline="Newly out")
        outbox.run_until_idle(site)
        assert (len(hub.told), len(other.told)) == (1, 1)
        clock.advance(seconds=4)
        outbox.run_until_idle(site)
        assert len(hub.told) == 1
        clock.advance(seconds=2)
        outbox.run_until_idle(site)
        assert len(hub.told) == 2
        hub.status = 202
        clock.advance(minutes=2)
        work(site)
        assert (len(hub.told), len(other.told)) == (3, 1)


def test_a_hub_that_is_no_longer_set_is_not_told(site: Flask, hub: Hub, make_app: Callable[..., Flask]) -> None:
    hub.status = 500
    with transaction(site):
        factories.an_article(headline="Newly out")
    outbox.run_until_idle(site)
    hub.told.clear()
    with make_app().app_context():
        db.session.execute(db.update(outbox.Job).values(run_at=outbox.Job.created_at))
        db.session.commit()
    work(make_app())
    assert hub.told == []


def test_nobody_follows_where_a_hub_leads(hub: Hub) -> None:
    hub.status = 307
    hub.headers = {"Location": hub.address.replace("/hub", "/inside")}
    with pytest.raises(Unavailable):
        websub.announce(hub.address, ["https://site.example/feed.xml"])
    hub.status = 303
    with pytest.raises(Unavailable):
        websub.announce(hub.address, ["https://site.example/feed.xml"])
    assert len(hub.told) == 2


def test_a_hub_that_does_not_answer_is_waited_for_so_long_only(hub: Hub, monkeypatch: pytest.MonkeyPatch) -> None:
    hub.status = 0
    monkeypatch.setattr(websub, "SECONDS", 0.2)
    with pytest.raises(Unavailable):
        websub.announce(hub.address, ["https://site.example/feed.xml"])


@pytest.mark.parametrize("address", ["http://127.0.0.1:1/", "file:///etc/passwd", "ftp://127.0.0.1/", "http://[::1"])
def test_what_is_no_hub_is_a_failure_with_a_sentence(address: str) -> None:
    with pytest.raises(Unavailable, match="WebSub hub"):
        websub.announce(address, ["https://site.example/feed.xml"])


def test_several_hubs_may_be_set_and_each_must_be_an_address() -> None:
    given = settings.from_environment({"NORTHFORUM_WEBSUB_HUB": "https://a.example/ https://b.example/hub"})
    assert given.websub_hubs == ("https://a.example/", "https://b.example/hub")
    with pytest.raises(settings.SettingError):
        settings.from_environment({"NORTHFORUM_WEBSUB_HUB": "https://a.example/ b.example"})
