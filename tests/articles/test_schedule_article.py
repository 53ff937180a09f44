"""Publishing to the minute, by the worker."""

from datetime import UTC, datetime, timedelta

import pytest

from northforum.articles import operations, queries
from northforum.articles.models import Article, ArticleState, Step
from northforum.core import local_time, outbox
from northforum.core.db import db, transaction
from northforum.core.errors import Conflict, Forbidden, Invalid, NotFound
from northforum.desk import operations as desk
from northforum.desk.operations import publishing
from northforum.hubs import operations as hubs
from northforum.reactions import SCHEDULE
from tests import factories
from tests.articles.newsroom import Newsroom, a_piece, row
from tests.conftest import Clock

SOON = timedelta(minutes=90)
DUE = [task for task in SCHEDULE if task.name == "desk.publish_due"]


def scheduled(newsroom: Newsroom, clock: Clock, **over: object) -> str:
    public_id = newsroom.write(newsroom.contributor, **over)
    with transaction(newsroom.app):
        operations.schedule_article(newsroom.editor, row(public_id), at=clock.time + SOON)
    return public_id


def turn(newsroom: Newsroom) -> None:
    """Let a worker's schedule have its turn."""
    outbox.run_schedule(newsroom.app, DUE)


def state_of(newsroom: Newsroom, public_id: str) -> ArticleState:
    with newsroom.app.app_context():
        return row(public_id).state


def test_readers_get_it_in_its_minute_and_not_before(newsroom: Newsroom, clock: Clock) -> None:
    public_id = scheduled(newsroom, clock)
    clock.advance(minutes=89, seconds=59)
    turn(newsroom)
    with newsroom.app.app_context(), pytest.raises(NotFound):
        queries.visible_article(newsroom.editor, row(public_id).slug)
    clock.advance(seconds=1)
    turn(newsroom)
    with newsroom.app.app_context():
        article = row(public_id)
        assert (article.state, article.published_at, article.scheduled_at) == (
            ArticleState.PUBLISHED,
            clock.time,
            None,
        )
        assert queries.visible_article(newsroom.member, article.slug).headline == article.headline


def test_a_worker_that_dies_in_the_middle_publishes_once_at_the_next_turn(
    newsroom: Newsroom, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    public_id = scheduled(newsroom, clock)
    clock.advance(hours=2)

    def dies(_article: Article) -> bool:
        operations.publish_due(_article)
        raise SystemExit

    monkeypatch.setattr("northforum.desk.operations.publishing._publish_due", dies)
    with pytest.raises(SystemExit):
        turn(newsroom)
    assert state_of(newsroom, public_id) is ArticleState.SCHEDULED
    monkeypatch.undo()
    # The same minute: the slot was given back with the rest.
    turn(newsroom)
    turn(newsroom)
    with newsroom.app.app_context():
        assert row(public_id).is_published
        told = db.select(db.func.count()).select_from(outbox.Job).where(outbox.Job.name.like("%tell_of_article"))
        assert db.session.scalar(told) == 1


def test_one_that_fails_keeps_no_other_waiting(
    newsroom: Newsroom, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    broken, sound = scheduled(newsroom, clock, headline="Broken"), scheduled(newsroom, clock, headline="Sound")

    def fails(article: Article) -> bool:
        if article.headline == "Broken":
            raise RuntimeError("the disk said no")
        return operations.publish_due(article)

    monkeypatch.setattr("northforum.desk.operations.publishing._publish_due", fails)
    clock.advance(hours=2)
    turn(newsroom)
    assert state_of(newsroom, broken) is ArticleState.SCHEDULED
    assert state_of(newsroom, sound) is ArticleState.PUBLISHED


def test_what_is_no_longer_ready_goes_back_to_the_editors(newsroom: Newsroom, clock: Clock) -> None:
    public_id = scheduled(newsroom, clock)
    with transaction(newsroom.app):
        row(public_id).standfirst = ""
    clock.advance(hours=2)
    turn(newsroom)
    assert state_of(newsroom, public_id) is ArticleState.APPROVED


def test_a_writer_who_speaks_for_a_named_hub_says_so_before_it_is_published(newsroom: Newsroom, clock: Clock) -> None:
    public_id = scheduled(newsroom, clock)
    with transaction(newsroom.app):
        hub = factories.a_hub("Stair  press", hosts=[newsroom.member.member_id or 0])
        hubs.name_hubs(newsroom.editor, row(public_id), [hub.slug])
    with transaction(newsroom.app), pytest.raises(Invalid) as refusal:
        desk.publish_piece(newsroom.editor, row(public_id))
    assert set(refusal.value.fields) == {"byline-0-interest"}
    clock.advance(hours=2)
    turn(newsroom)
    assert state_of(newsroom, public_id) is ArticleState.APPROVED
    with transaction(newsroom.app):
        line = operations.BylineEntry(name="Nora Vance", organisation="Stair Press", interest="She runs it.")
        article = row(public_id)
        operations.edit_article(newsroom.editor, article, a_piece(bylines=(line,)), article.version)
        desk.publish_piece(newsroom.editor, article)
    assert state_of(newsroom, public_id) is ArticleState.PUBLISHED


@pytest.mark.parametrize(
    ("step", "state"), [(Step.ASK_CHANGES, ArticleState.CHANGES_ASKED), (Step.ARCHIVE, ArticleState.ARCHIVED)]
)
def test_what_an_editor_leads_on_in_the_same_minute_stays_there(
    newsroom: Newsroom, clock: Clock, monkeypatch: pytest.MonkeyPatch, step: Step, state: ArticleState
) -> None:
    public_id, publishes = scheduled(newsroom, clock), publishing._publish_due
    with transaction(newsroom.app):
        hub = factories.a_hub("Stair Press", hosts=[newsroom.member.member_id or 0])
        hubs.name_hubs(newsroom.editor, row(public_id), [hub.slug])

    def comes_late(article: Article) -> None:
        for one in (Step.UNSCHEDULE, step):
            operations.move_article(newsroom.editor, article, one)
        publishes(article)

    monkeypatch.setattr("northforum.desk.operations.publishing._publish_due", comes_late)
    clock.advance(hours=2)
    turn(newsroom)
    assert state_of(newsroom, public_id) is state


@pytest.mark.parametrize("minutes", [None, 0, -1, 60 * 24 * 365 * 3])
def test_a_moment_that_cannot_be_is_refused(newsroom: Newsroom, unit: None, clock: Clock, minutes: int | None) -> None:
    article = row(newsroom.write())
    at = None if minutes is None else clock.time + timedelta(minutes=minutes)
    with pytest.raises(Invalid) as refusal:
        operations.schedule_article(newsroom.editor, article, at=at)
    assert set(refusal.value.fields) == {"publish_at"}


def test_what_is_missing_is_said_when_it_is_scheduled_and_when_it_is_changed_then(
    newsroom: Newsroom, unit: None, clock: Clock
) -> None:
    article = row(newsroom.write(standfirst=""))
    with pytest.raises(Invalid) as refusal:
        operations.schedule_article(newsroom.editor, article, at=clock.time + SOON)
    assert set(refusal.value.fields) == {"standfirst"}
    operations.edit_article(newsroom.editor, article, a_piece(), article.version)
    operations.schedule_article(newsroom.editor, article, at=clock.time + SOON)
    with pytest.raises(Invalid):
        operations.edit_article(newsroom.editor, article, a_piece(standfirst=""), article.version)


def test_another_moment_takes_the_place_of_the_first_and_none_ends_it(
    newsroom: Newsroom, unit: None, clock: Clock
) -> None:
    article = row(newsroom.write())
    for hours in (1, 5):
        operations.schedule_article(newsroom.editor, article, at=clock.time + timedelta(hours=hours))
    assert article.scheduled_at == clock.time + timedelta(hours=5)
    operations.move_article(newsroom.editor, article, Step.UNSCHEDULE)
    assert article.state is ArticleState.APPROVED
    assert article.scheduled_at is None


def test_contributors_schedule_nothing(newsroom: Newsroom, unit: None, clock: Clock) -> None:
    article = row(newsroom.write(newsroom.contributor))
    with pytest.raises(Forbidden):
        operations.schedule_article(newsroom.contributor, article, at=clock.time + SOON)


def test_what_is_published_is_not_scheduled(newsroom: Newsroom, unit: None, clock: Clock) -> None:
    article = row(newsroom.publish())
    with pytest.raises(Conflict):
        operations.schedule_article(newsroom.editor, article, at=clock.time + SOON)


@pytest.mark.parametrize(
    ("written", "moment"),
    [
        ("2026-12-01T18:00", datetime(2026, 12, 1, 18, 0, tzinfo=UTC)),
        ("2027-07-01T18:00", datetime(2027, 7, 1, 17, 0, tzinfo=UTC)),
        # Twice on this night; the first counts.
        ("2027-10-31T01:30", datetime(2027, 10, 31, 0, 30, tzinfo=UTC)),
    ],
)
def test_moments_are_british(written: str, moment: datetime) -> None:
    assert local_time.read(written) == moment
