"""Opening an article to its readers, and taking it down."""

import threading
from datetime import timedelta
from typing import Any

import pytest

from northforum.access.audience import Audience
from northforum.articles import operations, queries
from northforum.articles.events import ArticlePublished, ArticleUnpublished
from northforum.articles.models import ArticleState
from northforum.core import events
from northforum.core.db import db, transaction
from northforum.core.errors import Conflict, DomainError, Forbidden, Gone, Invalid, NeedsSignIn, NotFound
from northforum.discussion import queries as discussion_queries
from northforum.discussion.models import Thread, ThreadState
from northforum.media.models import Picture
from tests.articles.newsroom import Newsroom, a_piece, row
from tests.conftest import Clock

NOT_EDITORS: list[tuple[str, type[DomainError]]] = [
    ("stranger", NeedsSignIn),
    ("member", Forbidden),
    ("contributor", Forbidden),
]


def a_picture(clock: Clock) -> int:
    picture = Picture(width=1600, height=900, master="a-master.jpg", created_at=clock.time)
    db.session.add(picture)
    db.session.flush()
    return picture.id


def test_readers_get_an_article_once_it_is_published(newsroom: Newsroom, unit: None, clock: Clock) -> None:
    article = row(newsroom.write())
    with pytest.raises(NotFound):
        queries.visible_article(newsroom.editor, article.slug)
    operations.publish_article(newsroom.editor, article)
    assert (article.state, article.published_at) == (ArticleState.PUBLISHED, clock.time)
    assert queries.visible_article(newsroom.member, article.slug).headline == article.headline


@pytest.mark.parametrize(("who", "refusal"), NOT_EDITORS)
def test_only_editors_publish_and_take_down(
    newsroom: Newsroom, unit: None, who: str, refusal: type[DomainError]
) -> None:
    article = row(newsroom.write(newsroom.contributor))
    with pytest.raises(refusal):
        operations.publish_article(newsroom.actor(who), article)
    assert article.state is ArticleState.DRAFT
    operations.publish_article(newsroom.editor, article)
    with pytest.raises(refusal):
        operations.unpublish_article(newsroom.actor(who), article)
    assert article.is_published


@pytest.mark.parametrize(
    ("over", "fields"),
    [
        ({"standfirst": ""}, {"standfirst"}),
        ({"text": ""}, {"body"}),
        ({"section": ""}, {"section"}),
        ({"bylines": ()}, {"byline-0-name"}),
        ({"bylines": (), "text": "", "standfirst": ""}, {"byline-0-name", "body", "standfirst"}),
    ],
)
def test_what_is_missing_is_said_by_field(
    newsroom: Newsroom, unit: None, over: dict[str, Any], fields: set[str]
) -> None:
    article = row(newsroom.write(**over))
    assert set(operations.missing(article)) == fields
    with pytest.raises(Invalid) as refusal:
        operations.publish_article(newsroom.editor, article)
    assert set(refusal.value.fields) == fields
    assert article.state is ArticleState.DRAFT


def test_a_picture_needs_its_description_and_credit(newsroom: Newsroom, unit: None, clock: Clock) -> None:
    picture_id = a_picture(clock)
    bare = row(with_hero(newsroom, operations.Hero(picture_id)))
    assert set(operations.missing(bare)) == {"hero_alt", "hero_credit"}
    whole = row(with_hero(newsroom, operations.Hero(picture_id, alt="Stairs", credit="Nora Vance")))
    operations.publish_article(newsroom.editor, whole)
    shown = queries.visible_article(newsroom.member, whole.slug)
    assert shown.hero
    assert (shown.hero.width, shown.hero.alt, shown.hero.credit) == (1600, "Stairs", "Nora Vance")
    (card,) = queries.latest(newsroom.member).items
    assert card.hero
    assert card.hero.url.endswith("/1-960.jpg")


def with_hero(newsroom: Newsroom, hero: operations.Hero) -> str:
    """Write in the transaction at hand, where the picture is."""
    return operations.write_article(newsroom.editor, a_piece(hero=hero)).public_id


def test_publishing_opens_the_thread_to_the_same_audience(newsroom: Newsroom, unit: None) -> None:
    entry = operations.BylineEntry(handle=newsroom.contributor.handle)
    article = row(newsroom.publish(audience=Audience.MEMBERS, bylines=(entry,)))
    assert article.thread_id
    thread = discussion_queries.owned_thread(article.thread_id)
    assert (thread.title, thread.path) == (article.headline, f"/articles/{article.slug}")
    assert (thread.audience, thread.state) == (Audience.MEMBERS, ThreadState.OPEN)
    assert discussion_queries.author_ids(thread.id) == {newsroom.contributor.member_id}


def test_publishing_twice_at_once_opens_one_thread(newsroom: Newsroom) -> None:
    public_id = newsroom.write()

    def publish() -> None:
        with transaction(newsroom.app):
            operations.publish_article(newsroom.editor, row(public_id))

    threads = [threading.Thread(target=publish) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    with newsroom.app.app_context():
        assert db.session.scalar(db.select(db.func.count(Thread.id))) == 1


def test_the_system_alone_dates_a_publication(newsroom: Newsroom, unit: None, clock: Clock) -> None:
    then = clock.time - timedelta(days=30)
    article = row(newsroom.write())
    with pytest.raises(Forbidden):
        operations.publish_article(newsroom.editor, article, at=then)
    operations.publish_article(newsroom.actor("system"), article, at=then)
    assert article.published_at == then


def test_taking_down_leaves_a_gone_address_and_a_hidden_thread(newsroom: Newsroom, unit: None) -> None:
    article = row(newsroom.publish())
    operations.unpublish_article(newsroom.editor, article)
    with pytest.raises(Gone):
        queries.visible_article(newsroom.editor, article.slug)
    assert article.thread_id
    assert discussion_queries.owned_thread(article.thread_id).state is ThreadState.HIDDEN
    assert not queries.latest(newsroom.editor).items


def test_an_article_comes_back_with_its_date_and_its_thread(newsroom: Newsroom, unit: None, clock: Clock) -> None:
    article = row(newsroom.publish())
    first_date, thread_id = article.published_at, article.thread_id
    operations.unpublish_article(newsroom.editor, article)
    clock.advance(days=2)
    operations.publish_article(newsroom.editor, article)
    assert (article.published_at, article.thread_id) == (first_date, thread_id)
    assert thread_id
    assert discussion_queries.owned_thread(thread_id).is_open


def test_a_draft_cannot_be_taken_down(newsroom: Newsroom, unit: None) -> None:
    with pytest.raises(Conflict):
        operations.unpublish_article(newsroom.editor, row(newsroom.write()))


def test_doing_it_again_does_nothing_and_is_announced_once(newsroom: Newsroom, unit: None) -> None:
    article = row(newsroom.write())
    heard: list[object] = []
    table = dict(events._reactions)
    reaction = events.Reaction(now=[heard.append])
    events.react({ArticlePublished: reaction, ArticleUnpublished: reaction})
    try:
        for verb in (operations.publish_article, operations.unpublish_article):
            verb(newsroom.editor, article)
            version = article.version
            verb(newsroom.editor, article)
            assert article.version == version
    finally:
        events.react(table)
    assert heard == [ArticlePublished(article.id), ArticleUnpublished(article.id)]
