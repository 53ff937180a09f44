"""Following and muting: each verb, twice, undone, by whom, and where it shows."""

from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import func, select

from northforum.access.actor import STRANGER, Actor
from northforum.articles import operations as articles, queries as articles_queries
from northforum.core.db import db, transaction
from northforum.core.errors import Conflict, Forbidden, NeedsSignIn
from northforum.discussion import operations, policy
from northforum.discussion.models import Follow, ThreadMute
from northforum.members import operations as members, queries as members_queries
from northforum.members.models import MemberMute
from tests import browser, factories
from tests.cast import Cast
from tests.discussion.talk import Talk, row
from tests.everywhere.wishes import follow_and_mute


def wishes(talk: Talk) -> set[tuple[str, int]]:
    """Return who follows anything, by kind."""
    with transaction(talk.app):
        rows = db.session.execute(select(Follow.kind, func.count()).group_by(Follow.kind))
        return {(kind.value, count) for kind, count in rows}


def count(talk: Talk, model: Any) -> int:
    with transaction(talk.app):
        return db.session.scalar(select(func.count()).select_from(model)) or 0


def test_a_thread_is_followed_once_and_followed_no_longer(talk: Talk) -> None:
    for _ in range(2):
        talk.to_thread(lambda thread: operations.follow_thread(talk.actor("oren"), thread))
    assert wishes(talk) == {("thread", 1)}
    for _ in range(2):
        talk.to_thread(lambda thread: operations.unfollow_thread(talk.actor("oren"), thread))
    assert wishes(talk) == set()


def test_muting_a_thread_ends_following_it_and_the_other_way_round(talk: Talk) -> None:
    oren = talk.actor("oren")
    talk.to_thread(lambda thread: operations.follow_thread(oren, thread))
    for _ in range(2):
        talk.to_thread(lambda thread: operations.mute_thread(oren, thread))
    assert (wishes(talk), count(talk, ThreadMute)) == (set(), 1)
    talk.to_thread(lambda thread: operations.follow_thread(oren, thread))
    assert (wishes(talk), count(talk, ThreadMute)) == ({("thread", 1)}, 0)
    for _ in range(2):
        talk.to_thread(lambda thread: operations.unmute_thread(oren, thread))
    assert count(talk, ThreadMute) == 0


def test_the_replies_below_a_comment_are_followed_while_it_can_be_read(talk: Talk) -> None:
    public_id = talk.say("maud")
    for _ in range(2):
        talk.do(operations.follow_branch, "oren", public_id)
    assert wishes(talk) == {("branch", 1)}
    talk.do(operations.withdraw_comment, "maud", public_id)
    with pytest.raises(Forbidden, match="cannot be read"):
        talk.do(operations.follow_branch, "edith", public_id)
    talk.do(operations.unfollow_branch, "oren", public_id)
    assert wishes(talk) == set()


def test_a_member_is_followed_or_muted_and_nobody_themselves(talk: Talk) -> None:
    oren = talk.actor("oren")
    for verb, found in ((operations.follow_member, (1, 0)), (operations.mute_member, (0, 1))):
        for _ in range(2):
            to_member(talk, verb, oren, "maud-rigby")
        assert (count(talk, Follow), count(talk, MemberMute)) == found
        with pytest.raises(Forbidden, match="yourself"):
            to_member(talk, verb, oren, "oren-rigby")
    to_member(talk, operations.follow_member, oren, "maud-rigby")
    assert (count(talk, Follow), count(talk, MemberMute)) == (1, 0)
    to_member(talk, members.mute_member, oren, "maud-rigby")
    to_member(talk, members.unmute_member, oren, "maud-rigby")
    to_member(talk, operations.unfollow_member, oren, "maud-rigby")
    assert (count(talk, Follow), count(talk, MemberMute)) == (0, 0)


def test_two_hundred_members_are_muted_at_most(talk: Talk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("northforum.members.operations.muting.MOST_MUTED", 2)
    oren = talk.actor("oren")
    for handle in ("maud-rigby", "edith-rigby", "edith-rigby"):
        to_member(talk, members.mute_member, oren, handle)
    with pytest.raises(Conflict, match="no room for more"):
        to_member(talk, members.mute_member, oren, "moss-rigby")
    assert count(talk, MemberMute) == 2


def test_a_topic_is_followed_and_followed_no_longer(talk: Talk) -> None:
    oren = talk.actor("oren")
    with transaction(talk.app):
        factories.a_section()
        factories.an_article(topics=("Rent",))
    for verb, found in ((articles.follow_topic, {("topic", 1)}), (articles.unfollow_topic, set())):
        for _ in range(2):
            with transaction(talk.app):
                verb(oren, articles_queries.topic(oren, "rent"))
        assert wishes(talk) == found


@pytest.mark.parametrize(("name", "may"), [("stranger", False), ("oren", True), ("silas", True), ("moss", True)])
def test_whoever_is_signed_in_may_follow_and_mute_the_suspended_too(talk: Talk, name: str, may: bool) -> None:
    public_id = talk.say("maud")
    actor = talk.actor(name)
    with transaction(talk.app):
        maud = members_queries.known_member("maud-rigby")
        verdicts = (
            policy.may_follow(actor),
            policy.may_follow_branch(actor, row(public_id)),
            policy.may_follow_member(actor, maud),
        )
        assert [bool(verdict) for verdict in verdicts] == [may] * 3


def test_strangers_are_asked_to_log_in(talk: Talk) -> None:
    for verb in (operations.follow_thread, operations.unfollow_thread, operations.mute_thread):
        with pytest.raises(NeedsSignIn):
            talk.to_thread(lambda thread, verb=verb: verb(STRANGER, thread))
    with pytest.raises(NeedsSignIn):
        to_member(talk, operations.mute_member, STRANGER, "maud-rigby")


def test_a_thread_that_is_hidden_is_not_there_to_follow(talk: Talk) -> None:
    client = talk.client("oren")
    talk.to_thread(operations.hide_thread)
    assert talk.send(client, f"/threads/{talk.thread}/follow").status_code == 404
    assert count(talk, Follow) == 0


def test_each_button_does_its_thing_says_so_and_turns_round(cast: Cast) -> None:
    client = cast.client(cast.other)
    steps = (
        (cast.world.article, r"/threads/\w+/follow", "Stop following", "told of new comments"),
        (cast.world.article, r"/threads/\w+/mute", "Unmute", "told of nothing"),
        (cast.world.article, r"/threads/\w+/unmute", "Mute", "no longer muted"),
        (f"/comments/{cast.world.comments[0]}", r"/comments/\w+/follow", "Stop following the replies", "new replies"),
        (f"/members/{cast.editor.handle}", "/follow", "Stop following Edith Thornley", "told what Edith Thornley says"),
        (f"/members/{cast.editor.handle}", "/unfollow", "Follow Edith Thornley", "no longer follow Edith"),
        (f"/members/{cast.editor.handle}", "/mute", "Unmute Edith Thornley", "no longer see what Edith"),
    )
    for path, action, words, sentence in steps:
        page = browser.visit(client, path).form(action).submit()
        assert page.status == 200
        assert words in page.text, path
        assert sentence in page.text, path


def test_nobody_is_offered_to_follow_or_mute_themselves(cast: Cast) -> None:
    client = cast.client(cast.member)
    assert "data-toggle" not in client.get(f"/members/{cast.member.handle}").text
    own = client.get(f"/comments/{cast.world.comments[0]}").text
    assert f"/comments/{cast.world.comments[0]}/follow" in own
    assert "/mute" not in own


def test_the_lists_show_what_is_followed_and_muted_and_end_it(cast: Cast) -> None:
    client = cast.client(cast.member)
    member = cast.actor(cast.member)
    with transaction(cast.app):
        follow_and_mute(cast, member)
    titles = {
        "": "Clay by the ton",
        "?list=branches": "Replies to Edith Thornley",
        "?list=members": "Connie Fairbrother",
        "?list=topics": "Clay",
        "?list=muted-members": "Hattie Rigby",
        "?list=muted-threads": "Noise by the hour",
    }
    for query, title in titles.items():
        page = browser.visit(client, f"/following{query}")
        assert title in page.root.first("main").text
        after = page.form("/(unfollow|unmute)$").submit()
        assert after.url == f"/following{query}"
        assert title not in after.root.first("main").text
    assert client.get("/following?list=zebra").status_code == 400


def test_a_thread_that_is_no_longer_open_is_not_listed(cast: Cast) -> None:
    client, member = cast.client(cast.member), cast.actor(cast.member)
    with transaction(cast.app):
        follow_and_mute(cast, member)
        operations.hide_thread(factories.thread_of_comment(row(cast.world.comments[2])))
    assert "Edith" not in client.get("/following?list=branches").text


def test_long_lists_come_in_pages(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("northforum.discussion.queries.following.A_PAGE", 2)
    member = cast.actor(cast.member)
    with transaction(cast.app):
        for person in (cast.other, cast.editor, cast.host):
            operations.follow_member(member, members_queries.known_member(person.handle))
    first = browser.visit(cast.client(cast.member), "/following?list=members")
    second = first.follow("More")
    shown = [sum(node.has(class_="action") for node in page.root.first("main").all("form")) for page in (first, second)]
    assert shown == [2, 1]


def to_member(talk: Talk, verb: Callable[..., object], actor: Actor, handle: str) -> None:
    with transaction(talk.app):
        verb(actor, members_queries.known_member(handle))
