"""Sections, topics and authors."""

import pytest

from northforum.access.actor import STRANGER, SYSTEM
from northforum.articles import operations, queries
from northforum.core import richtext
from northforum.core.db import db
from northforum.core.errors import Forbidden, Invalid, NotFound
from tests.articles.newsroom import Newsroom, row

BIO = richtext.profile("She prints.")


def test_the_navigation_has_the_sections_in_their_order(newsroom: Newsroom, unit: None) -> None:
    assert [section.slug for section in queries.navigation()] == ["places", "opinion"]
    operations.add_section(newsroom.editor, slug="news", name="News", position=-1)
    assert [section.slug for section in queries.navigation()] == ["news", "places", "opinion"]


def test_adding_a_known_section_or_topic_changes_its_words(newsroom: Newsroom, unit: None) -> None:
    section = operations.add_section(newsroom.editor, slug="opinion", name="Views", position=5)
    assert queries.section("opinion") is section
    assert section.name == "Views"
    topic = operations.add_topic(newsroom.editor, slug="space", name="Rooms", description="Where it is done.")
    assert queries.topic(STRANGER, "space") is topic


def test_a_new_site_has_sections(newsroom: Newsroom, unit: None) -> None:
    for _ in range(2):
        operations.add_default_sections(SYSTEM)
    assert [section.slug for section in queries.navigation()] == ["opinion", "news", "places", "people", "practice"]


@pytest.mark.parametrize("slug", ["", "Two Words", "a/b", "ä", "-a"])
def test_a_section_or_topic_needs_a_plain_slug(newsroom: Newsroom, unit: None, slug: str) -> None:
    for add in (operations.add_section, operations.add_topic):
        with pytest.raises(Invalid):
            add(newsroom.editor, slug=slug, name="Name")


def test_contributors_arrange_nothing(newsroom: Newsroom, unit: None) -> None:
    with pytest.raises(Forbidden):
        operations.add_section(newsroom.contributor, slug="mine", name="Mine")
    with pytest.raises(Forbidden):
        operations.add_topic(newsroom.contributor, slug="mine", name="Mine")
    with pytest.raises(Forbidden):
        operations.describe_author(newsroom.contributor, name="Nora Vance", bio=BIO)


def test_an_author_is_described_before_and_after_their_first_piece(newsroom: Newsroom, unit: None) -> None:
    operations.describe_author(newsroom.editor, name="Nora Vance", bio=BIO, handle="connie-platt")
    db.session.commit()
    article = row(newsroom.publish())
    (credit,) = queries.visible_article(newsroom.member, article.slug).bylines
    assert (credit.author.bio, credit.author.handle) == ("<p>She prints.</p>\n", "connie-platt")
    operations.describe_author(newsroom.editor, name="Nora Vance", bio=richtext.profile("She binds."))
    (credit,) = queries.visible_article(newsroom.member, article.slug).bylines
    assert "binds" in credit.author.bio


def test_an_author_cannot_be_a_member_who_is_not_there(newsroom: Newsroom, unit: None) -> None:
    with pytest.raises(Invalid) as refusal:
        operations.describe_author(newsroom.editor, name="Nora Vance", bio=BIO, handle="nobody")
    assert set(refusal.value.fields) == {"handle"}


@pytest.mark.parametrize("slug", ["nothing", "x\0y", "\ud800", "A B", ""])
def test_what_is_not_there_is_not_found(newsroom: Newsroom, unit: None, slug: str) -> None:
    with pytest.raises(NotFound):
        queries.section(slug)
    with pytest.raises(NotFound):
        queries.topic(STRANGER, slug)
    with pytest.raises(NotFound):
        queries.author(STRANGER, slug)
