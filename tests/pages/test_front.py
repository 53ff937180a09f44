"""The layer before Flask, over the whole site: the same answers as Flask's, and never a moment old."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from northforum.access.actor import SYSTEM
from northforum.access.audience import Audience
from northforum.access.roles import HubRole
from northforum.articles import operations as articles
from northforum.core import richtext
from northforum.core.db import db, transaction
from northforum.core.front.entry import Entry
from northforum.discussion import operations as discussion
from northforum.discussion.models import Comment
from northforum.hubs import operations as hubs
from northforum.hubs.models import Hub, HubKind
from northforum.members import operations as members, queries as members_queries
from northforum.members.models import Member
from tests import factories
from tests.cast import Cast
from tests.hubs.conftest import hub_at
from tests.pages.conftest import Publish, article_at
from tests.pages.fronts import came_from_the_front, drawn, front_of, seen

Change = Callable[[Cast], object]


def addresses(cast: Cast) -> list[str]:
    """Return an address of each kind of page, further pages among them."""
    world = cast.world
    with transaction(cast.app):
        thread = factories.thread_of(article_at(world.article)).public_id
    return [
        "/",
        "/feed.xml",
        "/atom.xml",
        "/feed.json",
        "/sitemap.xml",
        "/sitemaps/articles-1.xml",
        "/sections/opinion/feed.xml",
        "/corrections",
        world.article,
        f"{world.article}/comments",
        f"{world.article}/comments.xml",
        f"{world.article}/comments?sort=oldest",
        f"{world.article}/comments?sort=replies&after={world.comments[0]}",
        "/sections/opinion",
        "/sections/places",
        "/topics/rent",
        "/authors/ruth-calder",
        "/archive",
        "/archive/2026/11",
        "/most-read",
        "/discussions",
        "/discussions/most",
        "/discussions/unanswered",
        "/hubs",
        "/hubs?kind=campus",
        f"/hubs/{world.hub}",
        f"/hubs/{world.hub}/members",
        f"/members/{cast.member.handle}",
        f"/members/{cast.other.handle}",
        f"/comments/{world.comments[1]}",
        f"/threads/{thread}/poll",
        f"/threads/{thread}/changes?since=1",
    ]


@pytest.fixture
def rich(cast: Cast, publish: Publish, name_hubs: Callable[..., None]) -> Cast:
    """Make lists long enough to have further pages, and pages that show something of everything."""
    publish(30, topics=("Rent",))
    name_hubs(cast.world.hub)
    return cast


def further(cast: Cast, path: str) -> str:
    """Return the address of the page after ``path``."""
    found = re.search(rf'href="({path}\?after=[^"]+)"', cast.client().get(path).text)
    assert found, path
    return found[1]


@pytest.mark.parametrize("host", ["http://localhost", "http://127.0.0.1:8000"])
def test_every_kind_of_page_is_given_as_flask_would_give_it(rich: Cast, host: str) -> None:
    app, front = rich.app, front_of(rich.app)
    paths = [*addresses(rich), *(further(rich, path) for path in ("/archive", "/topics/rent"))]
    for path in paths:
        client = app.test_client()
        client.environ_base |= {"HTTP_HOST": host.removeprefix("http://")}
        expected = drawn(app, client, path)
        assert expected[0] == 200, path
        for _ in range(2):
            answer = client.get(path)
            assert came_from_the_front(app, answer), path
            assert seen(answer) == expected, path
    kinds = {id(front._known(path)[0]) for path in paths}
    assert kinds == {id(kind) for kinds in front._kinds.values() for kind in kinds}


def test_pages_of_members_and_what_is_not_there_are_flasks(cast: Cast) -> None:
    world = cast.world
    for path in (world.members_article, world.draft, f"/hubs/{world.secret_hub}", "/articles/nothing", "/hubs/new"):
        for _ in range(2):
            answer = cast.client().get(path)
            assert not came_from_the_front(cast.app, answer)
            assert seen(answer) == drawn(cast.app, cast.client(), path)


def _comment(cast: Cast, number: int = 1) -> Comment:
    found: Comment = db.session.scalars(select(Comment).where(Comment.public_id == cast.world.comments[number])).one()
    return found


def _member(cast: Cast) -> Member:
    return members_queries.known_member(cast.other.handle)


def _describe(cast: Cast) -> Hub:
    hub = hub_at(cast.world.hub)
    details = hubs.HubDetails(
        name="Weir Yard Works",
        kind=HubKind.CAMPUS,
        place="Bury",
        summary="Other rooms.",
        about=richtext.profile("New."),
    )
    return hubs.describe_hub(SYSTEM, hub, details, version=hub.version)


def _edit_article(cast: Cast) -> None:
    article = article_at(cast.world.article)
    piece = factories.a_piece(headline="Rent by the week", topics=("Rent",), slug=article.slug)
    articles.edit_article(SYSTEM, article, piece, article.version)


def _edit_profile(cast: Cast) -> None:
    member = _member(cast)
    new = {"name": "Oren Whiteledge", "headline": "Dyer", "bio": richtext.profile("Blue."), "place": "", "links": ""}
    actor = cast.actor(cast.other)
    members.edit_profile(actor, member, version=member.version, organisation="", tone=3, **new)  # type: ignore[arg-type]


def _withdraw_and_restore(cast: Cast) -> None:
    _withdraw(cast)
    discussion.restore_comment(cast.actor(cast.other), _comment(cast))


def _withdraw(cast: Cast) -> None:
    discussion.withdraw_comment(cast.actor(cast.other), _comment(cast))


def _edit_comment(cast: Cast) -> None:
    comment = _comment(cast)
    words = richtext.comment("Ours by a half, in the end, and we have asked for the figures since.")
    discussion.edit_comment(cast.actor(cast.other), comment, body=words, version=comment.version)


def _post(cast: Cast) -> None:
    words = "Ours went up again in May, and nobody has told us for how long it will stay there."
    factories.a_comment(cast.actor(cast.host), factories.thread_of(article_at(cast.world.article)), words)


# What happens, and pages on which it shows.
CHANGES: dict[str, tuple[Change, tuple[str, ...]]] = {
    "a comment": (_post, ("article", "/", "/discussions", "/discussions/most")),
    "an edit": (_edit_comment, ("article", "comment", "member")),
    "a withdrawal": (_withdraw, ("article", "/", "comment", "member")),
    "a new article": (
        lambda _: factories.an_article(headline="Fresh"),
        ("/", "/archive", "/sections/opinion", "/discussions/unanswered"),
    ),
    "an edited article": (_edit_article, ("article", "comment", "hub")),
    "an article taken down": (
        lambda cast: articles.unpublish_article(SYSTEM, article_at(cast.world.article)),
        ("article", "hub", "comment", "member"),
    ),
    "a locked thread": (
        lambda cast: discussion.lock_thread(factories.thread_of(article_at(cast.world.article))),
        ("article",),
    ),
    "a section's name": (
        lambda _: articles.add_section(SYSTEM, slug="opinion", name="Views"),
        ("article", "/", "/hubs", "/sections/opinion", "member"),
    ),
    "an author's words": (
        lambda _: articles.describe_author(SYSTEM, name="Ruth Calder", bio=richtext.profile("A line.")),
        ("article", "/authors/ruth-calder"),
    ),
    "a profile": (_edit_profile, ("member",)),
    "a hub's words": (_describe, ("hub", "/hubs", "article")),
    "a hub's new member": (
        lambda cast: hubs.admit_member(SYSTEM, hub_at(cast.world.hub), cast.other.member_id),
        ("hub", "/hubs", "members of hub", "member"),
    ),
    "a hub's new host": (
        lambda cast: hubs.admit_member(SYSTEM, hub_at(cast.world.hub), cast.host.member_id, role=HubRole.MEMBER),
        ("hub", "members of hub"),
    ),
    "a new hub": (lambda cast: factories.a_hub("Mill Race", hosts=[cast.other.member_id]), ("/hubs", "member")),
    "a named hub": (
        lambda cast: hubs.name_hubs(SYSTEM, article_at(cast.world.article), [cast.world.request_hub]),
        ("article", "hub"),
    ),
    "a withdrawal undone": (_withdraw_and_restore, ()),
    "a suspension": (lambda cast: members.suspend_member(SYSTEM, _member(cast)), ()),
}


def _path(cast: Cast, name: str) -> str:
    world = cast.world
    named = {
        "article": world.article,
        "hub": f"/hubs/{world.hub}",
        "members of hub": f"/hubs/{world.hub}/members",
        "member": f"/members/{cast.other.handle}",
        "comment": f"/comments/{world.comments[1]}",
    }
    return named.get(name, name)


@pytest.mark.parametrize("what", CHANGES)
def test_the_very_next_page_of_another_worker_shows(rich: Cast, make_app: Callable[..., Flask], what: str) -> None:
    change, shown_on = CHANGES[what]
    other = make_app()
    before = {path: other.test_client().get(path).data for path in addresses(rich)}
    with transaction(rich.app):
        change(rich)
    for path in addresses(rich):
        answer = other.test_client().get(path)
        assert seen(answer) == drawn(other, other.test_client(), path), path
    shown = {_path(rich, name) for name in shown_on}
    assert {path for path in shown if other.test_client().get(path).data != before[path]} == shown


def test_entries_are_the_same_whoever_asked_first(rich: Cast, make_app: Callable[..., Flask]) -> None:
    def kept(app: Flask) -> dict[object, tuple[list[tuple[str, str]], bytes | None]]:
        parts: dict[object, tuple[object, Entry, int]] = dict(front_of(app).pages._parts)
        return {key: (entry._headers, entry.body) for key, (_, entry, _) in parts.items()}

    unlike = [{"User-Agent": "one", "Accept-Language": "fr", "Referer": "/x", "X-Forwarded-For": "1.2.3.4"}, {}]
    apps = [make_app(), make_app()]
    for app, sent in zip(apps, unlike, strict=True):
        paths = addresses(rich) if sent else addresses(rich)[::-1]
        for path in paths:
            app.test_client().get(path, headers={**sent, "Cookie": "taste=dark"})
    first, second = map(kept, apps)
    assert first == second
    assert len(first) == len(addresses(rich))


def test_what_is_closed_to_strangers_after_they_asked_and_before_it_is_drawn_stays_closed(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    path, stranger, front = cast.world.article, cast.client(), front_of(cast.app)
    assert stranger.get(path).status_code == 200
    with transaction(cast.app):
        factories.a_comment(cast.actor(cast.other), factories.thread_of(article_at(path)), "A word for everybody.")
    draw = front.inner

    def close_and_draw(environ: Any, start_response: Any) -> Any:
        monkeypatch.setattr(front, "inner", draw)
        with transaction(cast.app):
            article = article_at(path)
            thread = factories.thread_of(article)
            article.audience = thread.audience = Audience.MEMBERS
            article.version += 1
            factories.a_comment(cast.actor(cast.other), thread, "Words for members alone.")
        return draw(environ, start_response)

    monkeypatch.setattr(front, "inner", close_and_draw)
    assert "Words for members alone." not in stranger.get(path).text
    assert "Words for members alone." not in stranger.get(path).text
