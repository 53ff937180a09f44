"""The articles of the measured sites, with their threads."""

from collections.abc import Iterator
from typing import Any

from sqlalchemy import Connection, select

from northforum.articles.models import Article, ArticleState, ArticleTopic, Author, Byline, Section, Topic
from northforum.bench import words
from northforum.bench.rows import public_name, put
from northforum.bench.sizes import Size, long_slug
from northforum.bench.talk import Spoken, published_at
from northforum.discussion.models import Thread

AUTHORS = 200
TOPICS = 20


def slug_of(size: Size, article: int) -> str:
    """Return the slug of the article, counted from the oldest."""
    place = article - size.first_long
    return long_slug(size.long_threads[place]) if 0 <= place < len(size.long_threads) else f"piece-{article + 1}"


def put_threads(connection: Connection, size: Size, spoken: Spoken) -> None:
    """Put in a thread for each article, with what has been said in it counted."""
    put(connection, Thread, (_thread(size, article, spoken) for article in range(size.articles)))


def put_articles(connection: Connection, size: Size) -> None:
    """Put in the articles with their writers and topics."""
    sections = list(connection.scalars(select(Section.id).order_by(Section.position)))
    authors, topics = min(AUTHORS, size.articles), min(TOPICS, size.articles)
    every = range(size.articles)
    put(connection, Author, (_author(number) for number in range(1, authors + 1)))
    put(connection, Topic, (_topic(number) for number in range(1, topics + 1)))
    put(connection, Article, (_article(size, article, sections[article % len(sections)]) for article in every))
    put(connection, Byline, (_byline(size, article, article % authors + 1) for article in every))
    put(connection, ArticleTopic, _about(size, topics))


def _headline(size: Size, article: int) -> str:
    headline, _ = words.pieces()[article % len(words.pieces())]
    return f"{headline}, part {article + 1:,}"


def _thread(size: Size, article: int, spoken: Spoken) -> dict[str, Any]:
    return {
        "id": article + 1,
        "public_id": public_name(article + 1),
        "title": _headline(size, article),
        "path": f"/articles/{slug_of(size, article)}",
        "comment_count": spoken.by_article[article],
        "root_count": spoken.roots[article],
        "last_comment_at": spoken.last.get(article),
    }


def _author(number: int) -> dict[str, Any]:
    return {"id": number, "slug": f"pen-{number}", "name": f"Pen Number {number}"}


def _topic(number: int) -> dict[str, Any]:
    return {"id": number, "slug": f"subject-{number}", "name": f"Subject {number}"}


def _article(size: Size, article: int, section_id: int) -> dict[str, Any]:
    is_long = size.first_long <= article < size.first_long + len(size.long_threads)
    bodies = words.short_bodies()
    body = words.whole_body() if is_long else bodies[article % len(bodies)]
    moment = published_at(size, article)
    return {
        "id": article + 1,
        "public_id": public_name(article + 1),
        "slug": slug_of(size, article),
        "state": ArticleState.PUBLISHED,
        "section_id": section_id,
        "headline": _headline(size, article),
        "standfirst": words.pieces()[article % len(words.pieces())][1],
        "body_source": body.source,
        "body_html": body.html,
        "body_rules": body.rules,
        "word_count": body.words,
        "thread_id": article + 1,
        "created_at": moment,
        "updated_at": moment,
        "published_at": moment,
    }


def _byline(size: Size, article: int, author_id: int) -> dict[str, Any]:
    return {
        "article_id": article + 1,
        "position": 0,
        "author_id": author_id,
        "role": "writer",
        "listed_at": published_at(size, article),
    }


def _about(size: Size, topics: int) -> Iterator[dict[str, Any]]:
    for article in range(size.articles):
        for position, topic in enumerate(sorted({article % topics + 1, article * 7 % topics + 1})):
            moment = published_at(size, article)
            yield {"article_id": article + 1, "topic_id": topic, "position": position, "listed_at": moment}
