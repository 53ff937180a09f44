"""Steps of a piece between its writer and the editors."""

import threading

import pytest

from northforum.articles import operations, queries
from northforum.articles.events import ArticleMoved
from northforum.articles.models import ArticleState, Step
from northforum.core import events
from northforum.core.db import transaction
from northforum.core.errors import Conflict, Forbidden, Gone, NotFound
from tests.articles.newsroom import Newsroom, row
from tests.conftest import Clock


def test_a_piece_goes_from_pitch_to_approval(newsroom: Newsroom, unit: None, clock: Clock) -> None:
    article = row(newsroom.write(newsroom.contributor))
    way = [
        (newsroom.contributor, Step.OFFER, ArticleState.PITCH),
        (newsroom.editor, Step.ACCEPT, ArticleState.DRAFT),
        (newsroom.contributor, Step.SUBMIT, ArticleState.IN_REVIEW),
        (newsroom.editor, Step.ASK_CHANGES, ArticleState.CHANGES_ASKED),
        (newsroom.contributor, Step.SUBMIT, ArticleState.IN_REVIEW),
        (newsroom.contributor, Step.TAKE_BACK, ArticleState.DRAFT),
        (newsroom.contributor, Step.SUBMIT, ArticleState.IN_REVIEW),
        (newsroom.editor, Step.APPROVE, ArticleState.APPROVED),
    ]
    for actor, step, state in way:
        clock.advance(minutes=1)
        version = article.version
        operations.move_article(actor, article, step)
        assert (article.state, article.moved_at, article.version) == (state, clock.time, version)
    operations.publish_article(newsroom.editor, article)
    assert article.is_published


def test_a_step_says_who_took_it(newsroom: Newsroom, unit: None) -> None:
    article = row(newsroom.write(newsroom.contributor))
    heard: list[object] = []
    table = dict(events._reactions)
    events.react({ArticleMoved: events.Reaction(now=[heard.append])})
    try:
        for _ in range(2):
            operations.move_article(newsroom.contributor, article, Step.SUBMIT)
    finally:
        events.react(table)
    assert heard == [ArticleMoved(article.id, "submit", newsroom.contributor.member_id)]


@pytest.mark.parametrize("who", ["other_contributor", "member"])
def test_nobody_else_moves_somebody_s_piece(newsroom: Newsroom, unit: None, who: str) -> None:
    article = row(newsroom.write(newsroom.contributor))
    with pytest.raises(Forbidden):
        operations.move_article(newsroom.actor(who), article, Step.SUBMIT)
    assert article.state is ArticleState.DRAFT


def test_a_writer_does_not_approve_their_own_piece(newsroom: Newsroom, unit: None) -> None:
    article = row(newsroom.write(newsroom.contributor))
    operations.move_article(newsroom.contributor, article, Step.SUBMIT)
    with pytest.raises(Forbidden, match="Only editors"):
        operations.move_article(newsroom.contributor, article, Step.APPROVE)


def test_who_comes_too_late_changes_nothing(newsroom: Newsroom, unit: None) -> None:
    article = row(newsroom.publish())
    for step in (Step.APPROVE, Step.ASK_CHANGES, Step.SUBMIT):
        with pytest.raises(Conflict):
            operations.move_article(newsroom.editor, article, step)
    with pytest.raises(Conflict):
        operations.move_article(newsroom.editor, article, Step.PUBLISH)
    assert article.is_published


def test_two_editors_who_decide_at_once_decide_once(newsroom: Newsroom) -> None:
    public_id = newsroom.write(newsroom.contributor)
    with transaction(newsroom.app):
        operations.move_article(newsroom.contributor, row(public_id), Step.SUBMIT)
    refused: list[Exception] = []

    def decide(step: Step) -> None:
        try:
            with transaction(newsroom.app):
                operations.move_article(newsroom.editor, row(public_id), step)
        except Conflict as clash:
            refused.append(clash)

    steps = (Step.TAKE_BACK, Step.ASK_CHANGES)
    threads = [threading.Thread(target=decide, args=(step,)) for step in steps]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(refused) == 1


def test_readers_get_nothing_of_a_piece_on_its_way(newsroom: Newsroom, unit: None) -> None:
    article = row(newsroom.write(newsroom.contributor))
    for step, actor in ((Step.SUBMIT, newsroom.contributor), (Step.APPROVE, newsroom.editor)):
        operations.move_article(actor, article, step)
        with pytest.raises(NotFound):
            queries.visible_article(newsroom.editor, article.slug)
        assert not queries.latest(newsroom.editor).items


def test_what_readers_have_had_stays_gone_when_it_is_put_away_and_taken_up(newsroom: Newsroom, unit: None) -> None:
    article = row(newsroom.publish())
    operations.unpublish_article(newsroom.editor, article)
    for step in (Step.ARCHIVE, Step.REOPEN):
        operations.move_article(newsroom.editor, article, step)
        with pytest.raises(Gone):
            queries.visible_article(newsroom.member, article.slug)
    operations.publish_article(newsroom.editor, article)
    assert queries.visible_article(newsroom.member, article.slug).headline == article.headline
