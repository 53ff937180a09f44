"""Those who work on a piece hear whose turn it is, in the page and by mail."""

import json
from collections.abc import Callable

import pytest

from northforum.access.actor import SYSTEM
from northforum.access.roles import Role
from northforum.articles import operations as articles, queries as articles_queries
from northforum.articles.models import Step
from northforum.core import outbox
from northforum.core.db import db, transaction
from northforum.desk import operations as desk
from northforum.members import operations as members, queries as members_queries
from northforum.notifications import jobs, operations
from northforum.notifications.models import Notification
from northforum.reactions import SCHEDULE
from tests.browser import visit
from tests.cast import Cast, Person
from tests.conftest import Clock, Mailbox

STAFF = {"editor", "second_editor", "administrator"}
Worker = Callable[[], int]


def move(cast: Cast, who: str, *steps: Step) -> None:
    """Let somebody take steps with the contributor's draft."""
    for step in steps:
        with transaction(cast.app):
            actor = cast.actor(getattr(cast, who))
            article = articles_queries.article_at_desk(actor, cast.world.draft_id)
            desk.take_step(actor, article, step=step)


def told(cast: Cast) -> set[tuple[str, str]]:
    """Who was told what of pieces and has not read it."""
    people = {person.member_id: name for name, person in vars(cast).items() if isinstance(person, Person)}
    with cast.app.app_context():
        unread = Notification.read_at.is_(None), Notification.article_id.is_not(None)
        rows = db.session.scalars(db.select(Notification).where(*unread))
        return {(people[row.member_id], row.kind.value) for row in rows}


def read_everything(cast: Cast) -> None:
    for person in [person for person in vars(cast).values() if isinstance(person, Person)]:
        with transaction(cast.app):
            operations.read_all(cast.actor(person))


@pytest.mark.parametrize(
    ("before", "who", "step", "kind", "to"),
    [
        ([], "contributor", Step.OFFER, "pitched", STAFF),
        ([], "contributor", Step.SUBMIT, "submitted", STAFF),
        ([], "editor", Step.SUBMIT, "submitted", STAFF - {"editor"}),
        ([Step.OFFER], "editor", Step.ACCEPT, "accepted", {"contributor"}),
        ([Step.OFFER], "editor", Step.ARCHIVE, "put_away", {"contributor"}),
        ([Step.SUBMIT], "editor", Step.ASK_CHANGES, "changes", {"contributor"}),
        ([Step.SUBMIT], "editor", Step.APPROVE, "approved", {"contributor"}),
        ([Step.SUBMIT], "editor", Step.PUBLISH, "live", {"contributor"}),
        ([], "contributor", Step.ARCHIVE, "put_away", set()),
    ],
)
def test_whose_turn_it_is_hears_of_it(
    cast: Cast, worker: Worker, before: list[Step], who: str, step: Step, kind: str, to: set[str]
) -> None:
    move(cast, "contributor", *before)
    worker()
    read_everything(cast)
    move(cast, who, step)
    worker()
    assert told(cast) == {(name, kind) for name in to}


def test_one_who_has_moved_on_is_not_told_of(cast: Cast, worker: Worker) -> None:
    move(cast, "contributor", Step.SUBMIT, Step.TAKE_BACK)
    worker()
    assert told(cast) == set()


def test_a_job_that_runs_twice_tells_once_and_sending_again_tells_again(
    cast: Cast, worker: Worker, clock: Clock
) -> None:
    move(cast, "contributor", Step.SUBMIT)
    with cast.app.app_context():
        (payload,) = db.session.scalars(db.select(outbox.Job.payload).where(outbox.Job.name.like("%tell_of_step")))
    worker()
    read_everything(cast)
    with transaction(cast.app):
        outbox.add(f"notifications.{jobs.tell_of_step.__name__}", json.loads(payload))
    worker()
    assert told(cast) == set()
    clock.advance(minutes=5)
    move(cast, "contributor", Step.TAKE_BACK, Step.SUBMIT)
    worker()
    assert told(cast) == {(name, "submitted") for name in STAFF}


def test_a_scheduled_piece_that_lacks_something_is_the_editors_turn(cast: Cast, worker: Worker, clock: Clock) -> None:
    with transaction(cast.app):
        actor = cast.actor(cast.editor)
        article = articles_queries.article_at_desk(actor, cast.world.draft_id)
        articles.schedule_article(actor, article, at=clock.time.replace(hour=15))
        article.standfirst = ""
    worker()
    read_everything(cast)
    clock.advance(hours=4)
    outbox.run_schedule(cast.app, [task for task in SCHEDULE if task.name == "desk.publish_due"])
    worker()
    assert told(cast) == {(name, "not_ready") for name in STAFF}


def test_a_note_is_told_to_the_writer_and_to_who_wrote_notes_before(cast: Cast, worker: Worker) -> None:
    for who in ("editor", "second_editor"):
        with transaction(cast.app):
            actor = cast.actor(getattr(cast, who))
            articles.leave_note(actor, articles_queries.article_at_desk(actor, cast.world.draft_id), words="Says who?")
        worker()
    assert told(cast) == {("contributor", "noted"), ("editor", "noted")}


def test_it_is_read_where_the_piece_is_and_comes_by_mail(cast: Cast, worker: Worker, mailbox: Mailbox) -> None:
    move(cast, "contributor", Step.SUBMIT)
    worker()
    with transaction(cast.app):
        operations.prepare_mail()
    worker()
    letter = mailbox.text(cast.editor.email)
    assert "Connie Fairbrother” sent a piece for review" in letter.replace('"', "”")
    assert f"/desk/articles/{cast.world.draft_id}/read" in letter
    page = visit(cast.client(cast.editor), "/notifications")
    assert "Connie Fairbrother sent a piece for review" in page.text
    assert "Not yet" in page.follow("sent a piece for review").headings


def test_who_is_no_editor_any_more_learns_nothing_of_it(cast: Cast, worker: Worker) -> None:
    move(cast, "contributor", Step.SUBMIT)
    worker()
    with transaction(cast.app):
        members.revoke_role(SYSTEM, members_queries.known_member(cast.second_editor.handle), Role.EDITOR)
    page = visit(cast.client(cast.second_editor), "/notifications")
    assert "Not yet" not in page.text
    assert "can no longer be read here" in page.text
