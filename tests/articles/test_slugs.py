"""Addresses of articles: their own, for ever."""

import pytest
from hypothesis import HealthCheck, given, settings, strategies

from northforum.articles import operations, queries
from northforum.articles.models import Article
from northforum.core import text
from northforum.core.db import db
from northforum.core.errors import Gone, Invalid, NotFound
from tests.articles.newsroom import Newsroom, a_piece, row

HEADLINES = strategies.text(min_size=1, max_size=160).filter(lambda line: "\0" not in line)


def edit(newsroom: Newsroom, article: Article, **over: object) -> Article:
    return operations.edit_article(newsroom.editor, article, a_piece(**over), article.version)


def test_the_slug_follows_the_headline_until_publication(newsroom: Newsroom, unit: None) -> None:
    article = row(newsroom.write(headline="Unnamed"))
    assert edit(newsroom, article, headline="The mill’s lift").slug == "the-mills-lift"
    operations.publish_article(newsroom.editor, article)
    assert edit(newsroom, article, headline="Something else").slug == "the-mills-lift"


def test_a_chosen_slug_stays(newsroom: Newsroom, unit: None) -> None:
    article = row(newsroom.write(slug="Lift Off"))
    assert article.slug == "lift-off"
    assert edit(newsroom, article, headline="Anything", slug="lift-off").slug == "lift-off"


def test_a_second_piece_of_the_same_name_gets_a_number(newsroom: Newsroom, unit: None) -> None:
    slugs = [row(newsroom.write()).slug for _ in range(3)]
    assert slugs == ["the-stairs-at-the-mill", "the-stairs-at-the-mill-2", "the-stairs-at-the-mill-3"]


def test_a_numbered_slug_stays_when_only_the_text_changes(newsroom: Newsroom, unit: None) -> None:
    newsroom.write()
    second = row(newsroom.write())
    assert edit(newsroom, second, text="Other words.").slug == "the-stairs-at-the-mill-2"


def test_a_slug_that_another_piece_has_is_refused(newsroom: Newsroom, unit: None) -> None:
    newsroom.write()
    with pytest.raises(Invalid) as refusal:
        operations.write_article(newsroom.editor, a_piece(headline="Other", slug="the-stairs-at-the-mill"))
    assert set(refusal.value.fields) == {"slug"}


def test_a_former_address_leads_to_the_present_one(newsroom: Newsroom, unit: None) -> None:
    article = row(newsroom.publish(slug="first"))
    for slug in ("second", "third"):
        edit(newsroom, article, slug=slug)
    for slug in ("first", "second", "third"):
        assert queries.visible_article(newsroom.member, slug).slug == "third"


def test_a_draft_s_former_address_leads_nowhere(newsroom: Newsroom, unit: None) -> None:
    article = row(newsroom.write(slug="first"))
    edit(newsroom, article, slug="second")
    operations.publish_article(newsroom.editor, article)
    with pytest.raises(NotFound):
        queries.visible_article(newsroom.member, "first")


def test_nobody_else_gets_a_former_address(newsroom: Newsroom, unit: None) -> None:
    article = row(newsroom.publish(slug="first"))
    edit(newsroom, article, slug="second")
    with pytest.raises(Invalid):
        operations.write_article(newsroom.editor, a_piece(slug="first"))
    assert row(newsroom.write(headline="First")).slug == "first-2"


def test_an_article_takes_its_former_address_back(newsroom: Newsroom, unit: None) -> None:
    article = row(newsroom.publish(slug="first"))
    edit(newsroom, article, slug="second")
    edit(newsroom, article, slug="first")
    assert queries.visible_article(newsroom.member, "second").slug == "first"


def test_a_former_address_of_what_was_taken_down_is_gone(newsroom: Newsroom, unit: None) -> None:
    article = row(newsroom.publish(slug="first"))
    edit(newsroom, article, slug="second")
    operations.unpublish_article(newsroom.editor, article)
    with pytest.raises(Gone):
        queries.visible_article(newsroom.member, "first")


@pytest.mark.parametrize("slug", ["nothing", "No-Such", "a b", "x\0y", "\ud800", "a" * 5000, "", "-", "stairs/"])
def test_what_is_no_address_is_not_found(newsroom: Newsroom, unit: None, slug: str) -> None:
    with pytest.raises(NotFound):
        queries.visible_article(newsroom.member, slug)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(headlines=strategies.lists(HEADLINES, min_size=1, max_size=6))
def test_any_headlines_give_addresses_of_their_own(newsroom: Newsroom, unit: None, headlines: list[str]) -> None:
    articles = [operations.write_article(newsroom.editor, a_piece(headline=headline)) for headline in headlines]
    slugs = [article.slug for article in articles]
    assert len(set(slugs)) == len(slugs)
    for slug in slugs:
        assert text.slugify(slug, fallback="") == slug
        assert len(slug) <= text.SLUG_LENGTH
    for article in articles:
        db.session.delete(article)
    db.session.flush()
