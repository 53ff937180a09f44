"""What each actor sees, in which order, at which cost."""

from collections.abc import Callable, Sequence
from contextlib import suppress
from datetime import timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings, strategies

from northforum.access import audience
from northforum.access.actor import STRANGER, Actor
from northforum.access.audience import Audience
from northforum.articles import operations, queries
from northforum.articles.models import Article, ArticleState
from northforum.core import pagination
from northforum.core.db import db
from northforum.core.errors import Invalid, NotFound
from northforum.core.pagination import Page
from northforum.discussion import queries as discussion_queries
from tests.articles.newsroom import Newsroom, row
from tests.conftest import Clock
from tests.members.reader import statements

EVERYBODY = ["stranger", "member", "contributor", "other_contributor", "editor", "system"]
MEMBERS = set(EVERYBODY) - {"stranger"}
IN_HUB = Actor(member_id=99, hub_roles={5: "member"})  # type: ignore[dict-item]
HERE: dict[str, Any] = {"topics": ("Space",)}
ListOf = Callable[[Actor, str | None], Page[queries.Card]]


def lists() -> dict[str, ListOf]:
    section = queries.section("opinion")
    topic, author = queries.topic(STRANGER, "space"), queries.author(STRANGER, "nora-vance")
    return {
        "latest": lambda actor, after: queries.latest(actor, after, limit=2),
        "section": lambda actor, after: queries.in_section(actor, section.id, after, limit=2),
        "topic": lambda actor, after: queries.on_topic(actor, topic.id, after, limit=2),
        "author": lambda actor, after: queries.by_author(actor, author.id, after, limit=2),
    }


def headlines(cards: Sequence[queries.Card]) -> list[str]:
    return [card.headline for card in cards]


def everything(listed: ListOf, actor: Actor) -> list[str]:
    found: list[str] = []
    page = listed(actor, None)
    while True:
        found += headlines(page.items)
        if page.next_cursor is None:
            return found
        page = listed(actor, page.next_cursor)


@pytest.fixture
def shelf(newsroom: Newsroom, clock: Clock) -> Newsroom:
    """Five published pieces, two of one moment; a draft, one for members, one for a hub, one taken down."""
    start = clock.time
    for number, hours in enumerate([1, 2, 2, 3, 4], 1):
        newsroom.publish(at=start - timedelta(hours=hours), headline=f"Piece {number}", **HERE)
    newsroom.write(headline="Draft", **HERE)
    newsroom.publish(at=start, headline="For members", audience=Audience.MEMBERS, **HERE)
    newsroom.publish(at=start, headline="For a hub", audience=Audience.HUB, audience_ref=5, **HERE)
    gone = newsroom.publish(at=start, headline="Taken down", **HERE)
    with newsroom.app.test_request_context():
        operations.unpublish_article(newsroom.editor, row(gone))
        db.session.commit()
    return newsroom


@pytest.mark.parametrize("name", ["latest", "section", "topic", "author"])
def test_lists_show_each_actor_what_the_audience_admits(shelf: Newsroom, unit: None, name: str) -> None:
    listed = lists()[name]
    open_pieces = ["Piece 1", "Piece 3", "Piece 2", "Piece 4", "Piece 5"]
    assert everything(listed, STRANGER) == open_pieces
    assert everything(listed, shelf.member) == ["For members", *open_pieces]
    assert everything(listed, shelf.editor) == ["For members", *open_pieces]
    assert everything(listed, IN_HUB) == ["For a hub", "For members", *open_pieces]


MADE_UP = (
    "!",
    "x" * 9000,
    "bm8",
    "\0",
    "\ud800",
    pagination.encode(("no date", 3)),
    pagination.encode(("9999-12-31T23:59:59-23:59", 3)),
    pagination.encode(("0001-01-01T00:00:00+23:59", 3)),
)


@pytest.mark.parametrize("cursor", MADE_UP)
def test_a_cursor_that_was_made_up_is_refused(shelf: Newsroom, unit: None, cursor: str) -> None:
    for listed in lists().values():
        with pytest.raises(Invalid):
            listed(STRANGER, cursor)
    with pytest.raises(Invalid):
        queries.desk_pieces(shelf.editor, after=cursor)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(moment=strategies.datetimes(), row_id=strategies.integers())
def test_any_well_formed_cursor_gives_a_page_or_a_refusal(shelf: Newsroom, moment: Any, row_id: int) -> None:
    with shelf.app.app_context():
        for stamp in (moment.isoformat(), f"{moment.isoformat()}+00:00"):
            with suppress(Invalid):
                queries.latest(STRANGER, pagination.encode((stamp, row_id)))


def test_the_clause_of_lists_is_the_rule_of_pages(shelf: Newsroom, unit: None) -> None:
    for actor in (STRANGER, shelf.member, shelf.editor, IN_HUB):
        listed = set(everything(lists()["latest"], actor))
        published = [piece for piece in all_rows() if piece.state is ArticleState.PUBLISHED]
        assert listed == {piece.headline for piece in published if audience.admits(actor, piece)}


def all_rows() -> Sequence[Any]:
    return db.session.scalars(db.select(Article)).all()


def test_a_stranger_gets_the_head_of_a_members_piece_and_not_its_body(newsroom: Newsroom, unit: None) -> None:
    article = row(newsroom.publish(audience=Audience.MEMBERS))
    shown = queries.visible_article(STRANGER, article.slug)
    assert (shown.headline, shown.admitted, shown.body) == (article.headline, False, "")
    for who in MEMBERS:
        shown = queries.visible_article(newsroom.actor(who), article.slug)
        assert (shown.admitted, shown.body) == (True, article.body_html)


def test_a_piece_for_a_hub_is_not_there_for_the_rest(newsroom: Newsroom, unit: None) -> None:
    article = row(newsroom.publish(audience=Audience.HUB, audience_ref=5))
    assert queries.visible_article(IN_HUB, article.slug).admitted
    for who in ("stranger", "member", "editor"):
        with pytest.raises(NotFound):
            queries.visible_article(newsroom.actor(who), article.slug)
    operations.unpublish_article(newsroom.editor, article)
    with pytest.raises(NotFound):
        queries.visible_article(STRANGER, article.slug)


def test_the_most_discussed_come_first(shelf: Newsroom, unit: None) -> None:
    for headline, comments in {"Piece 2": 3, "Piece 5": 9, "For members": 7}.items():
        (piece,) = [piece for piece in all_rows() if piece.headline == headline]
        discussion_queries.owned_thread(piece.thread_id).comment_count = comments
    assert headlines(queries.most_discussed(shelf.member)) == ["Piece 5", "For members", "Piece 2"]
    assert headlines(queries.most_discussed(STRANGER, limit=1)) == ["Piece 5"]


def test_cards_of_another_feature_s_list_follow_the_same_rule(shelf: Newsroom, unit: None) -> None:
    ids = [piece.id for piece in all_rows()]
    assert "For members" not in headlines(queries.cards(STRANGER, ids))
    assert headlines(queries.cards(shelf.member, ids))[0] == "For members"


def test_a_member_s_pieces_are_found_by_who_they_are(newsroom: Newsroom, unit: None) -> None:
    entry = operations.BylineEntry("C. Platt", handle=newsroom.contributor.handle)
    newsroom.publish(headline="Mine", bylines=(entry,))
    assert newsroom.contributor.member_id
    assert newsroom.member.member_id
    assert headlines(queries.authored_by(STRANGER, newsroom.contributor.member_id)) == ["Mine"]
    assert not queries.authored_by(STRANGER, newsroom.member.member_id)


def test_the_desk_shows_editors_everything_and_contributors_their_own(newsroom: Newsroom, clock: Clock) -> None:
    newsroom.write(newsroom.contributor, headline="Theirs")
    clock.advance(minutes=1)
    newsroom.publish(headline="Published")
    with newsroom.app.app_context():
        shown = {
            who: [piece.headline for piece in queries.desk_pieces(newsroom.actor(who)).items]
            for who in ("editor", "contributor", "other_contributor")
        }
        assert shown == {"editor": ["Published", "Theirs"], "contributor": ["Theirs"], "other_contributor": []}
        own = queries.desk_pieces(newsroom.editor, queries.Wanted(own=True)).items
        drafts = queries.desk_pieces(newsroom.editor, queries.Wanted(state=ArticleState.DRAFT)).items
        assert [piece.headline for piece in own] == ["Published"]
        assert [(piece.headline, piece.updated_by_name) for piece in drafts] == [("Theirs", "Connie Platt")]


@pytest.mark.parametrize("who", EVERYBODY)
def test_who_finds_a_contributor_s_draft_at_the_desk(newsroom: Newsroom, unit: None, who: str) -> None:
    public_id = newsroom.write(newsroom.contributor)
    if who in {"contributor", "editor", "system"}:
        assert queries.article_at_desk(newsroom.actor(who), public_id).public_id == public_id
    else:
        with pytest.raises(NotFound):
            queries.article_at_desk(newsroom.actor(who), public_id)


@pytest.mark.parametrize("public_id", ["0" * 12, "x", "\0" * 12, "\ud800" * 12, "A" * 12, "9" * 4000])
def test_a_name_that_no_piece_has_is_not_found(newsroom: Newsroom, unit: None, public_id: str) -> None:
    with pytest.raises(NotFound):
        queries.article_at_desk(newsroom.editor, public_id)


def test_an_article_and_each_list_cost_a_few_statements_however_long(shelf: Newsroom) -> None:
    budgets: dict[str, tuple[int, Callable[[], object]]] = {
        "article": (3, lambda: queries.visible_article(STRANGER, "piece-1")),
        "latest": (2, lambda: queries.latest(STRANGER)),
        "most discussed": (1, lambda: queries.most_discussed(STRANGER)),
        "desk": (2, lambda: queries.desk_pieces(shelf.editor)),
    }
    with shelf.app.app_context(), statements(shelf.app) as seen:
        for name, (budget, ask) in budgets.items():
            ask()
            spent = [statement for statement in seen if statement.startswith("SELECT")]
            assert len(spent) == budget, name
            seen.clear()


@pytest.mark.parametrize("name", ["latest", "section", "topic", "author"])
def test_sqlite_reads_each_list_in_the_order_of_an_index(shelf: Newsroom, name: str) -> None:
    with shelf.app.app_context():
        if db.engine.dialect.name != "sqlite":
            return
        listed = lists()[name]
        with statements(shelf.app) as seen:
            listed(STRANGER, None)
        query = next(statement for statement in seen if "article" in statement and "LIMIT" in statement)
        plan = [
            step[3]
            for step in db.session.connection().exec_driver_sql(
                f"EXPLAIN QUERY PLAN {query}", tuple([None] * query.count("?"))
            )
        ]
        assert not [step for step in plan if "TEMP B-TREE" in step or step.startswith("SCAN")], plan
