"""The index follows what happens, and says what the site says."""

import pytest
from sqlalchemy import event, func, select

from northforum.access.actor import SYSTEM
from northforum.articles import operations as articles
from northforum.articles.models import Article
from northforum.core import fulltext, outbox, richtext, terms
from northforum.core.db import db, transaction
from northforum.discussion import operations as discussion
from northforum.discussion.models import HoldReason
from northforum.hubs import operations as hubs
from northforum.hubs.models import Hub, HubKind, HubVisibility
from northforum.members import operations as members
from northforum.members.models import Member
from northforum.members.operations.profile import Profile
from northforum.reactions import SCHEDULE
from northforum.search import operations, queries
from northforum.search.models import Entry, Kind, KnownWord, Trigram, next_number, number_of
from tests import factories
from tests.cast import Cast
from tests.conftest import Clock
from tests.search import world


@pytest.fixture
def site(cast: Cast) -> Cast:
    """The cast's site, taken in."""
    world.take_in(cast.app)
    return cast


def agrees(cast: Cast) -> bool:
    """Whether the index disagrees with nothing."""
    with cast.app.test_request_context():
        return queries.count_disagreements() == []


def test_a_comment_is_found_after_the_schedules_turn_and_posting_writes_no_row_for_it(site: Cast, clock: Clock) -> None:
    number = world.say(site, site.member, "A new lathe has come.")
    assert world.numbers(site.app, "lathe") == []
    with site.app.app_context():
        assert not db.session.scalar(select(outbox.Job.id).where(outbox.Job.name.startswith("search.")))
    clock.advance(seconds=2)
    outbox.run_schedule(site.app, SCHEDULE)
    assert world.numbers(site.app, "lathe") == [number]


def test_an_idle_turn_writes_nothing(site: Cast, clock: Clock) -> None:
    tasks = [task for task in SCHEDULE if task.name == "search.index_new"]
    written: list[str] = []
    with site.app.app_context():
        engine = db.engine

    def note(_connection: object, _cursor: object, statement: str, *_rest: object) -> None:
        if statement.split(maxsplit=1)[0].upper() in {"INSERT", "UPDATE", "DELETE"}:
            written.append(statement)

    event.listen(engine, "before_cursor_execute", note)
    outbox.run_schedule(site.app, tasks)
    assert written == []
    world.say(site, site.member, "A new lathe has come.")
    clock.advance(seconds=2)
    outbox.run_schedule(site.app, tasks)
    assert any("search_entry" in statement for statement in written)


def test_an_edit_is_not_found_by_its_old_words_and_soon_by_its_new_ones(site: Cast) -> None:
    number = world.say(site, site.member, "Mind the bobbins.")
    world.take_in(site.app)
    with transaction(site.app):
        row = world.comment(number)
        discussion.edit_comment(world.acting(site.member), row, body=richtext.comment("Mind the shuttles."), version=1)
    assert world.numbers(site.app, "bobbins") == []
    world.take_in(site.app)
    assert world.numbers(site.app, "shuttles") == [number]
    assert world.numbers(site.app, "bobbins ") == []
    assert agrees(site)


def test_a_withdrawn_comment_is_gone_at_once_and_back_when_it_is_restored(site: Cast) -> None:
    number = world.say(site, site.member, "Mind the bobbins.")
    world.take_in(site.app)
    with transaction(site.app):
        discussion.withdraw_comment(world.acting(site.member), world.comment(number))
    assert world.numbers(site.app, "bobbins") == []
    world.take_in(site.app)
    with transaction(site.app):
        discussion.restore_comment(world.acting(site.member), world.comment(number))
    world.take_in(site.app)
    assert world.numbers(site.app, "bobbins") == [number]
    assert agrees(site)


def test_a_comment_that_moderators_keep_back_is_gone_at_once_for_everybody(site: Cast) -> None:
    number = world.say(site, site.member, "Mind the bobbins.")
    world.take_in(site.app)
    with transaction(site.app):
        discussion.hold_comment(world.acting(site.moderator), world.comment(number), reason=HoldReason.MODERATOR)
    for person in (None, site.member, site.moderator, site.administrator):
        assert world.numbers(site.app, "bobbins", site.actor(person)) == []
    world.take_in(site.app)
    with transaction(site.app):
        discussion.release_comment(world.acting(site.moderator), world.comment(number))
    world.take_in(site.app)
    assert world.numbers(site.app, "bobbins") == [number]


def test_an_article_is_found_while_it_is_published(site: Cast) -> None:
    with transaction(site.app):
        number = factories.an_article(headline="The dye house", is_published=False).id
    world.take_in(site.app)
    assert world.numbers(site.app, "dye", site.actor(site.editor)) == []
    with transaction(site.app):
        articles.publish_article(SYSTEM, db.session.get_one(Article, number))
    world.take_in(site.app)
    assert world.numbers(site.app, "dye") == [number]
    with transaction(site.app):
        articles.unpublish_article(SYSTEM, db.session.get_one(Article, number))
    assert world.numbers(site.app, "dye", site.actor(site.editor)) == []
    world.take_in(site.app)
    assert agrees(site)


def test_an_article_is_found_by_what_it_says_now(site: Cast) -> None:
    number = world.article_id(site)
    with transaction(site.app):
        article = db.session.get_one(Article, number)
        articles.edit_article(SYSTEM, article, factories.a_piece(headline="Let by the week"), article.version)
    world.take_in(site.app)
    assert world.numbers(site.app, "week") == [number]
    assert number not in world.numbers(site.app, "“rent by the month”")


def test_a_profile_is_found_by_what_it_says_now(site: Cast) -> None:
    with transaction(site.app):
        member = db.session.get_one(Member, site.member.member_id)
        profile: Profile = {
            "name": "Maud Ogden",
            "headline": "Cooper",
            "bio": richtext.profile("Barrels."),
            "place": "Hull",
            "organisation": "",
            "links": "",
            "tone": 1,
        }
        members.edit_profile(world.acting(site.member), member, version=member.version, **profile)
    world.take_in(site.app)
    assert world.numbers(site.app, "ogden cooper hull") == [site.member.member_id]


def test_what_is_inside_a_hub_is_found_while_everybody_sees_it(site: Cast) -> None:
    with transaction(site.app):
        hub = factories.a_hub("Tide Mill", hosts=[site.host.member_id], about=richtext.profile("With an anvil."))
        number = hub.id
    world.take_in(site.app)
    assert world.numbers(site.app, "anvil") == [number]
    with transaction(site.app):
        details = hubs.HubDetails(
            name="Tide Mill",
            kind=HubKind.CAMPUS,
            place="Hull",
            about=richtext.profile("With an anvil."),
            visibility=HubVisibility.MEMBERS,
        )
        row = db.session.get_one(Hub, number)
        hubs.describe_hub(SYSTEM, row, details, version=row.version)
    assert world.numbers(site.app, "anvil") == []
    world.take_in(site.app)
    assert world.numbers(site.app, "anvil") == []
    assert world.numbers(site.app, "tide") == [number]


def test_two_things_of_one_moment_both_have_their_entry(cast: Cast, clock: Clock) -> None:
    numbers = [world.say(cast, cast.member, f"The same moment, {number}.") for number in range(3)]
    world.take_in(cast.app)
    assert set(world.numbers(cast.app, "moment")) == set(numbers)


def test_a_taken_number_is_passed_over(cast: Cast) -> None:
    with transaction(cast.app):
        taken = number_of(Kind.COMMENT, 1, world.comment(1).created_at)
        db.session.add(Entry(id=taken, kind=Kind.HUB, subject_id=999, version=1, is_found=False))
    world.take_in(cast.app)
    assert world.numbers(cast.app, "march") == [1]
    with cast.app.app_context():
        held = db.session.scalars(select(Entry).where(Entry.kind == Kind.COMMENT, Entry.subject_id == 1)).one()
        assert held.id == next_number(taken)


def test_known_words_are_counted_and_lead_to_their_letters(site: Cast) -> None:
    with site.app.app_context():
        before = db.session.get_one(KnownWord, "letters").documents
    number = world.say(site, site.member, "More letters, letters, letters.")
    world.take_in(site.app)
    with site.app.app_context():
        assert db.session.get_one(KnownWord, "letters").documents == before + 1
        parts = set(db.session.scalars(select(Trigram.trigram).where(Trigram.word == "letters")))
        assert parts == set(terms.trigrams_of("letters"))
    with transaction(site.app):
        discussion.withdraw_comment(world.acting(site.member), world.comment(number))
    world.take_in(site.app)
    with site.app.app_context():
        assert db.session.get_one(KnownWord, "letters").documents == before


def test_what_changed_without_a_word_is_set_right(site: Cast) -> None:
    number = world.article_id(site)
    with transaction(site.app):
        db.session.get_one(Article, number).version += 1
        row = world.comment(1)
        row.version += 1
    assert world.numbers(site.app, "march") == []
    assert not agrees(site)
    with transaction(site.app):
        operations.sweep()
    assert number in world.numbers(site.app, "rent")
    with transaction(site.app):
        operations.set_right()
    assert world.numbers(site.app, "march") == [1]
    assert agrees(site)


def test_a_lost_index_is_noticed_and_filled_again(site: Cast) -> None:
    with transaction(site.app):
        fulltext.empty(db.session.connection())
    assert not agrees(site)
    with transaction(site.app):
        operations.set_right()
    world.take_in(site.app)
    assert agrees(site)
    assert world.numbers(site.app, "march") == [1]


def test_an_index_of_other_terms_is_filled_anew(site: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    with site.app.app_context():
        assert not queries.is_behind()
    monkeypatch.setattr(terms, "VERSION", terms.VERSION + 1)
    with site.app.app_context():
        assert queries.is_behind()
    world.take_in(site.app)
    assert world.numbers(site.app, "march") == [1]
    with site.app.app_context():
        assert db.session.scalar(select(func.count()).select_from(Entry)) == queries.progress()[1]
    assert agrees(site)
