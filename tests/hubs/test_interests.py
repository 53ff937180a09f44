"""Comments by people of a hub that a writer of the piece speaks for are marked under it."""

from collections.abc import Callable

import pytest

from northforum.access.actor import SYSTEM
from northforum.articles import operations as articles
from northforum.articles.models import Article
from northforum.core import richtext
from northforum.core.db import db, transaction
from northforum.discussion.models import Comment, Mark, Thread
from northforum.hubs import operations as hubs, queries as hubs_queries
from northforum.hubs.models import Hub, HubVisibility
from tests import factories
from tests.cast import Cast, Person

Worker = Callable[[], int]
SPEAKS = articles.BylineEntry(name="Ruth Calder", organisation="weir  YARD", interest="She rents there.")
ELSEWHERE = articles.BylineEntry(name="Ruth Calder", organisation="Calder Press")


def article(cast: Cast) -> Article:
    found: Article = db.session.scalars(
        db.select(Article).where(Article.slug == cast.world.article.rpartition("/")[2])
    ).one()
    return found


def hub(cast: Cast) -> Hub:
    found: Hub = db.session.scalars(db.select(Hub).where(Hub.slug == cast.world.hub)).one()
    return found


def rewrite(cast: Cast, entry: articles.BylineEntry, worker: Worker) -> None:
    with transaction(cast.app):
        row = article(cast)
        piece = factories.a_piece(headline=row.headline, slug=row.slug, bylines=(entry,))
        articles.edit_article(SYSTEM, row, piece, row.version)
    worker()


def name_hub(cast: Cast, slugs: list[str], worker: Worker) -> None:
    with transaction(cast.app):
        hubs.name_hubs(SYSTEM, article(cast), slugs)
    worker()


def say(cast: Cast, person: Person, words: str = "We pay it too.") -> str:
    actor = cast.actor(person)
    with transaction(cast.app):
        thread = db.session.scalars(db.select(Thread).where(Thread.path == cast.world.article)).one()
        return factories.a_comment(actor, thread, words).public_id


def mark(cast: Cast, public_id: str) -> Mark | None:
    with cast.app.app_context():
        comment: Comment = db.session.scalars(db.select(Comment).where(Comment.public_id == public_id)).one()
        assert ("Writer’s hub" in comment.element) is (comment.mark is Mark.INTEREST)
        return comment.mark


def test_a_member_of_the_writer_s_hub_is_marked_at_once_and_others_are_not(cast: Cast, worker: Worker) -> None:
    rewrite(cast, SPEAKS, worker)
    name_hub(cast, [cast.world.hub], worker)
    with transaction(cast.app):
        hubs.join_hub(cast.actor(cast.member), hub(cast))
    assert mark(cast, say(cast, cast.member)) is Mark.INTEREST
    assert mark(cast, say(cast, cast.other)) is None
    assert mark(cast, say(cast, cast.editor)) is Mark.EDITOR


def test_marks_follow_the_byline_the_naming_and_the_membership(cast: Cast, worker: Worker) -> None:
    said = say(cast, cast.member)
    name_hub(cast, [cast.world.hub], worker)
    with transaction(cast.app):
        hubs.join_hub(cast.actor(cast.member), hub(cast))
    worker()
    assert mark(cast, said) is None
    rewrite(cast, SPEAKS, worker)
    assert mark(cast, said) is Mark.INTEREST
    rewrite(cast, ELSEWHERE, worker)
    assert mark(cast, said) is None
    rewrite(cast, SPEAKS, worker)
    with transaction(cast.app):
        hubs.leave_hub(cast.actor(cast.member), hub(cast))
    worker()
    assert mark(cast, said) is None
    with transaction(cast.app):
        hubs.join_hub(cast.actor(cast.member), hub(cast))
    worker()
    assert mark(cast, said) is Mark.INTEREST
    name_hub(cast, [], worker)
    assert mark(cast, said) is None


def test_a_link_to_the_hub_names_it_as_well(cast: Cast, worker: Worker) -> None:
    with transaction(cast.app):
        hubs.join_hub(cast.actor(cast.member), hub(cast))
        row = article(cast)
        body = richtext.article(f"We met at [the yard](/hubs/{cast.world.hub}).")
        piece = factories.a_piece(headline=row.headline, slug=row.slug, bylines=(SPEAKS,), body=body)
        articles.edit_article(SYSTEM, row, piece, row.version)
    worker()
    assert mark(cast, say(cast, cast.member)) is Mark.INTEREST


def test_a_host_keeps_the_mark_of_a_host(cast: Cast, worker: Worker) -> None:
    rewrite(cast, SPEAKS, worker)
    name_hub(cast, [cast.world.hub], worker)
    assert mark(cast, say(cast, cast.host)) is Mark.HOST


def test_a_hub_that_becomes_secret_is_not_given_away(cast: Cast, worker: Worker) -> None:
    rewrite(cast, SPEAKS, worker)
    name_hub(cast, [cast.world.hub], worker)
    with transaction(cast.app):
        hubs.join_hub(cast.actor(cast.member), hub(cast))
    said = say(cast, cast.member)
    with transaction(cast.app):
        row = hub(cast)
        details = hubs.HubDetails(
            name=row.name,
            kind=row.kind,
            place=row.place,
            about=richtext.profile("A yard."),
            visibility=HubVisibility.SECRET,
        )
        hubs.describe_hub(SYSTEM, row, details, version=row.version)
    worker()
    assert mark(cast, said) is None
    assert mark(cast, say(cast, cast.member, "And once more.")) is None


@pytest.mark.parametrize(("interest", "lacks"), [("", [0]), ("She rents there.", [])])
def test_who_says_nothing_of_it_is_found(cast: Cast, interest: str, lacks: list[int]) -> None:
    with transaction(cast.app):
        row = article(cast)
        entry = articles.BylineEntry(name="Ruth Calder", organisation="Weir Yard", interest=interest)
        piece = factories.a_piece(headline=row.headline, slug=row.slug, bylines=(entry,))
        articles.edit_article(SYSTEM, row, piece, row.version)
        hubs.name_hubs(SYSTEM, row, [cast.world.hub])
        assert list(hubs_queries.undeclared(row.id)) == lacks


def test_marks_follow_the_name_of_the_hub_without_another_save(cast: Cast, worker: Worker) -> None:
    rewrite(cast, SPEAKS, worker)
    name_hub(cast, [cast.world.hub], worker)
    with transaction(cast.app):
        hubs.join_hub(cast.actor(cast.member), hub(cast))
    said = say(cast, cast.member)
    for name, expected in (("Lock House", None), ("Weir Yard", Mark.INTEREST)):
        with transaction(cast.app):
            row = hub(cast)
            details = hubs.HubDetails(name=name, kind=row.kind, place=row.place, about=richtext.profile("Rooms."))
            hubs.describe_hub(SYSTEM, row, details, version=row.version)
        worker()
        assert mark(cast, said) is expected
