"""The pages that list articles."""

from datetime import timedelta

import pytest
from flask.testing import FlaskClient

from northforum.access.audience import Audience
from northforum.articles import links, operations, queries
from northforum.core import richtext
from northforum.core.db import transaction
from tests.articles.newsroom import Newsroom, row
from tests.conftest import Clock
from tests.members.reader import statements

PATHS = ["/sections/opinion", "/topics/space", "/authors/nora-vance", "/archive"]


@pytest.mark.parametrize("path", PATHS)
def test_a_list_shows_what_strangers_may_read(newsroom: Newsroom, client: FlaskClient, path: str) -> None:
    newsroom.publish(headline="The open piece", topics=("Space",))
    newsroom.publish(headline="The closed piece", topics=("Space",), audience=Audience.MEMBERS)
    newsroom.write(headline="The draft", topics=("Space",))
    page = client.get(path)
    assert page.status_code == 200
    assert "The open piece" in page.text
    assert "The closed piece" not in page.text
    assert "The draft" not in page.text


@pytest.mark.parametrize("path", PATHS)
def test_older_pieces_are_a_link_away_and_back(
    newsroom: Newsroom, client: FlaskClient, clock: Clock, path: str
) -> None:
    for number in range(queries.PAGE + 1):
        newsroom.publish(at=clock.time - timedelta(hours=number), headline=f"Piece {number}", topics=("Space",))
    first = client.get(path)
    older = first.text.split('rel="next"')[0].rsplit('href="', 1)[1].split('"')[0]
    assert older.startswith(f"{path}?after=")
    second = client.get(older)
    assert f"Piece {queries.PAGE}" in second.text
    assert f"Piece {queries.PAGE}<" not in first.text
    assert 'rel="next"' not in second.text
    assert f'href="{path}"' in second.text


@pytest.mark.parametrize("path", PATHS)
def test_a_cursor_that_was_made_up_gets_a_sentence(newsroom: Newsroom, client: FlaskClient, path: str) -> None:
    newsroom.publish(topics=("Space",))
    page = client.get(f"{path}?after=nonsense")
    assert page.status_code == 422
    assert "not complete" in page.text


@pytest.mark.parametrize("path", ["/sections/no", "/topics/no", "/authors/no", "/sections/%00", "/topics/%F0%9F"])
def test_a_list_that_is_not_there_is_not_found(newsroom: Newsroom, client: FlaskClient, path: str) -> None:
    assert client.get(path).status_code == 404


@pytest.mark.parametrize("path", ["/topics/ferries", "/authors/nora-vance"])
def test_a_draft_tells_nobody_of_its_topic_and_its_author(newsroom: Newsroom, client: FlaskClient, path: str) -> None:
    article_id = newsroom.write(topics=("Ferries",))
    assert client.get(path).status_code == 404
    with transaction(newsroom.app):
        operations.publish_article(newsroom.editor, row(article_id))
    assert client.get(path).status_code == 200
    with transaction(newsroom.app):
        operations.unpublish_article(newsroom.editor, row(article_id))
    assert client.get(path).status_code == 404


def test_a_piece_for_a_hub_tells_the_rest_of_nothing(newsroom: Newsroom, client: FlaskClient) -> None:
    newsroom.publish(topics=("Ferries",), audience=Audience.HUB, audience_ref=5)
    assert {client.get(path).status_code for path in ("/topics/ferries", "/authors/nora-vance")} == {404}


def test_an_author_s_page_says_who_they_are(newsroom: Newsroom, client: FlaskClient) -> None:
    newsroom.publish()
    with transaction(newsroom.app):
        bio = richtext.profile("She prints *everything*.")
        operations.describe_author(newsroom.editor, name="Nora Vance", bio=bio)
    page = client.get("/authors/nora-vance")
    assert "<em>everything</em>" in page.text


def test_an_empty_list_says_so(newsroom: Newsroom, client: FlaskClient) -> None:
    assert "Nothing here yet" in client.get("/archive").text


def test_each_list_page_costs_a_few_statements(newsroom: Newsroom, client: FlaskClient) -> None:
    for number in range(5):
        newsroom.publish(headline=f"Piece {number}", topics=("Space",))
    for path in PATHS:
        with statements(newsroom.app) as seen:
            client.get(path)
        # An author has a portrait and an account besides.
        most = 5 if path.startswith("/authors") else 4
        assert len([statement for statement in seen if statement.startswith("SELECT")]) <= most, path


def test_addresses_of_articles_are_those_that_threads_keep(newsroom: Newsroom, unit: None) -> None:
    article = row(newsroom.publish())
    assert links.article_url(article) == article.path
    assert links.article_url(article, external=True) == f"http://127.0.0.1:8000{article.path}"
    assert links.desk_url(article) == f"/desk/articles/{article.public_id}"
