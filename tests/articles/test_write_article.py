"""Beginning an article."""

import threading
from typing import Any

import pytest

from northforum.access.audience import Audience
from northforum.articles import operations, queries
from northforum.articles.models import Article, ArticleState, Author, Topic
from northforum.core.db import db, transaction
from northforum.core.errors import DomainError, Forbidden, Invalid, NeedsSignIn
from tests.articles.newsroom import Newsroom, a_piece

Entry = operations.BylineEntry


def refusals(newsroom: Newsroom, who: str = "editor", **over: Any) -> dict[str, str]:
    with pytest.raises(Invalid) as refusal:
        operations.write_article(newsroom.actor(who), a_piece(**over))
    return refusal.value.fields


@pytest.mark.parametrize("who", ["contributor", "editor", "system"])
def test_those_who_work_at_the_desk_write_drafts(newsroom: Newsroom, unit: None, who: str) -> None:
    actor = newsroom.actor(who)
    article = operations.write_article(actor, a_piece())
    assert article.state is ArticleState.DRAFT
    assert (article.slug, article.created_by, article.published_at) == ("the-stairs-at-the-mill", actor.member_id, None)


@pytest.mark.parametrize(("who", "refusal"), [("stranger", NeedsSignIn), ("member", Forbidden)])
def test_nobody_else_does(newsroom: Newsroom, unit: None, who: str, refusal: type[DomainError]) -> None:
    with pytest.raises(refusal):
        operations.write_article(newsroom.actor(who), a_piece())


def test_everything_of_a_piece_is_stored(newsroom: Newsroom, unit: None) -> None:
    piece = a_piece(
        topics=("Space", "Night trains"),
        bylines=(Entry("Nora Vance", "printer", "Stair Press", "The writer rents a room there."), Entry("Abe Cole")),
        hero=operations.Hero(alt="Stairs", caption="Up, mostly.", credit="Nora Vance"),
        social=operations.Social("Stairs", "A lift and a landlord.", "https://press.example/stairs"),
        audience=Audience.MEMBERS,
    )
    article = operations.write_article(newsroom.editor, piece)
    assert (article.body_source, article.word_count, article.body_rules) == (piece.body.source, 16, piece.body.rules)
    assert (article.hero_alt, article.hero_caption, article.hero_credit) == ("Stairs", "Up, mostly.", "Nora Vance")
    assert (article.social_title, article.canonical_url) == ("Stairs", "https://press.example/stairs")
    assert article.audience is Audience.MEMBERS
    assert [topic.slug for topic in queries.topics_of(article.id)] == ["space", "night-trains"]
    first, second = queries.bylines([article.id])[article.id]
    assert (first.author.slug, first.role, first.organisation) == ("nora-vance", "printer", "Stair Press")
    assert (first.interest, second.author.name) == ("The writer rents a room there.", "Abe Cole")


def test_a_draft_needs_no_more_than_a_headline(newsroom: Newsroom, unit: None) -> None:
    article = operations.write_article(newsroom.contributor, a_piece(text="", standfirst="", section="", bylines=()))
    assert (article.section_id, article.word_count) == (None, 0)


def test_the_same_form_makes_one_article(newsroom: Newsroom, unit: None) -> None:
    first = operations.write_article(newsroom.editor, a_piece(), "k" * 32)
    assert operations.write_article(newsroom.editor, a_piece(), "k" * 32) is first
    assert operations.write_article(newsroom.contributor, a_piece(), "k" * 32) is not first


def test_the_same_form_sent_at_once_makes_one_article(newsroom: Newsroom) -> None:
    def send() -> None:
        with transaction(newsroom.app):
            operations.write_article(newsroom.editor, a_piece(), "k" * 32)

    threads = [threading.Thread(target=send) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    with newsroom.app.app_context():
        assert db.session.scalar(db.select(db.func.count(Article.id))) == 1


def test_an_author_who_wrote_before_is_the_same_person(newsroom: Newsroom, unit: None) -> None:
    operations.write_article(newsroom.editor, a_piece())
    operations.write_article(newsroom.editor, a_piece(headline="More stairs"))
    assert db.session.scalars(db.select(Author.name)).all() == ["Nora Vance"]


def test_a_byline_with_a_handle_is_the_member_s(newsroom: Newsroom, unit: None) -> None:
    entries = (Entry(handle="@Connie-Platt"), Entry("Con Platt", handle="connie-platt"))
    article = operations.write_article(newsroom.editor, a_piece(bylines=entries[:1]))
    (credit,) = queries.bylines([article.id])[article.id]
    assert (credit.author.name, credit.author.handle) == ("Connie Platt", "connie-platt")
    assert queries.author_member_ids(article.id) == [newsroom.contributor.member_id]
    other = operations.write_article(newsroom.editor, a_piece(headline="Other", bylines=entries[1:]))
    assert queries.bylines([other.id])[other.id][0].author == credit.author


def test_a_contributor_cannot_make_a_member_of_an_author_who_wrote_before(newsroom: Newsroom, unit: None) -> None:
    operations.write_article(newsroom.editor, a_piece(bylines=(Entry("Colm Duffy"),)))
    linked = (Entry("Colm Duffy", handle="colm-duffy"),)
    operations.write_article(newsroom.contributor, a_piece(headline="By a contributor", bylines=linked))
    named = db.select(Author.slug, Author.member_id).where(Author.name == "Colm Duffy").order_by(Author.id)
    member_id = newsroom.other_contributor.member_id
    assert [tuple(found) for found in db.session.execute(named)] == [("colm-duffy", None), ("colm-duffy-2", member_id)]


def test_an_editor_links_an_author_whom_nobody_has_claimed(newsroom: Newsroom, unit: None) -> None:
    operations.write_article(newsroom.editor, a_piece(bylines=(Entry("Colm Duffy"),)))
    linked = (Entry("Colm Duffy", handle="colm-duffy"),)
    operations.write_article(newsroom.editor, a_piece(headline="Linked", bylines=linked))
    assert db.session.scalars(db.select(Author.member_id)).all() == [newsroom.other_contributor.member_id]


def test_blank_lines_of_the_byline_count_for_nothing(newsroom: Newsroom, unit: None) -> None:
    article = operations.write_article(newsroom.editor, a_piece(bylines=(Entry(), Entry("Abe Cole"), Entry())))
    assert [credit.author.name for credit in queries.bylines([article.id])[article.id]] == ["Abe Cole"]


@pytest.mark.parametrize(
    ("over", "field"),
    [
        ({"section": "weather"}, "section"),
        ({"section": "op\0inion"}, "section"),
        ({"bylines": (Entry(role="printer"),)}, "byline-0-name"),
        ({"bylines": (Entry(), Entry(handle="nobody"))}, "byline-1-handle"),
        ({"bylines": (Entry("Abe Cole"), Entry("Abe Cole"))}, "byline-1-name"),
        ({"topics": ("!!!",)}, "topics"),
        ({"topics": tuple(f"topic {number}" for number in range(9))}, "topics"),
        ({"slug": "???"}, "slug"),
        ({"social": operations.Social(canonical_url="javascript:alert(1)")}, "canonical_url"),
        ({"social": operations.Social(canonical_url="https://[")}, "canonical_url"),
        ({"social": operations.Social(canonical_url="https://a.example/" + "x" * 500)}, "canonical_url"),
    ],
)
def test_what_cannot_be_used_is_refused_by_field(
    newsroom: Newsroom, unit: None, over: dict[str, Any], field: str
) -> None:
    assert set(refusals(newsroom, **over)) == {field}


def test_a_form_sent_again_with_other_words_drops_none(newsroom: Newsroom, unit: None) -> None:
    operations.write_article(newsroom.editor, a_piece(headline="Before"), "k" * 32)
    with pytest.raises(Invalid) as refusal:
        operations.write_article(newsroom.editor, a_piece(headline="After going back"), "k" * 32)
    assert set(refusal.value.fields) == {"form_key"}


def test_a_contributor_uses_topics_that_editors_made(newsroom: Newsroom, unit: None) -> None:
    article = operations.write_article(newsroom.contributor, a_piece(topics=("space",)))
    assert [topic.name for topic in queries.topics_of(article.id)] == ["Space"]
    assert "An editor can add it" in refusals(newsroom, "contributor", topics=("Trams",))["topics"]
    assert not db.session.scalar(db.select(Topic).where(Topic.slug == "trams"))


def test_several_refusals_come_at_once_and_leave_nothing(newsroom: Newsroom) -> None:
    with pytest.raises(Invalid), transaction(newsroom.app):
        operations.write_article(newsroom.editor, a_piece(section="weather", slug="???", topics=("Trams",)))
    with newsroom.app.app_context():
        assert not db.session.scalar(db.select(db.func.count(Article.id)))
        assert not db.session.scalar(db.select(Topic).where(Topic.slug == "trams"))
