"""Changing an article."""

import threading

import pytest

from northforum.access.actor import STRANGER
from northforum.access.audience import Audience
from northforum.articles import operations, queries
from northforum.articles.events import ArticleEdited
from northforum.articles.models import ArticleState
from northforum.core import events, richtext
from northforum.core.db import db, transaction
from northforum.core.errors import Conflict, DomainError, Forbidden, Invalid, NeedsSignIn
from northforum.discussion import queries as discussion_queries
from tests.articles.newsroom import Newsroom, a_piece, row
from tests.conftest import Clock

Entry = operations.BylineEntry


def test_an_editor_changes_everything(newsroom: Newsroom, unit: None, clock: Clock) -> None:
    article = row(newsroom.write(newsroom.contributor, topics=("Space",)))
    clock.advance(hours=1)
    piece = a_piece(headline="Up", text="Short.", section="places", topics=("Lifts",), bylines=(Entry("Abe Cole"),))
    operations.edit_article(newsroom.editor, article, piece, article.version)
    assert (article.headline, article.slug, article.body_html, article.word_count) == ("Up", "up", "<p>Short.</p>\n", 1)
    assert (article.updated_at, article.updated_by) == (clock.time, newsroom.editor.member_id)
    assert article.created_by == newsroom.contributor.member_id
    assert [topic.slug for topic in queries.topics_of(article.id)] == ["lifts"]
    assert [credit.author.name for credit in queries.bylines([article.id])[article.id]] == ["Abe Cole"]


@pytest.mark.parametrize(
    ("who", "refusal"),
    [
        ("contributor", None),
        ("editor", None),
        ("system", None),
        ("stranger", NeedsSignIn),
        ("member", Forbidden),
        ("other_contributor", Forbidden),
    ],
)
def test_who_may_edit_a_contributor_s_draft(
    newsroom: Newsroom, unit: None, who: str, refusal: type[DomainError] | None
) -> None:
    article = row(newsroom.write(newsroom.contributor))
    if refusal is None:
        assert operations.edit_article(newsroom.actor(who), article, a_piece(headline="Up"), 1).headline == "Up"
        return
    with pytest.raises(refusal):
        operations.edit_article(newsroom.actor(who), article, a_piece(headline="Up"), 1)
    assert article.headline != "Up"


def test_a_contributor_no_longer_edits_what_is_published(newsroom: Newsroom, unit: None) -> None:
    article = row(newsroom.write(newsroom.contributor))
    operations.publish_article(newsroom.editor, article)
    for _ in range(2):
        with pytest.raises(Forbidden, match="moved on"):
            operations.edit_article(newsroom.contributor, article, a_piece(), article.version)
        operations.unpublish_article(newsroom.editor, article)


def test_an_edit_on_top_of_an_older_version_changes_nothing(newsroom: Newsroom, unit: None) -> None:
    article = row(newsroom.write())
    operations.edit_article(newsroom.other_editor, article, a_piece(headline="Theirs"), 1)
    with pytest.raises(Conflict):
        operations.edit_article(newsroom.editor, article, a_piece(headline="Mine"), 1)
    assert article.headline == "Theirs"


def test_of_two_editors_who_save_at_once_one_is_told(newsroom: Newsroom) -> None:
    public_id = newsroom.write()
    outcomes: list[str] = []

    def save(name: str) -> None:
        try:
            with transaction(newsroom.app):
                operations.edit_article(newsroom.actor(name), row(public_id), a_piece(headline=f"By {name}"), 1)
        except Conflict:
            outcomes.append("told")
        else:
            outcomes.append(f"By {name}")

    threads = [threading.Thread(target=save, args=[name]) for name in ("editor", "other_editor")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    with newsroom.app.app_context():
        assert sorted(outcomes) == sorted(["told", row(public_id).headline])
        assert row(public_id).version == 2


def test_a_published_article_stays_complete(newsroom: Newsroom, unit: None) -> None:
    article = row(newsroom.publish())
    bare = a_piece(text="", standfirst="", section="", bylines=(), hero=operations.Hero())
    with pytest.raises(Invalid) as refusal:
        operations.edit_article(newsroom.editor, article, bare, article.version)
    assert set(refusal.value.fields) == {"standfirst", "body", "section", "byline-0-name"}
    assert article.standfirst


def test_the_thread_follows_its_article(newsroom: Newsroom, unit: None) -> None:
    article = row(newsroom.publish())
    piece = a_piece(
        headline="The lift", slug="the-lift", audience=Audience.MEMBERS, bylines=(Entry(handle="connie-platt"),)
    )
    operations.edit_article(newsroom.editor, article, piece, article.version)
    assert article.thread_id
    thread = discussion_queries.owned_thread(article.thread_id)
    assert (thread.title, thread.path, thread.audience) == ("The lift", "/articles/the-lift", Audience.MEMBERS)
    assert discussion_queries.author_ids(thread.id) == {newsroom.contributor.member_id}


def test_lists_go_on_showing_an_article_that_is_edited(newsroom: Newsroom, unit: None) -> None:
    article = row(newsroom.publish())
    piece = a_piece(topics=("Space",), bylines=(Entry("Abe Cole"),))
    operations.edit_article(newsroom.editor, article, piece, article.version)
    topic, author = queries.topic(STRANGER, "space"), queries.author(STRANGER, "abe-cole")
    assert [card.id for card in queries.on_topic(newsroom.member, topic.id).items] == [article.id]
    assert [card.id for card in queries.by_author(newsroom.member, author.id).items] == [article.id]


def test_an_edit_is_announced_once(newsroom: Newsroom, unit: None) -> None:
    article = row(newsroom.write())
    heard: list[object] = []
    table = dict(events._reactions)
    events.react({ArticleEdited: events.Reaction(now=[heard.append])})
    try:
        operations.edit_article(newsroom.editor, article, a_piece(), 1)
    finally:
        events.react(table)
    assert heard == [ArticleEdited(article.id)]


def test_the_text_is_cleaned_by_the_same_rules_as_when_it_was_new(newsroom: Newsroom, unit: None) -> None:
    article = row(newsroom.write())
    body = richtext.article("<script>alert(1)</script>\n\n> [!pull]\n> Up.")
    operations.edit_article(newsroom.editor, article, a_piece(body=body), 1)
    assert "<script" not in article.body_html
    assert 'class="pull"' in article.body_html
    assert article.state is ArticleState.DRAFT
    db.session.flush()
