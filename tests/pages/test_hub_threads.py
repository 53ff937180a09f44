"""One thread, many hubs: hubs list the discussions that concern them, and find their own voices in each."""

from collections.abc import Callable

import pytest
from flask import Flask
from sqlalchemy import select

from northforum.access.actor import SYSTEM
from northforum.access.roles import HubRole
from northforum.articles import operations as articles
from northforum.core import outbox, richtext
from northforum.core.db import db, transaction
from northforum.discussion import operations, queries as discussion
from northforum.discussion.models import Mark, ThreadVisit
from northforum.hubs import operations as hubs
from northforum.hubs.models import HubVisibility
from northforum.members.models import Member
from tests import factories
from tests.browser import visit
from tests.cast import Cast, Person
from tests.discussion.talk import statements
from tests.hubs.conftest import hub_at
from tests.pages.conftest import article_at

SECRET_WORDS = "Back Room"
pytestmark = pytest.mark.usefixtures("admitted")


def says(cast: Cast, person: Person, words: str) -> str:
    actor = cast.actor(person)
    with transaction(cast.app):
        return factories.a_comment(actor, factories.thread_of(article_at(cast.world.article)), words).public_id


def thread_hubs(cast: Cast) -> dict[int, bool]:
    with transaction(cast.app):
        return discussion.marked_hubs(article_at(cast.world.article).thread_id or 0)


def page(cast: Cast, name: str, path: str) -> str:
    return str(visit(cast.client(getattr(cast, name) if name else None), path).html)


def test_a_thread_follows_the_hubs_that_its_article_names(cast: Cast, name_hubs: Callable[..., None]) -> None:
    name_hubs(cast.world.hub, cast.world.secret_hub)
    with transaction(cast.app):
        expected = {hub_at(cast.world.hub).id: True, hub_at(cast.world.secret_hub).id: False}
    assert thread_hubs(cast) == expected
    name_hubs()
    assert thread_hubs(cast) == {}


def test_a_draft_that_names_hubs_has_them_in_its_thread_once_published(cast: Cast) -> None:
    with transaction(cast.app):
        article = article_at(cast.world.draft)
        hubs.name_hubs(SYSTEM, article, [cast.world.hub])
        articles.publish_article(SYSTEM, article)
        assert discussion.hub_ids(article.thread_id or 0) == {hub_at(cast.world.hub).id}


def test_a_hub_lists_its_discussions_with_what_is_new_to_the_reader(
    cast: Cast, name_hubs: Callable[..., None], say: Callable[..., None]
) -> None:
    name_hubs(cast.world.hub)
    with transaction(cast.app):
        thread = factories.thread_of(article_at(cast.world.article))
        member_id, seen = cast.member.member_id, thread.last_comment_id
        db.session.add(
            ThreadVisit(member_id=member_id, thread_id=thread.id, seen_id=seen, seen_at=thread.last_comment_at)
        )
    say(3)
    says(cast, cast.member, "My own is not new to me.")
    for path in (f"/hubs/{cast.world.hub}", f"/hubs/{cast.world.hub}/discussions"):
        shown = page(cast, "member", path)
        assert "3 new" in shown
        assert "7 comments" in shown
        assert " new</span>" not in page(cast, "other", path)
        assert " new</span>" not in page(cast, "", path)


def test_further_discussions_are_a_page_away(
    cast: Cast, name_hubs: Callable[..., None], monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in range(3):
        with transaction(cast.app):
            article = factories.an_article(headline=f"Piece {number}", section="places")
            hubs.name_hubs(SYSTEM, article, [cast.world.hub])
    monkeypatch.setattr("northforum.hubs.views.THREADS", 2)
    first = visit(cast.client(), f"/hubs/{cast.world.hub}/discussions?x")
    assert [name for name in ("Piece 0", "Piece 1", "Piece 2") if name in first.text] == ["Piece 1", "Piece 2"]
    [older] = [node.attributes["href"] for node in first.root.all("a") if node.attributes.get("rel") == "next"]
    assert "Piece 0" in page(cast, "", older)


def test_voices_from_a_hub_are_its_members_own(cast: Cast, name_hubs: Callable[..., None]) -> None:
    name_hubs(cast.world.hub)
    says(cast, cast.host, "Said by the host.")
    says(cast, cast.other, "Said by somebody else.")
    for name in ("", "member", "other"):
        shown = page(cast, name, f"{cast.world.article}/comments?hub={cast.world.hub}")
        assert "Said by the host." in shown
        assert "Ours went up in March." in shown
        assert "Said by somebody else." not in shown


def test_voices_keep_what_the_hub_keeps(cast: Cast, quiet_hub: str, name_hubs: Callable[..., None]) -> None:
    name_hubs(quiet_hub, cast.world.secret_hub)

    def answers(slug: str) -> dict[str, int]:
        path = f"{cast.world.article}/comments?hub={slug}"
        people = {name: getattr(cast, name) if name else None for name in ("", "other", "member", "host", "moderator")}
        return {name: cast.client(person).get(path).status_code for name, person in people.items()}

    assert answers(quiet_hub) == {"": 403, "other": 403, "member": 200, "host": 200, "moderator": 200}
    assert answers(cast.world.secret_hub) == {"": 404, "other": 404, "member": 200, "host": 200, "moderator": 200}
    assert set(answers(cast.world.hub).values()) == {404}, "the article does not name this one"
    assert set(answers("no-such-hub").values()) == {404}


@pytest.mark.parametrize("name", ["", "other", "editor", "contributor"])
def test_a_secret_hub_leaks_nowhere(cast: Cast, name: str, name_hubs: Callable[..., None]) -> None:
    name_hubs(cast.world.hub, cast.world.secret_hub)
    said = says(cast, cast.host, "Said by the host.")
    secret = cast.world.secret_hub
    client = cast.client(getattr(cast, name) if name else None)
    for path in (f"/hubs/{secret}", f"/hubs/{secret}/discussions", f"{cast.world.article}/comments?hub={secret}"):
        assert client.get(path).status_code == 404
    world = cast.world
    others = (world.article, f"{world.article}/comments?hub={world.hub}", f"/hubs/{world.hub}", f"/comments/{said}")
    for path in (*others, f"/hubs/{world.hub}/discussions", f"/members/{cast.host.handle}", "/hubs", "/"):
        shown = page(cast, name, path)
        assert SECRET_WORDS not in shown, path
        assert secret not in shown, path


def mark(cast: Cast, public_id: str) -> Mark | None:
    outbox.run_until_idle(cast.app)
    with transaction(cast.app):
        return discussion.visible_comment(SYSTEM, public_id).mark


def test_hosts_are_marked_where_their_hub_is_concerned(cast: Cast, name_hubs: Callable[..., None]) -> None:
    first, others = says(cast, cast.host, "Before."), says(cast, cast.other, "Besides.")
    assert mark(cast, first) is None
    name_hubs(cast.world.hub)
    assert (mark(cast, first), mark(cast, others)) == (Mark.HOST, None)
    assert mark(cast, says(cast, cast.host, "After.")) is Mark.HOST
    with transaction(cast.app):
        hubs.admit_member(SYSTEM, hub_at(cast.world.hub), cast.other.member_id, role=HubRole.HOST)
    assert mark(cast, others) is Mark.HOST
    with transaction(cast.app):
        hubs.leave_hub(cast.actor(cast.other), hub_at(cast.world.hub))
    assert mark(cast, others) is None
    name_hubs()
    assert mark(cast, first) is None


def test_a_host_who_is_no_author_any_more_is_marked_as_a_host(cast: Cast, name_hubs: Callable[..., None]) -> None:
    name_hubs(cast.world.hub)
    for authors, marked in (([cast.host.member_id], Mark.AUTHOR), ([], Mark.HOST)):
        with transaction(cast.app):
            operations.set_authors(factories.thread_of(article_at(cast.world.article)), authors)
        if authors:
            first = says(cast, cast.host, "Before.")
        assert mark(cast, first) is marked


def test_a_secret_hub_marks_nobody(cast: Cast, name_hubs: Callable[..., None]) -> None:
    first = says(cast, cast.host, "Before.")
    name_hubs(cast.world.secret_hub)
    assert mark(cast, first) is None
    assert mark(cast, says(cast, cast.host, "After.")) is None


def test_a_hub_that_becomes_secret_takes_its_marks_back(cast: Cast, name_hubs: Callable[..., None]) -> None:
    name_hubs(cast.world.hub)
    first = says(cast, cast.host, "Before.")
    with transaction(cast.app):
        describe(cast, visibility=HubVisibility.SECRET)
    with transaction(cast.app):
        assert discussion.visible_comment(SYSTEM, first).mark is None
    assert "Hub host" not in page(cast, "other", cast.world.article)


def describe(cast: Cast, **over: object) -> None:
    hub = hub_at(cast.world.hub)
    kept = {name: getattr(hub, name) for name in ("name", "kind", "place", "summary", "visibility", "joining")}
    about = richtext.profile(hub.about_source)
    details = hubs.HubDetails(**{**kept, "about": about, **over})
    hubs.describe_hub(cast.actor(cast.host), hub, details, version=hub.version)


def press(cast: Cast, name: str, slug: str, **fields: str) -> int:
    client = cast.client(getattr(cast, name))
    token = visit(client, "/hubs").form("/logout").fields["csrf_token"]
    return int(client.post(f"/hubs/{slug}/badge", data={"csrf_token": token, **fields}).status_code)


def badge(cast: Cast, name: str = "member") -> str:
    outbox.run_until_idle(cast.app)
    shown = page(cast, "", f"/comments/{cast.world.comments[0 if name == 'member' else 1]}")
    return shown.partition('class="hub-badge" href="')[2].partition("</a>")[0]


def test_a_member_wears_the_badge_of_a_hub_and_takes_it_off(cast: Cast) -> None:
    assert "Wear this hub’s badge" in page(cast, "member", f"/hubs/{cast.world.hub}")
    assert "Wear this hub’s badge" not in page(cast, "other", f"/hubs/{cast.world.hub}")
    assert press(cast, "member", cast.world.hub) == 303
    assert badge(cast) == f'/hubs/{cast.world.hub}">Weir Yard'
    assert "Take off this hub’s badge" in page(cast, "member", f"/hubs/{cast.world.hub}")
    assert press(cast, "member", cast.world.hub, take="yes") == 303
    assert badge(cast) == ""


def test_a_badge_is_not_put_on_and_taken_off_without_end(cast: Cast, make_app: Callable[..., Flask]) -> None:
    limited = Cast(**{**vars(cast), "app": make_app(rate_limits=True)})
    presses = [press(limited, "member", cast.world.hub, **({"take": "yes"} if turn % 2 else {})) for turn in range(11)]
    assert presses == [303] * 10 + [429]


def test_badges_are_for_members_and_never_of_a_secret_hub(cast: Cast) -> None:
    assert press(cast, "other", cast.world.hub) == 403
    assert press(cast, "member", cast.world.secret_hub) == 403
    assert press(cast, "other", cast.world.secret_hub) == 404


def test_the_badge_goes_with_its_wearer(cast: Cast) -> None:
    press(cast, "member", cast.world.hub)
    with transaction(cast.app):
        hubs.leave_hub(cast.actor(cast.member), hub_at(cast.world.hub))
    assert badge(cast) == ""


def test_the_badge_follows_the_hubs_name(cast: Cast) -> None:
    press(cast, "member", cast.world.hub)
    with transaction(cast.app):
        describe(cast, name="Mill Yard")
    assert badge(cast).endswith(">Mill Yard")


def test_threads_are_taken_before_members_when_a_hub_becomes_secret(cast: Cast, name_hubs: Callable[..., None]) -> None:
    name_hubs(cast.world.hub)
    says(cast, cast.host, "Marked.")
    press(cast, "member", cast.world.hub)
    outbox.run_until_idle(cast.app)
    with statements(cast.app) as seen, transaction(cast.app):
        describe(cast, visibility=HubVisibility.SECRET)
    member, others = "UPDATE member ", ("UPDATE thread ", "UPDATE comment ")
    kinds = [statement.startswith(member) for statement in seen if statement.startswith((member, *others))]
    assert {True, False} == set(kinds)
    assert kinds == sorted(kinds)


def test_the_badge_of_a_hub_that_becomes_secret_is_gone_with_the_next_request(cast: Cast) -> None:
    press(cast, "member", cast.world.hub)
    outbox.run_until_idle(cast.app)
    assert "Weir Yard" in page(cast, "other", cast.world.article)
    with transaction(cast.app):
        describe(cast, visibility=HubVisibility.SECRET)
    for name in ("", "other"):
        for path in (cast.world.article, f"/comments/{cast.world.comments[0]}", f"/members/{cast.member.handle}"):
            assert "Weir Yard" not in page(cast, name, path)
    with transaction(cast.app):
        assert db.session.scalars(select(Member.id).where(Member.badge_hub_id.is_not(None))).all() == []
